"""The speakers stage: who speaks when, the recognised text in units, and what each unit sounds like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from transcriber.errors import EngineFailed
from transcriber.minutes.stage_names import Stage
from transcriber.models import VerifiedModel
from transcriber.settings import Engine
from transcriber.speakers import likeness
from transcriber.speakers import speaker_engine as diarization
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import SpeakersRequest
from transcriber.speakers.turns import Turns
from transcriber.speakers.units import Unit
from transcriber.speech.recogniser import Character
from transcriber.speech.speech_engine import RecognisedSpeech
from transcriber.system import devices
from transcriber.system.recording_engines import RecordingEngines
from transcriber.transcripts import assemble, stored_units
from transcriber.transcripts.pieces_ahead import PiecesAhead, RemoteSpeakers
from transcriber.work.progress import StageProgress
from transcriber.work.shared_work import SharedAccount
from transcriber.work.workfolder import WorkFolder, artefact_key

_T = TypeVar("_T")


def turns_key(
    model: VerifiedModel | None,
    media_key: str,
    most_voices: int | None,
    stretches: Sequence[Stretch],
    speakers: int | None = None,
) -> str:
    """Of who speaks when.

    Args:
        model: None: the fake diarizer.
        media_key: of the sound.
        stretches: detected speech.
        speakers: how many there are, where a person has counted them.
    """
    files, step = (model.files, model.tuning.chunk_step) if model else ("fake", None)
    stepped = () if step is None else (step,)
    return artefact_key(diarization.SPEAKERS_FORMAT, media_key, files, most_voices, speakers, *stepped, *stretches)


def units_key(recognised: RecognisedSpeech, turns: Turns, joints: Sequence[float] = ()) -> str:
    """Of the units of text that are given to voices: by what they are made of, to the letter."""
    texts = (t.model_dump_json() for t in recognised.texts)
    return artefact_key(assemble.UNITS_FORMAT, *texts, recognised.plan.stretches, turns.model_dump_json(), *joints)


def likeness_key(units: str, turns: str) -> str:
    """Of what these units sound like beside the voices of these turns; by their keys."""
    return artefact_key(likeness.LIKENESS_FORMAT, units, turns)


@dataclass(frozen=True)
class Voiced:
    """Who speaks when, the recognised text in units, and (units, voices) what each unit sounds like."""

    turns: Turns
    units: tuple[Unit[Character], ...]
    likeness: npt.NDArray[np.float32]


@dataclass(frozen=True)
class SpeakersStage:
    """Does what is missing of one recording's diarization.

    Args:
        engines: the processes that it runs in.
        model: None for the fake diarizer.
        media_key: of the sound.
        note: takes a line, in Japanese, for the record of how the draft came to be.
        joints: seconds at which another recording begins.
        elsewhere: other computers that help; None: there are none.
        ahead: what they were asked before it was this stage's turn.
    """

    settings: Engine
    work: WorkFolder
    progress: StageProgress
    engines: RecordingEngines
    model: VerifiedModel | None
    media_key: str
    note: Callable[[str], None]
    joints: tuple[float, ...] = ()
    elsewhere: RemoteSpeakers | None = None
    ahead: PiecesAhead | None = None

    def begin(self, stretches: Sequence[Stretch], most: int | None, speakers: int | None) -> None:
        """Ask other computers for it as soon as it is known where there is speech. Args: as of `voiced`."""
        if self.ahead is None:
            return
        keyed = turns_key(self.model, self.media_key, most, stretches, speakers)
        request = self._request(stretches, most, speakers, keyed)
        # Channels may have a speaker each: then there is nothing to listen to.
        if request.levels is None and diarization.pending_pieces(request):
            self.ahead.begin(request, self.model)

    def voiced(
        self,
        recognised: RecognisedSpeech,
        most: int | None,
        ladder: list[devices.Placement],
        speakers: int | None = None,
    ) -> Voiced:
        """Give the recognised text to voices.

        Args:
            most: voices that there may be; None: any number.
            speakers: exactly so many, as a person has counted them; None: as many as are heard.
        """
        stretches = recognised.plan.stretches
        keyed = turns_key(self.model, self.media_key, most, stretches, speakers)
        request = self._request(stretches, most, speakers, keyed)

        def listen(at: devices.Placement) -> Voiced:
            placed = replace(request, device=at.device)
            turns = self._turns(placed)
            self._tell_count(speakers, len(turns.voices))
            made_of = units_key(recognised, turns, self.joints)
            units = self._units(recognised, turns, made_of)
            return Voiced(turns, units, self._likeness(placed, turns, units, likeness_key(made_of, keyed)))

        with self.progress.timed(Stage.SPEAKERS):
            return devices.descend(ladder, listen, self.note)

    def _request(
        self, stretches: Sequence[Stretch], most: int | None, speakers: int | None, keyed: str
    ) -> SpeakersRequest:
        return SpeakersRequest(
            pcm=self.work.pcm,
            out=self.work.turns(keyed),
            model=self.model.path if self.model else None,
            device=devices.CPU.device,
            threads=devices.most_threads(self.settings),
            speech=tuple(stretches),
            max_speakers=most,
            speakers=speakers,
            levels=self.work.levels if self.work.levels.exists() else None,
            step=self.model.tuning.chunk_step if self.model else None,
        )

    def _tell_count(self, counted: int | None, heard: int) -> None:
        if counted is not None and counted != heard and self.model is not None:
            self.note(
                f"話す人は{counted}人と指定されていますが、聞き分けられた声は{heard}人分です。"
                "話していない人がいないか、2人が1人になっていないか、話者.xlsx で確かめてください。"
            )

    def _turns(self, placed: SpeakersRequest) -> Turns:
        separate = placed.levels and self._with_weights(diarization.by_channel, placed)
        if placed.levels and not separate:
            self.note("マイクが1人に1本ではないか、指定された人数と違うので、声で話者を分けました。")
        account = SharedAccount(Stage.SPEAKERS.label)
        if self.ahead is not None:
            account.add(self.ahead.finished(self._heed, self.progress.rest))
        if self.elsewhere is not None and diarization.pending_pieces(placed):
            account.add(self.elsewhere.pieces(placed, self.model, self._heed, rest=self.progress.rest))
        waiting = diarization.pending_pieces(placed)
        account.here = len(waiting)
        if self.elsewhere is not None and account.line():
            self.note(account.line())
        for done, index in enumerate(waiting):
            self.progress.tell(Stage.SPEAKERS, done / len(waiting))
            self._with_weights(diarization.listen, placed, index)
        self.progress.call(self.engines.voices, diarization.bring_together, placed)
        return Turns.model_validate_json(placed.out.read_text(encoding="utf-8"))

    def _with_weights(self, function: Callable[..., _T], *arguments: object) -> _T:
        """Run it where the diarizer's weights are, in this recording's turn."""
        with self.engines.speakers(self.progress.heed_stop) as engine:
            return self.progress.call(engine, function, *arguments)

    def _heed(self, done: float) -> None:
        self.progress.tell_change(Stage.SPEAKERS, done)

    def _units(self, recognised: RecognisedSpeech, turns: Turns, keyed: str) -> tuple[Unit[Character], ...]:
        path = self.work.units(keyed)
        units = stored_units.read_units(path)
        if units is None:
            units = tuple(assemble.units_of(recognised.texts, turns, recognised.plan.stretches, self.joints))
            stored_units.write_units(path, units)
        return units

    def _likeness(
        self, request: SpeakersRequest, turns: Turns, units: tuple[Unit[Character], ...], keyed: str
    ) -> npt.NDArray[np.float32]:
        """(units, voices): what is kept if it was made for these, else made now."""
        path, voices = self.work.likeness(keyed), [v.speaker for v in turns.voices]
        stretches = [(u.start, u.end) for u in units]
        table = likeness.read_likeness(path, stretches, voices)
        if table is None:
            self._compare(request, turns, stretches, path)
            table = likeness.read_likeness(path, stretches, voices)
        if table is None:
            raise EngineFailed(
                "声を比べた結果が、文字起こしと合いません。",
                "もう一度お試しください。続くときは管理者に伝えてください。",
            )
        return table

    def _compare(self, request: SpeakersRequest, turns: Turns, stretches: Sequence[Stretch], path: Path) -> None:
        heard: dict[int, list[float]] = {}
        if self.elsewhere is not None and likeness.can_compare(request, turns):
            heed, rest = lambda _: self._heed(1.0), self.progress.rest
            heard, shared = self.elsewhere.sounds(request, self.model, stretches, heed, rest)
            account = SharedAccount("声の聞き比べ", here=int(len(heard) < len(stretches)))
            account.add(shared)
            if heard:
                self.note(account.line())
        if len(heard) == len(stretches):  # no weights are needed any more
            self.progress.call(self.engines.voices, likeness.compare_voices, request, stretches, path, heard)
        else:
            self._with_weights(likeness.compare_voices, request, stretches, path, heard)
