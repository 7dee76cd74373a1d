"""Fit the weights of the second hearing (transcriber/language/weighing.py) on acted recordings whose truth is known.

    .venv/bin/python -m scripts.bench.quality.weights CORPUS --out DIR

CORPUS is a folder as scripts.bench.acted makes it; never the acceptance corpus. Each recording goes once
through the pipeline (its work folder is kept in DIR). Then every stretch that sounds like a known word is a candidate: it is
measured, the recogniser is asked, and the truth says whether it would have been right. Printed: the weights with and without
the sound, and, each fifth of the pieces judged by weights fitted on the others, how many candidates are right and how many
would break something at several thresholds.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from scripts import demo_sheets
from scripts.bench import corpus
from scripts.bench.corpus import PROFILES, ROOT, Item
from scripts.bench.quality import correction as bench
from transcriber.language import numbers, targets
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.weighing import Measured, SoundScore
from transcriber.media.pcm import Pcm
from transcriber.minutes.transcript import RecordKind
from transcriber.speech.recogniser import WhisperRecogniser
from transcriber.speech.speech_engine import read_plan, read_window_texts

Figures = npt.NDArray[np.float64]

FOLDS = 5
RIDGE = 0.3
COLLECTED = -3.0
MOST = 12
"""Candidates that are looked at: more unlikely ones than the product asks about, and more of one piece."""

THRESHOLDS = (2.0, 1.0, 0.5, 0.0, -0.3, -0.5, -1.0, -2.0)


@dataclass(frozen=True)
class Case:
    """One candidate: where it stands, how it measures, what the sound says, and what it would do to the truth."""

    piece: str
    start: int
    end: int
    measured: Measured
    heard: SoundScore
    gained: int
    """Characters that become right, less those that become wrong."""


def main() -> None:
    arguments = _arguments()
    reader = Reader()
    model = ROOT / "models" / "weights" / "faster-whisper-base"
    judge = WhisperRecogniser(model, device="cpu", compute_type="int8", threads=2)
    cases: list[Case] = []
    for item in corpus.items(arguments.corpus):
        folder = processed(item, arguments.out)
        work = next(p for p in (folder / "work" / "process").iterdir() if p.is_dir())
        found = list(_cases(work, item.reference, judge, reader))
        print(f"{item.name}: {len(found)} candidates, {sum(c.gained > 0 for c in found)} right", flush=True)
        cases += found
    for sound in (False, True):
        values = np.array([_values(c, sound) for c in cases])
        right = np.array([_is_best(c, cases) for c in cases], dtype=float)
        names = ["bias", *_names(sound)]
        weights = {n: round(float(w), 4) for n, w in zip(names, _fit(values, right), strict=True)}
        print(f"\n{'with the sound' if sound else 'text only'}: {weights}")
        print("| log odds above | right | break something | change nothing for the better |\n|---|---|---|---|")
        taken = list(_taken(cases, values, right))
        for least in THRESHOLDS:
            gained = [c.gained for odds, c in taken if odds > least]
            counts = (sum(g > 0 for g in gained), sum(g < 0 for g in gained), sum(g == 0 for g in gained))
            print(f"| {least} | " + " | ".join(map(str, counts)) + " |")


def processed(item: Item, out: Path) -> Path:
    """The folder in which the recording went through the pipeline once, with its profile, settings and work folder."""
    folder = out / item.name
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        profile = folder / PROFILES[item.reference["kind"]]
        shutil.copytree(ROOT / "watch_folders" / profile.name, profile)
        demo_sheets.write(item.truth, profile / "設定")
        settings = folder / "transcriber.toml"
        settings.write_text('[folders]\nwork = "work"\n[engine]\ntier = "embedded"\ndevice = "cpu"\n', encoding="utf-8")
        command = [sys.executable, "-m", "transcriber", "process", str(item.audio), "--profile", str(profile)]
        command += ["--out", str(folder / "out"), "--config", str(settings)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (folder / "done").touch()
    return folder


def _cases(work: Path, reference: dict[str, Any], judge: WhisperRecogniser, reader: Reader) -> Iterator[Case]:
    kind = RecordKind(reference["kind"])
    said_always = (*targets.phrases(kind), *targets.numbered_terms())
    office = targets.office_in(reference.get("title", ""))
    known = (*bench._known(reference), targets.base_terms(kind))
    corrector = Corrector(*known, office=office, phrases=said_always, reader=reader)
    speech = next(work.glob("speech-*"))
    plan = read_plan(speech)
    pcm = Pcm(work / "audio.pcm")
    pieces = []
    for window, recognised in zip(plan.windows, read_window_texts(speech, plan).texts, strict=True):
        for span in window.pieces:
            pieces.append((span, "".join(c.text for c in recognised.of(span))))
    truths = _truths("".join(_plain(u["clean"]) for u in reference["utterances"]), [text for _, text in pieces])
    for (span, text), truth in zip(pieces, truths, strict=True):
        candidates = corrector.candidates(text, COLLECTED)[:MOST] if text else []
        if not candidates:
            continue
        texts = [text, *(text[: c.start] + c.after + text[c.end :] for c in candidates)]
        sound = judge.log_probabilities(judge.listen([pcm.read(span.start, span.end)]), texts)
        for i, (candidate, changed) in enumerate(zip(candidates, texts[1:], strict=True), start=1):
            heard = SoundScore(
                start=span.start,
                end=span.end,
                before=text[candidate.start : candidate.end],
                after=candidate.after,
                sound=sound[i] - sound[0],
            )
            gained = Levenshtein.distance(_plain(text), truth) - Levenshtein.distance(_plain(changed), truth)
            if gained > 0 and _plain(candidate.after) not in truth:
                gained = 0
            yield Case(text, candidate.start, candidate.end, candidate.measured, heard, gained)


def _truths(whole: str, texts: Sequence[str]) -> Iterator[str]:
    """What was truly said in each piece, by alignment, with a little around it."""
    heard = "".join(map(_plain, texts))
    places = [0] * (len(heard) + 1)
    for o in Levenshtein.opcodes(whole, heard):
        for i in range(o.dest_start, o.dest_end + 1):
            places[i] = o.src_start + min(i - o.dest_start, o.src_end - o.src_start)
    at = 0
    for text in texts:
        end = at + len(_plain(text))
        yield whole[max(0, places[at] - 3) : places[end] + 3]
        at = end


def _plain(text: str) -> str:
    """Letters only, numbers by their value."""
    text = re.sub(numbers.PATTERN, lambda m: str(numbers.value(m[0]) or m[0]), text)
    return "".join(c for c in text if c.isalnum())


def _names(sound: bool) -> list[str]:
    weights = Measured.weighted(sound=sound)
    return [name for name in weights if name != "bias"]


def _values(case: Case, sound: bool) -> list[float]:
    values = case.measured.values(case.heard if sound else None)
    return [values["bias"], *(values[name] for name in _names(sound))]


def _is_best(case: Case, cases: Sequence[Case]) -> bool:
    """Right, and no overlapping candidate of the same piece is righter."""
    rivals = (c for c in cases if c.piece == case.piece and c.start < case.end and case.start < c.end)
    return case.gained > 0 and all(r.gained <= case.gained for r in rivals)


def _fit(values: Figures, right: Figures) -> Figures:
    """Ridge logistic regression by Newton's method; the first column is the bias."""
    middle, spread = values.mean(0), values.std(0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0
    scaled = (values - middle) / spread
    weights: Figures = np.zeros(values.shape[1])
    ridge = RIDGE * np.eye(len(weights))
    ridge[0, 0] = 1e-6
    for _ in range(50):
        odds = 1 / (1 + np.exp(-scaled @ weights))
        gradient = scaled.T @ (odds - right) + ridge @ weights
        weights -= np.linalg.solve((scaled.T * (odds * (1 - odds))) @ scaled + ridge, gradient)
    fitted: Figures = weights / spread
    fitted[0] -= middle[1:] @ fitted[1:]
    return fitted


def _taken(cases: Sequence[Case], values: Figures, right: Figures) -> Iterator[tuple[float, Case]]:
    """What would be taken, the likeliest first and no two in one place, by weights fitted on other pieces."""
    fold = np.array([zlib.crc32(c.piece.encode()) % FOLDS for c in cases])
    for k in range(FOLDS):
        odds = values @ _fit(values[fold != k], right[fold != k])
        held: dict[str, list[tuple[int, int]]] = {}
        for i in sorted(map(int, np.flatnonzero(fold == k)), key=lambda i: -float(odds[i])):
            case = cases[i]
            places = held.setdefault(case.piece, [])
            if all(case.end <= s or e <= case.start for s, e in places):
                places.append((case.start, case.end))
                yield float(odds[i]), case


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
