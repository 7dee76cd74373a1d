"""The sound that the player plays: the recording, silent or with a beep where personal data is masked.

It is made after the transcript, which says where that is. What was masked is noted in the work folder, so that it is made again
only when that changes, and is not played where it does not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from transcriber.media import listening_copy
from transcriber.media.listening_copy import Muted
from transcriber.media.pcm import Pcm
from transcriber.minutes.personal_data import MaskedSound
from transcriber.minutes.transcript import DoubtKind, Transcript
from transcriber.profiles.profile import Profile
from transcriber.system import durable, rights
from transcriber.system.keys import short_key

_NEAR = 2.0
"""Seconds from a masked place within which speech that became no text may be more of the same."""


@dataclass(frozen=True)
class SoundFile:
    """A listening copy, and the note of what is masked in it. Without a note nothing is."""

    path: Path
    note: Path

    def fits(self, view: Transcript, profile: Profile) -> bool:
        """Whether it is there, and nothing can be heard that the view masks."""
        return self.path.exists() and self._noted() == _key(view, profile)

    def _noted(self) -> str:
        return self.note.read_text(encoding="utf-8") if self.note.exists() else short_key(repr(Muted()))

    def note_masked(self, view: Transcript, profile: Profile) -> None:
        """Note that it is masked as this view is."""
        durable.write_text(self.note, _key(view, profile))


def make_sound(
    view: Transcript,
    profile: Profile,
    sound: SoundFile,
    pcm: Path,
    progress: Callable[[float], None] = lambda done: None,
) -> None:
    """Make the sound that goes with a view, if it is not there; take away one that says more.

    Args:
        pcm: the decoded recording; may be gone.

    Raises:
        OSError: it cannot be written.
    """
    if sound.fits(view, profile):
        return
    sound.path.unlink(missing_ok=True)
    if pcm.exists():
        rights.make(sound.path.parent)
        listening_copy.write_listening_copy(Pcm(pcm), sound.path, progress, what_is_muted(view, profile))
        sound.note_masked(view, profile)


def what_is_muted(view: Transcript, profile: Profile) -> Muted:
    """The clauses that hold what is masked in a view, and speech without text right beside them."""
    spans = [(p.start, p.end) for p in view.masked]
    gaps = [d for d in view.all_doubts() if d.kind is DoubtKind.GAP]
    beside = [(gap.start, gap.end) for gap in gaps for s, e in spans if gap.start <= e + _NEAR and s <= gap.end + _NEAR]
    beep = bool(spans) and profile.options.masking.sound is MaskedSound.BEEP
    return Muted(listening_copy.muted_spans([*spans, *beside]), beep)


def _key(view: Transcript, profile: Profile) -> str:
    return short_key(repr(what_is_muted(view, profile)))
