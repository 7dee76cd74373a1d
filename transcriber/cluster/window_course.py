"""Where the tasks of one recording stand: windows that were asked ahead, and what happened to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from transcriber.cluster.guarded_servers import MOST_DEATHS
from transcriber.cluster.work_data import Fate, WorkAnswer
from transcriber.speech import speech_engine
from transcriber.speech.audit import WindowText
from transcriber.speech.prompt import Prompt
from transcriber.speech.speech_engine import SpeechRequest
from transcriber.work.shared_work import SharedOut

MOST_TRIES = 3
"""Tries of one task elsewhere after which it is done here."""

_JUDGED = 8
"""Windows asked ahead after which it is plain whether that is worth it here."""

Prompts = Callable[[Sequence[str]], list[Prompt]]
"""What the recogniser is told after each of these texts."""


@dataclass
class Tries:
    """What happened to one task so far."""

    by: set[str] = field(default_factory=set)
    died: int = 0
    failed: int = 0

    @property
    def enough(self) -> bool:
        return self.died >= MOST_DEATHS or self.died + self.failed >= MOST_TRIES

    def note(self, answer: WorkAnswer) -> None:
        self.by |= {answer.worker} - {""}
        if answer.fate is Fate.DIED:
            self.died += 1 if answer.worker else MOST_DEATHS  # Dask has counted those that went without a word
        else:
            self.failed += 1


class WindowCourse:
    """The windows of one recording on their way.

    Attributes:
        found: window → its text, what it was told, and who did it; not yet kept.
    """

    def __init__(self, request: SpeechRequest, prompts: Prompts) -> None:
        self._request = request
        self._ask = prompts
        self._said: dict[int, str] = {}
        self._prompts: dict[str, Prompt] = {}
        self._told: dict[int, Prompt] = {}
        self._ahead: set[int] = set()
        self._right = self._wrong = 0
        self.found: dict[int, tuple[WindowText, Prompt, str]] = {}
        self.tries: dict[int, Tries] = defaultdict(Tries)
        self.tasks: dict[str, int] = defaultdict(int)

    @property
    def worth_it(self) -> bool:
        """Whether what is asked ahead mostly is what should have been asked."""
        return self._right + self._wrong < _JUDGED or self._right >= self._wrong

    def judged(self, index: int, *, right: bool) -> bool:
        """`right`, and remembered where the window had been asked ahead."""
        if index in self._ahead:
            self._right += right
            self._wrong += not right
        return right

    def told(self, index: int) -> Prompt:
        """What a window is told, by what is known of those before it."""
        recent = "".join(self._text(before) for before in speech_engine.windows_before(index))
        if recent not in self._prompts:
            (self._prompts[recent],) = self._ask([recent])
        return self._prompts[recent]

    def asked(self, index: int, told: Prompt, *, ahead: bool) -> None:
        self._told[index] = told
        (self._ahead.add if ahead else self._ahead.discard)(index)

    def take(self, index: int, answer: WorkAnswer) -> None:
        text = WindowText.model_validate_json(answer.said)
        self._said[index] = speech_engine.plain_text(text)
        self.found[index] = (text, self._told.pop(index), answer.worker)

    def shared(self, left: int | None) -> SharedOut:
        return SharedOut(dict(self.tasks), left, left is not None and self.tries[left].died >= MOST_DEATHS)

    def _text(self, index: int) -> str:
        if index not in self._said:
            kept = speech_engine.kept_window(self._request, index)
            if kept is None:
                return ""
            self._said[index] = speech_engine.plain_text(kept)
        return self._said[index]
