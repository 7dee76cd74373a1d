"""Where a text itself shows that another person goes on: a question and its answer, a call and who was called.

Voices alone cannot tell this where two people sound alike in a noisy room. What the words say is evidence beside them: it makes
a change of voice likelier where a unit may begin (`alignment.decide`), and where the voices still say that one person goes on, the
place is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate, pairwise

from transcriber.minutes import posts, rule_files
from transcriber.minutes.transcript import Doubt, DoubtKind
from transcriber.speakers.alignment import SpokenRun
from transcriber.speakers.units import CharacterT

_RULES = rule_files.any_of_each(__package__, "exchanges")
_SENTENCES = re.compile(r"[^。？！?!]+[。？！?!]*")
_ASKS = re.compile(f"(?:{_RULES['asks']})[。？！?!]*$")
_ASKS_FORMALLY = re.compile(f"(?:{_RULES['asks_formally']})[。？！?!]*$")
_MUSING = re.compile(f"(?:{_RULES['musing']})[。？！?!]*$")
_OTHERWISE = re.compile(_RULES["otherwise"])
_CLOSES = re.compile(f"(?:{_RULES['closes']})。*$")
_LEADS = re.compile(f"(?:{_RULES['leads']})")
_ANSWERS = re.compile(f"(?:はい、?)?(?:{_RULES['answers']})")
_PERMITS = re.compile(f"(?:{_RULES['permits']})")
_TITLE = rf"(?:{posts.any_title(polite=True)}|番)"
_CALL = re.compile(
    rf"(?:はい、?)?(?:次に|続い?て|それでは|では)?、?[^。、はがをに]{{0,14}}、?[^。、はがをに]{{1,14}}?{_TITLE}[。？！?!]*$"
)
_CALL_THEN_ANSWER = re.compile(rf"(?P<call>[^。、はがをに]{{1,14}}?{_TITLE}、)(?=(?:{_RULES['answers']}))")

_LISTEN = 5.0
"""Seconds of what follows that tell who speaks."""

_LONGEST_CALL = 24
"""Characters of a sentence that says who is to speak and nothing else."""


class ExchangeSign(Enum):
    """What the words show, as the reviewer reads it."""

    ANSWER = "前の文が質問です"
    CALL = "前の文で話が終わり、ここで人を呼んでいます"
    CALLED = "前の文で人を呼んでいます"


@dataclass(frozen=True)
class Exchange:
    """A place where another person seems to begin.

    Attributes:
        position: in the text, in characters: where they begin.
    """

    position: int
    sign: ExchangeSign


def exchanges(text: str, *, face_to_face: bool = False) -> tuple[Exchange, ...]:
    """The places of a text at which another person seems to begin, in order.

    Args:
        face_to_face: a conversation without anybody who leads it: はい after a question is another person's.
    """
    return tuple(_found(text, face_to_face))


def _found(text: str, face_to_face: bool) -> Iterator[Exchange]:
    sentences = [(m.start(), m[0]) for m in _SENTENCES.finditer(text)]
    called = False
    for i, (at, sentence) in enumerate(sentences):
        before = sentences[i - 1][1] if i else ""
        spoken = sentence.strip()
        inner = None if face_to_face else _CALL_THEN_ANSWER.match(sentence)
        call = not face_to_face and _is_call(spoken)
        listed = i > 1 and _is_call(sentences[i - 2][1].strip())  # names that are read out, one after the other
        if i and called and not call and not listed and not _PERMITS.search(spoken[:12]):
            yield Exchange(at, ExchangeSign.CALLED)
        elif i and (call or inner) and not called and _hands_back(before):
            yield Exchange(at, ExchangeSign.CALL)
        elif i and _answers(before, spoken, face_to_face):
            yield Exchange(at, ExchangeSign.ANSWER)
        called = call
        if inner:
            yield Exchange(at + inner.end(), ExchangeSign.CALLED)


def _is_call(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_CALL and bool(_CALL.match(sentence))


def _hands_back(before: str) -> bool:
    """Whether a member or an officer, and not who leads, ends with this sentence."""
    ends = _ASKS.search(before) or _ASKS_FORMALLY.search(before) or _CLOSES.search(before)
    return bool(ends) and not _LEADS.search(before)


def _answers(before: str, sentence: str, face_to_face: bool) -> bool:
    asks = bool(_ASKS.search(before)) and not _MUSING.search(before) and not _OTHERWISE.match(sentence)
    if face_to_face:
        return asks
    asks = asks or bool(_ASKS_FORMALLY.search(before))
    return asks and bool(_ANSWERS.match(sentence)) and not _LEADS.search(before)


def unit_seams(texts: Sequence[str], *, face_to_face: bool = False) -> frozenset[int]:
    """Of texts that follow each other (units), those with which another person seems to begin."""
    begins: dict[int, int] = {}
    length = 0
    for i, text in enumerate(texts):
        begins.setdefault(length, i)
        length += len(text)
    found = exchanges("".join(texts), face_to_face=face_to_face)
    return frozenset(begins[e.position] for e in found if e.position in begins)


def parted(
    runs: Sequence[SpokenRun[CharacterT]], *, face_to_face: bool = False
) -> list[tuple[SpokenRun[CharacterT], Doubt | None]]:
    """Runs of one voice cut where the words show that another person begins; what follows a cut carries a doubt."""
    return [part for run in runs for part in _parts(run, face_to_face)]


def _parts(run: SpokenRun[CharacterT], face_to_face: bool) -> Iterator[tuple[SpokenRun[CharacterT], Doubt | None]]:
    places = {at: i for i, at in enumerate(accumulate((len(c.text) for c in run.characters), initial=0))}
    found = {places[e.position]: e.sign for e in exchanges(run.text, face_to_face=face_to_face) if e.position in places}
    for first, last in pairwise([0, *found, len(run.characters)]):
        characters = run.characters[first:last]
        start = characters[0].start if first else run.start
        end = max(c.end for c in characters) if last < len(run.characters) else run.end
        part = replace(run, characters=characters, span=(min(start, end), end))
        yield part, _doubt(part, found[first]) if first in found else None


def _doubt(part: SpokenRun[CharacterT], sign: ExchangeSign) -> Doubt:
    return Doubt(
        kind=DoubtKind.SPEAKER,
        start=part.start,
        end=min(part.end, part.start + _LISTEN),
        reason=f"{sign.value}。声は同じ人に聞こえますが、ここから別の人の発言ではないか、聞いて確かめてください。",
    )
