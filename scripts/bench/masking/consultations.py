"""Consultations with planted personal data, made by a seed: two sets of people, places and phrasings that share nothing.

`tuning` is what the rules were written with; `reporting` has other names, towns, companies, schools and other sentences, and is
what figures are taken from. A plant is written as ⟦kind|text⟧ in a line. Nobody in them exists; My Numbers have a right check
digit, one of ten a wrong one (as one that was misheard).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from transcriber.minutes.my_numbers import is_my_number
from transcriber.minutes.personal_data import PersonalKind

_PLANT = re.compile(r"⟦(\w+)\|([^⟧]*)⟧")
_KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_KANA = ("ぜろ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_SUNG = ("ゼロ", "いち", "にい", "さん", "よん", "ごう", "ろく", "なな", "はち", "きゅう")


@dataclass(frozen=True)
class SaidLine:
    """What one person says, and the places (kind, from, up to) of what was planted in it."""

    speaker: str
    text: str
    plants: tuple[tuple[PersonalKind, int, int], ...] = ()


@dataclass(frozen=True)
class Consultation:
    """One generated consultation."""

    name: str
    worker: str
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Names and phrasings of one set.

    Attributes:
        men, women: given names of {man} and {woman}, where a sentence says which it is.
    """

    surnames: Sequence[str]
    given: Sequence[str]
    kana_given: Sequence[str]
    towns: Sequence[str]
    buildings: Sequence[str]
    companies: Sequence[str]
    schools: Sequence[str]
    banks: Sequence[str]
    scenes: Sequence[str] = field(default=())
    plain: Sequence[str] = field(default=())
    men: Sequence[str] = field(default=())
    women: Sequence[str] = field(default=())


def consultations(words: Vocabulary, count: int, seed: int, *, plain: int = 6) -> list[Consultation]:
    """`count` consultations of a set, each with up to `plain` sentences in which nothing is planted."""
    rng = random.Random(seed)
    return [_consultation(words, rng, f"c{i:03d}", plain) for i in range(1, count + 1)]


def _consultation(words: Vocabulary, rng: random.Random, name: str, without: int) -> Consultation:
    values = _Values(words, rng)
    scenes = rng.sample(list(words.scenes), k=min(len(words.scenes), 9))
    plain = rng.sample(list(words.plain), k=min(len(words.plain), without))
    blocks = [*scenes, *plain]
    rng.shuffle(blocks)
    lines = [_line(x) for block in blocks for x in values.filled(block).strip().splitlines()]
    return Consultation(name, values.worker, tuple(lines))


