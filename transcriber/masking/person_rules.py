"""Names of persons: those of the case's roster, and those told by how they are introduced, addressed or related."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcriber.language.readings import Reader, Word
from transcriber.masking.acting_name_rules import acting_name_spans
from transcriber.masking.expected_name_rules import expected_name_spans
from transcriber.masking.framed_name_rules import framed_name_spans
from transcriber.masking.misheard_name_rules import misheard_name_spans, name_was_asked
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.masking.same_name_rules import same_name_spans
from transcriber.masking.spoken_name_rules import (
    as_role,
    is_given,
    is_relation,
    is_surname,
    relation_ending,
    short_name_spans,
    speaks_of_relative,
    spoken_name_spans,
)
from transcriber.masking.surname_rules import given_name_spans, rest_of_name_spans
from transcriber.masking.told_name_rules import told_name_spans
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import PersonalKind
from transcriber.minutes.posts import Branch

_STAFF = frozenset(
    (Branch.WORKER, Branch.STAFF, Branch.EXECUTIVE, Branch.SECRETARIAT, Branch.CHAIR, Branch.MEMBER, Branch.EDUCATION)
)
"""People of the roster who act for the office: the record says who they are."""

_CHILD = rf"(?:[ぁ-ん]{{2,5}}|[ァ-ヴー]{{2,6}}|[{KANJI}]{{1,3}}[ぁ-ん]{{0,2}}|\d[ぁ-ん]{{1,4}})"
_CHILDLIKE = re.compile(
    rf"(?:^|(?<=[\s、。「」の])|(?<=[はがをにとも]))(?P<name>{_CHILD})(?:ちゃん|くん|君)|(?<![ァ-ヴー])(?P<katakana>[ァ-ヴー]{{2,5}}?|[{KANJI}]{{1,2}}[ァ-ヴ]?)(?:チャン|クン)"
)
_ANSWER = re.compile("[はいえっとー、。 ]+")
_TITLES = ("さん", "先生", "様", "氏")
_IS = re.compile("です|でございます|。|、|$|\n")


def person_spans(talk: Conversation, words: PersonalWords, roster: Roster, reader: Reader) -> list[PersonalSpan]:
    """All names of persons; one that was told once is known wherever it stands."""
    found = [s for i in range(len(talk.said)) for s in _said_names(talk, i, words, reader)]
    listed, staff = _listed(roster, reader)
    found = [s for s in found if talk.text[s.start : s.end] not in staff]
    found = [s for s in found if not _ends_in_san(talk, s, words, reader)]
    found += rest_of_name_spans(talk, found, words)
    roles = dict(listed)
    for span in sorted(found, key=lambda s: not s.role):
        name = talk.text[span.start : span.end]
        if not span.misheard or _known_name(name, reader) or len(name) > 2:  # not: 三つ
            roles.setdefault(name, span.role)
    for whole, role in list(roles.items()):  # 山田 of 山田花子
        for part in _parts(whole, reader):
            roles.setdefault(part, role)
    known = {n: r for n, r in roles.items() if n not in staff}
    short = [s for i in range(len(talk.said)) for s in short_name_spans(talk, i, known, words)]
    return [*found, *_again(talk, known), *short, *same_name_spans(talk, known, words, reader)]


def _ends_in_san(talk: Conversation, span: PersonalSpan, words: PersonalWords, reader: Reader) -> bool:
    """Whether it is a word of which the recogniser took the end for さん: 自己派さん for 自己破産."""
    behind = talk.after(span.end, 2)
    return behind == "さん" and words.no_san.fullmatch(reader.kana(talk.text[span.start : span.end])) is not None


def _listed(roster: Roster, reader: Reader) -> tuple[dict[str, str], set[str]]:
    """Names of the roster with their roles, and those of the office's own people."""
    names: dict[str, str] = {}
    staff: set[str] = set()
    for person in roster.people:
        own = set(_writings(person, reader))
        if posts.branch(person.post) in _STAFF:
            staff |= own | {p for p in person.name.replace("　", " ").split() if p}  # 森 as well
        else:
            names |= dict.fromkeys(own, person.post or "")
    return {n: r for n, r in names.items() if n not in staff}, staff


def _writings(person: Person, reader: Reader) -> Iterator[str]:
    """The ways in which a person of the roster may be written: whole, by parts, in kana."""
    for name in (person.name, person.kana):
        parts = name.replace("　", " ").split()
        whole = "".join(parts)
        if len(whole) >= 2:
            yield whole
            yield from (p for p in parts if len(p) >= 2)
            if len(parts) == 1 and name == person.name:
                yield from _parts(whole, reader)


def _parts(name: str, reader: Reader) -> Iterator[str]:
    """Surname and given name of a whole name."""
    cut = reader.words(name)
    if len(cut) == 2 and len(cut[0].part) > 3 and cut[0].part[3] == "姓":
        yield from (w.surface for w in cut if len(w.surface) >= 2)


