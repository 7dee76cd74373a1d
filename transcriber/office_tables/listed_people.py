"""People of a list, each with the place where it stands; who stands in several lists of a file is one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transcriber.minutes import posts
from transcriber.minutes.people import Person
from transcriber.minutes.terms import Term
from transcriber.office_tables.grid import RemarkKind, SheetRemark, compact
from transcriber.office_tables.time_in_office import ALWAYS, TimeInOffice


@dataclass(frozen=True)
class ListedPerson:
    """A person of a list, and where it stands.

    Attributes:
        sheet: the name of the sheet; empty where the file has only one with content.
        time: since when and until when this person is in office, as the list says it.
    """

    place: str
    person: Person
    sheet: str = ""
    time: TimeInOffice = ALWAYS


def people_by_sheet(people: Sequence[ListedPerson]) -> str:
    """How many people each sheet gave, for staff; empty where all stand in one."""
    counts = Counter(p.sheet for p in people)
    if len(counts) < 2:
        return ""
    return "、".join(f"シート「{sheet}」{count:,}人" for sheet, count in counts.items())


def former_term(person: Person) -> Term:
    """The name of somebody who is in office no more, as a term: it may still be spoken."""
    return Term(text=person.compact_name, kana=person.kana.replace(" ", ""), note=person.post)


def each_once(people: Sequence[ListedPerson]) -> tuple[list[ListedPerson], list[SheetRemark]]:
    """Everybody once: who stands in two lists of a file is one person, unless seat or reading say otherwise."""
    kept: dict[tuple[str, int], ListedPerson] = {}
    same: dict[str, list[tuple[str, int]]] = {}
    remarks: list[SheetRemark] = []
    for number, listed in enumerate(people):
        key = listed.person.compact_name
        known = [k for k in same.get(key, ()) if _may_be_one(kept[k], listed)] if key else []
        if not known:
            remarks += [
                _two_of_a_name(kept[k], listed) for k in same.get(key, ())[:1] if key and not _apart(kept[k], listed)
            ]
            kept[key, number] = listed
            same.setdefault(key, []).append((key, number))
            continue
        before = kept[known[0]]
        added = {f: getattr(listed.person, f) for f in ("kana", "post", "seat") if not getattr(before.person, f)}
        if _leads_only(listed.person, before.person):
            added["post"] = listed.person.post
        kept[known[0]] = replace(before, person=before.person.model_copy(update=added))
        held = kept[known[0]].person.post
        unused = [p for p in (before.person.post, listed.person.post) if p and p != held]
        other = f"役職「{unused[0]}」は使わず、" if unused else ""
        text = f"同じ氏名が {before.place}にもあります。{other}同じ人として読みました。"
        if other and listed.sheet != before.sheet:
            text += "役職が会議ごとに違うときは、会議ごとに設定のフォルダを分けてください。"
        remarks.append(SheetRemark(RemarkKind.MENDED, listed.place, text))
    return list(kept.values()), [*remarks, *_held_twice(kept.values())]


def _two_of_a_name(before: ListedPerson, listed: ListedPerson) -> SheetRemark:
    """Two people may have one name, but hardly ever also the same reading."""
    seats = {before.person.seat, listed.person.seat} - {""}
    readings = {p.person.kana.replace(" ", "") for p in (before, listed)} - {""}
    what = "と".join(w for w, values in (("読み", readings), ("議席番号", seats)) if len(values) > 1)
    text = f"同じ氏名が {before.place}にもあります。{what}が違うので、別の人として読みました。"
    if len(readings) > 1:
        return SheetRemark(RemarkKind.MENDED, listed.place, text)
    return SheetRemark(RemarkKind.LEFT_OUT, listed.place, f"{text}同じ人なら、どちらかを直してください。")


def _held_twice(people: Iterable[ListedPerson]) -> Iterator[SheetRemark]:
    """Posts that one person holds at a time and that the list gives to two."""
    holders: dict[str, ListedPerson] = {}
    for listed in people:
        post, name = compact(listed.person.post), listed.person.compact_name
        if listed.time.limited or not name or not posts.held_by_one(post):
            continue
        before = holders.setdefault(post, listed)
        if before.person.compact_name != name:
            text = f"役職が「{post}」の人は {before.place}にもいます。どちらかを直してください。"
            yield SheetRemark(RemarkKind.LEFT_OUT, listed.place, text)


def _leads_only(now: Person, before: Person) -> bool:
    """Whether the later list says that who was a plain member of a committee leads another, which it names."""
    return before.post == "委員" and posts.leads(now.post) and not posts.only_leads(now.post)


def _apart(one: ListedPerson, other: ListedPerson) -> bool:
    """Whether one was in office before the other."""
    return one.time.until is not None and other.time.since is not None and one.time.until < other.time.since


def same_person(one: ListedPerson, other: ListedPerson) -> bool:
    """Whether two rows are taken for one person's."""
    return one.person.compact_name == other.person.compact_name and _may_be_one(one, other)


def _may_be_one(one: ListedPerson, other: ListedPerson) -> bool:
    kana = {p.person.kana.replace(" ", "") for p in (one, other)} - {""}
    seats = {one.person.seat, other.person.seat} - {""}
    return (
        not _apart(one, other)
        and len(seats) < 2
        and (len(kana) < 2 or any(a.startswith(b) for a in kana for b in kana - {a}))
    )
