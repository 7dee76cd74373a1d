"""Roles in a consultation: who is the worker (相談員) and who came for advice (相談者).

The worker opens, asks, explains what the office offers and closes; the client tells of a situation and asks how. The roles are
named only if two voices stand plainly apart: a voice that says what both say is two people's, and has the name of neither, since
what the one told would stand in the record as the other's words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from transcriber.language.readings import Reader
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.surnames import surname
from transcriber.minutes.transcript import Doubt, DoubtKind, Evidence, EvidenceKind, Utterance
from transcriber.speakers.naming import nominations
from transcriber.speakers.naming.calls import Calls
from transcriber.speakers.naming.nominations import NameEvidence
from transcriber.speakers.naming.result import Naming

_RULES = rule_files.read_rules(__package__, "consultation")
_WORKER = rule_files.pattern(_RULES["worker"])
_CLIENT = rule_files.pattern(_RULES["client"])
_COMPANY = re.compile(
    rf"(?<![{KANJI}])(?:{rule_files.any_of(_RULES['company'])})(?:の、?[^。、]{{1,8}})?"
    r"(?:です|でございます|と申します|として(?:参|まい)りました)(?:[。、]|$)"
)
_POINTING = f"(?:{rule_files.any_of(_RULES['pointing'])})(?:は|が)、?(?:{rule_files.any_of(_RULES['own'])})?"
_POINTS = re.compile(f"{_POINTING}$")
_BROUGHT = re.compile(rf"{_POINTING}(?:{rule_files.any_of(_RULES['company'])})")
"""Who came along with the one who says so."""

_ENOUGH = 3.0
"""Seconds of talk from which a third voice is somebody in the room, not an error of the diarizer."""

_SURE = 0.75
_LEAST = 3
"""Phrases of its role, less those of the other, that a voice must have said."""

_BOTH = 0.25
"""Share of the rarer role's phrases in those of the other from which on a voice is two people's. Workers and clients who were told
apart have up to 0.11, voices of both 0.31 and more (acted consultations with the embedded models)."""

_MAJORITY = 0.5
"""Probability from which a person is meant whose surname stands there to the letter."""

_LONGEST_ENDING = 7
"""Characters of でございます and a mark."""

_ROUND = 3
"""So many people who say who they are go round a table: what they tell of the client is no client's talk."""

_TWO_PEOPLE = "この声には、相談員らしい言葉と相談者らしい言葉の両方があります。二人以上の発言が一つの声にまとまっているようなので、名前を付けていません。聞いて分けてください。"


def name_roles(said: Sequence[Utterance], roster: Roster, reader: Reader) -> Naming:
    """The roles, as far as they are plain; `said` in order of time."""
    voices = list(dict.fromkeys(u.speaker for u in said if u.speaker is not None))
    asked = {v: _count(_WORKER, said, v) for v in voices}
    told = {v: _count(_CLIENT, said, v) for v in voices}
    leans = {v: asked[v] - told[v] for v in voices}
    own = _introduced(said, voices, roster, reader)
    round_ = own if len(own) >= _ROUND else {}
    both = [v for v in voices if _is_both(asked[v], told[v]) and v not in round_]
    doubts = {u.id: (_two_people(u),) for u in (next(u for u in said if u.speaker == v) for v in both)}
    workers = [v for v in voices if leans[v] >= _LEAST and v not in both]
    if round_:
        return _conference(said, round_, roster, doubts)
    if len(workers) != 1:
        return Naming(doubts=doubts)
    worker = workers[0]
    others = [v for v in voices if v != worker and v not in both]
    roles = {worker: _worker_post(said, worker, roster, reader)}
    client = None if both else _client(said, leans, worker, others)
    if client is not None:
        roles[client] = _post_of(roster, Branch.CLIENT) or "相談者"
        company = _post_of(roster, Branch.COMPANY) or "同席者"
        roles |= {v: company for v in others if v != client and _is_company(said, v, leans)}
    evidence = {worker: _WORKER} | {v: _CLIENT if v == client else _COMPANY for v in roles if v != worker}
    return Naming(names=roles, evidence={v: _evidence(said, v, evidence[v]) for v in roles}, doubts=doubts)


def _conference(
    said: Sequence[Utterance], own: Mapping[str, NameEvidence], roster: Roster, doubts: Mapping[str, tuple[Doubt, ...]]
) -> Naming:
    """Several who work together and say so, and relatives who say that they are."""
    others = dict.fromkeys(u.speaker for u in said if u.speaker is not None and u.speaker not in own)
    company = [v for v in others if _introduced_as_company(said, v)]
    staff = _staff(roster)
    held = Counter(p.post for p in staff)
    people = {v: staff[int(f.hearing.people.argmax())] for v, f in own.items()}
    names = {v: p.post if held[p.post] == 1 else p.label for v, p in people.items()}
    names |= dict.fromkeys(company, _post_of(roster, Branch.COMPANY) or "同席者")
    heard: dict[str, tuple[Evidence, ...]] = {
        v: (Evidence(kind=f.kind, quote=f.quote, time=f.time),) for v, f in own.items()
    }
    heard |= {v: _evidence(said, v, _COMPANY) for v in company}
    return Naming(names=names, evidence=heard, doubts=doubts)


