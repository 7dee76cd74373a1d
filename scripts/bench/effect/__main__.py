"""Measured against planted: simulated reviewers over real drafts, and the learning curve of five meetings.

    .venv/bin/python -m scripts.bench.effect measure [--drafts FOLDER …]   (default: made of the two in tests/recordings)
    .venv/bin/python -m scripts.bench.effect speed                         (an eight-hour meeting)
    .venv/bin/python -m scripts.bench.effect learn --out CURVE.png         (needs pyopenjtalk-plus, or --work with recordings)
    .venv/bin/python -m scripts.bench.effect sample --out REPORT.docx      (the report's look, of made-up figures)

`measure` makes the drafts with the real pipeline and the embedded models, plants corrections of known kind and number in
each, once by the XML that Word writes (python-docx) and once in LibreOffice itself (UNO), on demand in ONLYOFFICE's engine as
well (--onlyoffice PYTHON, one that has document-builder 10 from PyPI), with tracked changes and without, and reads the result
back with ids and without. It fails (exit 1) if a count differs or characters differ by more than 1 %.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docx.oxml.ns import qn
from support.reviewers import Reviewer

from scripts.bench.corpus import ROOT
from scripts.bench.effect.planting import Planted, plant
from transcriber.minutes.transcript import Transcript
from transcriber.review import comparison, returned_document
from transcriber.review.kinds import Classifier, CorrectionKind

TOLERANCE = 0.01


@dataclass(frozen=True)
class Expected:
    """What was planted beside corrections of the text."""

    ticks: int
    voices: int
    reassigned: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    measuring = what.add_parser("measure")
    measuring.add_argument(
        "--drafts",
        type=Path,
        nargs="*",
        help="folders with a draft and its transcript.json, as `transcriber process` makes them",
    )
    measuring.add_argument("--seed", type=int, default=7)
    measuring.add_argument(
        "--onlyoffice", type=Path, help="a Python that has document-builder: ONLYOFFICE's own engine edits as well"
    )
    measuring.add_argument("--each", type=int, default=8, help="corrections of each kind in each draft, at most")
    what.add_parser("speed")
    sampling = what.add_parser("sample", help="the report for docs/images, of made-up figures")
    sampling.add_argument("--out", type=Path, required=True)
    learning = what.add_parser("learn")
    learning.add_argument("--out", type=Path, required=True)
    learning.add_argument("--work", type=Path, help="keep recordings and folders here, and use what is there")
    learning.add_argument(
        "--order", type=int, nargs="*", help="hold only these orders (1 to 5) in --work, and print nothing"
    )
    asked = parser.parse_args()
    if asked.what == "measure":
        sys.exit(measure(asked.drafts or made_drafts(), asked.seed, asked.each, asked.onlyoffice))
    if asked.what == "speed":
        speed()
        return
    if asked.what == "sample":
        from scripts.bench.effect import sample

        sample.write(asked.out)
        return
    from scripts.bench.effect import curve

    curve.run(asked.out, asked.work, [n - 1 for n in asked.order or ()])


def made_drafts() -> list[Path]:
    """Drafts of the recordings that come with the project, by the real pipeline."""
    folder = Path(tempfile.mkdtemp(prefix="effect-"))
    drafts = []
    for recording, profile in (("council.mp3", "会議録"), ("consultation.m4a", "相談記録")):
        config = folder / "transcriber.toml"
        config.write_text(f'[folders]\nwork = "work"\nwatch = "{ROOT}/watch_folders"\n[engine]\ntier = "embedded"\n')
        out = folder / profile
        command: list[str | Path] = [
            ROOT / ".venv/bin/transcriber",
            "process",
            "--config",
            config,
            "--profile",
            profile,
            "--out",
            out,
        ]
        subprocess.run([*command, ROOT / "tests/recordings" / recording], check=True)
        drafts.append(out)
    return drafts


def measure(drafts: list[Path], seed: int, each: int, onlyoffice: Path | None) -> int:
    """Plant, read back, compare; returns the exit code."""
    wrong = 0
    classify = Classifier()
    print(
        "| draft | edited in | tracked | ids | planted (misheard/added/removed/tidied) | measured | characters | speakers, ticks, doubts |"
    )
    print("|---|---|---|---|---|---|---|---|")
    with office() as port:
        for folder in drafts:
            (draft,) = folder.glob("*_下書き.docx")
            transcript = Transcript.read(next(folder.rglob("transcript.json")))
            labels = comparison.labels_of(transcript)
            paper = returned_document.read_returned(draft, labels)
            spoken = comparison.spoken(transcript, paper)
            whole = "\n".join("".join(line.whole.split()) for line in paper.lines)
            for tool in ("Word's XML", "LibreOffice", *(("ONLYOFFICE",) if onlyoffice else ())):
                for tracked in (False, True):
                    planted = plant(spoken, whole, each, random.Random(f"{seed} {folder.name} {tool} {tracked}"))
                    edited = Path(tempfile.mkdtemp()) / "edited.docx"
                    if tool == "LibreOffice":
                        expected = by_libreoffice(port, draft, edited, planted, tracked)
                    elif tool == "ONLYOFFICE":
                        expected = by_onlyoffice(onlyoffice, draft, edited, planted, tracked)
                    else:
                        expected = by_xml(draft, edited, paper, planted, tracked)
                    for ids in (True, False):
                        path = edited
                        if not ids:
                            reviewer = Reviewer(edited)
                            reviewer.without_ids()
                            path = reviewer.save(edited.with_name("bare.docx"))
                        wrong += not told(
                            folder.name,
                            tool,
                            tracked,
                            ids,
                            planted,
                            expected,
                            transcript,
                            paper,
                            returned_document.read_returned(path, labels),
                            classify,
                        )
    print("\nall as planted" if not wrong else f"\n{wrong} rows differ")
    return int(bool(wrong))


def told(
    name: str,
    tool: str,
    tracked: bool,
    ids: bool,
    planted: list[Planted],
    expected: Expected,
    transcript: Transcript,
    paper: returned_document.ReturnedDocument,
    final: returned_document.ReturnedDocument,
    classify: Classifier,
) -> bool:
    result = comparison.compare_with_draft(transcript, paper, final, classify)
    counts = Counter(p.kind for p in planted)
    found = Counter(c.kind for c in result.corrections)
    characters, seen = sum(p.characters for p in planted), sum(c.characters for c in result.corrections)
    ok = (
        counts == found
        and abs(characters - seen) <= TOLERANCE * characters
        and (final.checklist.ticked, len(result.voices), len(result.reassigned))
        == (expected.ticks, expected.voices, expected.reassigned)
    )
    order = (CorrectionKind.MISHEARD, CorrectionKind.ADDED, CorrectionKind.REMOVED, CorrectionKind.TIDIED)
    row = [
        name,
        tool,
        "yes" if tracked else "no",
        "yes" if ids else "no",
        "/".join(str(counts[k]) for k in order),
        "/".join(str(found[k]) for k in order),
        f"{characters} → {seen}",
        f"{len(result.voices)}+{len(result.reassigned)}, {final.checklist.ticked}/{final.checklist.items}, {sum(d.right for d in result.doubts)} of {len(result.doubts)}",
    ]
    print("| " + " | ".join(row) + (" |" if ok else " | **differs**"))
    if not ok:
        wanted = Counter((p.utterance, p.before, p.after) for p in planted)
        have = Counter((c.utterance, c.before, c.after) for c in result.corrections)
        print(
            "   planted, not measured:",
            list((wanted - have).elements())[:6],
            "measured, not planted:",
            list((have - wanted).elements())[:6],
            file=sys.stderr,
        )
    return ok


def by_xml(
    draft: Path, out: Path, paper: returned_document.ReturnedDocument, planted: list[Planted], tracked: bool
) -> Expected:
    """As Word writes it; and beside the corrections one voice gets another name, one utterance another speaker, two
    paragraphs become one, one becomes two, and three boxes are ticked."""
    reviewer = Reviewer(draft, tracked=tracked)
    for p in planted:
        if p.before:
            reviewer.replace_within(p.utterance, p.left, p.before, p.right, p.after)
        else:
            reviewer.insert_within(p.utterance, p.left, p.right, p.after)
    spoken = [line for line in paper.lines if line.marks]
    voices = Counter(line.voice for line in spoken if line.label)
    renamed, *others = [v for v, n in voices.most_common() if v]
    reviewer.rename(renamed, "監査委員（戸田順子）")
    given = 0
    for line, following in zip(spoken, spoken[1:], strict=False):
        if line.label and following.label and line.voice in others and voices[line.voice] > 2:
            reviewer.relabel(line.marks[0][0], "議会事務局長")
            given = 1
            break
    long = [line.marks[0][0] for line in spoken if len(line.text) > 40]
    reviewer.merge_with_next(long[1])
    if not tracked:
        sentence = next(line for line in spoken if "。" in line.text[5:-5] and line.marks[0][0] not in long[:2])
        text = "".join(t.text or "" for t in reviewer.paragraph(sentence.marks[0][0]).iter(qn("w:t")))
        reviewer.split(sentence.marks[0][0], text[text.index("。") - 2 : text.index("。") + 1])
    reviewer.tick(1, 2, 3)
    reviewer.save(out)
    return Expected(ticks=3, voices=1, reassigned=given)


def by_libreoffice(port: int, draft: Path, out: Path, planted: list[Planted], tracked: bool) -> Expected:
    """In LibreOffice itself."""
    script = ROOT / "scripts/bench/effect/libre.py"
    command: list[str | Path] = ["/usr/bin/python3", script, str(port), plan_of(planted, tracked, out), draft, out]
    subprocess.run(command, check=True, timeout=300)
    return Expected(ticks=0, voices=0, reassigned=0)


def by_onlyoffice(python: Path | None, draft: Path, out: Path, planted: list[Planted], tracked: bool) -> Expected:
    """In ONLYOFFICE's document engine."""
    assert python is not None
    script = ROOT / "scripts/bench/effect/onlyoffice.py"
    command = [python, script, plan_of(planted, tracked, out), draft.resolve(), out]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    return Expected(ticks=0, voices=0, reassigned=0)


