"""Is what is wrong marked, and is what is marked wrong? Over recordings with known truth, as they are and in other rooms.

    .venv/bin/python -m scripts.bench.doubts [--corpus DIR …] [--items a1,a2] [--sounds "as it is;telephone"] [--keep DIR] [--fit]

Each recording goes through the whole pipeline (`transcriber process`, roster and terms in the profile) and is held against its truth,
clause by clause (judging.py). Printed for each, and summed: CER, deletion, insertion; the share of edits, of wrong clauses and of wrong
figures that lie under a doubt; the share of right clauses that carry one; marks a minute; how many of the ten weightiest doubts are
errors. Beside it two markers that get as many marks: one by chance, one that takes the clauses whose least supported three characters the
recogniser was least sure of. With --keep what was made is kept and not made again. --fit prints weights (confidence_fit.py) fitted
on the recordings of the call, with the thresholds that doubt a ninth of the right clauses, and 36 in a hundred of those that hold a figure.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import decode_audio

from scripts import demo_sheets
from scripts.bench import corpus
from scripts.bench.corpus import PROFILES, ROOT
from scripts.bench.doubts import sounds
from scripts.bench.doubts.judging import Clause, clauses, mark_errors
from scripts.bench.score import score
from transcriber.drafts.word.numbering import numbered_doubts, ranked
from transcriber.media.pcm import SAMPLE_RATE, Samples
from transcriber.minutes.transcript import Transcript

_HEADS = (
    "recording | sound | CER | deletion | insertion | edits under a doubt | wrong clauses doubted | right clauses doubted | "
    "wrong figures doubted | marks a minute | of the ten weightiest, errors | by chance | by probability"
)


@dataclass
class Sums:
    """What is counted, over one recording or several."""

    clauses: list[Clause] = field(default_factory=list)
    signs: list[Mapping[str, float]] = field(default_factory=list)
    characters: int = 0
    minutes: float = 0.0
    weightiest: list[bool] = field(default_factory=list)

    def add(self, other: Sums) -> None:
        """Another recording."""
        self.clauses += other.clauses
        self.signs += other.signs
        self.characters += other.characters
        self.minutes += other.minutes
        self.weightiest += other.weightiest

    def cells(self) -> list[str]:
        """What is printed."""
        wrong = [c for c in self.clauses if c.errors]
        right = [c for c in self.clauses if not c.errors]
        figures = [c for c in self.clauses if c.wrong_figures]
        edits = sum(c.errors for c in wrong)
        marked = sum(bool(c.doubts) for c in self.clauses)
        return [
            _of(sum(c.errors for c in wrong if c.doubts), edits),
            _of(sum(bool(c.doubts) for c in wrong), len(wrong)),
            _of(sum(bool(c.doubts) for c in right), len(right)),
            _of(sum(bool(c.doubts) for c in figures), len(figures)),
            f"{marked / max(1e-9, self.minutes):.1f}",
            f"{sum(self.weightiest)} of {len(self.weightiest)}",
            self._marked(_chance(self.clauses), marked),
            self._marked([s["least support 3"] for s in self.signs], marked),
        ]

    def _marked(self, suspicion: Sequence[float], marks: int) -> str:
        """Share of the wrong clauses among the `marks` most suspicious ones."""
        order = sorted(range(len(self.clauses)), key=lambda i: -suspicion[i])[:marks]
        return _of(sum(self.clauses[i].errors > 0 for i in order), sum(c.errors > 0 for c in self.clauses))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", default=[corpus.SHIPPED])
    parser.add_argument("--items", default="", help="beginnings of the recordings' names, by commas")
    parser.add_argument("--sounds", default="as it is", help="; between: " + "; ".join(sounds.CHANGES))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    total = Sums()
    print(f"| {_HEADS} |\n|{'---|' * (_HEADS.count('|') + 1)}", flush=True)
    with tempfile.TemporaryDirectory() as place:
        for folder in asked.corpus:
            for item in corpus.items(folder, asked.items):
                for name in asked.sounds.split(";"):
                    one, figures = judged(item, name, (asked.keep or Path(place)).absolute())
                    total.add(one)
                    shown = [f"{figures[f]:.3f}" for f in ("cer", "deletion", "insertion")]
                    print("| " + " | ".join([item.name, name, *shown, *one.cells()]) + " |", flush=True)
    errors = sum(c.errors for c in total.clauses)
    print("| " + " | ".join(["all", "", f"{errors / total.characters:.3f}", "", "", *total.cells()]) + " |")
    if asked.fit:
        from scripts.bench.doubts.fit import fitted

        print(fitted(total.signs, [c.errors > 0 for c in total.clauses], [c.figure for c in total.clauses]))


def judged(item: corpus.Item, sound: str, keep: Path) -> tuple[Sums, Mapping[str, float]]:
    """One recording under one change of its sound."""
    home = keep / f"{item.name} {sound}"
    if not (home / "out" / "資料" / "transcript.json").exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _write(home / "recording.wav", sounds.changed(decode_audio(str(item.audio)), sound))
        _process(item.reference, home)
    transcript = json.loads((home / "out" / "資料" / "transcript.json").read_text(encoding="utf-8"))
    noticed = [json.loads(line) for line in (home / "noticed.jsonl").read_text(encoding="utf-8").splitlines()]
    found = clauses(transcript)
    result = Sums(found, _signs_of(found, noticed), mark_errors(found, item.reference), item.reference["duration"] / 60)
    result.weightiest = _weightiest(Transcript.model_validate(transcript), found)
    return result, score(item.reference, transcript)


def _process(reference: Mapping[str, Any], home: Path) -> None:
    profile = home / PROFILES[reference["kind"]]
    shutil.copytree(ROOT / "watch_folders" / profile.name, profile)
    truth = home / "truth.json"
    truth.write_text(json.dumps(reference, ensure_ascii=False), encoding="utf-8")
    if reference["roster"]:
        demo_sheets.write(truth, profile / "設定")
    settings = home / "transcriber.toml"
    settings.write_text('[folders]\nwork = "work"\n[engine]\ntier = "embedded"\ndevice = "cpu"\n', encoding="utf-8")
    command = [sys.executable, "-m", "scripts.bench.doubts.noticing", "process", str(home / "recording.wav")]
    command += ["--profile", str(profile), "--out", str(home / "out"), "--config", str(settings)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NOTICED": str(home / "noticed.jsonl")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def _signs_of(found: Sequence[Clause], noticed: Sequence[Mapping[str, Any]]) -> list[Mapping[str, float]]:
    """The signs of each clause: the judge walks the same utterances in the same order, and leaves out bare marks."""
    signs: list[Mapping[str, float]] = []
    at = 0
    for c in found:
        if at < len(noticed) and noticed[at]["text"] == c.text:
            signs.append(noticed[at]["signs"])
            at += 1
        else:
            later = next((i for i in range(at, min(at + 20, len(noticed))) if noticed[i]["text"] == c.text), None)
            if later is None:
                signs.append({"least support 3": 0.0})
            else:
                signs.append(noticed[later]["signs"])
                at = later + 1
    return signs


def _weightiest(transcript: Transcript, found: Sequence[Clause], most: int = 10) -> list[bool]:
    """Of the weightiest doubts about words, those that lie on an error."""
    about_words = [
        n
        for n in numbered_doubts(transcript)
        if n.utterance is not None and n.doubt.kind.value not in ("name_conflict", "procedure", "speaker")
    ]
    numbers = {u.id: i for i, u in enumerate(transcript.utterances)}
    result = []
    for n in ranked(about_words, most):
        assert n.utterance is not None
        own = [c for c in found if c.utterance == numbers[n.utterance.id]]
        if n.doubt.place is not None:
            first, last = n.doubt.place
            own = [c for c in own if c.start < max(last, first + 1) and first < c.end]
        result.append(any(c.errors for c in own))
    return result


def _chance(found: Sequence[Clause]) -> list[float]:
    chance = random.Random(1)
    return [chance.random() for _ in found]


def _of(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "–"


def _write(path: Path, audio: Samples) -> None:
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        out.writeframes((np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
