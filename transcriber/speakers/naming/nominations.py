"""What is said about who speaks: the chair's calls and closings, questions passed on, and speakers who introduce themselves.

Each finding says about one voice whom the words may mean. What the words do not settle stays open here: assignment.py weighs
all findings of a meeting together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from transcriber.minutes import posts, rule_files
from transcriber.minutes.posts import Branch
from transcriber.minutes.transcript import EvidenceKind, Utterance
from transcriber.speakers.naming.calls import Calls, NameProbabilities

_WALK = 40.0
"""Seconds between a call and the first word: the way to the rostrum, and a microphone that is switched on."""

_BACK_CHANNEL = 1.2
"""Seconds: a shorter remark between the call and the one who was called may be anyone's."""

_CLEAR = 0.5
"""Probability from which a phrase counts as a call."""

_CLAUSES = re.compile(r"[。、，？！?!,]")
_RULES = rule_files.any_of_each(__package__, "calls")
_PERMISSION = re.compile(
    rf"(?:の|に|から|より|へ|、)(?:ご|御)?(?:{_RULES['permitted']})[^。]{{0,8}}?"
    rf"(?:{_RULES['permits']})[^。]*$|[、]?(?:どうぞ|お願い(?:いた)?します|お願いします)[^。]{{0,6}}$"
)
_AFTER_CALL = re.compile(
    r".{0,8}|.{0,20}(?:許|求め|願|どうぞ|よろしい|いかが|できますか|ますでしょうか|ください).{0,12}", re.DOTALL
)
"""What a chair may add to a call."""
_STATEMENT = re.compile(r"(?:です|ます|でした|ました|ません|であります)$")
"""「欠席議員は、五番、加藤啓二議員の一名です」 calls nobody."""
_CLOSING = re.compile(
    rf"(?:以上で|これで|上で)?、?([^。、]{{2,16}}?)の(?:{_RULES['kinds']})?(?:質問|質疑|発言)(?:は|を|が)?(?:全て|すべて)?終"
)
_REQUEST = re.compile(rf"(?:に|へ|の|から)[^。]{{0,12}}?(?:{_RULES['asked_for']})")
_SELF = re.compile(r"(?:で(?:す|ございます|あります)|と申します|といいます|でして)")
_INTRODUCTION_WITHIN = 45
"""Characters from the beginning of an utterance within which speakers introduce themselves."""
_OPENING_WITHIN = 120
_LATE_INTRODUCTION = re.compile("[^はがも。]{1,30}")
"""The same for who opens a meeting, after a greeting: a sentence of its own that says nothing of anybody else."""
_MEMBERS = [t.text for t in posts.titles(Branch.MEMBER)]
_SPOKEN_OF = re.compile(
    rf"(?:{'|'.join((*_MEMBERS, '長', *posts.honorifics(called=True)))})(?:の|に|から|が|は|へ|より)"
)
"""A title with a particle: somebody is spoken of, not called."""
_ADDRESS = re.compile(r"^(?:の|に|から|が|は|へ|より|も|を)")


@dataclass(frozen=True)
class NameEvidence:
    """Some words and the voice they are about.

    Attributes:
        voice: the voice's id.
        utterance: id of the utterance that voice begins there, where the words are about one.
        slip: probability that the words, even if heard right, are about somebody else (another answers, a turn is missed).
    """

    kind: EvidenceKind
    voice: str
    hearing: NameProbabilities
    quote: str
    time: float
    slip: float
    utterance: str | None = None


def nominations(said: Sequence[Utterance], chairs: Collection[str], calls: Calls) -> Iterator[NameEvidence]:
    """Each call by the chair, with the voice that follows it."""
    for i, u in enumerate(said):
        if u.speaker is None or u.speaker in chairs:
            continue
        before = _called_before(said, i, chairs)
        if before and (_brief(u) and _another_follows(said, i, chairs)):
            continue  # はい from somewhere; the one who was called is the next to speak at length
        found = _best_clause(before, calls) if before else None
        if found is None or found[0].nobody > 1 - _CLEAR:
            head = _cut_off_call(u, calls)
            found = head or found
        if found is not None:
            hearing, quote, time = found
            yield NameEvidence(EvidenceKind.NOMINATION, u.speaker, hearing, quote, time, slip=0.1, utterance=u.id)


def closings(
    said: Sequence[Utterance], chairs: Collection[str], calls: Calls, askers: Collection[str]
) -> Iterator[NameEvidence]:
    """「以上で、加藤啓二議員の一般質問を終わります」: who asked until then."""
    asker: str | None = None
    for u in said:
        if u.speaker is None:
            continue
        if u.speaker not in chairs:
            asker = u.speaker if u.speaker in askers else asker
            continue
        for closing in _CLOSING.finditer(u.text):
            if asker is not None:
                hearing = calls.at_end(closing[1])
                time = _time(u, closing.start())
                yield NameEvidence(EvidenceKind.CLOSING, asker, hearing, closing[0], time, slip=0.2)


