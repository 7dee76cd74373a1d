"""A list of ours that stands where a roster or glossary is read (話者.xlsx, 学習候補.xlsx): what it is, and what to do with it.

They have columns that a roster or glossary has as well: 学習候補.xlsx read as a glossary would make a term of what was turned down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from transcriber.drafts import speaker_wishes
from transcriber.learning import sheet as learned_sheet
from transcriber.office_tables.grid import SheetGrid, compact
from transcriber.profiles.tree import LEARNED, SETTINGS

_HEADED_WITHIN = 20
"""Lines from the top: ours are headed in the first, below hints at most, and a glossary may have tens of thousands."""

_SPEAKERS = (
    "は、下書きと一緒にできる話者の一覧（話者.xlsx）で、名簿や用語の表ではありません。",
    "話者の名前を直すときは、その下書きのフォルダにある 話者.xlsx の黄色の欄に書いて保存し、ファイルを閉じてください（下書きが作り直されます）。"
    f"出席する人を覚えさせるときは、{SETTINGS}フォルダの 名簿.xlsx に書いてください。",
)
_LEARNED = (
    f"は、確認のときの直しから作った学習候補の一覧（{LEARNED}）で、名簿や用語の表ではありません。",
    f"{SETTINGS}フォルダの {LEARNED} で、使うものの「採用」の欄に 採用、使わないものに 却下 を選んで保存してください。次の録音から使われます。",
)


def told_apart(grids: Sequence[SheetGrid]) -> tuple[str, str] | None:
    """What to tell of a list of ours: how it goes on after the file's name, and what to do; None if it is none."""
    tops = [replace(g, rows=dict(islice(g.rows.items(), _HEADED_WITHIN))) for g in grids]
    if speaker_wishes.is_speaker_sheet(tops):
        return _SPEAKERS
    if any(_has_learned_headings(c.text for c in row.values()) for g in tops for row in g.rows.values()):
        return _LEARNED
    return None


def _has_learned_headings(texts: Iterable[str]) -> bool:
    return set(learned_sheet.TELLING_COLUMNS) <= {compact(text) for text in texts}
