"""What the draft finds of a meeting's structure, against what was truly said."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from scripts.bench import corpus
from scripts.bench.corpus import PROFILES, ROOT, Item
from transcriber import procedure
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import Transcript

NEAR = 20.0
"""Seconds within which something found is the thing that was said."""


# The truth is read literally, without any of the product's own code.
ITEM = re.compile(
    r"[^。]*(?:議題(?:と|に供)(?:いた|し)|日程第[一二三四五六七八九十]+、[^。]*を行います|質問を続けます"
    r"|(?:について|の件)、?[^。]{0,16}説明を(?:求め|お願い))|(?<=次に移ります。)[^。]*について"
)
VOTE = re.compile(r"起立全員|起立多数|起立少数|全員賛成|賛成多数|挙手全員|挙手多数|御?ご?異議なしと認めます")
RESULT = re.compile(
    r"(可決|否決|認定|同意|承認|不採択|採択|継続審査|決定)(?:すること|と|されました|いたしました|すべき)"
)
RECESS = re.compile(r"休憩(?:いた|と|し|に入)")
RESUMPTION = re.compile(r"休憩前に引き続き|(?:会議|委員会)を再開")


@dataclass
class Row:
    """Found of expected, and found beyond."""

    expected: int = 0
    found: int = 0
    invented: int = 0

    def __str__(self) -> str:
        return f"{self.found}/{self.expected}" + (f" (+{self.invented})" if self.invented else "")

    def add(self, other: Row) -> None:
        self.expected += other.expected
        self.found += other.found
        self.invented += other.invented


def run(recordings: Path, transcripts: Path | None) -> None:
    """Print one row an item, and the sum."""
    names = ("items", "titles", "votes", "results", "recesses", "resumptions", "speakers")
    total = {n: Row() for n in names}
    print("| recording | " + " | ".join(names) + " |")
    print("|" + "---|" * (len(names) + 1))
    for item in corpus.items(recordings):
        if item.reference["kind"] != "council":
            continue
        made = transcript_of(item, transcripts)
        rows = dict(zip(names, measured(made, item.reference), strict=True))
        print(f"| {item.name} | " + " | ".join(str(rows[n]) for n in names) + " |", flush=True)
        for n in names:
            total[n].add(rows[n])
    print("| all | " + " | ".join(str(total[n]) for n in names) + " |")
    print("\nfound/expected (+invented)")


def measured(made: Transcript, truth: dict[str, Any]) -> tuple[Row, ...]:
    """Items, titles, votes, results, recesses, resumptions, speakers."""
    said = truth["utterances"]
    course = made.procedure
    items = [(i.time or 0.0, i.title) for i in course.items if i.utterance]
    votes = [
        (s.time, s.detail) for s in course.steps if s.kind.value == "vote" and VOTE.search(s.detail + "と認めます")
    ]
    results = [(s.time, s.detail) for s in course.steps if s.kind.value == "result"]
    rests = [(r.begins.time, "") for r in course.recesses]
    resumed = [(s.time, "") for s in course.steps if s.kind.value == "resumption"]
    true_items = _places(said, ITEM)
    titles = Row(
        len(true_items),
        sum(any(abs(at - when) < NEAR and _alike(title, text) for when, title in items) for at, text in true_items),
    )
    people = {u["speaker"] for u in said}
    named = {p["name"]: p["speaker"] for p in truth["roster"] if p["name"]}
    found = {named[n] for u in made.utterances if u.name for n in named if n in u.name}
    return (
        _match(items, true_items),
        titles,
        _match(votes, _places(said, VOTE)),
        _match(results, _results(said)),
        _match(rests, _places(said, RECESS)),
        _match(resumed, _places(said, RESUMPTION)),
        Row(len(people), len(found & people), len(found - people)),
    )


def _places(said: list[dict[str, Any]], pattern: re.Pattern[str]) -> list[tuple[float, str]]:
    found = []
    for u in said:
        for m in pattern.finditer(u["clean"]):
            share = m.start() / max(1, len(u["clean"]))
            found.append((u["start"] + share * (u["end"] - u["start"]), m[0]))
    return found


def _results(said: list[dict[str, Any]]) -> list[tuple[float, str]]:
    """Sentences of a decision."""
    return [(at, text) for at, text in _places(said, re.compile(r"よって[^。]*")) if RESULT.search(text)]


def _match(found: list[tuple[float, str]], true: list[tuple[float, str]]) -> Row:
    left = list(true)
    right = 0
    for at, _ in found:
        near = min(left, key=lambda t: abs(t[0] - at), default=None)
        if near is not None and abs(near[0] - at) < NEAR:
            left.remove(near)
            right += 1
    return Row(len(true), right, len(found) - right)


def _alike(title: str, sentence: str) -> bool:
    """Most of the title's characters are in the sentence, in order: recognition errors cost some."""
    blocks = SequenceMatcher(None, title, sentence, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks) >= 0.6 * len(title) and len(title) >= 3


def transcript_of(item: Item, ready: Path | None) -> Transcript:
    """What the pipeline makes of a recording, or the NAME*.json that lies ready."""
    if ready is not None:
        near = list(ready.glob(f"{item.name}*.json"))
        return procedure.attach_again(Transcript.read(near[0]), Reader())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        profile = root / PROFILES[item.reference["kind"]]
        sheets = [sys.executable, str(ROOT / "scripts/demo_sheets.py"), str(item.truth), str(profile / "設定")]
        subprocess.run(sheets, check=True)
        (root / "transcriber.toml").write_text(
            '[folders]\nwork = "work"\n[engine]\ntier = "embedded"\ndevice = "cpu"\n', encoding="utf-8"
        )
        command = [
            sys.executable, "-m", "transcriber", "process", str(item.audio), "--profile", str(profile),
            "--out", str(root / "out"), "--config", str(root / "transcriber.toml"),
        ]  # fmt: skip
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        return Transcript.read(next((root / "out").rglob("transcript.json")))
