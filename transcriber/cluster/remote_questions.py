"""Questions to the sound (speech/scoring.py) put to other computers: best to the one that recognised the window and still has it encoded.

What does not come back is asked by whoever needs it; a question is never tried twice elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from transcriber.cluster import work_data
from transcriber.cluster.cluster_files import SPEECH
from transcriber.cluster.fair_shares import RecordingShare
from transcriber.cluster.pool import TaskFlight
from transcriber.cluster.work_data import Fate, QuestionsWork
from transcriber.media.pcm import Pcm, sound_part
from transcriber.models import VerifiedModel
from transcriber.speech.scoring import Answer, ScoringQuestion
from transcriber.speech.speech_engine import SpeechRequest

TOGETHER = 8
"""Questions sent at once, where they are not about one window: some seconds of work."""

_PAUSE = 0.2


class RemoteQuestions:
    """Questions about one recording, under way; whoever leaves the block waits for none of them any more.

    Args:
        take: takes what came back.
    """

    def __init__(
        self,
        share: RecordingShare,
        request: SpeechRequest,
        model: VerifiedModel | None,
        take: Callable[[Mapping[ScoringQuestion, Answer]], None],
    ) -> None:
        self._share = share
        self._request = request
        self._wanted = work_data.wanted(SPEECH, model)
        self._pcm = Pcm(request.pcm)
        self._take = take
        self._flights: list[tuple[tuple[ScoringQuestion, ...], TaskFlight]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, flight in self._flights:
            self._share.drop(flight)

    def put(self, questions: Sequence[ScoringQuestion], best: str = "") -> None:
        """Ask; `best` if that computer is there, else anybody who may do it. Where nobody is, nothing is asked."""
        able = self._share.ready(self._wanted)
        if not questions or not able:
            return
        sound = sound_part(self._pcm, min(q.start for q in questions), max(q.end for q in questions))
        request = self._request
        work = QuestionsWork(tuple(questions), sound, request.mode, request.context, request.hearings)
        flight = self._share.give(self._wanted, work_data.packed(work), [best] if best in able else able)
        if flight is not None:
            self._flights.append((work.questions, flight))

    def collect(self) -> None:
        """Take what is there."""
        for questions, flight in list(self._flights):
            answer = self._share.answer(flight)
            if answer is None:
                continue
            self._flights.remove((questions, flight))
            if answer.fate is not Fate.DONE:
                self._share.drop(flight)
            elif (said := json.loads(answer.said)) is not None:
                self._take(dict(zip(questions, map(tuple, said), strict=True)))

    def finish(self, heed: Callable[[], None]) -> None:
        """Wait for what is under way. Args: heed: raises to stop."""
        while self._flights:
            heed()
            self.collect()
            if self._flights:
                if not self._share.ready(self._wanted):
                    return
                self._share.wait(_PAUSE)