class _Values:
    """What stands for the fields of a phrasing in one consultation."""

    def __init__(self, words: Vocabulary, rng: random.Random) -> None:
        self.words, self.rng = words, rng
        names = rng.sample(list(words.surnames), 4)
        given = rng.sample(list(words.given), 5)
        self.worker = names[3]
        person, mask = PersonalKind.PERSON, self._mask
        self.fixed = {
            "client": mask(person, names[0]),
            "client_full": mask(person, names[0] + given[0]),
            "child": mask(person, given[1]),
            "child2": mask(person, rng.choice(list(words.kana_given))),
            "spouse": mask(person, given[2]),
            "other": mask(person, names[1]),
            "doctor": mask(person, names[2]),
            "friend_full": mask(person, names[1] + given[3]),
            "company": mask(PersonalKind.EMPLOYER, rng.choice(list(words.companies))),
            "school": mask(PersonalKind.SCHOOL, rng.choice(list(words.schools))),
            "school2": mask(PersonalKind.SCHOOL, rng.choice(list(words.schools))),
            "bank": rng.choice(list(words.banks)),
            "worker": self.worker,
        }
        self.my_number = my_number(rng, right=rng.random() >= 0.1)
        self.mobile = (rng.choice(["090", "080", "070"]), f"{rng.randint(1000, 9999)}", f"{rng.randint(1000, 9999)}")
        self.account = "".join(rng.choice("0123456789") for _ in range(7))
        if words.men:
            self.fixed |= {"man": mask(person, rng.choice(list(words.men)))}
            self.fixed |= {"woman": mask(person, rng.choice(list(words.women)))}

    def filled(self, block: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda m: self._value(m[1]), block)

    def _mask(self, kind: PersonalKind, text: str) -> str:
        return f"⟦{kind.value}|{text}⟧"

    def _value(self, name: str) -> str:
        if name in self.fixed:
            return self.fixed[name]
        makers: dict[str, Callable[[], str]] = {
            "my_number": lambda: self._mask(PersonalKind.MY_NUMBER, self._written(self.my_number)),
            "my1": lambda: self._mask(PersonalKind.MY_NUMBER, self._group(self.my_number[:4])),
            "my2": lambda: self._mask(PersonalKind.MY_NUMBER, self._group(self.my_number[4:8])),
            "my3": lambda: self._mask(PersonalKind.MY_NUMBER, self._group(self.my_number[8:])),
            "account": lambda: self._mask(PersonalKind.ACCOUNT, self._written(self.account, whole=True)),
            "acc1": lambda: self._mask(PersonalKind.ACCOUNT, self._group(self.account[:3])),
            "acc2": lambda: self._mask(PersonalKind.ACCOUNT, self._group(self.account[3:])),
            "branch": lambda: self._mask(PersonalKind.ACCOUNT, f"{self.rng.randint(100, 989)}"),
            "phone": self._phone,
            "tel1": lambda: self._mask(PersonalKind.PHONE, self._group(self.mobile[0])),
            "tel2": lambda: self._mask(PersonalKind.PHONE, self._group(self.mobile[1])),
            "tel3": lambda: self._mask(PersonalKind.PHONE, self._group(self.mobile[2])),
            "insured": lambda: self._mask(PersonalKind.ID_NUMBER, f"{self.rng.randint(10_000_000, 99_999_999)}"),
            "address": self._address,
            "said_address": lambda: self._mask(
                PersonalKind.ADDRESS, self._town() + self._said_block() + self._said_room()
            ),
            "town": lambda: self._mask(PersonalKind.ADDRESS, self._town()),
            "block": lambda: self._mask(PersonalKind.ADDRESS, self._said_block()),
            "building_room": lambda: self._mask(
                PersonalKind.ADDRESS, self._building() + self._number(101, 509) + "号室"
            ),
            "birth": self._birth,
            "yen": lambda: f"{self.rng.choice([3, 5, 8, 12, 15])}万{self.rng.choice(['', '5千', '8千'])}円",
        }
        return makers[name]()

    def _written(self, digits: str, *, whole: bool = False) -> str:
        size = len(digits) if whole else 4
        groups = [digits[i : i + size] for i in range(0, len(digits), size)]
        style = self.rng.randrange(7)
        if style == 0:
            return digits
        if style == 1:
            return " ".join(groups)
        if style == 2:
            return "-".join(groups)
        if style == 3:
            return "、".join("".join(_KANA[int(d)] for d in g) for g in groups)
        if style == 4:
            return "、".join(g.translate(_KANJI) for g in groups)
        if style == 5:
            return "の".join(groups).translate(_WIDE)
        return "".join(_SUNG[int(d)] for d in digits)

    def _group(self, digits: str) -> str:
        style = self.rng.randrange(4)
        if style == 0:
            return "".join(_KANA[int(d)] for d in digits) if len(digits) > 3 else digits
        return digits.translate(_KANJI) if style == 1 else digits

    def _phone(self) -> str:
        r = self.rng
        middle, last = f"{r.randint(1000, 9999)}", f"{r.randint(1000, 9999)}"
        number = r.choice(
            [f"090-{middle}-{last}", f"080{middle}{last}", f"0725-{middle[:2]}-{last}", f"070の{middle}の{last}"]
        )
        if r.random() < 0.2:
            number = "、".join("".join(_SUNG[int(d)] for d in g) for g in ("090", middle, last))
        return self._mask(PersonalKind.PHONE, number)

    def _address(self) -> str:
        r = self.rng
        number = r.choice(
            [
                f"{r.randint(1, 6)}丁目{r.randint(1, 20)}番{r.randint(1, 15)}号",
                f"{r.randint(1, 30)}番地",
                f"{r.randint(1, 5)}-{r.randint(1, 20)}-{r.randint(1, 9)}",
                f"{r.randint(1, 5)}丁目{r.randint(1, 20)}の{r.randint(1, 9)}",
                f"{r.randint(1, 20)}番{r.randint(1, 15)}号",
            ]
        )
        if r.random() < 0.4:
            number += f"、{r.choice(list(self.words.buildings))}{r.randint(1, 5)}0{r.randint(1, 9)}号室"
        return self._mask(PersonalKind.ADDRESS, r.choice(list(self.words.towns)) + number)

    def _town(self) -> str:
        return self.rng.choice(list(self.words.towns))

    def _building(self) -> str:
        return self.rng.choice(list(self.words.buildings))

    def _number(self, least: int, most: int) -> str:
        """A number as a recogniser may write it when it was said."""
        number = self.rng.randint(least, most)
        return self.rng.choice([str(number), kanji_number(number)])

    def _said_block(self) -> str:
        """Blocks and houses as people say them: 三丁目五番地の十二、2の7の11."""
        n = self._number
        return self.rng.choice(
            [
                f"{n(1, 6)}丁目{n(1, 30)}番地の{n(1, 20)}",
                f"{n(1, 6)}丁目の{n(1, 30)}の{n(1, 20)}",
                f"{n(1, 6)}丁目{n(1, 30)}番{n(1, 20)}号",
                f"{n(1, 6)}丁目、{n(1, 30)}番の{n(1, 20)}",
                f"{n(100, 2999)}番地",
                f"{n(100, 2999)}番地の{n(1, 20)}",
                f"{n(1, 6)}の{n(1, 30)}の{n(1, 20)}",
                f"{n(1, 30)}番{n(1, 20)}号",
            ]
        )

    def _said_room(self) -> str:
        if self.rng.random() >= 0.35:
            return ""
        room = self._number(101, 509)
        return self.rng.choice(["、", "の"]) + self._building() + self.rng.choice(["", "の"]) + f"{room}号室"

    def _birth(self) -> str:
        r = self.rng
        era, most = r.choice([("昭和", 63), ("平成", 30), ("昭和", 40)])
        year, month, day = r.randint(2, most), r.randint(1, 12), r.randint(1, 28)
        text = r.choice(
            [f"{era}{year}年{month}月{day}日", f"{era}{year}年の{month}月{day}日", f"{1930 + year}年{month}月{day}日"]
        )
        return self._mask(PersonalKind.BIRTH_DATE, text)


def kanji_number(number: int) -> str:
    """二百十五 for 215, as it is said; up to 9999."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("" if digit == 1 and name else "一二三四五六七八九"[digit - 1]) + name
    return text


def my_number(rng: random.Random, *, right: bool) -> str:
    """Twelve digits with a right or a wrong check digit."""
    first = "".join(rng.choice("0123456789") for _ in range(11))
    good = next(d for d in "0123456789" if is_my_number(first + d))
    return first + (good if right else str((int(good) + rng.randint(1, 9)) % 10))


def _line(text: str) -> SaidLine:
    speaker, _, said = text.strip().partition(":")
    plants, plain, at = [], "", 0
    for m in _PLANT.finditer(said):
        plain += said[at : m.start()]
        plants.append((PersonalKind(m[1]), len(plain), len(plain) + len(m[2])))
        plain += m[2]
        at = m.end()
    plain += said[at:]
    return SaidLine({"W": "S1", "C": "S2"}[speaker], plain, tuple(plants))
