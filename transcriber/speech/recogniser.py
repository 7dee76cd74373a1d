"""The recogniser: faster-whisper's model, driven piece by piece with its own decoding loop.

`WhisperModel.transcribe` decides by itself how far to advance after each decode, and that is where it loses sentences
(docs/benchmarks.md). Here one piece is one decode, in batches, and the audit (audit.py) decides what to decode again.
Everything else is faster-whisper's: features, tokenizer, prompt, beam search, alignment.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from pydantic import BaseModel, ConfigDict

from transcriber.media.pcm import SAMPLE_RATE, Samples
from transcriber.speech.encodings import KeptEncodings, PieceBatch, encoding_key
from transcriber.speech.rescoring import Rescorer
from transcriber.speech.side_by_side import aligned
from transcriber.system import cublas

HOP_SECONDS = 0.01
"""One mel frame."""

ENCODER_ROOM = 2.0
"""Seconds of silence after a piece in the encoder's input: with less, Whisper breaks off the last words."""

_FULL_CONTEXT = 3_000
"""Mel frames Whisper was trained on: 30 s."""

_CONTEXT_STEP = 200
"""The encoder's input is a multiple of this many mel frames, so that few different shapes occur."""

ENCODER_FRAMES_PER_SECOND = 50
"""Resolution of Whisper's cross-attention: one encoder frame is 20 ms."""


_TOKENS_A_SECOND = 12
"""More than anyone says: a loop ends here instead of at Whisper's 448, which costs as much as a minute of speech."""


class Character(BaseModel):
    """One decodable piece of text, for Japanese almost always one character. Times are seconds.

    Attributes:
        rivals: what the other texts of the same search have in its place, one each.
        others: what other hearings of the same sound have in its place (other_hearings.py), one each; empty: nothing else listened.
        put_in: it belongs to a word of meetings that no hearing has (better_words.py).
    """

    model_config = ConfigDict(frozen=True)

    text: str
    start: float
    end: float
    probability: float
    rivals: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    put_in: bool = False


@dataclass(frozen=True)
class Recognition:
    """What the recogniser made of one piece; times from the start of the piece.

    Attributes:
        characters: with times and the probability of each *given the sound alone* (no prompt), so that text which only
            the prompt suggested stands out.
        log_probability: mean per token, as decoded (with the prompt).
        no_speech: Whisper's probability that there is no speech here.
    """

    characters: tuple[Character, ...]
    log_probability: float
    no_speech: float

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.characters)

    @property
    def sound_log_probability(self) -> float:
        """Mean log probability of the characters given the sound alone; −inf for no text."""
        if not self.characters:
            return -math.inf
        return float(np.mean([math.log(max(c.probability, 1e-6)) for c in self.characters]))


@dataclass(frozen=True)
class Sound:
    """Pieces of audio as a recogniser has taken them in, to be decoded several times at the price of one encoding.

    Attributes:
        seconds: length of each piece.
        inner: the recogniser's own.
    """

    seconds: tuple[float, ...]
    inner: Any = None


class Recogniser(Protocol):
    """Turns pieces of audio into characters. The real one needs weights; speech/fake_recogniser.py needs none."""

    def listen(self, pieces: Sequence[Samples]) -> Sound:
        """Take in pieces (each ≤ 30 s)."""

    def recognise(
        self,
        sound: Sound,
        which: Sequence[int],
        *,
        prompt: str,
        beam: int = 5,
        texts: int = 1,
    ) -> list[tuple[Recognition, ...]]:
        """For each of the pieces `which` (indices) what may have been said, the likeliest first; never empty.

        Args:
            prompt: text the recogniser should expect; may be empty.
            beam: how many texts are followed at once.
            texts: how many of them come back at most; each costs an alignment.
        """

    def count_tokens(self, text: str) -> int:
        """Length of `text` in the recogniser's tokens."""