def requests(
    said: Sequence[Utterance], chairs: Collection[str], calls: Calls, askers: Collection[str]
) -> Iterator[NameEvidence]:
    """Who is to answer, by the words before: 「町長の見解を求めます」 and, passed on, 「詳細は福祉課長から説明いたします」."""
    for i, u in enumerate(said):
        if u.speaker is None or u.speaker in chairs:
            continue
        answer = next((v for v in said[i + 1 : i + 4] if v.speaker not in (*chairs, u.speaker)), None)
        if answer is None or answer.speaker is None or answer.speaker in askers or answer.start - u.end > _WALK:
            continue
        clauses = [(m.start(), m[0]) for m in re.finditer(r"[^。、，？！?!,]+", u.text)][-3:]
        for at, clause in reversed(clauses):
            request = _REQUEST.search(clause)
            if request is None or request.start() > 10 or (u.speaker not in askers and request[0][:2] != "から"):
                continue
            hearing = calls.post_at_start(clause[: request.start()])
            if hearing.nobody < 1 - _CLEAR:
                yield NameEvidence(EvidenceKind.REQUEST, answer.speaker, hearing, clause, _time(u, at), slip=0.35)
                break


def introductions(said: Sequence[Utterance], calls: Calls) -> Iterator[NameEvidence]:
    """「議席番号5番、加藤啓二でございます」, 「担当の西野と申します」."""
    for u in said:
        if u.speaker is None:
            continue
        for ending in _SELF.finditer(u.text[:_OPENING_WITHIN]):
            start = max(u.text.rfind("。", 0, ending.start()), -1) + 1
            phrase = u.text[start : ending.start()]
            if ending.start() >= _INTRODUCTION_WITHIN and not _LATE_INTRODUCTION.fullmatch(phrase):
                continue
            hearing = calls.introduced(phrase)
            if hearing.nobody < 1 - _CLEAR:
                yield NameEvidence(
                    EvidenceKind.INTRODUCTION, u.speaker, hearing, u.text[start : ending.end()], u.start, 0.05, u.id
                )
                break


def _called_before(said: Sequence[Utterance], i: int, chairs: Collection[str]) -> list[Utterance]:
    """What the chair says right before utterance `i`, past back-channels; empty if somebody else has the floor."""
    block: list[Utterance] = []
    start = said[i].start
    for u in reversed(said[:i]):
        if start - u.end > _WALK:
            break
        if u.speaker in chairs:
            block.insert(0, u)
            start = u.start
        elif block or not _brief(u):
            break
    return block


def _brief(u: Utterance) -> bool:
    return u.end - u.start < _BACK_CHANNEL


def _another_follows(said: Sequence[Utterance], i: int, chairs: Collection[str]) -> bool:
    following = said[i + 1] if i + 1 < len(said) else None
    return following is not None and following.speaker not in (*chairs, said[i].speaker, None)


def _best_clause(block: Sequence[Utterance], calls: Calls) -> tuple[NameProbabilities, str, float] | None:
    """The call in the chair's last two sentences: the last clause that names somebody, else the last clause."""
    u = block[-1]
    clauses = [(m.start(), m[0]) for m in re.finditer(r"[^。、，？！?!,]+", u.text)]
    last: tuple[NameProbabilities, str, float] | None = None
    for n, (at, _) in enumerate(reversed(clauses)):
        stop = at + len(clauses[-1 - n][1])
        if n > 3 or (n > 0 and not _AFTER_CALL.fullmatch(u.text[stop:])):
            break
        # The seat number may stand before a comma: listen to the clause and the one before it together.
        begin = clauses[-2 - n][0] if n + 1 < len(clauses) and _ends_in_seat(clauses[-2 - n][1]) else at
        for phrase in _without_permission(u.text[begin:stop]):
            hearing = calls.at_end(phrase)
            if last is None:
                last = (hearing, u.text[begin:stop], _time(u, begin))
            if hearing.nobody < 1 - _CLEAR:
                return hearing, u.text[begin : len(u.text)].strip(), _time(u, begin)
    if last is not None and last[0].nobody > 0.9 and _brief(u) and len(block) > 1:
        return _best_clause(block[:-1], calls)
    return last


def _ends_in_seat(clause: str) -> bool:
    return clause.rstrip().endswith("番")


def _without_permission(clause: str) -> Iterator[str]:
    permission = _PERMISSION.search(clause)
    if permission and permission.start():
        yield clause[: permission.start()]
    if not _STATEMENT.search(clause.rstrip("。、 ")):
        yield clause


def _cut_off_call(u: Utterance, calls: Calls) -> tuple[NameProbabilities, str, float] | None:
    """A call that the diarizer gave to the one who was called: 「加藤議員。二点目、…」."""
    head = _CLAUSES.split(u.text, maxsplit=1)[0]
    if len(head) > 14 and not any(f"{title}の" in head for title in _MEMBERS):
        head = head[:12]
    if not head or _ADDRESS.search(head) or _SPOKEN_OF.search(head):
        return None  # 「加藤議員のご質問にお答えします」 is said by another
    hearing = calls.at_start(head)
    return (hearing, head, u.start) if hearing.nobody < 1 - _CLEAR else None


def _time(u: Utterance, at: int) -> float:
    return round(u.time_at(at), 1)
