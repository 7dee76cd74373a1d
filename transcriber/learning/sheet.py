"""学習候補.xlsx: where a person ticks 採用 or 却下. Read as it is filled in, written so that nothing a person did is lost."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from transcriber.errors import GlossaryError
from transcriber.learning.candidates import ClerkDecision, LearnedCandidate, Sort, candidate_key
from transcriber.minutes import rule_files
from transcriber.minutes.characters import composed
from transcriber.office_tables import headings, opening
from transcriber.office_tables.grid import GridCell, MergedRange, compact
from transcriber.office_tables.misheard_cells import is_unclear, misheard_forms
from transcriber.office_tables.written_names import hiragana_reading, is_reading
from transcriber.untrusted import bounded, files
from transcriber.untrusted.harmless_text import harmless_cell, hold_no_formulas

CANDIDATE_COLUMNS = (
    ("採用", 8),
    ("種類", 10),
    ("書き方", 22),
    ("よみ", 22),
    ("誤認識例", 24),
    ("新しい誤認識例", 18),
    ("役職", 14),
    ("直した回数", 10),
    ("会議の数", 9),
    ("良くなる箇所", 12),
    ("悪くなる箇所", 13),
    ("例", 66),
    ("最後の会議", 12),
    ("ID", 12),
)
TELLING_COLUMNS = ("採用", "種類", "書き方")
"""No other list has all of these headings."""

_HELP = (
    "確認のときに直された言葉です。次の録音から使うものは「採用」に 採用、使わないものは 却下 を選んで保存してください"
    "（空欄のままなら使いません）。\n"
    "よみは機械の推定です。違っていれば直してください（よみで音を比べます）。書き方・誤認識例も直してかまいません。"
    "誤認識例は、録音のどこにあっても書き方に置き換えます。\n"
    "「悪くなる箇所」に数がある赤い行は、正しい言葉を壊すので採用しないでください。"
    "採用したあとに見つかった「新しい誤認識例」は、誤認識例に書き足すまで使いません。"
)
_HELP_ENDS = [name for name, _ in CANDIDATE_COLUMNS].index("役職") + 1
"""The last column under the help: as far as a screen shows without scrolling."""

_COUNTS = frozenset({"直した回数", "会議の数", "良くなる箇所", "悪くなる箇所"})
_FONT = "Yu Gothic"
_LINE_HEIGHT = 18.0
_COLOURS = {ClerkDecision.ADOPTED: "E3F4E8", ClerkDecision.REJECTED: "EEEEEE"}
_RED = "F8D7D3"
_CONSENT = (
    "\n「声」を採用すると、その人の声の特徴（個人情報）をこのパソコンに登録し、次の録音から話者名の候補に使います。本人に目的を説明し、同意を得た"
    "ときだけ採用してください。却下に変えると、登録を消します。"
)
_SIDE = Side(style="thin", color="C8D0DA")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_ANSWERS = rule_files.any_of_each("transcriber.minutes", "answers")
_YES = re.compile(_ANSWERS["adopted"], re.IGNORECASE)
_NO = re.compile(_ANSWERS["rejected"], re.IGNORECASE)
_DONE_TO_IT = re.compile(rf"\((?:{_ANSWERS['done_to_it']})\)$")
"""採用（読み修正）"""
_REASONED = re.compile(rf"(?:{_ANSWERS['rejected_words']})(?:[:、,。]|\(.*\)$)(?P<why>.*)", re.IGNORECASE)
"""却下：普通の言葉"""
_NOTED = re.compile(r"[(（][^()（）]*[)）]")
_PENDING = re.compile(_ANSWERS["undecided"])
"""Words of a person who has not decided yet; they stay in the sheet."""


def read_candidates(path: Path) -> tuple[LearnedCandidate, ...]:
    """The lines of the sheet as a person left them; none if there is no sheet.

    Raises:
        GlossaryError: it is no workbook, too large, or its headings are gone.
        OSError: it cannot be opened now.
    """
    if not files.present(path):
        return ()
    return bounded.parse_in_child(parse_lines, path, error=GlossaryError, remember=True)


def parse_lines(path: Path) -> tuple[LearnedCandidate, ...]:
    """As `read`, in this process."""
    rows = list(_rows(path, "採用", "書き方"))
    if not rows:
        raise GlossaryError(
            f"{path.name} に見出しの行がありません。", "見出しの行を元に戻すか、ファイルを別の場所に移してください。"
        )
    return tuple(_candidate(row) for row in rows[1:] if row.get("書き方"))


CandidateLine = tuple[str, str]
"""種類 and 書き方, as they stand in the sheet."""


def keys(path: Path) -> dict[str, CandidateLine]:
    """(ID → line) of the sheet: lines keep their ID when a person edits their text.

    Raises:
        GlossaryError, OSError: as `read`.
    """
    if not files.present(path):
        return {}
    return bounded.parse_in_child(parse_keys, path, error=GlossaryError, remember=True)


def parse_keys(path: Path) -> dict[str, CandidateLine]:
    """As `keys`, in this process."""
    rows = [row for row in _rows(path, "書き方", "ID") if row.get("ID")]
    return {row["ID"]: (_sort_of(row).value, row.get("書き方", "")) for row in rows[1:]}


def _rows(path: Path, *required: str) -> Iterator[dict[str, str]]:
    """The line of headings, then the lines below it, heading → text; nothing where no line has the required headings.

    What is hidden counts too: the sheet hides the IDs itself, and its filter hides what a person has decided on.
    """
    for grid in opening.tables_or(path, _no_workbook):
        head: dict[str, int] = {}
        above = ""
        for number, cells in grid.rows.items():
            texts = {column: _text(cell) for column, cell in cells.items()}
            if not head:
                plain = {compact(text): column for column, text in texts.items()}
                if all(name in plain for name in required):
                    head = {name: plain[name] for name, _ in CANDIDATE_COLUMNS if name in plain}
                    yield {name: name for name in head}
            else:
                row = {name: texts.get(column, "") for name, column in head.items()}
                merged = next((m for m in grid.merges if _covers(m, number, head.get("採用", 0))), None)
                if merged is not None or headings.is_ditto(row.get("採用", "")):
                    row["採用"] = above
                above = row.get("採用", "") if number not in grid.hidden_rows else above
                yield row
        if head:
            return


def _covers(merged: MergedRange, row: int, column: int) -> bool:
    """Whether a cell is one that a merged range stands over, below its first row."""
    return merged.left <= column <= merged.right and merged.top < row <= merged.bottom


def _no_workbook(found: str, todo: str) -> GlossaryError:
    return GlossaryError(found, f"{todo}要らなければ、別の場所に移してください（次の返却のあとに作り直します）。")


def merged_candidates(
    before: Sequence[LearnedCandidate],
    ids: dict[str, CandidateLine],
    now: Sequence[LearnedCandidate],
    remembered: Callable[[str], bool] = lambda text: True,
) -> tuple[LearnedCandidate, ...]:
    """What a person decided, with today's figures; then what is new. Adopted lines stay for ever, undecided ones as long as
    there is evidence for them.

    Args:
        remembered: whether a text still stands in what any return taught. What does not was erased by the retention rule: then no
            quotation of it may stay, nor what a person rejected.
    """
    original = {line: key for key, line in ids.items()}
    figures = {c.key: c for c in now}
    kept, taken = [], set()
    for line in before:
        key = original.get((line.sort.value, line.text), line.key)
        fresh = figures.get(key)
        taken.add(key)
        undecided = line.decision is ClerkDecision.OPEN
        if fresh is not None:
            line = replace(
                line,
                times=fresh.times,
                meetings=fresh.meetings,
                better=fresh.better,
                worse=fresh.worse,
                example=fresh.example,
                last=fresh.last,
                # What a person decided on is used as it was then: nothing joins it without a hand.
                misheard=tuple(dict.fromkeys((*line.misheard, *fresh.misheard))) if undecided else line.misheard,
                unused=tuple(w for w in fresh.misheard if w not in line.misheard)
                if line.decision is ClerkDecision.ADOPTED
                else (),
                post=line.post or (fresh.post if undecided else ""),
            )
        elif line.decision is ClerkDecision.OPEN:
            continue
        elif not remembered(line.text):
            if line.decision is ClerkDecision.REJECTED:
                continue
            line = replace(line, example="", unused=())
        kept.append((key, line))
    fresh_lines = [(c.key, c) for c in now if c.key not in taken]
    order = {ClerkDecision.OPEN: 0, ClerkDecision.ADOPTED: 1, ClerkDecision.REJECTED: 2}
    every = sorted([*kept, *fresh_lines], key=lambda pair: (order[pair[1].decision], -pair[1].times, pair[1].text))
    return tuple(c for _, c in every)


def build_workbook(candidates: Sequence[LearnedCandidate], ids: dict[str, CandidateLine]) -> bytes:
    """The workbook. `ids`: as from `keys`, so that lines whose text a person edited keep theirs."""
    original = {line: key for key, line in ids.items()}
    book = Workbook()
    page: Any = book.active
    page.title = "学習候補"
    with_voices = any(c.sort is Sort.VOICE for c in candidates)
    page.append([_HELP + (_CONSENT if with_voices else "")])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=_HELP_ENDS)
    page.row_dimensions[1].height = _LINE_HEIGHT * _lines(
        page["A1"].value, sum(w for _, w in CANDIDATE_COLUMNS[:_HELP_ENDS])
    )
    page["A1"].alignment = Alignment(wrap_text=True, vertical="center")
    page["A1"].font = Font(name=_FONT)
    page.append([name for name, _ in CANDIDATE_COLUMNS])
    for cell, (name, width) in zip(page[2], CANDIDATE_COLUMNS, strict=True):
        cell.font = Font(name=_FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center" if name in _COUNTS else None, vertical="center", wrap_text=True)
        page.column_dimensions[cell.column_letter].width = width
    page.row_dimensions[2].height = 2 * _LINE_HEIGHT
    page.freeze_panes = "D3"
    for c in candidates:
        page.append(
            [
                c.decision.value or harmless_cell(c.written),
                c.sort.value,
                harmless_cell(c.text),
                harmless_cell(c.kana),
                harmless_cell("、".join(c.misheard)),
                harmless_cell("、".join(c.unused)),
                harmless_cell(c.post),
                c.times,
                c.meetings,
                c.better,
                c.worse,
                harmless_cell(c.example),
                f"{c.last:%Y-%m-%d}" if c.last else "",
                original.get((c.sort.value, c.text), c.key),
            ]
        )
        # Adopted, it breaks what was right.
        colour = _RED if c.worse and c.decision is not ClerkDecision.REJECTED else _COLOURS.get(c.decision)
        for cell, (name, _) in zip(page[page.max_row], CANDIDATE_COLUMNS, strict=True):
            cell.font = Font(name=_FONT)
            cell.border = _BORDER
            centred = name == "採用" or name in _COUNTS
            cell.alignment = Alignment(horizontal="center" if centred else None, wrap_text=True, vertical="center")
            if colour:
                cell.fill = PatternFill("solid", fgColor=colour)
        # Neither Excel nor LibreOffice makes a row higher for text that was not typed there.
        rows = zip(page[page.max_row], CANDIDATE_COLUMNS, strict=True)
        page.row_dimensions[page.max_row].height = _LINE_HEIGHT * max(_lines(x.value, width) for x, (_, width) in rows)
    choice = DataValidation(type="list", formula1='"採用,却下"', allow_blank=True, showErrorMessage=False)
    choice.promptTitle, choice.prompt = "採用", "採用 か 却下 を選びます。空欄のままなら使いません。"
    choice.showInputMessage = True
    page.add_data_validation(choice)
    choice.add(f"A3:A{max(page.max_row, 3) + 200}")
    page.column_dimensions["N"].hidden = True
    page.print_title_rows = "2:2"
    page.auto_filter.ref = f"A2:M{max(page.max_row, 3)}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.sheet_properties.pageSetUpPr.fitToPage = True
    hold_no_formulas(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(text: object, width: float) -> int:
    """Lines that a text takes in a column of that many (narrow) characters."""
    wide = (
        sum(2 if unicodedata.east_asian_width(c) in "FWA" else 1 for c in line) for line in str(text or "").split("\n")
    )
    return sum(max(1, math.ceil(w / (width - 1))) for w in wide)


def decision(text: str) -> ClerkDecision:
    """What a person meant by what stands in the first column."""
    plain = _DONE_TO_IT.sub("", compact(text))
    reasoned = _REASONED.fullmatch(plain)
    if _NO.fullmatch(plain) or reasoned is not None and not re.search(_ANSWERS["reopened"], plain):
        return ClerkDecision.REJECTED
    return ClerkDecision.ADOPTED if _YES.fullmatch(plain) else ClerkDecision.OPEN


def is_understood(candidate: LearnedCandidate) -> bool:
    """Whether what stands in the first column is a decision, or says that there is none yet."""
    plain = unicodedata.normalize("NFKC", candidate.written).strip()
    return not plain or _PENDING.fullmatch(plain) is not None


def unclear_cells(candidate: LearnedCandidate) -> tuple[str, ...]:
    """What stands in the other cells of a line and cannot be used, as it is told to staff (Japanese, one sentence each)."""
    said = [
        f"誤認識例の「{w[:40]}」は、どの言葉を直すのか分からないので、使っていません。"
        for w in candidate.misheard
        if is_unclear(w)
    ]
    if candidate.kana and not is_reading(hiragana_reading(candidate.kana)):
        said.append(
            f"よみの「{candidate.kana[:40]}」はかなで書かれていないので、使っていません。かなで書いてください。"
        )
    if candidate.strange_sort:
        what = f"種類の欄の「{candidate.strange_sort[:20]}」は種類の名前ではないので、「{candidate.sort.value}」として読みました。"
        said.append(f"{what}採用・却下は「採用」の列に書いてください。")
    return tuple(said)


def _candidate(row: dict[str, str]) -> LearnedCandidate:
    made = decision(row.get("採用", ""))
    last = re.match(r"(\d{4})-(\d\d)-(\d\d)", row.get("最後の会議", ""))
    return LearnedCandidate(
        sort=_sort_of(row),
        strange_sort="" if _is_sort(row.get("種類", "")) else row.get("種類", ""),
        text=row["書き方"],
        kana=_reading(row.get("よみ", "")),
        misheard=misheard_forms(row.get("誤認識例", ""), row["書き方"]),
        unused=_listed(row.get("新しい誤認識例", "")),
        post=row.get("役職", ""),
        times=_number(row.get("直した回数", "")),
        meetings=_number(row.get("会議の数", "")),
        better=_number(row.get("良くなる箇所", "")),
        worse=_number(row.get("悪くなる箇所", "")),
        example=row.get("例", ""),
        last=dt.date(*map(int, last.groups())) if last else None,
        decision=made,
        written=row.get("採用", "").strip() if made is ClerkDecision.OPEN else "",
    )


def _is_sort(text: str) -> bool:
    return text in {s.value for s in Sort}


def _sort_of(row: dict[str, str]) -> Sort:
    """What a line is; where something else was written over it, as its ID says."""
    told = row.get("種類", "")
    if _is_sort(told):
        return Sort(told)
    return next((s for s in Sort if row.get("ID") == candidate_key(s, row.get("書き方", ""))), Sort.TERM)


def _reading(text: str) -> str:
    """The reading without what stands in brackets beside it: たかなし（小鳥遊）."""
    bare = _NOTED.sub("", text).strip()
    return bare if bare != text and is_reading(hiragana_reading(bare)) else text


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[、,，/／;；\n]\s*", text)))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _text(cell: GridCell) -> str:
    if cell.day is not None:
        return f"{cell.day:%Y-%m-%d}"
    return composed(cell.text).strip().removeprefix("'")
