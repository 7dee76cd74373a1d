"""Which character of the draft became which of the returned file: per utterance, by bookmarks and by the text itself.

Both texts are one stream of characters, lines divided by line feeds. Bookmarks that are in both and in the same order
divide the streams into stretches; where a bookmark is lost, the line that plainly holds the utterance takes its place. Each
stretch is aligned by Levenshtein's distance (RapidFuzz, which needs 6 s and 40 MB for two texts of 200,000 characters
without any such fixed point). What stands in another order has moved; it is cut out and compared where it is now.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import Levenshtein, Opcode

JOINED = 1
"""Edits with at most so many unchanged characters between them are one correction."""

_GRAM = 5
"""Characters in a row that two texts must share to be thought of as the same line."""

_SHARED = 0.5
"""Share of an utterance's rows of characters that a line must hold to be taken for it."""

_NEAR_START = 8
"""Characters at the beginning of a line that may have changed before it is another beginning."""


@dataclass(frozen=True)
class DraftUtterance:
    """One utterance of the draft."""

    id: str
    text: str
    label: str


@dataclass(frozen=True)
class ReturnedLine:
    """One line of the returned file: its text and the bookmarks (id, offset) that begin in it."""

    text: str
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ReviewerEdit:
    """A run of changed characters.

    Attributes:
        utterance: index into the draft's utterances.
        start, end: where it was in the utterance's text.
        row: index into the returned lines.
        position: where `after` begins in that line's text.
        before, after: what stood there, and what stands there now.
    """

    utterance: int
    start: int
    end: int
    row: int
    position: int
    before: str
    after: str


@dataclass(frozen=True)
class Aligned:
    """Two texts, aligned.

    Attributes:
        edits: in the order of the draft.
        rows: for each utterance, the line that holds most of it; None if nothing of it is left.
        moved: utterances that stand in another place than before.
    """

    edits: tuple[ReviewerEdit, ...]
    rows: tuple[int | None, ...]
    moved: int


class _Stream:
    """Pieces of text joined by line feeds, and which piece a character belongs to."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.text = "\n".join(pieces)
        self.starts = [0, *accumulate(len(p) + 1 for p in pieces)][: max(len(pieces), 1)]
        self.count = len(pieces)

    def piece(self, at: int) -> int:
        return max(bisect_right(self.starts, at) - 1, 0)


def align(draft: Sequence[DraftUtterance], returned: Sequence[ReturnedLine]) -> Aligned:
    """Align the returned lines with the draft's utterances."""
    return _Alignment(draft, returned).result()


