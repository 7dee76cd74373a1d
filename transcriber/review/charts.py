"""The charts of the effect report, as one picture."""

from __future__ import annotations

import io
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from transcriber.drafts.japanese_font import japanese_font
from transcriber.review.effect import Effect
from transcriber.review.kinds import CorrectionKind

MOST_BARS = 12
"""Meetings shown one by one; of more, the last ones."""

_INK, _BLUE, _GREEN, _AMBER, _RED, _GREY = "#1f2933", "#1d5fbf", "#1b7f4b", "#c98a00", "#b42318", "#9aa6b4"
_COLOURS = {
    CorrectionKind.MISHEARD: _RED,
    CorrectionKind.ADDED: _AMBER,
    CorrectionKind.REMOVED: _GREY,
    CorrectionKind.TIDIED: _BLUE,
}


def picture(effects: Sequence[Effect]) -> bytes:
    """Time, accuracy, corrections and doubts of the meetings, as PNG; charts without data are left out.

    Raises:
        ValueError: there is no meeting.
        FontMissing: the program's font is not there.
    """
    shown = list(effects)[-MOST_BARS:]
    if not shown:
        raise ValueError("no meeting to draw")
    draw = [_time, _accuracy, _corrections]
    if any(e.doubts_raised or e.corrections_missed for e in shown):
        draw.append(_doubts)
    figure = Figure(figsize=(7.1, 4.7), dpi=200, layout="constrained")
    font = FontProperties(fname=str(japanese_font()))
    for place, chart in enumerate(draw, start=1):
        axes = figure.add_subplot(2, 2, place)
        chart(axes, shown)
        _style(axes, font, _names(shown))
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _time(axes: Axes, effects: list[Effect]) -> None:
    axes.set_title("かかった時間と基準（分）")
    places = range(len(effects))
    axes.bar(places, [e.baseline_minutes for e in effects], 0.8, color="#e4e9ef", label="基準（手作業）")
    timed = [(p, e.reviewer_minutes) for p, e in zip(places, effects, strict=True) if e.reviewer_minutes is not None]
    if timed:
        axes.bar([p - 0.14 for p, _ in timed], [m for _, m in timed], 0.26, color=_BLUE, label="確認")
    for p in (p for p, e in zip(places, effects, strict=True) if e.reviewer_minutes is None):
        axes.text(
            p - 0.14, effects[p].audio_minutes * 1.2, "記録なし", rotation=90, ha="center", va="bottom", color=_BLUE
        )
    axes.bar([p + 0.14 for p in places], [e.machine_minutes for e in effects], 0.26, color=_GREEN, label="機械")
    axes.plot(places, [e.audio_minutes for e in effects], "_", color=_INK, markersize=14, label="録音の長さ")


def _accuracy(axes: Axes, effects: list[Effect]) -> None:
    axes.set_title("文字正解率（％）")
    for label, colour, above, shares in (
        ("寛容", _GREEN, 4, [e.accuracy_lenient for e in effects]),
        ("厳密", _BLUE, -10, [e.accuracy_strict for e in effects]),
    ):
        known = [(n, s * 100) for n, s in enumerate(shares) if s is not None]
        if not known:
            continue
        axes.plot([n for n, _ in known], [s for _, s in known], "o-", color=colour, markersize=4, label=label)
        if len(known) <= 6:
            for n, s in known:
                axes.annotate(
                    f"{s:.1f}",
                    (n, s),
                    textcoords="offset points",
                    xytext=(0, above),
                    ha="center",
                    fontsize=6.5,
                    color=colour,
                )
    low = min((s for e in effects for s in (e.accuracy_strict, e.accuracy_lenient) if s is not None), default=0.0)
    axes.set_ylim(max(0.0, (low * 100 // 10 - 1) * 10), 100)


def _corrections(axes: Axes, effects: list[Effect]) -> None:
    axes.set_title("直した字数（100字あたり）")
    places = range(len(effects))
    below = [0.0] * len(effects)
    for kind, colour in _COLOURS.items():
        heights = [100 * e.corrections[kind].characters / max(e.characters_final, 1) for e in effects]
        axes.bar(places, heights, 0.6, bottom=below, color=colour, label=kind.label)
        below = [b + h for b, h in zip(below, heights, strict=True)]


def _doubts(axes: Axes, effects: list[Effect]) -> None:
    axes.set_title("「要確認」の当たり方（か所）")
    places = range(len(effects))
    right = [e.doubts_right for e in effects]
    wrong = [e.doubts_raised - e.doubts_right for e in effects]
    missed = [e.corrections_missed for e in effects]
    axes.bar([p - 0.2 for p in places], right, 0.36, color=_GREEN, label="直しがあった")
    axes.bar([p - 0.2 for p in places], wrong, 0.36, bottom=right, color="#cfd6de", label="直しがなかった")
    axes.bar([p + 0.2 for p in places], missed, 0.36, color=_RED, label="印のない所の直し")


def _names(effects: list[Effect]) -> list[str]:
    return [f"{e.meeting_date.month}/{e.meeting_date.day}" if e.meeting_date else f"#{e.job}" for e in effects]


def _style(axes: Axes, font: FontProperties, names: list[str]) -> None:
    small = font.copy()
    small.set_size(7)
    title = font.copy()
    title.set_size(9)
    axes.title.set_fontproperties(title)
    axes.set_xticks(range(len(names)), names)
    axes.set_xlim(-0.6, max(len(names) - 0.4, 0.6))
    for label in (*axes.get_xticklabels(), *(t for t in axes.texts if t.get_rotation())):
        label.set_fontproperties(small)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=2)
    axes.set_axisbelow(True)
    axes.set_yticks([t for t in axes.get_yticks() if axes.get_ylim()[0] <= t <= axes.get_ylim()[1]])
    for label in axes.get_yticklabels():
        label.set_fontproperties(small)
    axes.yaxis.grid(True, color="#eceff3")
    bottom, top = axes.get_ylim()
    axes.set_ylim(bottom, top + (top - bottom) * 0.22)  # room for the legend
    axes.legend(prop=small, frameon=False, ncols=2, loc="upper left", borderaxespad=0.1, handlelength=1.2)
