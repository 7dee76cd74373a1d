"""The lines of confidence_fit.py, fitted as `transcriber models calibrate` fits a model's own (transcriber/refitting/refit.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transcriber.refitting.noticed_clauses import NoticedClause
from transcriber.refitting.refit import JudgedRecording, refitted


def fitted(signs: Sequence[Mapping[str, float]], wrong: Sequence[bool], figures: Sequence[bool]) -> str:
    """Weights and limits as they are written there; clauses of which the signs are not known are left out."""
    known = [i for i, s in enumerate(signs) if "letters" in s]
    clauses = tuple(NoticedClause("", 0.0, signs[i], figures[i], 0.0) for i in known)
    weights = refitted([JudgedRecording(clauses, tuple(wrong[i] for i in known))])
    lines = [f"    bias={weights.bias:.4f},", "    by_sign={"]
    lines += [f'        "{n}": {w:.4f},' for n, w in weights.by_sign.items()]
    lines += ["    },", f"    doubted={weights.doubted:.3f},", f"    figures_doubted={weights.figures_doubted:.3f},"]
    return "\n".join(lines)
