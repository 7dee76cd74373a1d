"""The figures of a month: sums over its meetings, and the table of them. Nothing is estimated where a figure is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.review import effect
from transcriber.review.effect import Effect
from transcriber.review.kinds import CorrectionKind
from transcriber.untrusted.harmless_text import harmless_cell

MONTH_COLUMNS = (
    "会議の日",
    "録音の番号",
    "設定",
    "録音（分）",
    "機械（分）",
    "確認（分）",
    "返却まで（日）",
    "字数",
    "文字正解率・厳密（％）",
    "文字正解率・寛容（％）",
    "聞き違い（件）",
    "聞き違い（字）",
    "整文（件）",
    "整文（字）",
    "補い（件）",
    "補い（字）",
    "削り（件）",
    "削り（字）",
    "話者名の直し（人）",
    "発言者の付け替え（件）",
    "要確認（か所）",
    "要確認の当たり（か所）",
    "要確認の外の直し（件）",
    "チェック済み",
    "チェック項目",
    "基準（分）",
    "縮減見込み（分）",
    "基準の倍率",
    "突き合わせ",
    "返却回数",
)
_HOW = {"identity": "識別情報", "bookmarks": "しおり", "text": "本文", "name": "ファイル名"}


@dataclass(frozen=True)
class Summary:
    """Meetings of one profile and month, oldest first."""

    effects: tuple[Effect, ...]

    @property
    def audio_minutes(self) -> float:
        return sum(e.audio_minutes for e in self.effects)

    @property
    def machine_minutes(self) -> float:
        return sum(e.machine_minutes for e in self.effects)

    @property
    def timed(self) -> tuple[Effect, ...]:
        """The meetings whose file tells of the reviewer's time."""
        return tuple(e for e in self.effects if e.reviewer_minutes is not None)

    @property
    def reviewer_minutes(self) -> int | None:
        """Over the meetings that tell; None if none does."""
        return sum(e.reviewer_minutes or 0 for e in self.timed) if self.timed else None

    @property
    def saved_minutes(self) -> float | None:
        """Baseline less reviewer's time, over the meetings that tell of it."""
        return sum(e.saved_minutes or 0.0 for e in self.timed) if self.timed else None

    @property
    def baseline_minutes(self) -> float:
        """Of the meetings that tell of the reviewer's time: what `saved_minutes` is counted from."""
        return sum(e.baseline_minutes for e in self.timed)

    @property
    def strict(self) -> float | None:
        return effect.pooled(self.effects, strict=True)

    @property
    def lenient(self) -> float | None:
        return effect.pooled(self.effects, strict=False)

    @property
    def days_to_return(self) -> float | None:
        return sum(e.days_to_return for e in self.effects) / len(self.effects) if self.effects else None

    def corrections(self, kind: CorrectionKind) -> tuple[int, int]:
        """(count, characters) of one kind."""
        counts = [e.corrections[kind] for e in self.effects if kind in e.corrections]
        return sum(c.count for c in counts), sum(c.characters for c in counts)

    @property
    def doubts(self) -> tuple[int, int, int]:
        """(raised, right, corrections where no doubt was)."""
        return (
            sum(e.doubts_raised for e in self.effects),
            sum(e.doubts_right for e in self.effects),
            sum(e.corrections_missed for e in self.effects),
        )

    @property
    def checklist(self) -> tuple[int, int]:
        """(ticked, items)."""
        return sum(e.checklist_ticked for e in self.effects), sum(e.checklist_items for e in self.effects)


def month_csv(effects: Sequence[Effect]) -> str:
    """The month as CSV, one line a meeting; an empty cell where nothing is known."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(MONTH_COLUMNS)
    for e in effects:
        kinds = [figure for kind in _ORDER for figure in (e.corrections[kind].count, e.corrections[kind].characters)]
        writer.writerow(
            (
                e.meeting_date or "",
                "" if e.job is None else e.job,
                harmless_cell(e.profile),
                round(e.audio_minutes, 1),
                round(e.machine_minutes, 1),
                "" if e.reviewer_minutes is None else e.reviewer_minutes,
                round(e.days_to_return, 1),
                e.characters_final,
                percent(e.accuracy_strict),
                percent(e.accuracy_lenient),
                *kinds,
                e.voices_renamed,
                e.utterances_reassigned,
                e.doubts_raised,
                e.doubts_right,
                e.corrections_missed,
                e.checklist_ticked,
                e.checklist_items,
                round(e.baseline_minutes, 1),
                "" if e.saved_minutes is None else round(e.saved_minutes, 1),
                e.baseline_factor,
                _HOW.get(e.matched, e.matched),
                e.return_number,
            )
        )
    return out.getvalue()


_ORDER = (CorrectionKind.MISHEARD, CorrectionKind.TIDIED, CorrectionKind.ADDED, CorrectionKind.REMOVED)


def percent(share: float | None) -> str:
    """`0.9321` → 93.2; empty where there is no figure."""
    return "" if share is None else f"{share * 100:.1f}"
