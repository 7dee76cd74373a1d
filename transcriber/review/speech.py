"""Which lines of a paper are speech: between the cover and the lists that a draft has around it, without the headings among it.

Known by the draft: what stands there before and after the utterances is furniture wherever it comes back, and no end of the
speech may lie beyond it. Where every line was corrected, lines are known by a good part of their characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from transcriber.minutes import rule_files
from transcriber.review.paragraph_reading import Line
from transcriber.review.returned_document import ReturnedDocument
from transcriber.review.text_alignment import DraftUtterance

_SIGNATURE = 8
"""Characters from which on a line of the draft is taken to be the same line of the paper wherever it stands."""

_MARKS = str.maketrans("，．,.", "、。、。")
"""「、」 and 「，」 are exchanged in a whole document at once."""

_REPLACED = re.compile(r"〔(?:要確認|確認済)[^〕]*〕|[0-9]{1,2}:[0-9]{2}:[0-9]{2}")
_PRINTED = rule_files.any_of_each(__package__, "printed_forms")
_HOUR = "[0-9０-９一二三四五六七八九十〇]{1,3}"
_FORM = re.compile(
    r"[〔［\[][^〔〕［］\[\]]{1,60}[〕］\]]|[(（](?:[^()（）]|[(（][^()（）]*[)）]){1,60}[)）]"
    rf"|(?:{_PRINTED['halves']}){_HOUR}時(?:{_HOUR}分|半)?(?:{_PRINTED['steps']})"
    r"|[―─━‐ー\-－＿_=＝*＊・…◇◆○●]{3,}"
)
"""Lines of the printed form of minutes, whole and without white space."""

_SENTENCE = re.compile("[。．？！?!]")

_SECTION = re.compile("【[^【】]{1,20}】")

_GRAM = 5
_SHARED = 0.4
"""Characters in a row, and the share of a line's rows that the draft must have, for it to be a line of the speech."""

_STRAY = 0.05
"""Share of the known speech below which what lies beyond furniture is a quotation in a list, and no part of the speech."""


def speech_lines(paper: ReturnedDocument, said: Sequence[DraftUtterance], draft: ReturnedDocument | None) -> list[Line]:
    """The lines of `paper` that hold the speech.

    Args:
        said: the utterances of the draft.
        draft: the draft that the paper was made of; None where it is not at hand.
    """
    outside, inside = furniture(draft)
    region = _without_forms(_region(paper.lines, said, outside), said)
    return [line for line in _with_names_above(region) if line.text and _plain(line.text) not in inside]


def _without_forms(lines: Sequence[Line], said: Sequence[DraftUtterance]) -> list[Line]:
    """Without what a reviewer put in that nobody says: 〔町長登壇〕, （「異議なし」と呼ぶ者あり）, 午前10時30分休憩, a rule, a
    heading that was worded anew."""
    unsaid = [n for n, line in enumerate(lines) if not line.marks and line.label is None]
    forms = [n for n in unsaid if lines[n].heading or _FORM.fullmatch(lines[n].text)]
    spoken = set(_by_pieces(lines, forms, [one.text for one in said])) if forms else set()
    texts = {one.text for one in said}
    left_out = {n for n in forms if n not in spoken and lines[n].text not in texts}
    return [line for n, line in enumerate(lines) if n not in left_out]


def _with_names_above(lines: Sequence[Line]) -> Iterator[Line]:
    """A name that stands in a line of its own announces who speaks below it."""
    name: Line | None = None
    for line in lines:
        if line.label is None and name is not None and line.text:
            line = replace(line, label=name.label, voice=name.voice)
        name = line if line.label is not None and not line.text else None if line.text else name
        yield line


def furniture(draft: ReturnedDocument | None) -> tuple[frozenset[str], frozenset[str]]:
    """Lines of the draft that are no speech: those before and after it (whole), and those among it (their text)."""
    if draft is None:
        return frozenset(), frozenset()
    spoken = [n for n, line in enumerate(draft.lines) if line.marks]
    if not spoken:
        return frozenset(_whole(line) for line in draft.lines if line.whole), frozenset()
    first, last = spoken[0], spoken[-1]
    outside = {_whole(line) for line in (*draft.lines[:first], *draft.lines[last + 1 :]) if line.whole}
    among = [line for line in draft.lines[first : last + 1] if not line.marks]
    inside = {_plain(line.text) for line in among if line.text}
    # A heading among the speech may also stand in the agenda or in the list of votes: it is no end of the speech.
    return frozenset(outside - {_whole(line) for line in among}), frozenset(inside)


def _region(paper: Sequence[Line], said: Sequence[DraftUtterance], outside: frozenset[str]) -> list[Line]:
    """From the first to the last line that is known as speech, and on both sides up to the nearest furniture."""
    texts = {one.text for one in said if len(one.text) >= _SIGNATURE}
    ids = {one.id for one in said}
    free = [n for n, line in enumerate(paper) if _whole(line) not in outside]
    known = [n for n in free if paper[n].text in texts or any(name in ids for name, _ in paper[n].marks)]
    known = _together(paper, known or _by_pieces(paper, free, texts), outside)
    if not known:
        return []
    first, last = known[0], known[-1]
    while outside and first > 0 and _whole(paper[first - 1]) not in outside and not _is_section(paper[first - 1]):
        first -= 1
    while (
        outside
        and last + 1 < len(paper)
        and _whole(paper[last + 1]) not in outside
        and not _is_section(paper[last + 1])
    ):
        last += 1
    while first < known[0] and _is_title(paper[first]):
        first += 1
    while last > known[-1] and _is_title(paper[last]):
        last -= 1
    return list(paper[first : last + 1])


def _is_section(line: Line) -> bool:
    """Whether a line heads a part of an office's own form: 【所見】."""
    return line.label is None and not line.marks and _SECTION.fullmatch(line.text) is not None


def _is_title(line: Line) -> bool:
    """Whether a line at the edge of the speech is no sentence and nobody's: 第3回定例会, 以上."""
    return line.label is None and not line.marks and _SENTENCE.search(line.text) is None


def _by_pieces(paper: Sequence[Line], among: Sequence[int], texts: Collection[str]) -> list[int]:
    """Lines that share a good part of their character sequences with the draft."""
    grams = {gram for text in texts for gram in _grams(text)}
    found = []
    for n in among:
        mine = _grams(paper[n].text)
        if len(mine) >= _GRAM - 1 and sum(g in grams for g in mine) / len(mine) > _SHARED:
            found.append(n)
    return found


def _together(paper: Sequence[Line], known: Sequence[int], outside: Collection[str]) -> list[int]:
    """The known lines without strays: a title in the agenda, or a sentence quoted in a list, far from everything else."""
    groups: list[list[int]] = []
    for n, before in zip(known, (None, *known), strict=False):
        parted = before is None or any(_whole(paper[i]) in outside for i in range(before + 1, n))
        if parted:
            groups.append([])
        groups[-1].append(n)
    sizes = [sum(len(paper[n].text) for n in group) for group in groups]
    return [n for group, size in zip(groups, sizes, strict=True) if size >= _STRAY * sum(sizes) for n in group]


def _grams(text: str) -> list[str]:
    return [text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)]


def _whole(line: Line) -> str:
    """A line by which furniture is known again, whatever a program made of its spaces, or somebody of all its commas, digits, times and
    marks of doubt, which are taken out of a whole document at once."""
    return _plain(_REPLACED.sub("", line.whole))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_MARKS)
