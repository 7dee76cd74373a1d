"""Recognise a window and prove that nothing in it went missing or was invented.

What is measured on each text is in evidence.py. A suspicious text is recognised again, differently: without what the
office knows, in smaller pieces, at last at other speeds; the text with the most evidence stays, the other one is kept in a
doubt. Speech that no text covers is recognised by itself, and what still stays empty becomes a `gap` doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from transcriber.media.pcm import ReadableSound, Samples
from transcriber.minutes.transcript import Doubt, DoubtKind
from transcriber.speech import doubts, evidence, gap_filling, other_hearings, quiet
from transcriber.speech.effort import CAREFUL, Effort
from transcriber.speech.evidence import Suspicion
from transcriber.speech.gap_filling import AlignTexts, TextAligner
from transcriber.speech.other_hearings import OtherListener
from transcriber.speech.prompt import Prompt
from transcriber.speech.recogniser import Character, Recogniser, Recognition, Sound
from transcriber.speech.speech_limits import SPEECH_LIMITS
from transcriber.speech.speeds import at_speed
from transcriber.speech.voice import Span, outside
from transcriber.speech.windows import LONGEST_WINDOW, Window


class WindowText(BaseModel):
    """What windows/NNNN.json holds. Times are seconds from the start of the recording."""

    model_config = ConfigDict(frozen=True)

    index: int
    start: float
    end: float
    characters: tuple[Character, ...]
    doubts: tuple[Doubt, ...]

    def of(self, piece: Span) -> list[Character]:
        """The characters of one of the window's pieces; alignments put some a little outside of it."""
        return [
            c
            for c in self.characters
            if piece.start - SPEECH_LIMITS.edge <= (c.start + c.end) / 2 < piece.end + SPEECH_LIMITS.edge
        ]


@dataclass
class _Piece:
    """One piece while it is worked on; character times from the start of the recording.

    Attributes:
        filled: doubts about what was put into its gaps.
    """

    span: Span
    speech: list[Span]
    characters: list[Character] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    filled: list[Doubt] = field(default_factory=list)

    def missing(self) -> list[Span]:
        joined: list[Span] = []
        for gap in evidence.missing(self.characters, self.speech):
            silent = joined and not any(joined[-1].end <= c.start < gap.start for c in self.characters)
            if joined and silent and gap.start - joined[-1].end < SPEECH_LIMITS.join:
                joined[-1] = Span(joined[-1].start, gap.end)
            else:
                joined.append(gap)
        return joined


def understand(
    window: Window,
    pcm: ReadableSound,
    speech: Sequence[Span],
    recogniser: Recogniser,
    *,
    prompt: Prompt,
    effort: Effort = CAREFUL,
    listeners: Sequence[OtherListener] = (),
) -> WindowText:
    """Recognise one window until its speech is covered or given up on.

    Args:
        speech: every span of detected speech in the recording (those outside the window do not matter).
        prompt: what the office knows, as chosen for this window.
        listeners: hear the pieces once more; each character gets what they have in its place.
    """
    nearby = [s for s in speech if s.end > window.start and s.start < window.end]
    ear = _Ear(pcm, nearby, recogniser, prompt, effort)
    pieces = [_Piece(span, ear.speech_in(span)) for span in window.pieces]
    for piece, (characters, found) in zip(pieces, ear.hear(window.pieces), strict=True):
        piece.characters += characters
        piece.doubts += found
    for _ in range(effort.rounds):
        wanted = [(piece, gap) for piece in pieces for gap in piece.missing()]
        if not wanted:
            break
        again = ear.hear([gap for _, gap in wanted])
        if not any(characters for characters, _ in again):
            break
        for (piece, gap), (characters, found) in zip(wanted, again, strict=True):
            # Only what lies in the gap is new: the rest was heard already.
            new = [c for c in characters if gap.start <= (c.start + c.end) / 2 <= gap.end]
            if _repeats(new, piece.characters):
                continue  # the same words once more: the gap is but an alignment that slipped
            if new and (doubts.is_unsure(new) or gap_filling.lies_between(piece.characters, gap)):
                told = doubts.filled_gap(gap) if doubts.is_unsure(new) else doubts.put_between(gap)
                found = [told, *(d for d in found if d.kind is not DoubtKind.LOW_CONFIDENCE)]
            piece.characters = gap_filling.filled(piece.characters, gap, new, piece.speech, ear.aligner(piece.span))
            piece.filled += found
    for piece in pieces:
        missing = piece.missing()
        piece.doubts += [doubts.gap(gap) for gap in missing]
        thin = evidence.thin(piece.characters, piece.speech)
        piece.doubts += [doubts.thin_text(t) for t in thin if _uncovered(t, missing) > 0.5 * t.seconds]
    if listeners:
        _listen_again(pieces, window, pcm, listeners, prompt.known)
    return WindowText(
        index=window.index,
        start=window.start,
        end=window.end,
        characters=tuple(c for p in pieces for c in p.characters),
        doubts=tuple(sorted((d for p in pieces for d in (*p.doubts, *p.filled)), key=lambda d: d.start)),
    )


