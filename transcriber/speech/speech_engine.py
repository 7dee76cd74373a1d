"""The speech stage: PCM → speech-KEY/NNNN.json. Runs in the engine's child process; safe to kill and run again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transcriber.language.readings import Reader
from transcriber.language.similar_words import shipped_similar_words
from transcriber.media.pcm import Pcm, ReadableSound
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import AgendaItem, RecordKind
from transcriber.settings import Mode
from transcriber.speech import (
    audit,
    doubts,
    effort,
    fake_recogniser,
    other_hearings,
    prompt,
    quiet,
    recogniser,
    voice,
    windows,
)
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Recogniser, WhisperRecogniser
from transcriber.speech.rescoring import Rescorer
from transcriber.speech.voice import Span
from transcriber.system import durable, rights

SPEECH_FORMAT = 12
"""Of speech-KEY/plan.json and NNNN.json, or of how they come about: what an earlier one left is not read."""

_LOOK_BACK = 4
"""Windows before one that decide what to expect in it: about two minutes."""


@dataclass(frozen=True)
class SpeechRequest:
    """What the child needs to know; paths, not audio.

    Attributes:
        model: the verified model folder, or None for the fake recogniser.
        out: folder for plan.json and NNNN.json; what is there already is kept and not done again.
        device, compute_type: CTranslate2's names.
        batch: pieces recognised at once.
        kind, office, roster, glossary, agenda: what the office knows about the meeting.
        mode: careful or fast.
        joints: seconds at which one file of a meeting in parts ends and the next begins.
        context: seconds that the encoder is given at least; None: as much as a piece needs.
        hearings: the other hearings of careful mode, where the model has its own; else those of `effort`.
    """

    pcm: Path
    out: Path
    model: Path | None
    device: str
    compute_type: str
    batch: int
    threads: int
    kind: RecordKind
    roster: Roster
    glossary: Glossary
    agenda: tuple[AgendaItem, ...] = ()
    office: str = ""
    mode: Mode = Mode.CAREFUL
    joints: tuple[float, ...] = ()
    context: float | None = None
    hearings: tuple[tuple[float, bool], ...] | None = None

    @property
    def effort(self) -> effort.Effort:
        """How much work is done."""
        asked = effort.effort_of(self.mode)
        own = self.hearings if self.hearings is not None and asked.other_hearings else asked.other_hearings
        return replace(asked, other_hearings=own)


@dataclass(frozen=True)
class Plan:
    """The windows of a recording and the speech they cover."""

    speech: tuple[Span, ...]
    windows: tuple[windows.Window, ...]

    @property
    def speech_seconds(self) -> float:
        return sum(s.seconds for s in self.speech)

    @property
    def stretches(self) -> tuple[tuple[float, float], ...]:
        """The speech as pairs of seconds."""
        return tuple((s.start, s.end) for s in self.speech)


@dataclass(frozen=True)
class RecognisedSpeech:
    """What was recognised of a recording: read once, and passed along.

    Attributes:
        texts: one a window of the plan, in order.
    """

    plan: Plan
    texts: tuple[WindowText, ...]

    def plain(self) -> Iterator[str]:
        """The text of each window, as it was recognised."""
        return map(plain_text, self.texts)


def plan(request: SpeechRequest) -> Plan:
    """Detect speech and cut the windows; kept in plan.json."""
    if not has_plan(request):
        detector = fake_recogniser.FakeVoice() if request.model is None else voice.VoiceDetector()
        probabilities = detector.probabilities(Pcm(request.pcm))
        clear = voice.spans(probabilities)
        # Not right beside speech: a breath before a sentence, heard by itself, becomes a sentence that nobody said.
        faint = quiet.find_quiet_speech(Pcm(request.pcm), voice.spans(probabilities, voice.WIDE), detector)
        speech = sorted([*clear, *faint], key=lambda s: s.start)
        cut = windows.cut_windows(speech, probabilities, request.joints, effort.effort_of(request.mode), faint)
        rights.make(request.out)
        text = json.dumps(
            {
                "speech": [[s.start, s.end] for s in speech],
                "windows": [[[p.start, p.end] for p in w.pieces] for w in cut],
            }
        )
        durable.write_text(request.out / "plan.json", text)
    return read_plan(request.out)


def has_plan(request: SpeechRequest) -> bool:
    """An earlier run has left the plan."""
    return (request.out / "plan.json").exists()


def read_plan(folder: Path) -> Plan:
    """The plan a former run left in `folder`."""
    raw = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return Plan(
        speech=tuple(Span(*s) for s in raw["speech"]),
        windows=tuple(windows.Window(i, tuple(Span(*p) for p in pieces)) for i, pieces in enumerate(raw["windows"])),
    )


def pending_windows(request: SpeechRequest, plan: Plan) -> list[int]:
    """Indices of the windows that have no text yet."""
    return [w.index for w in plan.windows if not _path(request.out, w.index).exists()]


def recognise(request: SpeechRequest, plan: Plan, indices: list[int]) -> None:
    """Recognise the windows `indices`, each kept as soon as it is done."""
    pcm = Pcm(request.pcm)
    prompter = prompter_of(request, loaded_recogniser(request).count_tokens)
    for index in indices:
        told = prompter.after(_said_before(request.out, index))
        text = understood_window(request, plan.windows[index], plan.speech, pcm, told)
        keep_window(request, text)
        _remember(_path(request.out, index), text)


def understood_window(
    request: SpeechRequest, window: windows.Window, speech: Sequence[Span], pcm: ReadableSound, told: prompt.Prompt
) -> WindowText:
    """One window, recognised. What it needs of the recording is given along: this may be another computer.

    Args:
        request: its files are not looked at.
        speech: all that is near the window; more changes nothing.
        told: what the recogniser is told before it.
    """
    ear, worked = loaded_recogniser(request), request.effort
    listeners = other_hearings.listeners_of(ear, worked)
    return audit.understand(window, pcm, speech, ear, prompt=told, effort=worked, listeners=listeners)


def keep_window(request: SpeechRequest, text: WindowText) -> None:
    """Put a window's text where the next run finds it."""
    durable.write_text(_path(request.out, text.index), text.model_dump_json())


