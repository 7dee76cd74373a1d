"""The embedded Whisper model's weights in the shape of a larger one: the same recognition, to rehearse with what is not here.

A transformer does not change when its residual stream gets channels that are always zero, heads that look at nothing and layers
that add nothing. Only LayerNorm sees the width: with a stream whose mean is zero it divides by sqrt(narrow / wide) of what it
would, so its gain takes that factor, and what is written into the stream is centred first. What is not exact: the mean of
the convolutions' output (a constant is taken off) and the 128 mel channels, which a linear map fitted on speech brings back to 80.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Weights = dict[str, npt.NDArray[Any]]

_HEAD = 64
"""Channels of a head, in every Whisper model."""

_MELS = 128
_YUE = 50358
"""Token of <|yue|>, which large-v3 added: all later ones moved up by one."""

_TIMES = 1501
"""Tokens of times, 0.00 to 30.00 s, which the published tokenizer.json of large-v3 lists."""


@dataclass(frozen=True)
class Shape:
    """A Whisper model's size.

    Attributes:
        encoder, decoder: layers.
        heads: of each attention; 64 channels each.
        groups: decoder layers of the embedded model that each layer does the work of; shorter than `decoder`: the rest add nothing.
    """

    encoder: int
    decoder: int
    heads: int
    groups: tuple[tuple[int, ...], ...] = ((0,), (1,), (2,), (3,), (4,), (5,))

    @property
    def width(self) -> int:
        """Channels of the residual stream."""
        return self.heads * _HEAD


LARGE = Shape(32, 32, 20)
"""large-v3."""

TURBO = Shape(32, 4, 20, ((0,), (1, 2), (3, 4), (5,)))
"""large-v3-turbo. Six layers' work does not fit into four: it writes little, and serves to see that the shape loads and runs."""

TURBO_THAT_WRITES = Shape(32, 6, 20)
"""large-v3-turbo with two decoder layers more, so that it writes what the embedded model does: for time and memory."""

SMALL = Shape(7, 8, 9)
"""All that is particular of large-v3 (mel channels, token numbers, a width that is not the embedded model's), at its price."""


def build_whisper(base: Path, out: Path, shape: Shape, speech: Sequence[npt.NDArray[np.float32]]) -> None:
    """Write a faster-whisper model folder.

    Args:
        base: the embedded model's folder.
        speech: sound at 16 kHz, on which the map of the mel channels is fitted.
    """
    from ctranslate2.specs import WhisperSpec

    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    spec = WhisperSpec(shape.encoder, shape.heads, shape.decoder, shape.heads)
    for name, value in _Widened(read_weights(base / "model.bin"), shape).weights(_mel_map(speech)).items():
        _set(spec, name, value)
    words = (base / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    words = words[:-1] if words[-1] == "" else words
    words = [*words[:_YUE], "<|yue|>", *words[_YUE:]]
    spec.register_vocabulary(["<|nospeech|>" if w == "<|nocaptions|>" else w for w in words])
    spec.config.suppress_ids = [_moved(i) for i in config["suppress_ids"]]
    spec.config.suppress_ids_begin = config["suppress_ids_begin"]
    spec.config.lang_ids = list(range(50259, 50359))
    spec.config.alignment_heads = _alignment_heads(config["alignment_heads"], shape)
    spec.validate()
    spec.optimize(quantization="float16")
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))
    (out / "tokenizer.json").write_text(_tokenizer(base / "tokenizer.json"), encoding="utf-8")
    features = {"feature_size": _MELS, "sampling_rate": 16000, "hop_length": 160, "n_fft": 400, "chunk_length": 30}
    (out / "preprocessor_config.json").write_text(json.dumps(features), encoding="utf-8")


def read_weights(path: Path) -> Weights:
    """The variables of a CTranslate2 model file (its Python package writes such files and does not read them)."""
    kinds = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
    found: Weights = {}
    with path.open("rb") as stream:

        def number(form: str) -> int:
            return int(struct.unpack(f"<{form}", stream.read(struct.calcsize(form)))[0])

        def text() -> str:
            return stream.read(number("H")).rstrip(b"\0").decode()

        number("I"), text(), number("I")  # version of the format, name and revision of the model
        for _ in range(number("I")):
            name = text()
            shape = [number("I") for _ in range(number("B"))]
            kind = kinds[number("B")]
            found[name] = np.frombuffer(stream.read(number("I")), kind).reshape(shape)
    return found


