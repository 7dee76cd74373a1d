#!/usr/bin/env bash
# ctranslate2 4.8.5: set_random_seed(7) before each of three equal calls that draw at a temperature gives three different texts, and the
# same three in every new process. The seed is taken once, by the thread that decodes, when it draws first; later calls of set_random_seed change nothing
# (open issue OpenNMT/CTranslate2 #1757 has the same of a language model). What was expected: the same seed, the same draw. So
# Whisper's fallback to temperatures makes the text of a recording depend on what the process has recognised before: resumed after a
# kill, or shared between computers, it may come out otherwise.
# Exits 0 while that is so, 1 when it has changed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ctranslate2==4.8.5 numpy==2.4.6
cat >draws.py <<'PY'
"""Draws three times with the same seed from a tiny Whisper with random weights, and prints the three texts."""

from pathlib import Path

import ctranslate2
import numpy as np
from ctranslate2.specs import WhisperSpec

WIDTH, INNER, MELS = 64, 128, 80
PROMPT = ["<|startoftranscript|>", "<|transcribe|>", "<|notimestamps|>"]
WORDS = [*(f"w{i}" for i in range(64)), "<|endoftext|>", *PROMPT, "<|nospeech|>", "<|startofprev|>", "<|0.00|>"]
SHAPES = {
    "conv1/weight": (WIDTH, MELS, 3), "conv2/weight": (WIDTH, WIDTH, 3), "embeddings/weight": (len(WORDS), WIDTH),
    "projection/weight": (len(WORDS), WIDTH), "ffn/linear_0/weight": (INNER, WIDTH), "ffn/linear_1/weight": (WIDTH, INNER),
    "ffn/linear_0/bias": (INNER,), "self_attention/linear_0/weight": (3 * WIDTH, WIDTH), "self_attention/linear_0/bias": (3 * WIDTH,),
    "self_attention/linear_1/weight": (WIDTH, WIDTH), "self_attention/linear_1/bias": (WIDTH,),
    "attention/linear_1/weight": (2 * WIDTH, WIDTH), "attention/linear_1/bias": (2 * WIDTH,),
    "weight": (WIDTH, WIDTH), "bias": (WIDTH,), "gamma": (WIDTH,), "beta": (WIDTH,),
}  # fmt: skip
chance = np.random.default_rng(0)
spec = WhisperSpec(1, 1, 1, 1)
for name, value in spec.variables().items():
    if value is None:
        *path, last = name.split("/")
        owner = spec
        for step in path:
            stem, _, number = step.rpartition("_")
            owner = getattr(owner, step) if hasattr(owner, step) else getattr(owner, stem)[int(number)]
        shape = next(s for end, s in SHAPES.items() if name.endswith(end))
        setattr(owner, last, (chance.standard_normal(shape) * 0.1).astype(np.float32))
spec.encoder.position_encodings.encodings = np.zeros((1500, WIDTH), dtype=np.float32)
spec.decoder.position_encodings.encodings = np.zeros((448, WIDTH), dtype=np.float32)
spec.register_vocabulary(WORDS)
spec.validate()
Path("model").mkdir(exist_ok=True)
spec.save("model")

model = ctranslate2.models.Whisper("model", device="cpu", inter_threads=1, intra_threads=1)
sound = ctranslate2.StorageView.from_array(chance.standard_normal((1, MELS, 3000)).astype(np.float32))
for _ in range(3):
    ctranslate2.set_random_seed(7)
    (drawn,) = model.generate(
        sound, [PROMPT], beam_size=1, sampling_topk=0, sampling_temperature=1.0, max_length=40, suppress_blank=False
    )
    print(" ".join(drawn.sequences[0][:12]))
PY
venv/bin/python draws.py >first
venv/bin/python draws.py >second
echo "ctranslate2 $(venv/bin/pip list --disable-pip-version-check 2>/dev/null | awk '$1 == "ctranslate2" {print $2}'), the same seed before each draw:"
cat first
[ "$(sort -u first | wc -l)" -eq 3 ] && cmp -s first second