def _introduced(
    said: Sequence[Utterance], voices: Sequence[str], roster: Roster, reader: Reader
) -> dict[str, NameEvidence]:
    """Voice → how it says who of the roster's staff it is; nobody who two voices say they are, and no voice that says two names."""
    staff = _staff(roster)
    found: dict[str, dict[int, NameEvidence]] = {}
    for finding in nominations.introductions(said, Calls(reader, staff)) if staff else ():
        best = int(finding.hearing.people.argmax())
        name = surname(staff[best], reader).text
        written = bool(name) and name in finding.quote[-len(name) - _LONGEST_ENDING :]
        if finding.hearing.people[best] >= (_MAJORITY if written else _SURE):
            found.setdefault(finding.voice, {}).setdefault(best, finding)
    claimed = Counter(p for own in found.values() for p in own)
    return {
        v: next(iter(found[v].values()))
        for v in voices
        if len(found.get(v, ())) == 1 and all(claimed[p] == 1 for p in found[v])
    }


def _staff(roster: Roster) -> list[Person]:
    visitors = (Branch.CLIENT, Branch.COMPANY, Branch.NONE)
    return [p for p in roster.people if p.compact_name and posts.branch(p.post) not in visitors]


def _is_both(asked: int, told: int) -> bool:
    """Whether a voice says much of what a worker says and much of what a client says."""
    return min(asked, told) >= _LEAST and min(asked, told) > _BOTH * max(asked, told)


def _two_people(first: Utterance) -> Doubt:
    return Doubt(kind=DoubtKind.NAME_CONFLICT, start=first.start, end=first.end, reason=_TWO_PEOPLE)


def _introduces_company(said: Sequence[Utterance], others: Sequence[str]) -> str | None:
    """The one voice that says who came along with it: 「こっちは家内の房江です」."""
    found = {u.speaker for u in said if u.speaker in others and _BROUGHT.search(u.text)}
    return next(iter(found)) if len(found) == 1 else None


def _client(said: Sequence[Utterance], leans: Mapping[str, int], worker: str, others: Sequence[str]) -> str | None:
    """Who came for advice: plainly so, and more plainly than anybody else there."""
    told = [v for v in others if not _introduced_as_company(said, v)]
    brought = _introduces_company(said, told)
    ranked = sorted(told, key=lambda v: (v != brought, leans[v]))
    if not ranked or leans[ranked[0]] >= 0 or leans[worker] - leans[ranked[0]] < 2 * _LEAST:
        return None
    if len(ranked) > 1 and ranked[0] != brought and leans[ranked[1]] - leans[ranked[0]] < _LEAST:
        return None
    return ranked[0]


def _is_company(said: Sequence[Utterance], voice: str, leans: Mapping[str, int]) -> bool:
    """Whether a voice that is neither is somebody who came along: says so, or says enough and nothing that staff say."""
    talk = sum(u.end - u.start for u in said if u.speaker == voice)
    return _introduced_as_company(said, voice) or (talk >= _ENOUGH and leans[voice] < _LEAST)


def _introduced_as_company(said: Sequence[Utterance], voice: str) -> bool:
    return any(
        not _POINTS.search(u.text[: m.start()]) for u in said if u.speaker == voice for m in _COMPANY.finditer(u.text)
    )


def _count(phrases: re.Pattern[str], said: Sequence[Utterance], voice: str) -> int:
    return sum(len(phrases.findall(u.text)) for u in said if u.speaker == voice)


def _post_of(roster: Roster, branch: Branch) -> str:
    return next((p.post for p in roster.people if posts.branch(p.post) is branch), "")


def _worker_post(said: Sequence[Utterance], voice: str, roster: Roster, reader: Reader) -> str:
    """The worker's post: the only one on the roster, or that of the person an introduction names."""
    staff = _staff(roster)
    if len({p.post for p in staff}) == 1:
        return staff[0].post
    own = [u for u in said if u.speaker == voice]
    for finding in nominations.introductions(own, Calls(reader, staff)):
        best = int(finding.hearing.people.argmax())
        if finding.hearing.people[best] >= _SURE:
            return staff[best].post
    return "相談員"


def _evidence(said: Sequence[Utterance], voice: str, phrases: re.Pattern[str]) -> tuple[Evidence, ...]:
    """The first sentences that show the role."""
    found = [
        Evidence(kind=EvidenceKind.ROLE, quote=sentence, time=u.start)
        for u in said
        if u.speaker == voice
        for sentence in [next((s for s in re.split("(?<=。)", u.text) if phrases.search(s)), "")]
        if sentence
    ]
    first = next(u for u in said if u.speaker == voice)
    return tuple(found[:3]) or (Evidence(kind=EvidenceKind.ROLE, quote=first.text[:40], time=first.start),)