def plan_of(planted: list[Planted], tracked: bool, out: Path) -> Path:
    """What another program is to do, beside `out`."""
    plan = out.with_name("plan.json")
    edits = [{"left": p.left, "before": p.before, "right": p.right, "after": p.after} for p in planted]
    plan.write_text(json.dumps({"tracked": tracked, "edits": edits}, ensure_ascii=False), encoding="utf-8")
    return plan


@contextmanager
def office() -> Iterator[int]:
    """LibreOffice, listening on a port of this machine."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with tempfile.TemporaryDirectory() as profile:
        accept = f"--accept=socket,host=127.0.0.1,port={port};urp;"
        command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", accept]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield port
        finally:
            running.terminate()
            running.wait(30)


def speed() -> None:
    """How long an eight-hour meeting takes to compare: 200,000 characters, 2,000 utterances, every twentieth character wrong."""
    from transcriber.review.text_alignment import DraftUtterance, ReturnedLine, align

    chance = random.Random(5)
    characters = [chr(0x4E00 + i) for i in range(1500)] + [chr(0x3042 + i) for i in range(80)] * 10
    spoken = [DraftUtterance(f"u{n:04d}", "".join(chance.choices(characters, k=100)), "話者1") for n in range(1, 2001)]
    rows = []
    for one in spoken:
        text = list(one.text)
        for _ in range(5):
            text[chance.randrange(len(text))] = chance.choice(characters)
        rows.append("".join(text))
    for name, returned in (
        ("with bookmarks", [ReturnedLine(t, ((s.id, 0),)) for s, t in zip(spoken, rows, strict=True)]),
        ("without any id", [ReturnedLine(t) for t in rows]),
        ("one paragraph, without any id", [ReturnedLine("".join(rows))]),
    ):
        began = time.perf_counter()
        found = align(spoken, returned)
        print(f"{name}: {time.perf_counter() - began:.1f} s, {len(found.edits)} edits")


if __name__ == "__main__":
    main()