class _Alignment:
    def __init__(self, draft: Sequence[DraftUtterance], returned: Sequence[ReturnedLine]) -> None:
        self.draft, self.returned = draft, returned
        self.a = _Stream([u.text for u in draft])
        self.b = _Stream([r.text for r in returned])
        self.kept: list[dict[int, int]] = [{} for _ in draft]
        self.edits: list[ReviewerEdit] = []
        self.moved: set[int] = set()

    def result(self) -> Aligned:
        if self.draft and self.returned:
            for a_pieces, b_pieces in self._stretches():
                self._align(a_pieces, b_pieces)
        elif self.draft:
            self.edits = [ReviewerEdit(i, 0, len(u.text), 0, 0, u.text, "") for i, u in enumerate(self.draft) if u.text]
        self.edits.sort(key=lambda e: (e.utterance, e.start, e.row, e.position))
        rows = tuple(max(k, key=lambda r: k[r]) if k else None for k in self.kept)
        return Aligned(tuple(e for e in self.edits if e.before or e.after), rows, len(self.moved))

    # -- stretches between bookmarks -------------------------------------------------------------------------------

    def _stretches(self) -> Iterator[tuple[list[tuple[int, int]], list[tuple[int, int]]]]:
        """Pairs of character ranges that belong together; each side is a list of ranges, read as one text."""
        index = {u.id: i for i, u in enumerate(self.draft)}
        anchors: list[tuple[int, int]] = []
        seen: set[int] = set()
        for number, row in enumerate(self.returned):
            first = True
            for n, (name, offset) in enumerate(row.marks):
                i = index.get(name)
                if i is None or i in seen:
                    continue
                end = row.marks[n + 1][1] if n + 1 < len(row.marks) else len(row.text)
                if offset == end and self.draft[i].text:
                    continue  # its words were taken away from it, and may stand elsewhere
                seen.add(i)
                # What a hand put before the first bookmark of a line belongs to that line, not to the one before.
                anchors.append((i, self.b.starts[number] + (0 if first else offset)))
                first = False
        anchors += self._unmarked(index, seen)
        anchors.sort(key=lambda anchor: (anchor[1], anchor[0]))
        ordered = _longest_rising([i for i, _ in anchors])
        strays = [anchor for n, anchor in enumerate(anchors) if n not in ordered]
        main = [anchor for n, anchor in enumerate(anchors) if n in ordered]
        ends = {at: follow for (_, at), (_, follow) in zip(anchors, anchors[1:], strict=False)}
        cut = []
        for i, at in strays:
            self.moved.add(i)
            end = ends.get(at, self._line_end(at))
            end = min(end, self._line_end(at))
            cut.append((at, end))
            yield [self._utterance(i)], [(at, end)]
        gone = {i for i, _ in strays}
        bounds = [(0, 0), *((self.a.starts[i], at) for i, at in main), (len(self.a.text), len(self.b.text))]
        for (a1, b1), (a2, b2) in zip(bounds, bounds[1:], strict=False):
            left = _without((a1, a2), [self._utterance(i) for i in gone])
            right = _without((b1, b2), cut)
            if left or right:
                yield left, right

    def _unmarked(self, index: dict[str, int], seen: set[int]) -> Iterator[tuple[int, int]]:
        """For utterances without a bookmark: the one line that plainly holds them, and where in it they begin."""
        holders: dict[str, set[int]] = {}
        for number, row in enumerate(self.returned):
            for gram in _grams(row.text):
                holders.setdefault(gram, set()).add(number)
        for i in (i for i in index.values() if i not in seen):
            grams = _grams(self.draft[i].text)
            votes = Counter(number for gram in grams for number in holders.get(gram, ()))
            best = votes.most_common(2)
            if not best or best[0][1] < _SHARED * len(grams) or (len(best) > 1 and best[1][1] == best[0][1]):
                continue
            line = best[0][0]
            text = self.returned[line].text
            first, place = next((n, text.find(gram)) for n, gram in enumerate(grams) if gram in text)
            while line > 0 and place <= _NEAR_START and self._runs_on(i, first - place, line - 1):
                line, first = line - 1, max(first - place - len(self.returned[line - 1].text), 0)
                place = 0
            if place - first <= _NEAR_START:
                yield i, self.b.starts[line]
            elif first == 0:
                yield i, self.b.starts[line] + place

    def _runs_on(self, i: int, until: int, line: int) -> bool:
        """Whether a line holds what an utterance says just before its character `until`: it was split there."""
        text = self.returned[line].text
        said = self.draft[i].text[max(until - len(text), 0) : max(until, 0)]
        return bool(said and text) and Levenshtein.normalized_similarity(said, text) > _SHARED

    def _utterance(self, i: int) -> tuple[int, int]:
        return self.a.starts[i], self.a.starts[i] + len(self.draft[i].text)

    def _line_end(self, at: int) -> int:
        row = self.b.piece(at)
        return self.b.starts[row] + len(self.returned[row].text)

    # -- one stretch -----------------------------------------------------------------------------------------------

    def _align(self, left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
        a_at = [i for start, end in left for i in range(start, end)]
        b_at = [i for start, end in right for i in range(start, end)]
        one = "".join(self.a.text[i] for i in a_at)
        other = "".join(self.b.text[i] for i in b_at)
        changed: list[tuple[int, int, int, int]] = []
        a_before = b_before = 0
        for a1, a2, b1, b2 in [*_changes(one, other), (len(one), len(one), len(other), len(other))]:
            self._keep(a_at, b_at, a_before, a1, b_before)
            a_before, b_before = a2, b2
            if a1 == a2 and b1 == b2:
                continue
            if changed and a1 - changed[-1][1] <= JOINED and "\n" not in one[changed[-1][1] : a1]:
                changed[-1] = (changed[-1][0], a2, changed[-1][2], b2)
            else:
                changed.append((a1, a2, b1, b2))
        for a1, a2, b1, b2 in changed:
            # What joining two changes put at the edges of both is no change.
            while a1 < a2 and b1 < b2 and one[a2 - 1] == other[b2 - 1]:
                a2, b2 = a2 - 1, b2 - 1
            while a1 < a2 and b1 < b2 and one[a1] == other[b1]:
                a1, b1 = a1 + 1, b1 + 1
            self._changed(one, other, a_at, b_at, (a1, a2), (b1, b2))

    def _keep(self, a_at: list[int], b_at: list[int], a1: int, a2: int, b1: int) -> None:
        for n in range(a2 - a1):
            if self.a.text[a_at[a1 + n]] != "\n":
                i, row = self.a.piece(a_at[a1 + n]), self.b.piece(b_at[b1 + n])
                self.kept[i][row] = self.kept[i].get(row, 0) + 1

    def _changed(
        self,
        one: str,
        other: str,
        a_at: list[int],
        b_at: list[int],
        a: tuple[int, int],
        b: tuple[int, int],
    ) -> None:
        """One run of changes; where it runs over the end of an utterance, one edit for each utterance."""
        befores = _split(one, *a)
        afters = _split(other, *b)
        if len(befores) != len(afters):  # a paragraph was split or joined just here: what changed is still one word
            befores, afters = ([piece for piece in pieces if piece[0] < piece[1]] for pieces in (befores, afters))
        pairs = max(len(befores), len(afters))
        for n in range(pairs):
            before = befores[n] if n < len(befores) else (a[1], a[1])
            after = afters[n] if n < len(afters) else (b[1], b[1])
            if before[0] == before[1] and after[0] == after[1]:
                continue
            at = _place(a_at, before[0], len(self.a.text))
            if before[0] == before[1] and at > 0 and (at == len(self.a.text) or self.a.text[at - 1] != "\n"):
                # Added text belongs to what precedes it in its own line, if anything does.
                i = self.a.piece(at - 1) if self.a.text[at - 1] != "\n" else self.a.piece(at)
            else:
                i = self.a.piece(at)
            start = min(max(at - self.a.starts[i], 0), len(self.draft[i].text))
            place = _place(b_at, after[0], len(self.b.text))
            row = min(self.b.piece(place), len(self.returned) - 1)
            self.edits.append(
                ReviewerEdit(
                    utterance=i,
                    start=start,
                    end=start + (before[1] - before[0]),
                    row=row,
                    position=place - self.b.starts[row],
                    before=one[before[0] : before[1]],
                    after=other[after[0] : after[1]],
                )
            )


def _grams(text: str) -> list[str]:
    return [text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)]


