"""The recogniser: faster-whisper's model, driven piece by piece with its own decoding loop.

`WhisperModel.transcribe` decides by itself how far to advance after each decode, and that is where it loses sentences
(docs/benchmarks.md). Here one piece is one decode, in batches, and the audit (audit.py) decides what to decode again.
Everything else is faster-whisper's: features, tokenizer, prompt, beam search, alignment.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from pydantic import BaseModel, ConfigDict

from transcriber.media.pcm import SAMPLE_RATE, Samples

HOP_SECONDS = 0.01
"""One mel frame."""

ENCODER_ROOM = 2.0
"""Seconds of silence after a piece in the encoder's input: with less, Whisper breaks off the last words."""

_FULL_CONTEXT = 3_000
"""Mel frames Whisper was trained on: 30 s."""

_CONTEXT_STEP = 200
"""The encoder's input is a multiple of this many mel frames, so that few different shapes occur."""

TOKENS_PER_SECOND = 50
"""Resolution of Whisper's cross-attention: one encoder frame is 20 ms."""


class Character(BaseModel):
    """One decodable piece of text, for Japanese almost always one character. Times are seconds."""

    model_config = ConfigDict(frozen=True)

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True)
class Heard:
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

    @property
    def compression(self) -> float:
        """Length of the text over its compressed length; above about 2.2 it repeats itself."""
        raw = self.text.encode()
        return len(raw) / len(zlib.compress(raw)) if raw else 0.0


class Recogniser(Protocol):
    """Turns pieces of audio into characters. The real one needs weights; speech/fake.py needs none."""

    def recognise(self, pieces: list[Samples], *, prompt: str, temperature: float = 0.0) -> list[Heard]:
        """One `Heard` per piece (each ≤ 30 s). `prompt` is text the recogniser should expect; may be empty."""

    def count_tokens(self, text: str) -> int:
        """Length of `text` in the recogniser's tokens."""


class WhisperRecogniser:
    """A faster-whisper model directory.

    Args:
        model: folder with model.bin, config.json, tokenizer.json (verified by the caller).
        device: "cpu" or "cuda".
        compute_type: CTranslate2's, e.g. "int8".
        threads: processor threads.
        beam: beam width.
    """

    def __init__(self, model: Path, *, device: str, compute_type: str, threads: int, beam: int = 5) -> None:
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer

        self._whisper = WhisperModel(
            str(model), device=device, compute_type=compute_type, cpu_threads=threads, local_files_only=True
        )
        self._tokenizer = Tokenizer(
            self._whisper.hf_tokenizer, self._whisper.model.is_multilingual, task="transcribe", language="ja"
        )
        self._suppressed = sorted({-1, *self._tokenizer.non_speech_tokens, *_special(self._tokenizer)})
        self._beam = beam

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    def recognise(self, pieces: list[Samples], *, prompt: str, temperature: float = 0.0) -> list[Heard]:
        features = [self._whisper.feature_extractor(p)[..., :-1] for p in pieces]
        frames = [f.shape[-1] for f in features]
        encoded = self._whisper.encode(_stack(features))
        previous = self._tokenizer.encode(" " + prompt.strip()) if prompt else []
        tokens = self._whisper.get_prompt(self._tokenizer, previous)
        search: dict[str, Any] = (
            {"beam_size": self._beam, "patience": 1}
            if temperature == 0
            else {"beam_size": 1, "num_hypotheses": 5, "sampling_topk": 0, "sampling_temperature": temperature}
        )
        results = self._whisper.model.generate(
            encoded,
            [tokens] * len(pieces),
            max_length=self._whisper.max_length,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
            max_initial_timestamp_index=50,  # OpenAI's default: text starts within the first second
            **search,
        )
        texts = [[t for t in r.sequences_ids[0] if t < self._tokenizer.eot] for r in results]
        aligned = self._align(encoded, texts, frames)
        return [
            Heard(characters=tuple(c), log_probability=float(r.scores[0]), no_speech=float(r.no_speech_prob))
            for c, r in zip(aligned, results, strict=True)
        ]

    def _align(self, encoded: Any, texts: list[list[int]], frames: list[int]) -> list[list[Character]]:
        # The alignment's prompt holds no terms: its probabilities judge the text by the sound alone.
        aligned = self._whisper.model.align(encoded, self._tokenizer.sot_sequence, texts, frames)
        return [
            self._characters(text, alignment, size * HOP_SECONDS)
            for text, alignment, size in zip(texts, aligned, frames, strict=True)
        ]

    def _characters(self, tokens: list[int], alignment: Any, seconds: float) -> list[Character]:
        if not tokens:
            return []
        pairs = np.array(alignment.alignments)
        first_frame = np.zeros(len(tokens) + 1)
        seen = pairs[np.r_[True, np.diff(pairs[:, 0]) > 0]]  # the first frame on which each token is heard
        first_frame[seen[:, 0]] = seen[:, 1]
        starts = np.minimum(first_frame / TOKENS_PER_SECOND, seconds)
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


def _stack(features: list[np.ndarray]) -> np.ndarray:
    """(batch, mels, frames): padded to one short common length instead of Whisper's 30 s."""
    longest = max(f.shape[-1] for f in features) + round(ENCODER_ROOM / HOP_SECONDS)
    context = min(_FULL_CONTEXT, math.ceil(longest / _CONTEXT_STEP) * _CONTEXT_STEP)
    return np.stack([np.pad(f[..., :context], ((0, 0), (0, context - f[..., :context].shape[-1]))) for f in features])


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