def _uncovered(span: Span, others: Sequence[Span]) -> float:
    """Seconds of it that none of the others has."""
    return sum(s.seconds for s in outside([span], list(others), least=0.0))


def _listen_again(
    pieces: Sequence[_Piece], window: Window, pcm: ReadableSound, listeners: Sequence[OtherListener], told: str
) -> None:
    """Compare the characters with other hearings: what the recogniser alone says of itself is no doubt any more, but for what was
    heard only when it was asked about a gap, where the other hearings may have written nothing, as the first one did."""
    sounds = [_sound(pcm, piece.span) for piece in pieces]
    whole = _sound(pcm, Span(window.start, window.end))
    found, joined = other_hearings.compared(
        [p.characters for p in pieces], [p.span for p in pieces], sounds, whole, listeners, told
    )
    for piece, characters in zip(pieces, found, strict=True):
        piece.characters = characters
        piece.doubts = [d for d in piece.doubts if d.kind is not DoubtKind.LOW_CONFIDENCE]
    pieces[0].doubts += map(doubts.cut_word, joined)


def _sound(pcm: ReadableSound, span: Span) -> Samples:
    return quiet.audible(pcm.read(span.start, min(span.end, span.start + LONGEST_WINDOW)))


@dataclass(frozen=True)
class _Ear:
    """Recognises spans of one window, and again where the text is suspicious."""

    pcm: ReadableSound
    speech: Sequence[Span]
    recogniser: Recogniser
    prompt: Prompt
    effort: Effort

    def speech_in(self, span: Span) -> list[Span]:
        inside = (Span(max(s.start, span.start), min(s.end, span.end)) for s in self.speech)
        return [s for s in inside if s.seconds > 0]

    def hear(self, spans: Sequence[Span]) -> list[tuple[list[Character], list[Doubt]]]:
        """Characters and doubts of each span."""
        spans = [Span(s.start, min(s.end, s.start + LONGEST_WINDOW)) for s in spans]
        sound = self.recogniser.listen([_sound(self.pcm, s) for s in spans])
        first = self._best(spans, sound, range(len(spans)), self.prompt.known)
        kept = dict(first)
        suspects = self._suspects(kept, spans)
        if suspects:
            # The beam's other texts, then another ear: the likeliest text is not the most complete one.
            texts = self.effort.texts
            if texts > 1:
                self._improve(kept, spans, self._best(spans, sound, suspects, self.prompt.known, texts=texts))
            self._improve(
                kept, spans, self._best(spans, sound, suspects, self.prompt.plain, texts=texts), SPEECH_LIMITS.margin
            )
            self._improve(kept, spans, self._divided(spans, self._suspects(kept, spans)))
        for speed in self.effort.speeds:
            unusable = [i for i in suspects if self._suspicions(kept[i], spans[i]) & _UNUSABLE]
            if unusable:
                self._improve(kept, spans, self._otherwise(spans, unusable, speed))
        return [
            (
                list(kept[i].characters),
                [
                    *doubts.doubts_of(kept[i], first[i], self._suspicions(kept[i], span)),
                    *self._left_out_at_first(first[i], kept[i], span),
                ],
            )
            for i, span in enumerate(spans)
        ]

    def _left_out_at_first(self, first: Recognition, kept: Recognition, span: Span) -> list[Doubt]:
        """Where the text that came first had none for speech between its words, and the one that stays has some."""
        if not first.characters or kept.text == first.text:
            return []
        speech = self.speech_in(span)
        empty = [*evidence.missing(first.characters, speech), *evidence.thin(first.characters, speech)]
        return [doubts.put_between(e) for e in empty if gap_filling.lies_between(first.characters, e)]

    def aligner(self, span: Span) -> AlignTexts | None:
        """Tells when texts are said in a piece; None: the recogniser cannot."""
        recogniser = self.recogniser
        if not isinstance(recogniser, TextAligner):
            return None

        def align(texts: Sequence[str]) -> list[list[Character]]:
            found = recogniser.alignments(recogniser.listen([_sound(self.pcm, span)]), texts)
            return [list(_placed(Recognition(tuple(each), 0.0, 0.0), span).characters) for each in found]

        return align

    def _best(
        self,
        spans: Sequence[Span],
        sound: Sound,
        which: Sequence[int],
        prompt: str,
        *,
        texts: int = 1,
    ) -> dict[int, Recognition]:
        """The best text of each of `which`, on the recording's clock."""
        heard = self.recogniser.recognise(sound, which, prompt=prompt, beam=self.effort.beam, texts=texts)
        return {
            i: evidence.best([_placed(h, spans[i]) for h in several], self.speech_in(spans[i]))
            for i, several in zip(which, heard, strict=True)
        }

    def _otherwise(self, spans: Sequence[Span], which: Sequence[int], speed: float) -> dict[int, Recognition]:
        """The best text of each of `which` at another speed, on the recording's clock."""
        sound = self.recogniser.listen([at_speed(_sound(self.pcm, spans[i]), speed) for i in which])
        heard = self.recogniser.recognise(
            sound, range(len(which)), prompt=self.prompt.plain, beam=self.effort.beam, texts=self.effort.texts
        )
        return {
            i: evidence.best([_placed(h, spans[i], speed) for h in several], self.speech_in(spans[i]))
            for i, several in zip(which, heard, strict=True)
        }

    def _divided(self, spans: Sequence[Span], which: Sequence[int]) -> dict[int, Recognition]:
        """The texts of `which` recognised in smaller parts, as far as they have pauses to be divided at."""
        parts = [(i, p) for i in which for p in _parts(spans[i], self.speech_in(spans[i])) if p != spans[i]]
        if not parts:
            return {}
        smaller = [p for _, p in parts]
        sound = self.recogniser.listen([_sound(self.pcm, p) for p in smaller])
        heard = self._best(smaller, sound, range(len(parts)), self.prompt.known)
        return {i: _joined([heard[k] for k, (j, _) in enumerate(parts) if j == i]) for i in {i for i, _ in parts}}

    def _improve(
        self,
        kept: dict[int, Recognition],
        spans: Sequence[Span],
        others: Mapping[int, Recognition],
        margin: float = 0.0,
    ) -> None:
        """Keep what is better by more than `margin` nats."""
        for i, other in others.items():
            speech = self.speech_in(spans[i])
            loops, looped = evidence.looping(other), evidence.looping(kept[i])
            more = evidence.evidence(other, speech) > evidence.evidence(kept[i], speech) + margin
            if other.characters and (loops < looped or (loops == looped and more)):
                kept[i] = other

    def _suspects(self, kept: Mapping[int, Recognition], spans: Sequence[Span]) -> list[int]:
        return [i for i, heard in kept.items() if self._suspicions(heard, spans[i])]

    def _suspicions(self, heard: Recognition, span: Span) -> frozenset[Suspicion]:
        return evidence.suspicions(heard, self.speech_in(span))