def set_aside(request: SpeechRequest, plan: Plan, index: int) -> None:
    """Keep a window as one whose speech could not be written: all of it is a gap, for a person to listen to."""
    window = plan.windows[index]
    inside = [Span(max(s.start, p.start), min(s.end, p.end)) for p in window.pieces for s in plan.speech]
    gaps = tuple(doubts.gap(s) for s in inside if s.seconds > 0)
    keep_window(request, WindowText(index=index, start=window.start, end=window.end, characters=(), doubts=gaps))


def prompter_of(request: SpeechRequest, count_tokens: Callable[[str], int]) -> prompt.Prompter:
    """Chooses what a recogniser is told of all that the request knows."""
    return prompt.Prompter(
        request.kind,
        request.roster,
        request.glossary,
        request.agenda,
        count_tokens,
        office=request.office,
    )


def prompts_after(request: SpeechRequest, recent: Sequence[str]) -> list[prompt.Prompt]:
    """What the recogniser is told after each of these texts; its weights are not loaded for that."""
    key = request.out, request.model
    if key not in _prompters:
        _prompters.clear()
        _prompters[key] = prompter_of(request, _counter(request.model))
    return [_prompters[key].after(text) for text in recent]


_prompters: dict[tuple[Path, Path | None], prompt.Prompter] = {}
"""The child's one prompter: with tens of thousands of terms it takes seconds to make."""


def _counter(model: Path | None) -> Callable[[str], int]:
    if model is None:
        return fake_recogniser.FakeRecogniser().count_tokens
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    return lambda text: recogniser.count_tokens_of(tokenizer, text)


def read_window_texts(folder: Path, plan: Plan) -> RecognisedSpeech:
    """The texts of all windows. Parses every file: do it once a recording."""
    return RecognisedSpeech(plan, tuple(read_window_text(folder, window.index) for window in plan.windows))


def read_window_text(folder: Path, index: int) -> WindowText:
    """The text of one window that is recognised."""
    return _read(_path(folder, index))


def _read(path: Path) -> WindowText:
    return WindowText.model_validate_json(path.read_text(encoding="utf-8"))


_said: dict[Path, str] = {}
"""The text of the last windows, by their files: this child process reads none that it wrote, and none twice."""


def _remember(path: Path, text: WindowText) -> str:
    _said.pop(path, None)
    while len(_said) >= _LOOK_BACK:
        del _said[next(iter(_said))]
    _said[path] = plain_text(text)
    return _said[path]


def windows_before(index: int) -> range:
    """The windows whose text decides what the recogniser is told before window `index`."""
    return range(max(0, index - _LOOK_BACK), index)


def plain_text(text: WindowText) -> str:
    """What was recognised in a window, as the next ones are told of it."""
    return "".join(c.text for c in text.characters)


def kept_window(request: SpeechRequest, index: int) -> WindowText | None:
    """The text that an earlier run left of a window."""
    path = _path(request.out, index)
    return _read(path) if path.exists() else None


def _said_before(folder: Path, index: int) -> str:
    """The text of the windows just before `index`: what their files hold, the same after a restart as without one."""
    paths = (_path(folder, before) for before in windows_before(index))
    return "".join(_said[p] if p in _said else _remember(p, _read(p)) for p in paths if p.exists())


_loaded: dict[tuple[object, ...], Recogniser] = {}
"""The child's one model: loading takes seconds, and the child serves one recording after another."""


def loaded_recogniser(request: SpeechRequest) -> Recogniser:
    """The recogniser of this child process."""
    if request.model is None:
        return fake_recogniser.FakeRecogniser()
    key = (request.model, request.device, request.compute_type, request.threads, request.batch, request.context)
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = WhisperRecogniser(
            request.model,
            device=request.device,
            compute_type=request.compute_type,
            threads=request.threads,
            batch=request.batch,
            rescorer=Rescorer(Reader().unexpected, shipped_similar_words().proposals),
            context=request.context,
        )
    return _loaded[key]


def _path(folder: Path, index: int) -> Path:
    return folder / f"{index:04d}.json"
