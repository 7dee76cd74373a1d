"""Risk words: how often one appears that nobody said, and whether planted ones are found or doubted.

    python -m scripts.bench.masking.risks write OUT [--set later] [--plain 6]   writes sentences with planted words, and so many recordings
                                                                            of talk without any
    acted/bin/python -m scripts.bench.masking.voices OUT       speaks them
    python -m scripts.bench.masking.risks score OUT [RECORDING…] [--pause 840]   ends after so many seconds, and goes on when called again
    python -m scripts.bench.masking.risks kept OUT…            counts false ones in drafts that were made already: folders of scenes, each with
                                                            truth.json and out/資料/transcript.json

RECORDING: .flac or .wav files with a .json or .truth.json of what is said beside them. A word appears falsely if the truth does not hold its sound
anywhere in the recording (of a draft made already: in the lines said within two seconds of its utterance); it counts if no doubt lies on it. A planted word is found where it stands in the text of its time, doubted
where a doubt lies in that time: as such by a doubt that says what may have been said weighs heavily, otherwise by any. Such doubts are counted for
each recording, too: in talk without such words they are false ones.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from scripts.bench.masking.risk_sentences import FRESH, LATER, PLAIN, PLANTED
from transcriber import settings as settings_module
from transcriber.cli.process_command import processed
from transcriber.language.readings import Reader
from transcriber.language.risk_words import risk_places
from transcriber.minutes.transcript import DoubtKind, Transcript, Utterance
from transcriber.work.workfolder import ORIGINAL

_SETS = {"first": PLANTED, "fresh": FRESH, "later": LATER}
_VOICES = {
    "first": (("jtalk", "jtalk-low"), ("jtalk-low", "jtalk")),
    "fresh": (("jtalk-deep", "jtalk-high"), ("jtalk-high", "jtalk-deep")),
    "later": (("jtalk-low", "jtalk-high"), ("jtalk-high", "jtalk")),
}
_NEAR = 2.0
"""Seconds by which the times of a draft may be off."""

_PLAIN_VOICES = (("jtalk", "jtalk-low"), ("jtalk-low", "jtalk"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("write", "score", "kept"))
    parser.add_argument("out", type=Path)
    parser.add_argument("recordings", type=Path, nargs="*")
    parser.add_argument("--set", choices=_SETS, default="first")
    parser.add_argument("--plain", type=int, default=0)
    parser.add_argument("--pause", type=float, default=float("inf"))
    asked = parser.parse_args()
    if asked.what == "write":
        _write(asked.out, _SETS[asked.set], asked.set)
        _write_plain(asked.out, asked.plain)
    elif asked.what == "kept":
        _score_kept([asked.out, *asked.recordings])
    else:
        _score(asked.out, asked.recordings, time.monotonic() + asked.pause)


def _write(out: Path, sentences: Sequence[tuple[str, str]], name: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for number, voices in enumerate(_VOICES[name], start=1):
        lines: list[dict[str, Any]] = []
        for word, sentence in sentences:
            lines.append(_line("S1", "そうでしたか。続けてください。"))
            lines.append({**_line("S2", sentence), "plants": [["risk", word]]})
        _keep(out / f"p{number}.lines.json", voices, lines)


def _write_plain(out: Path, count: int) -> None:
    rng = random.Random(8)
    for number in range(1, count + 1):
        said = rng.sample(PLAIN, len(PLAIN))
        lines = [_line(f"S{i % 2 + 1}", text) for i, text in enumerate(said)]
        _keep(out / f"plain{number}.lines.json", _PLAIN_VOICES[number % len(_PLAIN_VOICES)], lines)


def _line(speaker: str, text: str) -> dict[str, Any]:
    return {"speaker": speaker, "text": text, "spoken": text, "plants": []}


def _keep(path: Path, voices: tuple[str, str], lines: list[dict[str, Any]]) -> None:
    data = {"voices": dict(zip(("S1", "S2"), voices, strict=True)), "worker": "", "lines": lines}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _score(out: Path, recordings: list[Path], until: float) -> None:
    reader = Reader()
    counts: Counter[str] = Counter()
    seconds = 0.0
    for sound in [*sorted(out.glob("*.flac")), *recordings]:
        truth = _truth(sound)
        if time.monotonic() > until and not any(p.exists() for p in _kept(out, sound)):
            print(f"not recognised yet: {sound.name}")
            continue
        made = _recognised(out, sound)
        seconds += made.recording.seconds
        said = reader.kana("".join(line["text"] for line in truth))
        _count_words(sound.name, made, [said] * len(made.utterances), reader, counts)
        for line in truth:
            for kind, word in line.get("plants", ()):
                if kind == "risk":
                    counts["planted"] += 1
                    counts[_outcome(made, line, word, reader)] += 1
        asked = sum(d.kind is DoubtKind.RISK_WORD for d in made.all_doubts())
        print(f"{sound.name} {made.recording.seconds:.0f} s, {asked} doubts of this kind")
    print(f"{seconds / 3600:.2f} h; {dict(counts)}")
    if counts["planted"]:
        print(f"planted found or doubted: {1 - counts['missed'] / counts['planted']:.3f}")


def _score_kept(folders: Sequence[Path]) -> None:
    reader, counts, seconds = Reader(), Counter[str](), 0.0
    for path in sorted(p for folder in folders for p in folder.glob("*/out/資料/transcript.json")):
        scene = path.parents[2]
        truth, made = _lines_of(scene / "truth.json"), Transcript.read(path)
        _count_words(scene.name, made, [_said_near(truth, u, reader) for u in made.utterances], reader, counts)
        seconds += made.recording.seconds
    print(f"{seconds / 3600:.2f} h; {dict(counts)}")


def _count_words(name: str, made: Transcript, said: Sequence[str], reader: Reader, counts: Counter[str]) -> None:
    """Count the risk words of a draft: right are those whose sound is in what was `said` (kana, for each utterance)."""
    for u, kana in zip(made.utterances, said, strict=True):
        for start, end, _ in risk_places(u.text, reader):
            if reader.kana(u.text[start:end]) in kana:
                counts["right"] += 1
                continue
            doubted = any(d.place and d.place[0] < end and start < d.place[1] for d in u.doubts)
            counts["false, doubted" if doubted else "false, not doubted"] += 1
            print(f"false {name} {u.text[start:end]} doubted={doubted}")


def _said_near(truth: list[dict[str, Any]], u: Utterance, reader: Reader) -> str:
    near = [x["text"] for x in truth if x["start"] < u.end + _NEAR and u.start - _NEAR < x["end"]]
    return reader.kana("".join(near))


def _outcome(made: Transcript, line: dict[str, Any], word: str, reader: Reader) -> str:
    near = [u for u in made.utterances if u.start < line["end"] and line["start"] < u.end]
    if any(reader.kana(word) in reader.kana(u.text) for u in near):
        return "found"
    doubts = [d for d in made.all_doubts() if d.start < line["end"] and line["start"] < d.end]
    if any(d.kind is DoubtKind.RISK_WORD for d in doubts):
        return "doubted as such"
    if doubts:
        return "doubted otherwise"
    print(f"missed {word} {[u.text[:80] for u in near]}")
    return "missed"


def _truth(sound: Path) -> list[dict[str, Any]]:
    for path in (sound.with_suffix(".truth.json"), sound.with_suffix(".json")):
        if path.exists():
            return _lines_of(path)
    return []


def _lines_of(path: Path) -> list[dict[str, Any]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    lines = data.get("lines") or data.get("utterances") or data.get("segments") or [{"text": str(data)}]
    return [{**x, "text": x.get("text") or x.get("verbatim") or x.get("clean") or ""} for x in lines]


def _kept(out: Path, sound: Path) -> tuple[Path, Path]:
    """Where its transcript may lie: beside it, or by the name of its folder in ours (c001 of two sets)."""
    beside = sound.with_name(f"{sound.stem}.{ORIGINAL}")
    return beside, beside if sound.parent == out else out / f"{sound.parent.name}.{beside.name}"


def _recognised(out: Path, sound: Path) -> Transcript:
    beside, ours = _kept(out, sound)
    kept = beside if beside.exists() else ours
    if not kept.exists():
        profile = out / "相談記録"
        (profile / "設定").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as work:
            base = settings_module.load_settings(None)
            chosen = base.model_copy(update={"folders": base.folders.model_copy(update={"work": Path(work)})})
            result = processed(chosen, sound, str(profile), Console(stderr=True))
            kept.write_bytes((result.transcript.parent.parent.parent / ORIGINAL).read_bytes())
    return Transcript.read(kept)


if __name__ == "__main__":
    main()