def _changes(one: str, other: str) -> list[tuple[int, int, int, int]]:
    """What differs between two texts, as (start, end) in both; of equally short descriptions the one a person would give:
    removed and added stretches lie between sentences and lines rather than across them."""
    ops = _rotated(one, other, [op for op in Levenshtein.opcodes(one, other) if op.tag != "equal"])
    found: list[tuple[int, int, int, int]] = []
    for n, op in enumerate(ops):
        a1, a2, b1, b2 = op.src_start, op.src_end, op.dest_start, op.dest_end
        if (a1 == a2 or b1 == b2) and not (_joins(one, ops[n - 1 : n + 1]) or _joins(one, ops[n : n + 2])):
            text, start, end = (other, b1, b2) if a1 == a2 else (one, a1, a2)
            back = (b1 - found[-1][3]) if found else b1
            ahead = (ops[n + 1].dest_start if n + 1 < len(ops) else len(other)) - b2
            shift = _slide(text, start, end, back, ahead)
            a1, a2, b1, b2 = a1 + shift, a2 + shift, b1 + shift, b2 + shift
        found.append((a1, a2, b1, b2))
    return found


def _rotated(one: str, other: str, ops: Sequence[Opcode]) -> list[Opcode]:
    """Two stretches put in on both sides of an equal one, as a single stretch before it where that is the same text:
    担当課 + にお + いてにお is 担当課において before におかれまして. So for two that were removed."""
    found: list[Opcode] = []
    for op in ops:
        last = found[-1] if found else None
        if last is not None and last.tag == op.tag == "insert":
            between = other[last.dest_end : op.dest_start]
            if other[last.dest_end : op.dest_end].endswith(between) and op.dest_end - op.dest_start >= len(between):
                at, end = last.src_start, op.dest_end - len(between)
                found[-1] = Opcode("insert", at, at, last.dest_start, end)
                continue
        elif last is not None and last.tag == op.tag == "delete":
            between = one[last.src_end : op.src_start]
            if one[last.src_end : op.src_end].endswith(between) and op.src_end - op.src_start >= len(between):
                at, end = last.dest_start, op.src_end - len(between)
                found[-1] = Opcode("delete", last.src_start, end, at, at)
                continue
        found.append(op)
    return found


