"""Who leads, who asks and who answers, as far as each voice's own phrases tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import Utterance

_RULES = rule_files.read_rules(__package__, "roles")
_CHAIR = rule_files.pattern(_RULES["chair"])
_SUBSTANTIAL = 3
"""Different chair phrases that only the chair says so many of."""

_ASKS = rule_files.pattern(_RULES["asks"])
_PUTS = rule_files.pattern(_RULES["puts"])
_ANSWERS = rule_files.pattern(_RULES["answers"])
_ACTING = rule_files.pattern(_RULES["acting"])
_HANDED_OVER = rule_files.pattern(_RULES["handed_over"])


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
            at = u.time_at(m.start())
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
    heads = [p for p in roster.people if posts.only_leads(p.post) and p.post.startswith("副") == acting]
    if len(heads) == 1:
        return heads[0]  # 会長, 座長: of a board that has no other
    boards = [p for p in roster.people if posts.leads_board(p.post, text)]
    if len(boards) == 1 and not acting:
        return boards[0]
    return Person(name="", kana="", post=ending, seat="") if committee != plenary and not acting else None


def plainly_asks(text: str) -> bool:
    """Whether an utterance puts a question to somebody, in words that nobody says who answers."""
    return _PUTS.search(text) is not None


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