def _said_names(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    row = talk.words(number)
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    for i, word in enumerate(row):
        if words.addressed.fullmatch(word.surface) and i:
            yield from _addressed(talk, row, i, words, reader)
    for i in range(len(row)):
        yield from _related(talk, row, i, words, reader)
        if is_surname(row[i]) and i + 1 < len(row) and is_given(row[i + 1]):
            yield PersonalSpan(
                row[i].start, row[i + 1].end, PersonalKind.PERSON, "氏名（姓と名）", _relation(talk, row, i, words)
            )
    for m in _CHILDLIKE.finditer(talk.folded, begin, end):
        group = "name" if m["name"] else "katakana"
        name = m[group]
        kana = re.fullmatch("[ぁ-んァ-ヴー]+", name) is not None
        named = kana or _known_name(name, reader) or not _common(talk, m.start(group), m.end(group))
        if not words.no_names.fullmatch(name) and len(name) >= 2 and named:
            at = m.start(group)
            index = next((i for i, w in enumerate(row) if w.start >= at), 0)
            yield PersonalSpan(
                at, m.end(group), PersonalKind.PERSON, "氏名（ちゃん・くん）", _relation(talk, row, index, words)
            )
    yield from _introduced(talk, row, begin, end, words, reader)
    yield from spoken_name_spans(talk, number, words, reader)
    yield from misheard_name_spans(talk, number, words, reader)
    yield from told_name_spans(talk, number, words, reader)
    yield from expected_name_spans(talk, number, words, reader)
    yield from framed_name_spans(talk, number, words, reader)
    yield from acting_name_spans(talk, number, words, reader)
    yield from given_name_spans(talk, number, words, reader)


def _common(talk: Conversation, start: int, end: int) -> bool:
    """Whether it is made of ordinary words."""
    inside = [w for w in talk.words(talk.place(start)[0]) if w.start >= start and w.end <= end]
    whole = len(inside) == 1 and inside[0].start == start and inside[0].end == end
    return whole and inside[0].known and inside[0].part[1] == "普通名詞" and len(inside[0].surface) > 2


def _addressed(
    talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """山田さん: the names right before what somebody is addressed by."""
    first = i
    while first > 0 and _may_name(row[first - 1]) and row[first - 1].end == row[first].start:
        first -= 1
    while first < i - 1 and not _proper(row[first]) and not _known_name(row[first].surface, reader):  # 担当|山田
        first += 1
    if first == i:
        return
    start, end = row[first].start, row[i].start
    name = talk.text[start:end]
    if (
        words.no_names.fullmatch(name)
        or len(name) > 10
        or (name.endswith(("市", "区", "町", "村", "課", "係", "部", "所")) and not reader.surnames(name))
    ):
        return
    last = row[i - 1]
    organisation = any(name.endswith(e) for e in words.org_endings) and len(name) > 2 and not is_surname(last)
    if organisation or not any(_proper(w) or _known_name(w.surface, reader) for w in row[first:i]):
        return
    yield PersonalSpan(start, end, PersonalKind.PERSON, "氏名（敬称）", _relation(talk, row, first, words))


def _related(
    talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """長男の健太が: a name right behind a relation."""
    honoured = row[i].surface in ("さん", "ちゃん") and i and is_relation(row[i - 1], words)
    ending = relation_ending(row, i, words)
    if not ending and not honoured:
        return
    relation = row[i - 1].surface if honoured else ending
    at = i + 1
    while at < len(row) and row[at].surface in ("の", "は", "が", "、", "で", "も", "、名前"):
        at += 1
    if at >= len(row) or at == i + 1 and not is_given(row[at]):
        return
    last = at
    while last < len(row) and _may_name(row[last]):
        last += 1
    if last == at:
        return
    names = row[at:last]
    name = talk.text[names[0].start : names[-1].end]
    if words.no_given_kana.fullmatch(name) or words.comes_from.match(talk.after(names[-1].end, 6)):
        return
    told = words.name_said.match(talk.after(names[-1].end, 12)) is not None
    good = any(is_given(w) or is_surname(w) for w in names) or (told and all(_may_name(w) for w in names))
    listed = len(names) == 1 and _known_name(name, reader) and not words.no_given.fullmatch(name)
    on = last < len(row) and row[last].part[0] in ("助詞", "助動詞") and row[last].surface != "の"
    unknown = len(names) == 1 and (not names[0].known or listed) and on and row[at - 1].surface == "の"
    if (good or unknown) and len(name) <= 8 and not words.no_names.fullmatch(name):
        yield PersonalSpan(names[0].start, names[-1].end, PersonalKind.PERSON, "氏名（続柄）", as_role(relation))


def _introduced(
    talk: Conversation, row: Sequence[Word], begin: int, end: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """山田花子と申します; the answer to お名前は."""
    for m in words.name_said.finditer(talk.folded, begin, end):
        names = _names_before(row, m.start(), words, reader)
        if names:
            first = next(i for i, w in enumerate(row) if w.start == names[0].start)
            own = "" if m[0].endswith(("名前", "者")) or _of_another(talk, row, first, words) else "相談者"
            yield PersonalSpan(
                names[0].start,
                m.start(),
                PersonalKind.PERSON,
                "氏名（名乗り）",
                _relation(talk, row, first, words) or own,
            )
    asked = name_was_asked(talk, begin, words)
    for i, word in enumerate(row):
        before = talk.folded[begin : word.start]
        opens = (asked and not _ANSWER.sub("", before)) or re.search(f"(?:{words.name_opens})$", before)
        if not opens or not _may_name(word) or word.part[2] == "副詞可能":
            continue
        if not (asked and not _ANSWER.sub("", before)) and words.things_named.search(
            re.sub("[おご]?(?:名前|氏名)は、?$", "", before)
        ):
            continue
        last = i
        while last < len(row) and _may_name(row[last]):
            last += 1
        names, behind = list(row[i:last]), talk.after(row[last - 1].end, 4)
        whole = talk.text[names[0].start : names[-1].end]
        good = any(is_surname(w) or is_given(w) for w in names)
        if (
            (good or (asked and len(whole) <= 8))
            and _IS.match(behind)
            and not words.no_names.fullmatch(whole)
            and (len(whole) >= 2 or (asked and _known_name(whole, reader) and not words.no_given.fullmatch(whole)))
        ):
            yield PersonalSpan(names[0].start, names[-1].end, PersonalKind.PERSON, "氏名（名前を聞かれて）", "")
            return


def _names_before(row: Sequence[Word], at: int, words: PersonalWords, reader: Reader) -> list[Word]:
    names: list[Word] = []
    for word in reversed([w for w in row if w.end <= at]):
        if not _may_name(word) and not (word.part[0] == "記号" and names):
            break
        names.insert(0, word)
    while names and not _proper(names[0]) and len(names) > 1:
        names.pop(0)
    if len(names) == 1 and len(names[0].surface) == 1:  # 舞っていうんですけど
        return names if _known_name(names[0].surface, reader) and not words.no_given.fullmatch(names[0].surface) else []
    return names if names and any(_proper(w) for w in names) else []


def _again(talk: Conversation, roles: dict[str, str]) -> Iterator[PersonalSpan]:
    """Names that are known, wherever they stand as words."""
    for name, role in sorted(roles.items(), key=lambda e: -len(e[0])):
        if len(name) < 2:
            continue
        for m in re.finditer(re.escape(name), talk.text):
            number = talk.place(m.start())[0]
            borders = {b for w in talk.words(number) for b in (w.start, w.end)}
            whole = m.start() in borders and m.end() in borders
            if whole or _stands_alone(talk, m.start(), m.end()):
                yield PersonalSpan(m.start(), m.end(), PersonalKind.PERSON, "氏名（前に出た名）", role)


def _stands_alone(talk: Conversation, start: int, end: int) -> bool:
    """Not within a longer word of the same writing: けんた in けんたろう."""
    before, behind = talk.text[start - 1 : start], talk.text[end : end + 1]
    same = re.compile(f"[{KANJI}]" if re.match(f"[{KANJI}]", talk.text[start]) else "[ァ-ヴー]")
    return len(talk.text[start:end]) >= 3 and not same.match(before) and not same.match(behind)


def _relation(talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords) -> str:
    """What a relation right before a name says of it."""
    if i >= 2 and row[i - 1].surface in ("の", "は", "が", "、"):
        before = row[i - 2]
        if words.relations.fullmatch(before.surface):
            return as_role(before.surface)
        if before.surface in ("さん", "ちゃん") and i >= 3 and words.relations.fullmatch(row[i - 3].surface):
            return as_role(row[i - 3].surface)
    return ""


def _of_another(talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords) -> bool:
    """Whether the sentence spoke of a relative before the name, so that it may be theirs: 上の子が中学一年で、健太っていうんですけど."""
    begin = max(talk.text.rfind(mark, 0, row[i].start) for mark in "。？！\n")
    return any(w.start > begin and speaks_of_relative(row, n, words) for n, w in enumerate(row[:i]))


def _known_name(text: str, reader: Reader) -> bool:
    """Whether the dictionary holds it as a surname or a given name, too."""
    return any(len(p) > 3 and p[2] == "人名" for p in reader.parts(text))


def _proper(word: Word) -> bool:
    return word.part[1] == "固有名詞" or (not word.known and word.part[0] == "名詞")


def _may_name(word: Word) -> bool:
    """Whether a word may be part of a name."""
    if word.part[0] != "名詞" or word.part[1] not in ("固有名詞", "普通名詞") or word.surface in _TITLES:
        return False
    return re.fullmatch(f"[{KANJI}ぁ-んァ-ヴー]+", word.surface) is not None
