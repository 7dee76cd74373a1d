"""Who leads, who asks and who answers, as far as each voice's own phrases tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transcriber.minutes import posts
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import Utterance

_CHAIR = re.compile(
    r"会議を開|を開会(?:いた|し)|開議|再開いたします|議題と(?:いた|し)|上程|日程第|議事日程|発言を許|質疑(?:は|も)(?:ありませ|ござ|ない)|"
    r"質疑なし|質疑を(?:終|行|許)|質疑に入|討論(?:は|に|を行|を終|なし)|採決(?:を|いた|に入|し)|起立を|起立(?:全員|多数|少数)|"
    r"挙手を(?:求|願|お願)|(?:賛成|反対)の方|異議(?:は|も)?(?:あり|ござ)ませんか|異議なし|(?:可決|承認|認定|採択|同意)(?:すべきもの|されま|することに)|"
    r"暫時休憩|休憩(?:いた|と|し|に入|前)|散会|閉会(?:いた|し|と)|延会|(?:一般|代表)質問を(?:行|終|許)|(?:議員|委員|君)の.{0,6}を終|"
    r"説明が終わりました|(?:ほか|他)に(?:は)?(?:質疑|ご?意見|ご?質問|ござい|あり)|次の議題|議題は|出席議員|出席委員|定足数|"
    r"付託|署名議員|答弁(?:を求めます|願います)。?$|静粛に|会議は"
)
_SUBSTANTIAL = 3
"""Different chair phrases that only the chair says so many of."""

_ASKS = re.compile(
    r"でしょうか|ませんか|お聞き(?:し|いた)|伺い|うかがい|お尋ね|質問(?:いた|し|させ)|再質問|再々質問|お示し|お聞かせ|求めます|教えて|"
    r"要望|お願いいたします。以上で質問|[かね]？|です[かが]ね|質問を終わ|いかが"
)
_ANSWERS = re.compile(
    r"お答え(?:いた|し|を)|ご説明|御説明|でございまして|(?:ており|おります)。|まいります|考えでござ|ところでござ|考えており|検討(?:して|いた)|"
    r"見込(?:まれ|んで)|(?:名|円|件|人|パーセント|%|％|割)でございます|申し上げます|試算して|なっております|設置いた|予定して"
)
_ACTING = re.compile(
    r"議長(?:に|と)代わ|議長の職務を|議長職を|私が議長|副議長の.{1,8}(?:です|でござ|であり)|委員長に代わ|委員長の職務を"
)
_HANDED_OVER = re.compile(r"(?:副議長|副委員長)(?:に|と)(?:交代|交替|代わ|替わ)|(?:議長|委員長)(?:を|の)?(?:交代|交替)")


@dataclass(frozen=True)
class ChairVoice:
    """A voice that leads the meeting, and whether it does so in another's place."""

    voice: str
    phrases: tuple[tuple[str, float], ...]
    """What only a chair says, with times, each once."""
    acting: bool


def chairs(said: Sequence[Utterance], calls: Mapping[str, int] | None = None) -> tuple[ChairVoice, ...]:
    """The voices that lead, the main one first; none if no voice says enough of what a chair says.

    Args:
        calls: for each voice how often it calls somebody who then speaks, which also shows a chair.
    """
    phrases: dict[str, dict[str, tuple[str, float]]] = {}
    weight: Counter[str] = Counter()
    for u in said:
        if u.speaker is None:
            continue
        for m in _CHAIR.finditer(u.text):
            at = u.start + (u.end - u.start) * m.start() / len(u.text)
            phrases.setdefault(u.speaker, {}).setdefault(m[0], (_sentence(u.text, m.start()), round(at, 1)))
            weight[u.speaker] += 1
    strength = Counter({v: len(p) for v, p in phrases.items()})
    for voice, count in (calls or {}).items():
        strength[voice] += 2 * min(count, 4)
    if not strength:
        return ()
    (main, most), *others = strength.most_common()
    if (
        main not in phrases
        or most < _SUBSTANTIAL
        or (others and others[0][1] * 1.5 > most and others[0][1] < _SUBSTANTIAL)
    ):
        return ()
    if others and others[0][1] * 1.2 > most and not _hand_over(said):
        return ()  # two voices lead and nothing says why
    # Whoever reports from a committee speaks of motions and votes too, but calls nobody.
    leading = [main] + [
        v
        for v, n in others
        if n >= max(_SUBSTANTIAL, most * 0.25)
        and len(phrases.get(v, {})) >= 2
        and (_hand_over(said) or (calls or {}).get(v))
    ]
    order = sorted(leading, key=lambda v: -strength[v])
    acting = {v: any(_ACTING.search(u.text) for u in said if u.speaker == v) for v in order}
    if len(order) > 1 and _hand_over(said) and not any(acting.values()):
        first = next(u.speaker for u in said if u.speaker in order)
        acting = {v: v != first for v in order}
    return tuple(ChairVoice(v, tuple(phrases.get(v, {}).values()), acting[v]) for v in order)


def _hand_over(said: Sequence[Utterance]) -> bool:
    return any(_HANDED_OVER.search(u.text) or _ACTING.search(u.text) for u in said)


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind("。", 0, at), text.rfind("、", 0, at)) + 1
    stop = text.find("。", at)
    return text[start : stop + 1 if stop >= 0 else len(text)]


def chair_person(roster: Roster, said: Sequence[Utterance], voice: str, *, acting: bool) -> Person | None:
    """The person whose post it is to lead; without a roster the post alone, by the words of the meeting."""
    text = "".join(u.text for u in said if u.speaker == voice)
    committee = len(re.findall("委員会(?:を|の|に)", text))
    plenary = len(re.findall("本会議|定例会|臨時会|[町市村区県]議会|議案第|一般質問", text))
    ending, other = ("委員長", "議長") if committee > plenary else ("議長", "委員長")
    deputy = "副" if acting else ""
    for title in (ending, other):
        held = [
            p
            for p in roster.people
            if posts.leads(p.post) and p.post.endswith(deputy + title) and (acting or not p.post.endswith("副" + title))
        ]
        exact = [p for p in held if p.post == deputy + title]
        if len(exact or held) == 1:
            return (exact or held)[0]
        if held:
            return None
    return Person(name="", kana="", post=ending, seat="") if committee != plenary and not acting else None


def askers(said: Iterable[Utterance], chairs: Iterable[str]) -> dict[str, float]:
    """For each voice but the chair's: from −1 (only answers) to 1 (only asks); 0 if it does neither."""
    asks: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    leading = set(chairs)
    for u in said:
        if u.speaker is not None and u.speaker not in leading:
            asks[u.speaker] += len(_ASKS.findall(u.text))
            answers[u.speaker] += len(_ANSWERS.findall(u.text))
    return {v: (asks[v] - answers[v]) / (asks[v] + answers[v] + 1) for v in {*asks, *answers}}
