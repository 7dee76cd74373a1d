"""Two people in one voice: with what tears such voices and without, and with the number of people given.

    .venv/bin/python -m scripts.bench.speakers.splits [--corpus DIR …] [--items a1,a2] [--sounds "as it is;telephone"]

Printed for each recording and sound (scripts/bench/doubts/sounds.py): how many people speak, and for each of the three ways how many
voices were found and which share of the speech lies in a voice that is mostly that person's (purity).
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from faster_whisper import decode_audio

from scripts.bench import corpus
from scripts.bench.corpus import ROOT
from scripts.bench.doubts import sounds
from transcriber.media.pcm import Pcm, Samples, to_bytes
from transcriber.speakers import speaker_engine, voice_splits
from transcriber.speakers.speaker_engine import SpeakersRequest
from transcriber.speakers.turns import Turn, Turns
from transcriber.speech import voice

MODEL = ROOT / "models" / "weights" / "pyannote-embedded"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, nargs="+", default=[corpus.SHIPPED])
    options.add_argument("--items", default="", help="beginnings of the recordings' names, by commas")
    options.add_argument("--sounds", default="as it is", help="; between")
    asked = options.parse_args()
    print("| recording | sound | people | as clustered | torn | counted |\n|---|---|---|---|---|---|", flush=True)
    for folder in asked.corpus:
        for item in corpus.items(folder, asked.items):
            audio = decode_audio(str(item.audio))
            for sound in asked.sounds.split(";"):
                print(f"| {item.name} | {sound} | {_row(sounds.changed(audio, sound), item.reference)} |", flush=True)


def _row(audio: Samples, reference: Mapping[str, Any]) -> str:
    people = len({u["speaker"] for u in reference["utterances"]})
    with tempfile.TemporaryDirectory() as place:
        pcm = Path(place) / "audio.pcm"
        pcm.write_bytes(to_bytes(audio))
        speech = tuple((s.start, s.end) for s in voice.spans(voice.VoiceDetector().probabilities(Pcm(pcm))))
        found = []
        for name, count in (("clustered", None), ("torn", None), ("counted", people)):
            request = SpeakersRequest(
                pcm=pcm, out=Path(place) / f"{name}.json", model=MODEL, device="cpu", threads=2, speech=speech,
                speakers=count,
            )  # fmt: skip
            untorn = mock.patch.object(voice_splits, "tear", lambda labels, *_: list(labels))
            if name == "clustered":
                with untorn:
                    speaker_engine.diarize(request)
            else:
                speaker_engine.diarize(request)
            turns = Turns.model_validate_json(request.out.read_text(encoding="utf-8"))
            found.append(f"{len(turns.voices)}, {_purity(turns.exclusive, reference):.3f}")
    return " | ".join((str(people), *found))


def _purity(turns: Sequence[Turn], reference: Mapping[str, Any]) -> float:
    seconds: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for turn in turns:
        for said in reference["utterances"]:
            shared = min(turn.end, said["end"]) - max(turn.start, said["start"])
            if shared > 0:
                seconds[turn.speaker][said["speaker"]] += shared
    whole = sum(sum(of.values()) for of in seconds.values())
    return sum(max(of.values()) for of in seconds.values()) / whole if whole else 0.0


if __name__ == "__main__":
    main()
