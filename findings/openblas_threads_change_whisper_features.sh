#!/usr/bin/env bash
# faster-whisper 1.2.1 on numpy 2.4.6 (wheel, OpenBLAS): the log-mel features of the same sound differ in their last bits when OpenBLAS
# has two threads instead of one, because `mel_filters @ magnitudes` is shared out, and so summed, otherwise. OMP_NUM_THREADS, which
# faster-whisper's users set for CTranslate2, sets it too; unset, it is the number of processors. What was expected: that the input of
# the model depends on the sound alone. A beam search over close texts then goes another way: one minute of ours, same weights (base, int8),
# same program, had three other passages on two threads than on one, and workers with another number of processors wrote other text.
# CTranslate2 4.8.5 itself gave bit-identical results with 1 to 4 threads (AMD, AVX2).
# Needs two processors. Exits 0 while that is so, 1 when it has changed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check faster-whisper==1.2.1 numpy==2.4.6
cat >features.py <<'PY'
"""Prints a digest of the features of ten seconds of noise."""

import hashlib

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor

noise = np.random.default_rng(0).standard_normal(160_000).astype(np.float32)
print(hashlib.sha256(np.ascontiguousarray(FeatureExtractor()(noise)).tobytes()).hexdigest()[:16])
PY
for threads in 1 2; do OPENBLAS_NUM_THREADS=$threads venv/bin/python features.py >"$threads"; done
for threads in 1 2; do OMP_NUM_THREADS=$threads venv/bin/python features.py >"omp$threads"; done
echo "one thread: $(cat 1), two: $(cat 2)"
! cmp -s 1 2 && cmp -s 1 omp1 && cmp -s 2 omp2
