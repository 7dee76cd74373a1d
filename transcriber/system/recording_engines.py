"""The engines' processes of one recording: all its own where recordings follow each other; where several are in work, a small process of
its own for what needs no weights, and in turn the one pair of processes that holds weights.

So what one recording does to its process harms no other, and weights are in memory once.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from transcriber.system import devices
from transcriber.system.engines import EngineProcess
from transcriber.system.ordered_places import OrderedPlaces
from transcriber.system.warm_engines import LONGEST_REST, EnginePair, WarmEngines

HeedStop = Callable[[], None]
"""Called while somebody waits; raises to stop."""


class RecordingEngines(Protocol):
    """What one recording is worked on in.

    Attributes:
        light: for what needs no weights: papers, finding speech, prompts.
        voices: for bringing voices together, which needs none either.
        on_card: weights lie on a card, whose memory is one model's.
    """

    light: EngineProcess
    voices: EngineProcess
    on_card: bool

    def place(self, heed: HeedStop) -> AbstractContextManager[None]:
        """A part of this computer's processors, for what takes long here: for the time of the block."""

    def speech(self, heed: HeedStop) -> AbstractContextManager[EngineProcess]:
        """The process that holds the recogniser's weights."""

    def speakers(self, heed: HeedStop) -> AbstractContextManager[EngineProcess]:
        """The process that holds the diarizer's weights."""

    def serve(self, weights: object) -> None:
        """Say what is to be loaded (models.TierModels); where that changed since it was loaded, it is loaded anew."""

    def remembered(self, probe: Callable[[], devices.Found]) -> devices.Found:
        """What `probe` finds of a card."""

    def prepare_speakers(self, load: Callable[[], object]) -> None:
        """Begin to load what the diarizer needs; if that fails, the diarizer will say so."""

    def recognised(self, others_wait: Callable[[], bool]) -> None:
        """The recogniser has done its part of this recording."""


@dataclass
class OwnEngines:
    """Both processes, of a recording beside which there is no other.

    Args:
        pair: borrowed from `warm`.
    """

    warm: WarmEngines
    pair: EnginePair
    on_card: bool = False

    def __post_init__(self) -> None:
        self.light, self.voices = self.pair.speech, self.pair.speakers

    def place(self, heed: HeedStop) -> AbstractContextManager[None]:
        return nullcontext()

    def speech(self, heed: HeedStop) -> AbstractContextManager[EngineProcess]:
        return nullcontext(self.pair.speech)

    def speakers(self, heed: HeedStop) -> AbstractContextManager[EngineProcess]:
        return nullcontext(self.pair.speakers)

    def serve(self, weights: object) -> None:
        self.warm.serve(weights)

    def remembered(self, probe: Callable[[], devices.Found]) -> devices.Found:
        return probe()

    def prepare_speakers(self, load: Callable[[], object]) -> None:
        self.pair.speakers.submit(load)

    def recognised(self, others_wait: Callable[[], bool]) -> None:
        self.warm.recognised(others_wait)


@dataclass
class LentEngines:
    """A small process of its own, and in turn the pair that holds weights: of one recording among several.

    Args:
        number: the smaller, the earlier it was begun.
    """

    light: EngineProcess
    shared: SharedEngines
    number: int
    on_card: bool = False
    _weights: object = None

    def __post_init__(self) -> None:
        self.voices = self.light

    def place(self, heed: HeedStop) -> AbstractContextManager[None]:
        return self.shared.processors.place(self.number, heed)

    @contextmanager
    def speech(self, heed: HeedStop) -> Iterator[EngineProcess]:
        with self.shared.with_weights(self.number, heed, self._weights) as pair:
            if self.on_card:
                pair.speakers.shutdown()
            yield pair.speech

    @contextmanager
    def speakers(self, heed: HeedStop) -> Iterator[EngineProcess]:
        with self.shared.with_weights(self.number, heed, self._weights) as pair:
            self.shared.warm.recognised(lambda: not self.on_card)
            yield pair.speakers

    def serve(self, weights: object) -> None:
        self._weights = weights

    def remembered(self, probe: Callable[[], devices.Found]) -> devices.Found:
        """It is asked once and not by each recording."""
        if self.shared.found is None:
            self.shared.found = probe()
        return self.shared.found

    def prepare_speakers(self, load: Callable[[], object]) -> None:
        """The pair may be another recording's just now."""

    def recognised(self, others_wait: Callable[[], bool]) -> None:
        """The next recording may need the recogniser at once."""


@dataclass
class SharedEngines:
    """For several recordings at once.

    Args:
        warm: the pair that holds weights.
        threads: processor threads an engine may use.
    """

    warm: WarmEngines
    threads: int
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _idle: list[EngineProcess] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _timer: threading.Timer | None = None
    found: devices.Found | None = None
    _in_work: int = 0

    def __post_init__(self) -> None:
        self._turn = OrderedPlaces(1)
        self.processors = OrderedPlaces(max(2, devices.usable_processors() - 2))
        self._pair: EnginePair | None = None

    @contextmanager
    def lent(self, others_wait: Callable[[], bool]) -> Iterator[LentEngines]:
        """What one recording is worked on in. After a failure its small process ends, and the next one gets a fresh one.

        Args:
            others_wait: whether others are in work or to follow; asked at the end.
        """
        number = next(self._numbers)
        with self._lock:
            light = self._idle.pop() if self._idle else EngineProcess(threads=self.threads)
            self._in_work += 1
        stay = False
        try:
            yield LentEngines(light, self, number)
            stay = others_wait()
        finally:
            self._back(light, stay=stay)

    @contextmanager
    def with_weights(self, number: int, heed: HeedStop, weights: object) -> Iterator[EnginePair]:
        """The pair that holds weights, in turn. It stays for whoever is next, and ends by itself: a recording comes back to it for one
        part of its work after the other."""
        with self._turn.place(number, heed):
            if self._pair is not None:  # this recording has it already
                yield self._pair
                return
            with self.warm.borrowed(lambda: True, room=0) as self._pair:
                self.warm.serve(weights)
                try:
                    yield self._pair
                finally:
                    self._pair = None

    def _back(self, light: EngineProcess, *, stay: bool) -> None:
        with self._lock:
            self._in_work -= 1
            last = not stay and not self._in_work
            if self._timer is not None:
                self._timer.cancel()
            if stay:
                self._idle.append(light)
                self._timer = threading.Timer(LONGEST_REST, self._end)
                self._timer.daemon = True
                self._timer.start()
                return
        light.shutdown()
        if last:
            self._end()
            with self._turn.place(next(self._numbers), lambda: None), self.warm.borrowed(lambda: False):
                pass  # gives its memory back

    def _end(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for each in idle:
            each.shutdown()
