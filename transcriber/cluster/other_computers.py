"""Recordings over several computers: their windows, pieces and voices, each to whoever is free; what comes back is kept here alone.

Several recordings may be in work: who gets a free place is said in fair_shares.py. Here is what becomes of one of them.

A window is told what was said in the windows before it, so their texts decide what the next one is asked. Windows are therefore
asked ahead with what is known by then, kept in order, and asked again where it turns out that they would have been told something
else. The text is that of one computer, character by character, as far as the computers calculate alike: with another processor, or on some
with another number of threads, sums are rounded otherwise.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from transcriber.cluster import work_data
from transcriber.cluster.cluster_files import SPEAKERS, SPEECH
from transcriber.cluster.fair_shares import AHEAD, FairShares, RecordingShare, TaskPool
from transcriber.cluster.pool import TaskFlight
from transcriber.cluster.remote_questions import TOGETHER, RemoteQuestions
from transcriber.cluster.window_course import Prompts, Tries, WindowCourse
from transcriber.cluster.work_data import Fate, PieceWork, SoundsWork, SpeakersWork, Wanted, WindowWork, WorkAnswer
from transcriber.media.pcm import Pcm, sound_part
from transcriber.models import VerifiedModel
from transcriber.recognition.speech_stages import RemoteSecondHearing
from transcriber.speakers import likeness, speaker_engine
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import DiarizedPiece, SpeakersRequest
from transcriber.speech import speech_engine
from transcriber.speech.prompt import Prompt
from transcriber.speech.scoring import Answer, ScoringQuestion
from transcriber.speech.speech_engine import Plan, SpeechRequest
from transcriber.speech.windows import Window
from transcriber.work.shared_work import SharedOut

_NEAR = 1.0
"""Seconds of sound sent beside a window, more than rounding takes."""

_AROUND_PIECE = 6.0
"""Seconds of sound sent before and after a piece: more than the diarizer hears of them."""

_PAUSE = 0.2

Heed = Callable[[float], None]
"""Told how much of the stage is done (0..1); raises to stop."""

Rest = Callable[[float], None]
"""Told the seconds in which nothing of the recording was in work because it was not its turn; 0: it is."""


def _no_rest(_: float) -> None:
    """Nobody wants to know."""


class OtherComputers:
    """Those who help, for all recordings that are in work here.

    Args:
        pool: who they are.
        patience: seconds to wait for somebody who can do a kind of work, counted from when there was somebody last.
        monotonic: seconds.
    """

    def __init__(self, pool: TaskPool, patience: float, monotonic: Callable[[], float]) -> None:
        self._pool = pool
        self._shares = FairShares(pool, monotonic)
        self.patience = patience
        self.monotonic = monotonic
        began = monotonic()
        self.there: dict[str, float] = defaultdict(lambda: began)

    def helping(self) -> int:
        """How many are there now."""
        return self._pool.present()

    @contextmanager
    def recording(self, profile: str) -> Iterator[RecordingElsewhere]:
        """One recording's part of them, for as long as the block runs. Args: profile: its name; profiles share evenly."""
        with self._shares.join(profile) as share:
            yield RecordingElsewhere(self, share)


