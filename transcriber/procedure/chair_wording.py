"""How chairs are called and put things, where the letters tell it and not the sound (phrases.toml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from transcriber.language import figures
from transcriber.language.figures import Figure, FigureKind
from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.minutes.procedure import StepKind
from transcriber.minutes.transcript import Utterance
from transcriber.minutes.variant_characters import common_form
from transcriber.procedure.phrase_detection import HeardPhrase

GENERAL = re.compile(r"(?:一般|代表|緊急)質問")
_RULES = rule_files.any_of_each(__package__, "announcing")
ABOUT = re.compile(rf"(?:^|[、。])(?:{_RULES['about']})?[、]?([^、。]{{2,40}}?(?:について|に関する件|の件))[、]?")
MOVES_ON = re.compile(r"次(?:の[^、。]{1,8})?に(?:移り|入り|進み)")
_ANSWERING = [b for b in Branch if b is not Branch.MEMBER]
HANDS_OVER = re.compile(
    r"(?:それでは、?|では、?|次に、?|続いて、?|続きまして、?)*([^、。]{2,40}?(?:について|に関する件|の件))、"
    rf"[^、。]{{1,14}}(?:{posts.any_title(*_ANSWERING)}|事務局)。?"
)
"""「学校給食費について、教育課長。」"""
ENDS_TALK = re.compile(r"(?:質疑|討論|議論|質問|審査|発言)[をの]、?$")
"""「質疑を休憩いたします」, 「議論の休憩といたします」 are 終結 misheard, and no recess."""
SURE = 0.95
"""A voice without a name may be the chair's: from it only announcements count that nobody else makes, and only heard so well."""
_GOES_ON = re.compile(_RULES["goes_on"])
_RESUMES = re.compile(rf"休憩|(?:{_RULES['whole']})を、?(?:再開|続)|^(?:それでは|では|はい|、)*再開")
_BARE_RECESS = re.compile(r"暫時休憩(?:に?(?:します|いたします|とします))?(?:[、。]|$|午[前後]|[0-9])")
_PRESENT = re.compile("(?P<number>[0-9０-９一二三四五六七八九十]+)(?:名|人)の?、?(?:ご|御)?出席")
_CORRECTS = re.compile(_RULES["corrects"])
_SAID_BEFORE = re.compile(_RULES["said_before"])
_COMES_AND_GOES = re.compile(rf"(?:{posts.any_title(polite=True)}|職務代理者?)[^。]{{0,24}}?(?:{_RULES['attending']})")
_ATTENDING = re.compile("出席(?:議員|委員|者)")
ANYBODY_ELSE = re.compile("(?:ほか|他)に")
_TITLES = posts.any_title(Branch.MEMBER, polite=True)
_HEAD = r"(?:(?<![副仮])議長|(?<!副)委員長)"
_ELECTED = re.compile(
    rf"(?P<who>[^。、]{{1,12}}?)(?:{_TITLES})が、?{_HEAD}(?:に|として)、?[^。、]{{0,6}}?(?:{_RULES['elected']})"
    rf"|{_HEAD}(?:に|として)は?、?(?P<named>[^。、]{{1,12}}?)(?:{_TITLES})が、?(?:{_RULES['elected']})"
)
_ON_THE_COURSE = re.compile(rf"(?:{_RULES['course']})ことは|(?:{_RULES['course']})ことに(?:決|いたし)")
_LEADS = re.compile(_RULES["leads"])


def chair_of(said: Sequence[Utterance]) -> Callable[[str], bool] | None:
    """Tells by a speaker's name, as printed, whether it is the chair's; None where no voice is known to be the chair's.

    総務文教委員長（…） is, in a committee; in a plenary, which has a chair of its own, that is one who reports.
    """
    names = {u.name for u in said if u.name}
    boards = {u.name for u in said if u.name and posts.leads_board(u.name.partition("（")[0], u.text)}
    ways: tuple[Callable[[str], bool], ...] = (is_chairs_name, _leads_committee, boards.__contains__)
    return next((tells for tells in ways if any(map(tells, names))), None)


def is_chairs_name(name: str) -> bool:
    """Whether a speaker's name, as printed, is that of who leads the meeting by post: 議長（…）, 副委員長."""
    return posts.only_leads(name.partition("（")[0])


def _leads_committee(name: str) -> bool:
    post = name.partition("（")[0]
    return posts.leads(post) and post.endswith("委員長")


def holds_debates(said: Sequence[Utterance]) -> bool:
    """Whether this is a meeting of a council or its committees, which debate before they vote: not where a 会長 leads."""
    led = [u.name.partition("（")[0] for u in said if u.name and is_chairs_name(u.name)]
    return not led or any(post.endswith(("議長", "委員長")) for post in led)


