"""What staff are told where there is more than one agenda: which was used for what, and what to check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from transcriber.papers.agenda_entries import AgendaEntry
from transcriber.papers.agenda_parts import AgendaPart
from transcriber.papers.agenda_sittings import Sitting
from transcriber.papers.line_accounts import as_shown

_NAMED = 5
"""What is named in one sentence."""


def of_several(
    sittings: Sequence[Sitting], replaced: Sequence[AgendaPart], counts: Sequence[int]
) -> Iterator[tuple[AgendaPart, str]]:
    """Of agendas that are used beside each other.

    Args:
        counts: the items of each sitting.
    """
    issues, days = [s.issue for s in sittings], [s.day for s in sittings]
    if None not in issues and len(set(issues)) == len(issues):
        why, order = "号が違うので", "号の順"
    elif None not in days and len(set(days)) == len(days):
        why, order = "日が違うので", "日の順"
    else:
        why, order = "同じ会議のものか分からないので", "資料の順"
    used = [[p for p in s.parts if p not in replaced] for s in sittings]
    first = 1
    for own, count in zip(used, counts, strict=True):
        span = f"{first}件目から{first + count - 1}件目" if count > 1 else f"{first}件目"
        others = "、".join(p.label for parts in used for p in parts if parts is not own)
        for part in own:
            yield (
                part,
                (
                    f"{_place(part)}：議題の一覧がほかにもあります（{others}）。{why}1つにまとめず、{order}に並べました。"
                    f"この一覧の議題は、見つけた議題の{span}です。この会議のものでない議題は、下書きから消してください。"
                ),
            )
        first += count


def of_another_day(
    part: AgendaPart, used: Iterable[AgendaPart], day: dt.date | None, left: Sequence[AgendaEntry]
) -> str:
    """Of an agenda that is not used, because another one is of the recording's day."""
    said = f"{day.month}月{day.day}日" if day is not None else ""
    own = "、".join(p.label for p in used)
    return f"{_place(part)}：{part.identity}の議題の一覧で、録音の名前の日（{said}）のものではないので、議題には{own}を使い、これは件名を補うだけにしました。{_unused(left)}"


def day_differs(part: AgendaPart, day: dt.date) -> str:
    """Of the day of an agenda that is used because there is no other."""
    return f"{_place(part)}：議題の一覧の日（{part.spelled_day}）が、録音の名前の日（{day.month}月{day.day}日）と違います。この会議の資料か確かめてください。"


def replaced(part: AgendaPart, by: AgendaPart, left: Sequence[AgendaEntry]) -> str:
    """Of an agenda for which another one stands."""
    return f"{_place(part)}：{by.label}が差し替えなので、議題には差し替えのほうを使い、これは件名を補うだけにしました。{_unused(left)}"


def replaces(part: AgendaPart, before: AgendaPart) -> str:
    """Of the one that stands for another."""
    return f"{_place(part)}：差し替えとして、{before.label}の代わりに議題に使いました。"


def beyond_agenda(part: AgendaPart, entries: Sequence[AgendaEntry]) -> str:
    """Of bills that stand in no agenda."""
    return f"{_place(part)}：議題の一覧にない{len(entries)}件（{_named(entries)}）を、議題の終わりに加えました。この会議のものか確かめてください。"


def added(part: AgendaPart, entries: Sequence[AgendaEntry], *, alone: bool) -> str:
    """Of 追加日程, whose numbers are printed like those of the agenda."""
    where = "" if alone else "ほかの議題の後に並べました。"
    return f"{_place(part)}：追加日程の{len(entries)}件（{_named(entries)}）を議題に使いました。{where}下書きの番号には「追加」が付きません。"


def differ(part: AgendaPart, before: Sequence[AgendaPart], differences: Sequence[str]) -> str:
    """Of two forms of one agenda of which neither says that it stands for the other."""
    others = "、".join(p.label for p in before)
    more = f" ほか{len(differences) - _NAMED}か所" if len(differences) > _NAMED else ""
    return f"{_place(part)}：{others}と違うところがあります：{'、'.join(differences[:_NAMED])}{more}。両方の議題を1つの一覧にしたので、正しいほうを確かめてください。"


def two_numbers(one: AgendaEntry, two: AgendaEntry) -> str:
    """An item that has another number in another agenda."""
    return f"「{_shown(one)}」が日程第{one.item.number}と日程第{two.item.number}"


def two_items(one: AgendaEntry, two: AgendaEntry) -> str:
    """A number that means two items."""
    return f"日程第{one.item.number}が「{_shown(one)}」と「{_shown(two)}」"


def only_in(entry: AgendaEntry, part: AgendaPart) -> str:
    """An item of only one of them."""
    return f"「{_shown(entry)}」は「{part.name}」だけ"


def _place(part: AgendaPart) -> str:
    return part.name if part.alone else part.label


def _unused(entries: Sequence[AgendaEntry]) -> str:
    return f"使っていない議題：{_named(entries)}。" if entries else ""


def _named(entries: Sequence[AgendaEntry]) -> str:
    more = f" ほか{len(entries) - _NAMED}件" if len(entries) > _NAMED else ""
    return "、".join(f"「{_shown(e)}」" for e in entries[:_NAMED]) + more


def _shown(entry: AgendaEntry) -> str:
    return as_shown(" ".join(filter(None, (entry.item.bill, entry.item.title))))