class RecordingElsewhere:
    """Gives what is to be heard of one recording to other computers, in its turn."""

    def __init__(self, all_: OtherComputers, share: RecordingShare) -> None:
        self._all = all_
        self._share = share

    def windows(
        self,
        request: SpeechRequest,
        plan: Plan,
        model: VerifiedModel | None,
        prompts: Prompts,
        heed: Heed,
        second: RemoteSecondHearing | None = None,
        rest: Rest = _no_rest,
    ) -> SharedOut:
        """Recognise what is missing, until all is done, nobody is there, or a window is left to this computer."""
        asked, pcm = work_data.wanted(SPEECH, model), Pcm(request.pcm)
        pending = speech_engine.pending_windows(request, plan)
        course = WindowCourse(request, prompts)
        with self._flights() as flights, self._questions(request, model, second) as asking:
            while pending:
                for index, worker in self._accept(request, pending, course):
                    if second is not None:
                        asking.put(second.ask(index), worker)
                asking.collect()
                if not pending:
                    asking.finish(lambda: heed(1.0))
                    break
                if course.tries[pending[0]].enough and pending[0] not in flights:
                    return course.shared(pending[0])
                able = self._able(asked)
                if able is None:
                    return course.shared(None)
                heed(1 - len(pending) / len(plan.windows))
                depth = AHEAD * len(able) if course.worth_it else 1
                for index in pending[:depth]:
                    if index in flights or index in course.found or course.tries[index].enough:
                        continue
                    window, told = plan.windows[index], course.told(index)
                    work = partial(_window_work, request, plan, window, told, pcm)
                    if not self._give(flights, index, asked, work, course.tries[index], able):
                        break
                    course.asked(index, told, ahead=index != pending[0])
                self._collect(asked, flights, course.tries, course.take, rest)
        return course.shared(None)

    def answers(
        self, request: SpeechRequest, model: VerifiedModel | None, questions: Sequence[ScoringQuestion], heed: Heed
    ) -> dict[ScoringQuestion, Answer]:
        """What others say to questions about a recording; those that nobody answered are left out."""
        found: dict[ScoringQuestion, Answer] = {}
        with RemoteQuestions(self._share, request, model, found.update) as asking:
            for at in range(0, len(questions), TOGETHER):
                asking.put(questions[at : at + TOGETHER])
            asking.finish(lambda: heed(len(found) / len(questions)))
        return found

    def pieces(
        self,
        request: SpeakersRequest,
        model: VerifiedModel | None,
        heed: Heed,
        aside: Callable[[], bool] = lambda: False,
        rest: Rest = _no_rest,
    ) -> SharedOut:
        """Tell voices apart in what is missing, until all is done or the rest is left to this computer.

        Args:
            aside: whether windows are recognised meanwhile; then at most every second computer is taken.
        """
        pcm, cut, pending = Pcm(request.pcm), speaker_engine.cut_of(request), speaker_engine.pending_pieces(request)

        def keep(index: int, said: str) -> None:
            speaker_engine.keep_piece(request, index, DiarizedPiece.model_validate_json(said))

        work = partial(_piece_work, request, cut, pcm)
        return SharedOut(self._listened(model, pending, work, keep, heed, rest, aside))

    def sounds(
        self,
        request: SpeakersRequest,
        model: VerifiedModel | None,
        stretches: Sequence[Stretch],
        heed: Heed,
        rest: Rest = _no_rest,
    ) -> tuple[dict[int, list[float]], SharedOut]:
        """What stretches of the recording sound like, by their numbers (those that are left to this computer are missing), and who did it."""
        pcm, parts, found = Pcm(request.pcm), likeness.parts_of(stretches), dict[int, list[float]]()

        def keep(index: int, said: str) -> None:
            found.update(zip(parts[index], json.loads(said), strict=True))

        work = partial(_sounds_work, request, [[stretches[i] for i in part] for part in parts], pcm)
        return found, SharedOut(self._listened(model, list(range(len(parts))), work, keep, heed, rest))

    def _listened(
        self,
        model: VerifiedModel | None,
        pending: list[int],
        work: Callable[[int], SpeakersWork],
        keep: Callable[[int, str], None],
        heed: Heed,
        rest: Rest,
        aside: Callable[[], bool] = lambda: False,
    ) -> dict[str, int]:
        """Who did how many of the tasks `pending`, until all are done or the rest is left to this computer.

        Args:
            work: makes a task, when there is a place for it.
            keep: takes what came back of one.
            aside: as of `pieces`.
        """
        asked, many = work_data.wanted(SPEAKERS, model), len(pending)
        tries: dict[int, Tries] = defaultdict(Tries)
        tasks: dict[str, int] = defaultdict(int)

        def take(index: int, answer: WorkAnswer) -> None:
            keep(index, answer.said)
            tasks[answer.worker] += 1
            pending.remove(index)

        with self._flights() as flights:
            while pending:
                left = [i for i in pending if not tries[i].enough]
                able = self._able(asked)
                if able is None or not left:
                    break
                heed(1 - len(pending) / many)
                for index in left:  # a piece is 30 MB: none waits on the way
                    if index not in flights and not self._give(
                        flights, index, asked, partial(work, index), tries[index], able, aside=aside()
                    ):
                        break
                self._collect(asked, flights, tries, take, rest)
        return dict(tasks)

    def _accept(self, request: SpeechRequest, pending: list[int], course: WindowCourse) -> Iterator[tuple[int, str]]:
        """Keep what came back, in order, and say whose it was; what was told something else than it should have been is asked again."""
        while pending and pending[0] in course.found:
            index = pending[0]
            text, told, worker = course.found.pop(index)
            if not course.judged(index, right=told == course.told(index)):
                return
            speech_engine.keep_window(request, text)
            course.tasks[worker] += 1
            pending.pop(0)
            yield index, worker

    def _able(self, asked: Wanted) -> list[str] | None:
        """Who may do it now; empty: nobody yet; None: nobody for too long."""
        now = self._all.monotonic()
        if names := self._share.ready(asked):
            self._all.there[asked.offer] = now
            return names
        return [] if now - self._all.there[asked.offer] < self._all.patience else None

    def _give(
        self,
        flights: dict[int, TaskFlight],
        index: int,
        asked: Wanted,
        work: Callable[[], WindowWork | SpeakersWork],
        tries: Tries,
        able: list[str],
        *,
        aside: bool = False,
    ) -> bool:
        names = [n for n in able if n not in tries.by] or able
        flight = self._share.give_in_turn(asked, lambda: work_data.packed(work()), names, aside=aside)
        if flight is None:
            return False
        flights[index] = flight
        return True

    def _collect(
        self,
        asked: Wanted,
        flights: dict[int, TaskFlight],
        tries: dict[int, Tries],
        take: Callable[[int, WorkAnswer], None],
        rest: Rest,
    ) -> None:
        """Take what is there; wait a moment where nothing is."""
        any_there = False
        for index, flight in list(flights.items()):
            answer = self._share.answer(flight)
            if answer is None:
                continue
            any_there = True
            del flights[index]
            if answer.fate is Fate.DONE:
                take(index, answer)
            else:
                self._share.drop(flight)
                tries[index].note(answer)
        if any_there:
            return
        began = self._all.monotonic()
        self._share.wait(_PAUSE)
        rest(0.0 if flights or not self._share.waits(asked.offer) else self._all.monotonic() - began)

    def _questions(
        self, request: SpeechRequest, model: VerifiedModel | None, second: RemoteSecondHearing | None
    ) -> RemoteQuestions:
        return RemoteQuestions(self._share, request, model, second.take if second else lambda _: None)

    @contextmanager
    def _flights(self) -> Iterator[dict[int, TaskFlight]]:
        """What is under way; nobody waits for it any more when the block is left."""
        flights: dict[int, TaskFlight] = {}
        try:
            yield flights
        finally:
            for flight in flights.values():
                self._share.drop(flight)


def _window_work(request: SpeechRequest, plan: Plan, window: Window, told: Prompt, pcm: Pcm) -> WindowWork:
    start, end = window.start - _NEAR, window.end + _NEAR
    near = tuple(s for s in plan.speech if s.end > window.start and s.start < window.end)
    sound = sound_part(pcm, start, end)
    return WindowWork(window, near, told, sound, request.mode, request.context, request.hearings)


def _piece_work(request: SpeakersRequest, cut: Sequence[Stretch], pcm: Pcm, index: int) -> PieceWork:
    start, end = cut[index]
    sound = sound_part(pcm, start - _AROUND_PIECE, end + _AROUND_PIECE)
    return PieceWork(
        cut[index], len(cut) == 1, request.speech, request.max_speakers, request.speakers, request.step, sound
    )


def _sounds_work(request: SpeakersRequest, parts: Sequence[Sequence[Stretch]], pcm: Pcm, index: int) -> SoundsWork:
    part = parts[index]
    sound = sound_part(pcm, min(start for start, _ in part) - _NEAR, max(end for _, end in part) + _NEAR)
    return SoundsWork(tuple(part), request.step, sound)