def _joins(text: str, ops: Sequence[Opcode]) -> bool:
    """Whether two changes are so near that they are one: then neither is moved away from the other."""
    if len(ops) < 2:
        return False
    return ops[1].src_start - ops[0].src_end <= JOINED and "\n" not in text[ops[0].src_end : ops[1].src_start]


def _slide(text: str, start: int, end: int, back: int, ahead: int) -> int:
    """How far a stretch may be moved within equal text so that it begins and ends where a sentence or a line does."""
    shifts = [0]
    while -shifts[-1] < back and text[start + shifts[-1] - 1] == text[end + shifts[-1] - 1]:
        shifts.append(shifts[-1] - 1)
    forward = 0
    while forward < ahead and text[start + forward] == text[end + forward]:
        forward += 1
        shifts.append(forward)

    def worth(shift: int) -> tuple[int, int]:
        first, last = start + shift, end + shift
        edges = (text[first - 1] if first else "\n", text[last - 1], text[first])
        score = 3 * (edges[0] == "\n" or edges[2] == "\n") + 2 * (edges[0] in "。？！") + (edges[0] in "、，")
        return score + 2 * (edges[1] in "。\n") + (edges[1] in "、，"), -abs(shift)

    return max(shifts, key=worth)


def _place(at: list[int], index: int, end: int) -> int:
    if index < len(at):
        return at[index]
    return at[-1] + 1 if at else end


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The range `start` to `end` of `text`, divided at line feeds."""
    pieces, begin = [], start
    for i in range(start, end):
        if text[i] == "\n":
            pieces.append((begin, i))
            begin = i + 1
    return [*pieces, (begin, end)]


def _without(whole: tuple[int, int], cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a range when others are cut out of it."""
    left, at = [], whole[0]
    for start, end in sorted(cuts):
        if end <= at or start >= whole[1]:
            continue
        if start > at:
            left.append((at, start))
        at = max(at, end)
    if at < whole[1]:
        left.append((at, whole[1]))
    return left


def _longest_rising(values: Sequence[int]) -> set[int]:
    """Indices of a longest strictly rising subsequence (patience sorting)."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for n, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(places[at - 1] if at else None)
        if at == len(tails):
            tails.append(value)
            places.append(n)
        else:
            tails[at] = value
            places[at] = n
    chosen: set[int] = set()
    n_: int | None = places[-1] if places else None
    while n_ is not None:
        chosen.add(n_)
        n_ = before[n_]
    return chosen
