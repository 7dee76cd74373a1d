"""Utterances cut at sentences: where an item is announced, so that a heading can stand there, and into paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from transcriber.minutes.procedure import BusinessItem, Procedure, StepKind
from transcriber.minutes.transcript import Doubt, Utterance
from transcriber.procedure import paragraphs

_LEAST = 4
"""Characters on either side that are worth an utterance of their own."""


def at_items(items: Iterable[BusinessItem]) -> dict[str, set[int]]:
    """Where utterances announce an item: utterance → places in its text."""
    cuts: defaultdict[str, set[int]] = defaultdict(set)
    for item in items:
        if item.utterance is not None:
            cuts[item.utterance].add(item.position)
    return cuts


def at_steps(procedure: Procedure) -> dict[str, set[int]]:
    """Where utterances announce an item, or that the meeting goes on after a recess: what stands before such a sentence belongs
    before the heading, or before the line that says when the meeting went on."""
    cuts = at_items(procedure.items)
    for step in procedure.steps:
        if step.kind is StepKind.RESUMPTION:
            cuts.setdefault(step.utterance, set()).add(step.position)
    return cuts


def at_paragraphs(said: Iterable[Utterance]) -> dict[str, frozenset[int]]:
    """Where paragraphs begin within utterances: utterance → places in its text."""
    return {u.id: paragraphs.paragraph_places(u.text) for u in said}


def split(
    said: Sequence[Utterance], cuts: Mapping[str, Collection[int]], *, keep_ids: bool = False
) -> tuple[Utterance, ...]:
    """The utterances, cut at the sentences in which the places of `cuts` lie, and numbered anew if any was cut.

    The time of a cut is that of the clause it falls on, as far as it is known.

    Args:
        cuts: utterance → places in its text, in characters.
        keep_ids: what was numbered keeps its number, and the later pieces of an utterance get numbers nobody had: for
            utterances that files in the hands of staff already speak of.
    """
    pieces = [piece for u in said for piece in _pieces(u, cuts.get(u.id, ()))]
    if len(pieces) == len(said):
        return tuple(said)
    if keep_ids:
        return tuple(_with_new_ids(pieces))
    return tuple(u.model_copy(update={"id": f"u{n:04d}"}) for n, u in enumerate(pieces, start=1))


def _with_new_ids(pieces: Sequence[Utterance]) -> Iterator[Utterance]:
    """The first piece of an utterance under its number, the others under numbers beyond the last."""
    seen: set[str] = set()
    free = max(int(u.id[1:]) for u in pieces) + 1
    for u in pieces:
        if u.id in seen:
            yield u.model_copy(update={"id": f"u{free:04d}"})
            free += 1
        else:
            seen.add(u.id)
            yield u


def _pieces(u: Utterance, cuts: Iterable[int]) -> list[Utterance]:
    places = sorted({u.text.rfind("。", 0, at) + 1 for at in cuts})
    left = u
    made = []
    done = 0
    for place in places:
        if place - done < _LEAST or len(u.text) - place < _LEAST:
            continue
        first, left = _cut(left, place - done)
        made.append(first)
        done = place
    return [*made, left]


def _cut(u: Utterance, place: int) -> tuple[Utterance, Utterance]:
    time = u.time_at(place)
    return (
        u.model_copy(
            update={
                "text": u.text[:place],
                "end": time,
                "doubts": tuple(_up_to(d, place) for d in u.doubts if _begins_before(d, place, time)),
                "changes": tuple(c for c in u.changes if c.position < place),
                "marks": tuple(m for m in u.marks if m.position < place),
            }
        ),
        u.model_copy(
            update={
                "text": u.text[place:],
                "start": time,
                "doubts": tuple(_moved(d, place) for d in u.doubts if not _begins_before(d, place, time)),
                "changes": tuple(
                    c.model_copy(update={"position": c.position - place}) for c in u.changes if c.position >= place
                ),
                "marks": tuple(
                    m.model_copy(update={"position": m.position - place}) for m in u.marks if m.position > place
                ),
            }
        ),
    )


def _begins_before(doubt: Doubt, place: int, time: float) -> bool:
    return doubt.start < time if doubt.place is None else doubt.place[0] < place


def _up_to(doubt: Doubt, place: int) -> Doubt:
    if doubt.place is None:
        return doubt
    return doubt.model_copy(update={"place": (doubt.place[0], min(doubt.place[1], place))})


def _moved(doubt: Doubt, place: int) -> Doubt:
    if doubt.place is None:
        return doubt
    return doubt.model_copy(update={"place": (doubt.place[0] - place, doubt.place[1] - place)})