class WhisperRecogniser:
    """A faster-whisper model directory.

    Args:
        model: folder with model.bin, config.json, tokenizer.json (verified by the caller).
        device: "cpu" or "cuda".
        compute_type: CTranslate2's, e.g. "int8".
        threads: processor threads.
        batch: pieces encoded and decoded at once: memory grows with them.
        rescorer: chooses among a beam's texts; None takes the likeliest.
        context: seconds of sound and silence that the encoder is given at least; None: as much as a piece needs.
    """

    def __init__(
        self,
        model: Path,
        *,
        device: str,
        compute_type: str,
        threads: int,
        batch: int = 4,
        rescorer: Rescorer | None = None,
        context: float | None = None,
    ) -> None:
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer

        if device == "cuda":
            cublas.load_cublas()
        self._whisper = WhisperModel(
            str(model), device=device, compute_type=compute_type, cpu_threads=threads, local_files_only=True
        )
        self._tokenizer = Tokenizer(
            self._whisper.hf_tokenizer, self._whisper.model.is_multilingual, task="transcribe", language="ja"
        )
        self._suppressed = sorted({-1, *self._tokenizer.non_speech_tokens, *_special(self._tokenizer)})
        self._device = device
        self._batch = batch
        self.rescorer = rescorer
        self._least = round((context or 0.0) / HOP_SECONDS)
        self._kept = KeptEncodings()

    def count_tokens(self, text: str) -> int:
        return count_tokens_of(self._whisper.hf_tokenizer, text)

    def listen(self, pieces: Sequence[Samples]) -> Sound:
        if self._device != "cpu":  # a card decodes many at the price of one, and encodes faster than it copies
            batches = [self._stacked(pieces, range(len(pieces))[k : k + self._batch]) for k in self._firsts(pieces)]
        else:
            alike: dict[int, list[int]] = {}
            for i, piece in enumerate(pieces):
                alike.setdefault(self._context(piece), []).append(i)
            groups = [which[k : k + self._batch] for which in alike.values() for k in self._firsts(which)]
            batches = [self._encoded_once(pieces, group) for group in groups]
        return Sound(seconds=tuple(map(duration, pieces)), inner=batches)

    def _firsts(self, pieces: Sequence[Any]) -> range:
        return range(0, len(pieces), self._batch)

    def _context(self, *pieces: Samples) -> int:
        """Mel frames of the encoder's input for the longest of these: with room behind it, instead of Whisper's 30 s."""
        longest = max(self._least, *(_frames(p) + round(ENCODER_ROOM / HOP_SECONDS) for p in pieces))
        return min(_FULL_CONTEXT, math.ceil(longest / _CONTEXT_STEP) * _CONTEXT_STEP)

    def _features(self, piece: Samples, context: int) -> np.ndarray:
        found: np.ndarray = self._whisper.feature_extractor(piece)[..., :-1][..., :context]
        return np.pad(found, ((0, 0), (0, context - found.shape[-1])))

    def _stacked(self, pieces: Sequence[Samples], which: Sequence[int]) -> PieceBatch:
        context = self._context(*(pieces[i] for i in which))
        features = np.stack([self._features(pieces[i], context) for i in which])
        return PieceBatch(list(which), [_frames(pieces[i]) for i in which], features)

    def _encoded_once(self, pieces: Sequence[Samples], which: Sequence[int]) -> PieceBatch:
        """Pieces of one context; what was encoded lately is taken as it is."""
        keys = [encoding_key(pieces[i], self._context(pieces[i])) for i in which]
        known = self._kept.of(keys)
        if new := {key: i for key, i in zip(keys, which, strict=True) if key not in known}:
            features = [self._features(pieces[i], self._context(pieces[i])) for i in new.values()]
            known |= self._kept.keep(dict(zip(new, np.array(self._whisper.encode(np.stack(features))), strict=True)))
        return PieceBatch(list(which), [_frames(pieces[i]) for i in which], encoded=[known[key] for key in keys])

    def recognise(
        self,
        sound: Sound,
        which: Sequence[int],
        *,
        prompt: str,
        beam: int = 5,
        texts: int = 1,
    ) -> list[tuple[Recognition, ...]]:
        heard: dict[int, tuple[Recognition, ...]] = {}
        for batch in sound.inner:
            rows = batch.rows(which)
            if not rows:
                continue
            results = self._searched(batch, rows, prompt, max(beam, texts))
            found = self._aligned(batch, rows, results, texts, prompt)
            heard |= {batch.pieces[row]: h for row, h in zip(rows, found, strict=True)}
        return [heard[i] for i in which]

    def texts(self, sound: Sound, which: Sequence[int], *, prompt: str) -> list[str]:
        """The likeliest text of each of the pieces `which`, without times: what is to be had cheaply."""
        heard: dict[int, str] = {}
        for batch in sound.inner:
            rows = batch.rows(which)
            if rows:
                found = self._decode(batch, rows, prompt, beam_size=1)
                heard |= {batch.pieces[row]: self._text(f.sequences_ids[0]) for row, f in zip(rows, found, strict=True)}
        return [heard[i] for i in which]

    def _text(self, ids: Sequence[int]) -> str:
        text: str = self._tokenizer.decode([t for t in ids if t < self._tokenizer.eot])
        return text.strip()

    def _searched(self, batch: PieceBatch, rows: list[int], prompt: str, width: int) -> list[Any]:
        """What a beam search finds. All its texts come at the price of the first; what costs is to align them."""
        new = [row for row in rows if (row, prompt, width) not in batch.searched]
        if new:
            results = self._decode(batch, new, prompt, beam_size=width, num_hypotheses=width, patience=1)
            batch.searched.update({(row, prompt, width): r for row, r in zip(new, results, strict=True)})
        return [batch.searched[row, prompt, width] for row in rows]

    def _decode(self, batch: PieceBatch, rows: list[int], prompt: str, **search: float) -> list[Any]:
        previous = self._tokenizer.encode(" " + prompt.strip()) if prompt else []
        tokens = self._whisper.get_prompt(self._tokenizer, previous)
        frames = [batch.frames[r] for r in rows]
        results: list[Any] = self._whisper.model.generate(
            self._encoded(batch, rows),
            [tokens] * len(rows),
            max_length=min(self._whisper.max_length, len(tokens) + _most_tokens(max(frames) * HOP_SECONDS)),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
            max_initial_timestamp_index=50,  # OpenAI's default: text starts within the first second
            **search,
        )
        return results

    def _aligned(
        self, batch: PieceBatch, rows: list[int], results: list[Any], most: int, told: str
    ) -> list[tuple[Recognition, ...]]:
        """The best `most` texts of each result, with times. Args: told: what was to be expected."""
        encoded, frames = self._encoded(batch, rows), [batch.frames[r] for r in rows]
        found = [self._ranked(r, told) for r in results]
        heard: list[dict[tuple[int, ...], Recognition]] = [{} for _ in rows]
        for rank in range(min(most, max(map(len, found)))):
            texts = [ranked[rank][0] if rank < len(ranked) else [] for ranked in found]
            timed = self._align(encoded, texts, frames)
            for own, ranked, result, text, characters in zip(heard, found, results, texts, timed, strict=True):
                if rank < len(ranked) and tuple(text) not in own:
                    rivals = [self._text(ids) for i, (ids, _) in enumerate(ranked) if i != rank]
                    own[tuple(text)] = Recognition(
                        characters=tuple(_beside(characters, rivals)),
                        log_probability=ranked[rank][1],
                        no_speech=float(result.no_speech_prob),
                    )
        return [tuple(own.values()) for own in heard]

    def _ranked(self, result: Any, told: str) -> list[tuple[list[int], float]]:
        """Tokens and mean log probability of each text of a result, the best first."""
        texts = [[t for t in ids if t < self._tokenizer.eot] for ids in result.sequences_ids]
        scores = [float(score) for score in result.scores]
        if self.rescorer is None or len(texts) < 2:
            return list(zip(texts, scores, strict=True))
        # The score is a mean over all tokens, those of the times included (length_penalty 1).
        whole = [score * len(ids) for score, ids in zip(scores, result.sequences_ids, strict=True)]
        order = self.rescorer.order([self._tokenizer.decode(text).strip() for text in texts], whole, told)
        return [(texts[i], scores[i]) for i in order]

    def _encoded(self, batch: PieceBatch, rows: list[int]) -> Any:
        import ctranslate2

        if batch.features is None:
            return ctranslate2.StorageView.from_array(np.stack([batch.encoded[r].astype(np.float32) for r in rows]))
        if tuple(rows) not in batch.placed:
            batch.placed[tuple(rows)] = self._whisper.encode(batch.features[rows])
        return batch.placed[tuple(rows)]

    def log_probabilities(self, sound: Sound, texts: Sequence[str]) -> list[float]:
        """Log probability of each text given the first piece of `sound`, without any prompt."""
        batch = sound.inner[0]
        encoded = self._encoded(batch, [0])
        found = []
        for text in texts:
            tokens = [self._tokenizer.encode(text)]
            (alone,) = self._whisper.model.align(encoded, self._tokenizer.sot_sequence, tokens, batch.frames[:1])
            found.append(float(np.sum(np.log(np.maximum(alone.text_token_probs, 1e-8)))))
        return found

    def alignments(self, sound: Sound, texts: Sequence[str]) -> list[list[Character]]:
        """The characters of each text as said in the first piece of `sound`; times from its start."""
        batch = sound.inner[0]
        encoded, frames = self._encoded(batch, [0]), batch.frames[:1]
        return [self._align(encoded, [self._tokenizer.encode(text)], frames)[0] for text in texts]

    def _align(self, encoded: Any, texts: list[list[int]], frames: list[int]) -> list[list[Character]]:
        # The alignment's prompt holds no terms: its probabilities judge the text by the sound alone.
        found = self._whisper.model.align(encoded, self._tokenizer.sot_sequence, texts, frames)
        return [
            self._characters(text, alignment, size * HOP_SECONDS)
            for text, alignment, size in zip(texts, found, frames, strict=True)
        ]

    def _characters(self, tokens: list[int], alignment: Any, seconds: float) -> list[Character]:
        if not tokens:
            return []
        pairs = np.array(alignment.alignments)
        first_frame = np.zeros(len(tokens) + 1)
        seen = pairs[np.r_[True, np.diff(pairs[:, 0]) > 0]]  # the first frame on which each token is heard
        first_frame[seen[:, 0]] = seen[:, 1]
        starts = np.minimum(first_frame / ENCODER_FRAMES_PER_SECOND, seconds)
        characters = []
        at = 0
        words, word_tokens = self._tokenizer.split_to_word_tokens(tokens)
        for word, ids in zip(words, word_tokens, strict=True):
            start, end = starts[at], starts[at + len(ids)] if at + len(ids) < len(starts) else seconds
            probability = float(np.mean(alignment.text_token_probs[at : at + len(ids)]))
            at += len(ids)
            if word.strip():
                characters.append(
                    Character(
                        text=word.strip(), start=float(start), end=float(max(start, end)), probability=probability
                    )
                )
        return characters


def _beside(characters: Sequence[Character], rivals: Sequence[str]) -> list[Character]:
    """The characters, each with what every one of `rivals` has in its place."""
    if not rivals:
        return list(characters)
    texts = [c.text for c in characters]
    each = zip(*(aligned(texts, rival) for rival in rivals), strict=True)
    return [c.model_copy(update={"rivals": own}) for c, own in zip(characters, each, strict=True)]


def count_tokens_of(tokenizer: Any, text: str) -> int:
    """Length of `text` in the tokens of a model's tokenizer (tokenizer.json)."""
    return len(tokenizer.encode(text, add_special_tokens=False).ids)


def _most_tokens(seconds: float) -> int:
    return 24 + round(_TOKENS_A_SECOND * seconds)


def _frames(piece: Samples) -> int:
    return len(piece) // round(SAMPLE_RATE * HOP_SECONDS)


def _special(tokenizer: Any) -> list[int]:
    return [
        tokenizer.transcribe,
        tokenizer.translate,
        tokenizer.sot,
        tokenizer.sot_prev,
        tokenizer.sot_lm,
        tokenizer.no_speech,
    ]


def duration(samples: Samples) -> float:
    """Seconds of audio."""
    return len(samples) / SAMPLE_RATE
