"""読み取った内容.html: people and terms as they were understood, and before them what was not."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from transcriber.errors import SettingsError
from transcriber.office_tables.glossary_reading import ListedTerm
from transcriber.office_tables.grid import RemarkKind, SheetRemark
from transcriber.office_tables.listed_people import ListedPerson, people_by_sheet

_MOST_SHOWN = 5_000
"""Rows of a table. A browser shows more only slowly; how many more there are is said."""

_SECTIONS = (
    (RemarkKind.LEFT_OUT, "読めなかったところ（直してください）", "bad"),
    (RemarkKind.MENDED, "書かれたままではなく、直して読んだところ", ""),
    (RemarkKind.NOT_USED, "使わなかったところ", ""),
)

_STYLE = """
:root { color-scheme: light dark; }
body { font-family: "BIZ UDPGothic", "Yu Gothic UI", "Meiryo", "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
  line-height: 1.7; max-width: 64rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.bad { border: 1px solid #b42318; border-left-width: 6px; border-radius: 6px; padding: .3rem 1rem; }
.good { border: 1px solid #1b7f4b; border-left-width: 6px; border-radius: 6px; padding: .3rem 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .2rem .6rem;
  border-bottom: 1px solid #8884; overflow-wrap: anywhere; } td:last-child { white-space: nowrap; opacity: .75; }
@media print { body { max-width: none; } }
"""


def readings_html(
    profile: str,
    people: Sequence[ListedPerson],
    terms: Sequence[ListedTerm],
    remarks: Sequence[SheetRemark],
    faults: Sequence[SettingsError],
    at: str,
) -> str:
    """The whole page; it needs nothing beside itself and runs nothing."""
    bad = [f"{e.found}{e.todo}" for e in faults]
    summary = f"名簿 {len(people):,}人、用語 {len(terms):,}語を読み取りました（{html.escape(at)}）。"
    if sheets := people_by_sheet(people):
        summary += f"名簿の内訳：{html.escape(sheets)}。"
    sections = []
    for kind, title, look in _SECTIONS:
        lines = [*(bad if kind is RemarkKind.LEFT_OUT else ()), *(str(r) for r in remarks if r.kind is kind)]
        if lines:
            sections.append(f'<section class="{look}"><h2>{title}：{len(lines)}か所</h2>{_list(lines)}</section>')
        elif kind is RemarkKind.LEFT_OUT:
            sections.append('<p class="good">読めなかったところはありません。</p>')
    listed = (
        _table(
            f"名簿（{len(people):,}人）",
            ("氏名", "ふりがな", "役職", "議席番号", "場所"),
            ((p.person.name, p.person.kana, p.person.post, p.person.seat, p.place) for p in people[:_MOST_SHOWN]),
            len(people) - _MOST_SHOWN,
        ),
        _table(
            f"用語（{len(terms):,}語）",
            ("用語", "よみ", "誤認識例", "備考", "場所"),
            ((t.term.text, t.term.kana, "、".join(t.term.misheard), t.term.note, t.place) for t in terms[:_MOST_SHOWN]),
            len(terms) - _MOST_SHOWN,
        ),
    )
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>読み取った内容 – {html.escape(profile)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{html.escape(profile)}：名簿と用語を読み取った内容</h1><p>{summary}</p>"
        f"{''.join(sections)}{''.join(listed)}"
        "<p>このページは、名簿や用語を保存すると自動で新しくなります。ここを直しても、名簿や用語は変わりません。</p></main></body></html>\n"
    )


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], more: int) -> str:
    head = "".join(f'<th scope="col">{h}</th>' for h in heads)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(c)}</td>' for c in row)}</tr>" for row in rows)
    if not body:
        return ""
    rest = f"<p>ほか {more:,} 行は、ここには表示していません（使われます）。</p>" if more > 0 else ""
    return f"<h2>{title}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
