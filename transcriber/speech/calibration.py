"""How many processor threads recognise fastest on this machine: measured once, kept in the work folder.

More threads are not always faster (hyper-threads, efficiency cores, memory bandwidth), and the number of processors does not
tell. Each choice loads the model and times the encoder and a fixed stretch of beam search over noise.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from transcriber.system import durable, rights

THREADS_FILE = "threads.json"

_SECONDS = 12
"""Audio to encode: a careful piece and its trailing silence."""

_TOKENS = 40
"""Decoded in each trial: what about ten seconds of speech hold."""

_NO_WORSE = 1.05
"""Of choices within this factor of the fastest the fewest threads win: the office PC stays usable."""

Measure = Callable[[Path, str, Sequence[int]], Mapping[int, float]]
"""`measure` below, as run in the engine's process."""


def best_threads(
    folder: Path, model: Path, files: Mapping[str, str], compute_type: str, choices: Sequence[int], run: Measure
) -> int:
    """The best of `choices`: from `folder`/threads.json if this machine has measured this model before, else measured now.

    Args:
        files: of the model, with their SHA-256.
        run: calls `measure` where the engine runs.

    Raises:
        EngineError: from `run`; nothing is kept then.
    """
    if len(choices) == 1:
        return choices[0]
    path, key = folder / THREADS_FILE, _key(files, compute_type, choices)
    kept = _read(path)
    if key not in kept:
        kept = {key: {str(n): round(s, 4) for n, s in run(model, compute_type, choices).items()}}
        rights.make(folder)
        durable.write_text(path, json.dumps(kept, indent=1))
    seconds = {int(n): s for n, s in kept[key].items()}
    return min(n for n, s in seconds.items() if s <= _NO_WORSE * min(seconds.values()))


def measure_threads(model: Path, compute_type: str, choices: Sequence[int]) -> dict[int, float]:
    """Seconds that a fixed piece of work takes with each number of threads, the fewest first; stops once more are slower.

    Runs in the engine's process: it imports and loads what recognition does.
    """
    found: dict[int, float] = {}
    for n in sorted(choices):
        found[n] = _trial(model, compute_type, n)
        if found[n] > 1.2 * min(found.values()):
            break
    return found


def _trial(model: Path, compute_type: str, threads: int) -> float:
    import numpy as np
    from faster_whisper import WhisperModel

    whisper = WhisperModel(
        str(model), device="cpu", compute_type=compute_type, cpu_threads=threads, local_files_only=True
    )
    noise = np.random.default_rng(0).standard_normal(_SECONDS * 16_000).astype(np.float32) * 0.05
    features = whisper.feature_extractor(noise)[None, ..., : _SECONDS * 100]
    tokens = [whisper.hf_tokenizer.token_to_id(t) for t in ("<|startoftranscript|>", "<|ja|>", "<|transcribe|>")]
    end = whisper.hf_tokenizer.token_to_id("<|endoftext|>")
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        whisper.model.generate(
            whisper.encode(features), [tokens], beam_size=5, max_length=len(tokens) + _TOKENS, suppress_tokens=[end]
        )
        seconds.append(time.perf_counter() - began)
    return min(seconds[1:])  # the first one allocates


def _key(files: Mapping[str, str], compute_type: str, choices: Sequence[int]) -> str:
    """Changes with the machine, the model and the library."""
    parts = (_processor(), sorted(files.items()), compute_type, tuple(choices), version("ctranslate2"))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = (
        {
            line.partition(":")[2].strip()
            for line in info.read_text(encoding="utf-8").splitlines()
            if "model name" in line
        }
        if info.exists()
        else {platform.processor()}
    )
    return f"{platform.machine()} {sorted(names)} {os.cpu_count()}"


def _read(path: Path) -> dict[str, dict[str, float]]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
        return {}  # never measured, or not ours: measured afresh
    return kept if isinstance(kept, dict) else {}
