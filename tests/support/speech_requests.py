"""What the speech stage is asked in tests: the fake recogniser on this computer's processor, for an office that knows nothing."""

from __future__ import annotations

from pathlib import Path

from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind
from transcriber.speech.speech_engine import SpeechRequest
from transcriber.system import devices


def fake_request(folder: Path) -> SpeechRequest:
    """About `folder`/audio.pcm, which need not be there yet; its work goes to `folder`/speech, which is made."""
    (folder / "speech").mkdir()
    at = devices.CPU
    return SpeechRequest(
        folder / "audio.pcm",
        folder / "speech",
        None,
        at.device,
        at.compute_type,
        at.batch,
        1,
        RecordKind.COUNCIL,
        Roster(people=()),
        Glossary(),
    )
