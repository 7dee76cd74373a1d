"""What is recognised of a spoken consultation, kept beside its sound, so that a change of rules costs no recognition.

`alone`: Whisper on the whole recording, one thread; segments as they come, without speakers, prompts, second hearings and corrections.
A fifth of the product's time, and worse text. `product`: everything that the product does.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console

from scripts.bench.masking.consultations import Consultation
from scripts.bench.masking.leaks import transcript_of
from transcriber import settings as settings_module
from transcriber.cli.process_command import processed
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import Transcript, Utterance
from transcriber.settings import HOME
from transcriber.work.workfolder import ORIGINAL

ENGINES = ("alone", "product")
_WEIGHTS = HOME / "models" / "weights" / "faster-whisper-base"


def is_heard(out: Path, name: str, engine: str) -> bool:
    """Whether it is recognised already."""
    return _kept(out, name, engine).exists()


def heard_transcript(out: Path, name: str, worker: str, engine: str) -> Transcript:
    """The transcript of NAME.flac, recognised now if it is not kept.

    Args:
        worker: the name of the office's own, who is on the roster.
    """
    return _alone(out, name, worker) if engine == "alone" else _by_product(out, name)


def _kept(out: Path, name: str, engine: str) -> Path:
    return out / (f"{name}.heard.json" if engine == "alone" else f"{name}.product.json")


def _alone(out: Path, name: str, worker: str) -> Transcript:
    kept = _kept(out, name, "alone")
    if not kept.exists():
        found, _ = _whisper().transcribe(
            str(out / f"{name}.flac"), language="ja", beam_size=5, condition_on_previous_text=False
        )
        kept.write_text(json.dumps([(s.start, s.end, s.text.strip()) for s in found], ensure_ascii=False), "utf-8")
    rows = json.loads(kept.read_text(encoding="utf-8"))
    said = tuple(
        Utterance(id=f"u{i:04d}", speaker="S1", name=None, start=start, end=end, text=text)
        for i, (start, end, text) in enumerate(rows, start=1)
    )
    roster = Roster(people=(Person(name=worker, post="相談員"),))
    return transcript_of(Consultation(name, worker, ()), "").model_copy(update={"utterances": said, "roster": roster})


@cache
def _whisper() -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(str(_WEIGHTS), device="cpu", compute_type="int8", cpu_threads=1)


def _by_product(out: Path, name: str) -> Transcript:
    kept = _kept(out, name, "product")
    if not kept.exists():
        profile = out / "相談記録"
        (profile / "設定").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as work:
            base = settings_module.load_settings(None)
            folders = base.folders.model_copy(update={"work": Path(work)})
            result = processed(
                base.model_copy(update={"folders": folders}), out / f"{name}.flac", str(profile), Console(stderr=True)
            )
            kept.write_bytes((result.transcript.parent.parent.parent / ORIGINAL).read_bytes())
    return Transcript.read(kept)