_UNUSABLE = frozenset({Suspicion.EMPTY, Suspicion.UNSUPPORTED, Suspicion.LOOP})


def _parts(span: Span, speech: Sequence[Span]) -> list[Span]:
    """The piece divided at its pauses; nothing shorter than a word."""
    if span.seconds < SPEECH_LIMITS.divisible:
        return [span]
    parts: list[Span] = []
    for s in speech:
        if parts and (s.start - parts[-1].end < 0.1 or parts[-1].seconds < 1.0 or s.seconds < 0.5):
            parts[-1] = Span(parts[-1].start, s.end)
        else:
            parts.append(s)
    return parts


def _placed(heard: Recognition, span: Span, speed: float = 1.0) -> Recognition:
    """The same text on the recording's clock; it was heard at this speed."""
    moved = (
        c.model_copy(update={"start": c.start * speed + span.start, "end": c.end * speed + span.start})
        for c in heard.characters
    )
    return Recognition(characters=tuple(moved), log_probability=heard.log_probability, no_speech=heard.no_speech)


def _joined(several: Sequence[Recognition]) -> Recognition:
    """Texts of consecutive parts as one."""
    return Recognition(
        characters=tuple(c for h in several for c in h.characters),
        log_probability=min(h.log_probability for h in several),
        no_speech=max(h.no_speech for h in several),
    )


def _repeats(new: Sequence[Character], known: Sequence[Character]) -> bool:
    """Most of the new text stands within ten seconds of it already."""
    if len(new) < SPEECH_LIMITS.repeated:
        return False
    near = "".join(c.text for c in known if new[0].start - 10 < c.start < new[-1].end + 10)
    said = "".join(c.text for c in new)
    pairs = [said[i : i + 3] for i in range(len(said) - 2)]
    return sum(p in near for p in pairs) >= 0.7 * len(pairs)