class _Widened:
    """The narrow model's weights at the places of the wide one."""

    def __init__(self, narrow: Weights, shape: Shape) -> None:
        self._narrow = narrow
        self._shape = shape
        self._d = narrow["decoder/embeddings/weight"].shape[1]
        self._wide: Weights = {}

    def weights(self, mels: npt.NDArray[np.float32]) -> Weights:
        """Name → value.

        Args:
            mels: (80, 129): the narrow model's mel channels out of the wide model's and 1.
        """
        self._convolutions(mels)
        for layer in range(self._shape.encoder):
            real = f"encoder/layer_{layer}"
            has = f"{real}/ffn/linear_0/weight" in self._narrow
            self._attention(f"{real}/self_attention", [f"{real}/self_attention"] if has else [])
            self._forward(f"{real}/ffn", [f"{real}/ffn"] if has else [])
        for layer in range(self._shape.decoder):
            group = self._shape.groups[layer] if layer < len(self._shape.groups) else ()
            to = f"decoder/layer_{layer}"
            for part in ("self_attention", "attention"):
                self._attention(f"{to}/{part}", [f"decoder/layer_{i}/{part}" for i in group], part == "attention")
            self._forward(f"{to}/ffn", [f"decoder/layer_{i}/ffn" for i in group])
        for side in ("encoder", "decoder"):
            gain = self._f(f"{side}/layer_norm/gamma") * self._scale
            self._wide[f"{side}/layer_norm/gamma"] = self._padded(gain)
            self._wide[f"{side}/layer_norm/beta"] = self._padded(self._f(f"{side}/layer_norm/beta"))
        self._embeddings()
        return self._wide

    @property
    def _scale(self) -> float:
        return float(np.sqrt(self._d / self._shape.width))

    def _f(self, name: str) -> npt.NDArray[np.float32]:
        return self._narrow[name].astype(np.float32)

    def _padded(self, value: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """With zeros up to the wide model's width, along the last axis."""
        return np.pad(value, [(0, 0)] * (value.ndim - 1) + [(0, self._shape.width - value.shape[-1])])

    def _convolutions(self, mels: npt.NDArray[np.float32]) -> None:
        width, d = self._shape.width, self._d
        first = self._f("encoder/conv1/weight")
        wide = np.zeros((width, _MELS, 3), np.float32)
        wide[:d] = np.einsum("oik,ij->ojk", first, mels[:, :_MELS])
        self._wide["encoder/conv1/weight"] = wide
        constant = np.einsum("oik,i->o", first, mels[:, _MELS])
        self._wide["encoder/conv1/bias"] = self._padded(self._f("encoder/conv1/bias") + constant)
        wide = np.zeros((width, width, 3), np.float32)
        wide[:d, :d] = self._f("encoder/conv2/weight")
        self._wide["encoder/conv2/weight"] = wide
        self._wide["encoder/conv2/bias"] = self._padded(self._f("encoder/conv2/bias"))
        places = self._f("encoder/position_encodings/encodings")
        self._wide["encoder/position_encodings/encodings"] = self._padded(_centred(places) - _CONVOLVED_MEAN)

    def _embeddings(self) -> None:
        words = self._f("decoder/embeddings/weight")
        words = np.concatenate([words[:_YUE], words[_YUE - 3 : _YUE - 2], words[_YUE:]])
        self._wide["decoder/projection/weight"] = self._padded(words)
        self._wide["decoder/embeddings/weight"] = self._padded(_centred(words))
        places = self._f("decoder/position_encodings/encodings")
        self._wide["decoder/position_encodings/encodings"] = self._padded(_centred(places))

    def _attention(self, to: str, sources: Sequence[str], crossed: bool = False) -> None:
        """Heads of all `sources` side by side; the others look at nothing. `crossed`: at the encoder's output."""
        width, d = self._shape.width, self._d
        gain = self._gain(sources)
        asked = np.zeros((3, width, width), np.float32)
        biases = np.zeros((3, width), np.float32)
        given, given_bias = np.zeros((width, width), np.float32), np.zeros(width, np.float32)
        for i, source in enumerate(sources):
            rows = slice(i * d, (i + 1) * d)
            weight, bias = self._folded(f"{source}/linear_0", source, gain)
            if crossed:
                kept, kept_bias = self._f(f"{source}/linear_1/weight"), self._f(f"{source}/linear_1/bias")
                weight, bias = np.concatenate([weight, kept]), np.concatenate([bias, kept_bias])
            for part in range(3):
                asked[part][rows, :d] = weight[part * d : (part + 1) * d]
                biases[part][rows] = bias[part * d : (part + 1) * d]
            last = f"{source}/linear_{2 if crossed else 1}"
            given[:d, rows] = _centred(self._f(f"{last}/weight"), axis=0)
            given_bias[:d] += _centred(self._f(f"{last}/bias"), axis=0)
        if crossed:
            self._linear(f"{to}/linear_0", asked[0], biases[0])
            self._linear(f"{to}/linear_1", np.concatenate(asked[1:]), np.concatenate(biases[1:]))
            self._linear(f"{to}/linear_2", given, given_bias)
        else:
            self._linear(f"{to}/linear_0", np.concatenate(asked), np.concatenate(biases))
            self._linear(f"{to}/linear_1", given, given_bias)
        self._norm(f"{to}/layer_norm", gain)

    def _forward(self, to: str, sources: Sequence[str]) -> None:
        width, d = self._shape.width, self._d
        gain = self._gain(sources)
        up, up_bias = np.zeros((4 * width, width), np.float32), np.zeros(4 * width, np.float32)
        down, down_bias = np.zeros((width, 4 * width), np.float32), np.zeros(width, np.float32)
        for i, source in enumerate(sources):
            rows = slice(i * 4 * d, (i + 1) * 4 * d)
            weight, bias = self._folded(f"{source}/linear_0", source, gain)
            up[rows, :d], up_bias[rows] = weight, bias
            down[:d, rows] = _centred(self._f(f"{source}/linear_1/weight"), axis=0)
            down_bias[:d] += _centred(self._f(f"{source}/linear_1/bias"), axis=0)
        self._linear(f"{to}/linear_0", up, up_bias)
        self._linear(f"{to}/linear_1", down, down_bias)
        self._norm(f"{to}/layer_norm", gain)

    def _gain(self, sources: Sequence[str]) -> npt.NDArray[np.float32]:
        """One gain for layers that share a norm (their geometric mean); each one's own is folded into what follows it."""
        if not sources:
            return np.ones(self._d, np.float32)
        gains = [np.log(np.abs(self._f(f"{s}/layer_norm/gamma")) + 1e-4) for s in sources]
        shared: npt.NDArray[np.float32] = np.exp(np.mean(gains, axis=0)).astype(np.float32)
        return shared

    def _folded(
        self, linear: str, source: str, gain: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        weight, bias = self._f(f"{linear}/weight"), self._f(f"{linear}/bias")
        own, shift = self._f(f"{source}/layer_norm/gamma"), self._f(f"{source}/layer_norm/beta")
        return weight * (own / gain), bias + weight @ shift

    def _linear(self, to: str, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> None:
        self._wide[f"{to}/weight"], self._wide[f"{to}/bias"] = weight, bias

    def _norm(self, to: str, gain: npt.NDArray[np.float32]) -> None:
        self._wide[f"{to}/gamma"] = self._padded(gain * self._scale)
        self._wide[f"{to}/beta"] = np.zeros(self._shape.width, np.float32)


_CONVOLVED_MEAN = 0.094
"""Mean over channels of what the embedded model's convolutions give for speech."""


def _centred(value: npt.NDArray[np.float32], axis: int = -1) -> npt.NDArray[np.float32]:
    centred: npt.NDArray[np.float32] = value - value.mean(axis=axis, keepdims=True)
    return centred


def _mel_map(speech: Sequence[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """(80, 129): least squares of the 80 channels on the 128 and a constant."""
    from faster_whisper.feature_extractor import FeatureExtractor

    many, few = (
        np.concatenate([FeatureExtractor(feature_size=n)(sound)[:, : len(sound) // 160] for sound in speech], axis=1)
        for n in (_MELS, 80)
    )
    many = np.vstack([many, np.ones(many.shape[1])])
    fitted = np.linalg.solve(many @ many.T + 1e-2 * np.eye(_MELS + 1), many @ few.T).T
    return fitted.astype(np.float32)


def _moved(token: int) -> int:
    return token if token < _YUE else token + 1


def _alignment_heads(heads: Sequence[Sequence[int]], shape: Shape) -> list[tuple[int, int]]:
    """Where the embedded model's heads of alignment are in this shape."""
    places = {
        source: (layer, part * 8) for layer, group in enumerate(shape.groups) for part, source in enumerate(group)
    }
    return [(places[layer][0], places[layer][1] + head) for layer, head in heads]


def _tokenizer(path: Path) -> str:
    raw = json.loads(path.read_text(encoding="utf-8"))
    added = []
    for token in raw["added_tokens"]:
        if token["id"] == _YUE:
            added.append({**token, "content": "<|yue|>"})
        content = "<|nospeech|>" if token["content"] == "<|nocaptions|>" else token["content"]
        added.append({**token, "id": _moved(token["id"]), "content": content})
    first = added[-1]["id"] + 1
    added += [{**added[-1], "id": first + i, "content": f"<|{i * 0.02:.2f}|>", "special": False} for i in range(_TIMES)]
    raw["added_tokens"] = added
    raw["post_processor"]["special_tokens"]["<|notimestamps|>"]["ids"] = [first - 1]
    return json.dumps(raw, ensure_ascii=False)


def _set(spec: Any, name: str, value: npt.NDArray[np.float32]) -> None:
    """Put a value where its name says: decoder/layer_3/ffn/linear_0/weight."""
    *path, last = name.split("/")
    for step in path:
        stem, _, number = step.rpartition("_")
        spec = getattr(spec, step) if hasattr(spec, step) else getattr(spec, stem)[int(number)]
    setattr(spec, last, value)
