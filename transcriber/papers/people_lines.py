"""People in one line or row: groups of [seat] [post] name [form of address] [reading] [remark], as many as stand there.

A line is read whole or not at all: what every character belongs to is searched for at once, and of several ways to read a line the one
that fits best is taken. Where two ways are as good as each other the line counts as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from transcriber.language import numbers
from transcriber.language.readings import Reader
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI, hiragana
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings

_GAP, _WIDE, _CELL = 1, 2, 3
"""What parts two characters: one space, more than that, or a mark or the border of a cell."""

_MOST = 240
"""Characters of a line that is looked at."""

_PARTS = re.compile(r"(?P<gap>\s+|:)|(?P<leader>[.・…‥_─―-]{2,})|(?P<mark>[、,，;|｜/])|(?P<inside>\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】|<[^<>]*>)|(?P<one>(?s:.)[\ufe00-\ufe0f\U000e0100-\U000e01ef]*)")  # fmt: skip
_SEAT = re.compile(rf"(?:議席)?(?:番号)?第?(?P<number>{numbers.INTEGER})番(?:議員(?=.)|委員(?=.))?")
_BARE = re.compile(r"(?P<number>[0-9]{1,3})[.]?")
_BULLET = re.compile("[○●◎◯◇◆□■▽▼△▲★☆※*＊・→–—-]|[①-⑳㉑-㊿⑴-⒇]")
_NAME = re.compile(f"[{KANJI}〇ぁ-ゖァ-ヺーヶ・ゝゞヽヾ]{{2,12}}")
_KANA = re.compile("[ぁ-ゖァ-ヺーゝゞヽヾ]+")
_FOREIGN = re.compile("[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,})+")
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_POST = re.compile(f"[{KANJI}ぁ-ゖァ-ヺー・0-9]{{0,16}}(?:{posts.any_title()}|書記|[長員監官事役])")
_CONTINUES = re.compile("兼|併|補佐|心得|事務取扱|職務代理|代理|級")
"""What goes on behind a title in one post."""
_HONORIFICS = tuple(posts.honorifics())
_MEMBER_TITLES = tuple(t.text for t in posts.titles(Branch.MEMBER))
_ABSENT = re.compile(f"(?:{_LAYOUT['absent']})")
_REMARKS = re.compile(f"(?:{_LAYOUT['remarks']})")
_LONGEST_POST = 20

_UNSURE = 1.2
"""What one person of a line may cost at the most; a line that costs more is not understood."""
_SURE = 0.65
"""The most for people in a line that no heading calls a list."""
_ALIKE = 0.04
"""Two ways to read a line between which there is nothing to choose."""


@dataclass(frozen=True)
class ListContext:
    """What the heading of a list says of all that stands in it.

    Attributes:
        post: of those who have none of their own: 議員 below 出席議員.
        numbered: bare numbers are seats.
        alone: a name may stand without seat and post.
        absent: these people are not there.
    """

    post: str = ""
    numbered: bool = False
    alone: bool = False
    absent: bool = False


class LinePerson(NamedTuple):
    """Somebody of a line.

    Attributes:
        spaced: the name with a space where its parts stand apart.
        sure: seat, post and name are plain enough for a line that no heading calls a list.
    """

    person: Person
    spaced: str
    sure: bool = True


class _Unit(NamedTuple):
    text: str
    gap: int
    inside: bool = False
    """It stands in brackets, with them."""


class _Way(NamedTuple):
    cost: float
    people: tuple[LinePerson, ...]
    doubtful: bool = False


class _Group(NamedTuple):
    end: int
    cost: float
    people: tuple[LinePerson, ...]


def people_of_line(line: str, reader: Reader, context: ListContext) -> tuple[LinePerson, ...] | None:
    """Those that a line lists; None if it is not understood as such."""
    if len(line) > _MOST:
        return None
    units = _units(line)
    if not units or len(units) > _MOST:
        return None
    way = _LineReader(units, reader, context).best(0)
    if way is None or way.doubtful or not way.people or way.cost > _UNSURE * len(way.people):
        return None
    sure = way.cost <= _SURE * len(way.people)
    return tuple(p._replace(sure=p.sure and sure) for p in way.people)


def _units(line: str) -> list[_Unit]:
    units: list[_Unit] = []
    gap = 0
    for part in _PARTS.finditer(line.strip()):
        if part["gap"]:
            wide = len(part["gap"]) > 1 or "\t" in part["gap"]
            gap = max(gap, _WIDE if wide else _GAP)
        elif part["leader"]:
            gap = max(gap, _WIDE)
        elif part["mark"]:
            gap = _CELL
        else:
            units.append(_Unit(part[0], gap, bool(part["inside"])))
            gap = 0
    return units


@dataclass
class _LineReader:
    units: Sequence[_Unit]
    reader: Reader
    context: ListContext
    known: dict[int, _Way | None] = field(default_factory=dict)

    def best(self, at: int) -> _Way | None:
        """The best way to read what stands from a unit on."""
        if at == len(self.units):
            return _Way(0.0, ())
        if at in self.known:
            return self.known[at]
        self.known[at] = None
        best: _Way | None = None
        for group in self._groups(at):
            rest = self.best(group.end)
            if rest is None:
                continue
            edge = 0.2 if group.end < len(self.units) and self._gap(group.end) == _GAP else 0.0
            way = _Way(group.cost + edge + rest.cost, (*group.people, *rest.people), rest.doubtful)
            if best is None or way.cost < best.cost - _ALIKE:
                best = way
            elif abs(way.cost - best.cost) <= _ALIKE and _said(way) != _said(best):
                best = (way if way.cost < best.cost else best)._replace(doubtful=True)
            elif way.cost < best.cost:
                best = way
        self.known[at] = best
        return best

    def _groups(self, at: int) -> Iterator[_Group]:
        start = at
        while start < len(self.units) and _BULLET.fullmatch(self.units[start].text):
            start += 1
        if start < len(self.units) and self.units[start].inside and self._text(start, start + 1)[1:-1].isdigit():
            start += 1
        for seated, seat in self._seats(start):
            for posted, post, cost in ((seated, "", 0.0), *self._posts(seated)):
                at_name = posted
                while at_name > seated and at_name < len(self.units) and self.units[at_name].inside:
                    at_name += 1  # 副委員長（公明党） 加藤 啓二
                for named, name, spaced, name_cost in self._names(at_name, bool(seat or post)):
                    glued = 0.15 if at_name > start and not self._gap(at_name) and post else 0.0
                    glued += 1.0 if post and self._gap(at_name) == _CELL else 0.0
                    yield from self._behind(
                        named,
                        at_name,
                        seat,
                        post,
                        name,
                        spaced,
                        0.05 + cost + name_cost + glued,
                        first=at_name == start,
                    )

    # --- before the name -----------------------------------------------------------------------------------------

    def _seats(self, at: int) -> Iterator[tuple[int, str]]:
        text = self._text(at, min(at + 14, self._run(at)))
        if match := _SEAT.match(text):
            yield at + match.end(), _digits(match["number"])
        elif (match := _BARE.match(text)) and at + match.end() < len(self.units):
            end = at + match.end()
            if self._gap(end) or text[match.end() - 1] == ".":
                yield end, _digits(match["number"]) if self.context.numbered else ""
        else:
            yield at, ""

    def _posts(self, at: int) -> Iterator[tuple[int, str, float]]:
        """(end, post, cost) of what may be the post from here on; its parts may stand apart."""
        last = min(at + _LONGEST_POST, self._run(at))
        for end in range(at + 1, last):
            text = self._text(at, end)
            apart = bool(self._gap(end)) or self.units[end].inside
            cost = self._loose(at, end, narrow=0.03, wide=0.5)
            if self._is_post(at, end):
                yield end, _as_post(text), cost + self._names_its_holder(text)
            elif (
                apart
                and len(text) > 2
                and _NAME.fullmatch(text)
                and headings.names_a_group(text)
                and self.context.alone
                and self._is_whole(at, end)
            ):
                yield end, text, cost + 0.5
        if at + 1 <= last == len(self.units):
            return
        if last > at + 1 and last < len(self.units) and self._is_post(at, last):  # before brackets
            yield last, _as_post(self._text(at, last)), self._loose(at, last, narrow=0.03, wide=0.5)

    def _is_post(self, at: int, end: int) -> bool:
        """Whether a stretch is one post: nobody else's stands inside it, and where the name follows closely no word is cut."""
        text = self._text(at, end)
        if _POST.fullmatch(text) is None or text[0].isdigit():
            return False
        if not self._is_whole(at, end):
            return False
        if end < len(self.units) and not self._gap(end) and not self.units[end].inside:
            behind = self._text(end, self._word_end(end))
            return self._parts_words(at, end) or (len(behind) > 2 and self._is_plain_name(behind))
        return True

    def _is_plain_name(self, text: str) -> bool:
        cost = self._name_cost(text, [text], True)
        return cost is not None and cost < 0.2

    def _is_whole(self, at: int, end: int) -> bool:
        """Whether nobody's title or name stands inside a stretch."""
        kinds = [w.part[3] for w in self.reader.words(common_form(self._text(at, end)))]
        if any(one == "姓" and two == "名" for one, two in pairwise(kinds)):
            return False
        parts = self._split(at, end)
        return not any(
            len(part) > 1 and posts.ending(part) is not None and not _CONTINUES.match(following)
            for part, following in pairwise(parts)
        )

    def _names_its_holder(self, post: str) -> bool:
        """山下委員: a surname and what he is called by."""
        title = posts.ending(post)
        return title is not None and self._is_surname(common_form(post.removesuffix(title.text)))

    def _parts_words(self, at: int, place: int) -> bool:
        """Whether a word ends at a place of the text that begins at `at`."""
        end = place
        while end < len(self.units) and not self._gap(end) and not self.units[end].inside:
            end += 1
        words = self.reader.words(self._text(at, end))
        return any(w.end == len(self._text(at, place)) for w in words)

    # --- the name ------------------------------------------------------------------------------------------------

    def _names(self, at: int, held: bool) -> Iterator[tuple[int, str, str, float]]:
        """(end, name, name as its parts stand, cost); `held`: a seat or a post stands before it."""
        for end in range(at + 1, min(at + 12, self._run(at)) + 1):
            text = self._text(at, end)
            plain = common_form(text)
            if len(plain) > 1 and not _NAME.fullmatch(plain):
                return
            parts = self._split(at, end)
            cost = self._name_cost(text, parts, held)
            if cost is not None:
                yield end, text, " ".join(parts), cost + self._name_gaps(at, end, parts)

    def _name_gaps(self, at: int, end: int, parts: Sequence[str]) -> float:
        gaps = [self._gap(i) for i in range(at + 1, end) if self._gap(i)]
        if all(len(p) == 1 for p in parts) and len(set(gaps)) <= 1:
            return 0.1 * (len(gaps) > 1)  # 大　塚　由　紀
        few = end - at <= 3
        return sum(0.0 if g == _GAP else (0.15 if few else 0.4) if g == _WIDE else 0.5 for g in gaps)

    def _name_cost(self, text: str, parts: Sequence[str], held: bool) -> float | None:
        """How little a writing looks like a surname and a given name; None: it is none."""
        if _FOREIGN.fullmatch(text):
            return 0.3 if held else 0.6
        title = posts.ending(text)
        if text[0] in "ーゝ々" or len(text) > 8 or (title is not None and title.text == text):
            return None
        if len(parts) == 2:
            return self._two_parts(parts[0], parts[1], held)
        if len(parts) > 2 and any(len(p) > 1 for p in parts):
            cost = min((c for i in range(1, len(parts)) if (c := self._two_parts("".join(parts[:i]), "".join(parts[i:]), held)) is not None), default=None)  # fmt: skip
            return None if cost is None else cost + 0.3
        plain = common_form(text)
        words = self.reader.words(plain)
        kinds = [w.part[3] if w.part[2] == "人名" else "" for w in words]
        if kinds == ["姓", "名"]:
            return 0.0
        if any(self._is_surname(plain[:i]) and self._is_given(plain[i:]) for i in range(1, min(5, len(plain)))):
            return 0.15
        if len(words) == 1 and self._is_surname(plain):
            return 0.55
        if len(words) == 2 and kinds[0] == "姓" and len(plain) <= 5 and not _is_word(words[1].part, words[1].surface):
            return 0.4
        return None

    def _two_parts(self, surname: str, given: str, held: bool) -> float | None:
        if len(surname) > 5 or len(given) > 5 or _POST.fullmatch(given) and len(given) > 1:
            return None
        first, last = self._is_surname(common_form(surname)), self._is_given(common_form(given))
        if first and last:
            return 0.0
        if first and not self._is_surname(common_form(given)) and not self._is_term(given):
            return 0.25
        if not held or self._is_term(surname) and not last:
            return None
        if last:
            return 0.4 if not self._is_term(surname) else 0.6
        return 0.9 if len(surname) + len(given) <= 6 and not self._is_term(given) else None

    def _is_surname(self, text: str) -> bool:
        return _is_surname(self.reader, text)

    def _is_given(self, text: str) -> bool:
        return _is_given(self.reader, text)

    def _is_term(self, text: str) -> bool:
        """Whether it is an ordinary word of more than one character."""
        words = self.reader.words(common_form(text))
        return len(text) > 1 and all(_is_word(w.part, w.surface) for w in words)

    # --- behind the name -----------------------------------------------------------------------------------------

    def _behind(
        self, at: int, begun: int, seat: str, post: str, name: str, spaced: str, cost: float, *, first: bool
    ) -> Iterator[_Group]:
        for end, title, more in self._titles(at, begun, alone=first):
            full = cost + more
            own = post or title
            if len(spaced.split()) == 1 and not own and not seat and full > 0.5:
                continue  # a surname alone
            if not (seat or own or self.context.alone):
                continue
            if (
                end == at
                and end < len(self.units)
                and not (self._gap(end) or self.units[end].inside or self.units[end].text == "・")
            ):
                continue
            yield from self._tails(end, seat, own, title, name, spaced, full)

    def _titles(self, at: int, begun: int, *, alone: bool) -> Iterator[tuple[int, str, float]]:
        yield at, "", 0.0
        for end in range(at + 1, min(at + 6, self._run(at)) + 1):
            text = self._text(at, end)
            if end < len(self.units) and not self._gap(end) and not self.units[end].inside:
                continue
            inner = self._loose(at, end, narrow=0.3, wide=0.6)
            if text in _HONORIFICS:
                yield end, "", inner
            elif text in _MEMBER_TITLES:
                yield end, text, inner + 0.02
            elif (
                alone
                and not self._gap(at)
                and self._parts_words(begun, at)
                and posts.ending(text)
                and _POST.fullmatch(text)
            ):
                yield end, text, inner + 0.1
        if alone and at < len(self.units) and self._gap(at):
            for end, text, cost in self._posts(at):
                if self._gap(end) or self.units[end].inside:
                    yield end, text, cost + (0.1 if self._gap(at) == _GAP else 0.25)
            if len(self.units) - at <= _LONGEST_POST and self._is_post(at, len(self.units)):
                yield (
                    len(self.units),
                    _as_post(self._text(at, len(self.units))),
                    self._loose(at, len(self.units), narrow=0.03, wide=0.5) + 0.1,
                )

    def _tails(
        self, at: int, seat: str, post: str, title: str, name: str, spaced: str, cost: float
    ) -> Iterator[_Group]:
        """A reading, brackets and remarks, as far as they go; then, at the end of the line, what a table adds."""
        kana, absent = "", self.context.absent
        others: tuple[LinePerson, ...] = ()
        while at < len(self.units):
            unit = self.units[at]
            if unit.inside:
                content = unit.text[1:-1].strip()
                if _is_kana(content):
                    kana = kana or " ".join(hiragana(content).split())
                elif _ABSENT.fullmatch(_bare(content)):
                    absent = True
                elif posts.branch(content) not in (Branch.NONE, Branch.OTHER) and _POST.fullmatch(_bare(content)):
                    post = post or _bare(content)
                else:
                    others = (*others, *(people_of_line(content, self.reader, ListContext()) or ()))
                at += 1
                continue
            end = self._word_end(at)
            text = self._text(at, end)
            if self._gap(at) and _is_kana(text) and (kana or _is_kana(text)):
                kana = f"{kana} {hiragana(text)}".strip()
            elif self._gap(at) and _ABSENT.fullmatch(text):
                absent = True
            elif self._gap(at) and _REMARKS.fullmatch(text):
                pass
            else:
                break
            at = end
        said = post or self.context.post or ("議員" if seat else "")
        if not post and title:
            said = title
        person = Person(name=name, kana=kana, post=said, seat=seat, absent=absent)
        found = (LinePerson(person, spaced, bool(seat or post)), *others)
        if len(self._split_text(spaced)) == 1 and cost > 0.5 and not post:
            cost += 0.3
        yield _Group(at, cost, found)
        if self.context.alone and at < len(self.units) and self._gap(at) and self._is_group(at):
            yield _Group(len(self.units), cost + 0.4, found)
        if seat and at < len(self.units) and self._gap(at) and (ends := self._subject(at)) is not None:
            yield _Group(len(self.units), cost + 0.9, (found[0]._replace(person=person.model_copy(update={"absent": absent or ends})), *others))  # fmt: skip

    def _is_group(self, at: int) -> bool:
        """Whether what is left of the line is where somebody comes from: 緑川町商工会."""
        rest = self._text(at, len(self.units))
        apart = any(self._gap(i) or self.units[i].inside for i in range(at + 1, len(self.units)))
        held = _POST.fullmatch(rest) is not None and rest[-1] != "者"
        return len(rest) > 2 and not apart and not held and headings.names_a_group(rest)

    def _subject(self, at: int) -> bool | None:
        """Whether what is left of the line names nobody else: the subject of a question. True: it tells of an absence."""
        rest = "".join(u.text for u in self.units[at:])
        if re.search(rf"{numbers.INTEGER}番", rest):
            return None
        while at < len(self.units):
            end = self._word_end(at)
            text = self._text(at, end)
            if not self.units[at].inside and (_POST.fullmatch(text) or self._is_surname(common_form(text[:4]))):
                return None
            at = end
        return bool(re.search(_LAYOUT["absent"], rest))

    # --- units ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _split_text(spaced: str) -> list[str]:
        return spaced.split()

    def _gap(self, at: int) -> int:
        return self.units[at].gap

    def _run(self, at: int) -> int:
        """Where the next brackets, or the line, end what begins here."""
        return next((i for i in range(at, len(self.units)) if self.units[i].inside), len(self.units))

    def _word_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.units) and not self._gap(end) and not self.units[end].inside and not self.units[at].inside:
            end += 1
        return end

    def _text(self, start: int, end: int) -> str:
        return "".join(u.text for u in self.units[start:end])

    def _split(self, start: int, end: int) -> list[str]:
        parts: list[str] = []
        for i in range(start, end):
            if i == start or self._gap(i):
                parts.append(self.units[i].text)
            else:
                parts[-1] += self.units[i].text
        return parts

    def _loose(self, start: int, end: int, *, narrow: float, wide: float) -> float:
        """What the gaps inside a word cost; those by which 副　町　長 is spread cost nothing."""
        gaps = [self._gap(i) for i in range(start + 1, end)]
        if len(gaps) > 0 and all(g == gaps[0] for g in gaps) and gaps[0] in (_GAP, _WIDE):
            return narrow
        return sum(0.0 if not g else narrow if g == _GAP else wide if g == _WIDE else 1.0 for g in gaps)


def _as_post(post: str) -> str:
    return re.sub("^代理?(?=.*(?:長|補佐|主[任査幹事]|員))", "", post)


def _said(way: _Way) -> tuple[tuple[str, str, str], ...]:
    return tuple((p.person.name, p.person.post, p.person.seat) for p in way.people)


def _digits(text: str) -> str:
    value = numbers.value(text)
    return str(int(value)) if value is not None else ""


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_kana(text: str) -> bool:
    return len(_bare(text)) > 1 and _KANA.fullmatch(_bare(text)) is not None


def _is_word(part: Sequence[str], surface: str) -> bool:
    return part[0] != "名詞" or part[1] != "固有名詞" and len(surface) > 0


def _is_surname(reader: Reader, text: str) -> bool:
    if not 1 <= len(text) <= 5:
        return False
    words = reader.words(f"{text}太郎")
    return len(words) == 2 and words[0].part[3] == "姓" and words[0].end == len(text)


def _is_given(reader: Reader, text: str) -> bool:
    if not 1 <= len(text) <= 5:
        return False
    words = reader.words(f"山田{text}")
    return len(words) == 2 and words[1].part[2:4] == ("人名", "名") and words[0].end == 2
