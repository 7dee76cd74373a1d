"""Where a job's artefacts lie. A rerun finds what is there; a changed setting or updated code does not (`artefact_key`).

parts/                      the local copies of the recording's files
papers-KEY.json             what the papers say
audio.pcm, media.json,
levels.npy                  the work folder belongs to one recording, so the key stands inside media.json
speech-KEY/plan.json        spans of speech and windows
speech-KEY/NNNN.json        one window's text
weighed-KEY.json            what the sound says about words that may have been misheard
turns-KEY.json              who speaks when; turns-KEY/NNNN.json one piece of a long recording
units-KEY.json              the recognised text in the units that are given to voices
likeness-KEY.npz            what each unit sounds like, with the units that this was asked of
by-hand.json                who spoke by the machine's account and by a person's, once a person set speakers right
before-relabelling.json     there while drafts with other speakers are being published: what they are made from
original.json               the transcript with everything that was said; what lies in out/ is a view of it
masked-sound.json           what of out/資料/音声.webm is silent or a beep
timing.json                 seconds each stage took, added up over interruptions
out/                        the draft's folder as it will be published: the drafts, and in 資料/ what lies beside them
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from transcriber import __version__
from transcriber.system import durable
from transcriber.system.keys import short_key

SIDE = "資料"
"""The folder beside a draft, here and on the share: what is needed now and then."""

_LISTENING = ".webm"
"""What media/listening_copy.py writes; not imported from there, since commands that only ask would wait for the codecs."""

SOUND = f"音声{_LISTENING}"
TRANSCRIPT = "transcript.json"
TRANSCRIPT_BYTES = 256 * 1024 * 1024
"""No transcript is larger; that of a day has some 10 MB."""

BY_HAND, BEFORE_RELABELLING = "by-hand.json", "before-relabelling.json"

ORIGINAL, MASKED_SOUND = "original.json", "masked-sound.json"
"""The one place where what is masked elsewhere stands; and what is masked of the sound."""

PARTS = "parts"
"""The local copies of a recording's files."""

LEARNING = "learning.json"
"""What a return taught."""

RETURNS = "returns"
"""Copies of what came back."""

FIGURES = frozenset({"effect.json", "timing.json"})
"""Numbers only: they outlive what the retention rule deletes."""

WORDS = frozenset({LEARNING, BY_HAND, BEFORE_RELABELLING, ORIGINAL, MASKED_SOUND})
"""Words from drafts and checked files: they go with the drafts."""

SOUNDS = frozenset({_LISTENING})
"""Endings of what is published and holds sound and nothing else; everything else beside a draft holds words or names."""

RENDER = "render"
"""In the folder for all work: what `transcriber render` leaves, a folder for each transcript."""

REPLAY = "replay"
"""In the folder for all work: what a replay leaves while it runs, a folder for each recording."""

OF_RECORDING = "recording.txt"
"""In a folder of RENDER: the hash of the recording, so that what lies there goes when its other drafts do."""


def work_folder(work: Path, job: int) -> Path:
    """Where the files of a job lie."""
    return work / "jobs" / f"{job:06d}"


@dataclass(frozen=True)
class WorkFolder:
    """One job's folder on the local disk."""

    root: Path

    @property
    def pcm(self) -> Path:
        return self.root / "audio.pcm"

    @property
    def media(self) -> Path:
        return self.root / "media.json"

    @property
    def levels(self) -> Path:
        """Levels of the channels; there only where each channel has a speaker of its own."""
        return self.root / "levels.npy"

    def papers(self, key: str) -> Path:
        return self.root / f"papers-{key}.json"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def transcript(self) -> Path:
        """As it is shown: personal data may be masked in it."""
        return self.out / SIDE / TRANSCRIPT

    @property
    def original(self) -> Path:
        """With everything that was said. Not there in folders from before there was masking: then `transcript` is."""
        return self.root / ORIGINAL

    @property
    def sound(self) -> Path:
        """The listening copy."""
        return self.out / SIDE / SOUND

    def speech(self, key: str) -> Path:
        return self.root / f"speech-{key}"

    def weighed(self, key: str) -> Path:
        return self.root / f"weighed-{key}.json"

    def turns(self, key: str) -> Path:
        return self.root / f"turns-{key}.json"

    def units(self, key: str) -> Path:
        return self.root / f"units-{key}.json"

    def likeness(self, key: str) -> Path:
        return self.root / f"likeness-{key}.npz"

    @property
    def by_hand(self) -> Path:
        return self.root / BY_HAND

    @property
    def before_relabelling(self) -> Path:
        return self.root / BEFORE_RELABELLING

    def stage_seconds(self) -> dict[str, float]:
        """What each stage took so far."""
        path = self.root / "timing.json"
        if not path.exists():
            return {}
        seconds: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
        return seconds

    def add_seconds(self, stage: str, seconds: float) -> None:
        """Add to a stage's time (it may have been interrupted before)."""
        known = self.stage_seconds()
        known[stage] = round(known.get(stage, 0.0) + seconds, 3)
        durable.write_text(self.root / "timing.json", json.dumps(known))


def rendered(work: Path, recording: str) -> tuple[Path, ...]:
    """What `transcriber render` made of a recording. `work`: the folder for all work; `recording`: its hash."""
    return tuple(f for f in sorted((work / RENDER).glob("*")) if recording and _recording_of(f) == recording)


def _recording_of(folder: Path) -> str:
    try:
        return (folder / OF_RECORDING).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        pass
    from transcriber.minutes.transcript import Transcript  # takes a second, and is rarely asked for

    try:  # of a folder from before that was noted
        return Transcript.read(WorkFolder(folder).transcript).recording.sha256
    except (OSError, ValidationError):
        return ""


def artefact_key(stage_format: int, *parts: object) -> str:
    """The key of an artefact: the program's version, the format number of the stage that makes it, and what it is made from. So
    code that was updated never takes up what older code left.

    A change of what a stage writes, or of how that comes about, raises the FORMAT of that stage, in its module. A key that holds
    another one (turns: units) changes with it.
    """
    return short_key(__version__, stage_format, *parts)