def only_a_chair(h: HeardPhrase) -> bool:
    """An announcement that nobody but a chair makes, heard so well that it is one."""
    kind, role = h.phrase.kind, h.phrase.role
    return h.likeness >= SURE and (
        role in ("count", "result", "deciding")
        or kind in (StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT, StepKind.VOTE)
        or (kind is StepKind.ITEM and h.phrase.detail == "議題")
    )


def elected_heads(
    said: Sequence[Utterance], chair: Callable[[str], bool], members: Iterable[Person]
) -> dict[str, float]:
    """Who was elected to lead, by the label of the roster, and when the chair says so: seconds. From then on they lead."""
    listed, found = tuple(members), dict[str, float]()
    for u in said:
        if not u.name or not chair(u.name):
            continue
        for m in _ELECTED.finditer(u.text):
            who = common_form(m["who"] or m["named"])
            meant = [p for p in listed if p.compact_name and _is_called(p.compact_name, who)]
            if len(meant) == 1:
                found.setdefault(meant[0].label, u.time_at(m.start()))
    return found


def _is_called(name: str, who: str) -> bool:
    """Whether somebody is called by the whole name, or by its beginning: 大庭 of 大庭康平."""
    plain = common_form(name)
    return who.endswith(plain) or (len(who) > 1 and plain.startswith(who))


def goes_on_again(text: str) -> bool:
    """Whether a meeting that is opened goes on behind a recess: 「お昼の休憩に続いて、委員会を開きます」."""
    return _GOES_ON.search(text) is not None


def resumes(text: str) -> bool:
    """Whether a sentence takes up the meeting itself again, and no matter that somebody speaks of."""
    return _RESUMES.search(text) is not None


def no_recess(sentence: str, h: HeardPhrase) -> bool:
    """Whether what sounds like a recess is none: 終結 misheard, or a recess that is only spoken of."""
    only_named = h.phrase.text == "暫時休憩" and not _BARE_RECESS.match(sentence[h.start :])
    return only_named or ENDS_TALK.search(sentence[: h.start]) is not None


def attendance_told(text: str) -> int | None:
    """How many attend, by a sentence on it: 「出席委員は9名です」, 「委員15名のうち、11名のご出席をいただいております」."""
    if "出席" not in text:
        return None
    counts = _people_counted(text)
    told = _PRESENT.search(text)
    own = [f for f in counts if told and f.start <= told.start() < f.end]
    behind = [f for f in counts if f.start > text.index("出席")]
    best = next(iter((*own, *behind, *counts)), None)
    return _number(best) if best is not None else None


def attendance_reported(text: str) -> int | None:
    """The same where somebody else than the chair reports it, who says so in these words: 「11名のご出席をいただいております」."""
    return next((n for s in re.findall("[^。]+", text) if _PRESENT.search(s) and (n := attendance_told(s))), None)


def on_the_course(text: str) -> bool:
    """Whether a sentence decides how the meeting goes on (延会することは), and nothing of what is on the agenda."""
    return _ON_THE_COURSE.search(text) is not None


def only_leading(text: str) -> bool:
    """Whether a text has words of who leads that announce nothing: 「議長において措置いたします」."""
    return _LEADS.search(text) is not None


def corrected_attendance(text: str) -> int | None:
    """How many attend after a sentence that corrects it: 「先ほど出席委員を9名と申し上げましたが、8名の誤りでした」. None if it corrects nothing of it."""
    if not _CORRECTS.search(text) or not _ATTENDING.search(text):
        return None
    people = _people_counted(text)
    return _number(people[-1]) if len(people) > 1 else None


def _people_counted(text: str) -> list[Figure]:
    """The numbers of people in a text (12名), in order."""
    return [f for f in figures.find_figures(text) if f.kind is FigureKind.COUNT and f.value.endswith(("名", "人"))]


def _number(people: Figure) -> int | None:
    return int(re.sub(r"\D", "", people.value) or 0) or None


def tells_attendance(text: str) -> bool:
    """Whether a sentence says of somebody that they are absent, come late or leave."""
    return _COMES_AND_GOES.search(text) is not None


def takes_back(text: str) -> bool:
    """Whether a sentence corrects something that was said in this meeting: 「先ほど…と申し上げましたが、…の誤りでした」."""
    return _SAID_BEFORE.search(text) is not None and _CORRECTS.search(text) is not None


def foretold(text: str) -> list[str]:
    """Titles of what is to come, where a sentence says so: 「本日の議題は、…についてと、…についての二件であります」."""
    found = re.search(r"本日の(?:議題|案件|審査案件)は、?(.+)", text)
    return [t.strip("、と") for t in re.findall(r".+?について(?=[との、]|$)", found[1])] if found else []
