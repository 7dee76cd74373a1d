"""Voices told apart by other computers while speech is still being recognised: a long piece is one computer's, and would else keep it busy
when the others have nothing left to do."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from transcriber.errors import TranscriberError
from transcriber.models import VerifiedModel
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import SpeakersRequest
from transcriber.work.contract import Stopped
from transcriber.work.shared_work import SharedOut

log = logging.getLogger(__name__)

_LOOK = 0.5


class RemoteSpeakers(Protocol):
    """Other computers that tell voices apart in pieces, and compare them."""

    def pieces(
        self,
        request: SpeakersRequest,
        model: VerifiedModel | None,
        heed: Callable[[float], None],
        aside: Callable[[], bool] = lambda: False,
        rest: Callable[[float], None] = lambda _: None,
    ) -> SharedOut:
        """Do what is missing, until all is done or the rest is left to this computer.

        Args:
            heed: told how much is done (0..1); raises to stop.
            aside: whether other work goes on meanwhile; then at most every second computer is taken.
            rest: told the seconds in which it was others' turn; 0: it is this recording's.
        """

    def sounds(
        self,
        request: SpeakersRequest,
        model: VerifiedModel | None,
        stretches: Sequence[Stretch],
        heed: Callable[[float], None],
        rest: Callable[[float], None] = lambda _: None,
    ) -> tuple[dict[int, list[float]], SharedOut]:
        """What stretches of the recording sound like, by their numbers (those that are left to this computer are missing), and who did it."""


@contextmanager
def pieces_ahead(remote: RemoteSpeakers | None) -> Iterator[PiecesAhead | None]:
    """For one recording; what is under way when the block is left is waited for no more. None: nobody helps."""
    ahead = PiecesAhead(remote) if remote is not None else None
    try:
        yield ahead
    finally:
        if ahead is not None:
            ahead.end()


class PiecesAhead:
    """The pieces of one recording, under way in a thread of its own."""

    def __init__(self, remote: RemoteSpeakers) -> None:
        self._remote = remote
        self._thread: threading.Thread | None = None
        self._ended, self._urgent = threading.Event(), threading.Event()
        self._done = 0.0
        self._rests = False
        self._shared = SharedOut({})

    def begin(self, request: SpeakersRequest, model: VerifiedModel | None) -> None:
        """Ask for the pieces; once a recording."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, args=(request, model), name="pieces", daemon=True)
            self._thread.start()

    def finished(self, heed: Callable[[float], None], rest: Callable[[float], None] = lambda _: None) -> SharedOut:
        """Take every computer for what is left, and wait until it is done; how far they brought it.

        Args:
            heed: told how much is done (0..1); raises to stop.
            rest: as of `RemoteSpeakers.pieces`.
        """
        self._urgent.set()
        while self._thread is not None and self._thread.is_alive():
            heed(self._done)
            self._thread.join(_LOOK)
            rest(_LOOK if self._rests else 0.0)
        return self._shared

    def end(self) -> None:
        """Nobody waits for it any more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(10)

    def _work(self, request: SpeakersRequest, model: VerifiedModel | None) -> None:
        try:
            self._shared = self._remote.pieces(
                request, model, self._heed, lambda: not self._urgent.is_set(), self._rest
            )
        except Stopped:
            return
        except (TranscriberError, OSError) as e:  # whoever does the rest here meets it again, and tells
            log.warning("pieces: %s", type(e).__name__)

    def _heed(self, done: float) -> None:
        self._done = done
        if self._ended.is_set():
            raise Stopped

    def _rest(self, seconds: float) -> None:
        self._rests = seconds > 0
