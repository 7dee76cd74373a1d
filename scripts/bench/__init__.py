"""The benches: every figure of docs/benchmarks.md comes from one of them.

    .venv/bin/python -m scripts.bench.quality --help

Run them from the checkout's top folder. Without `--corpus DIR` they use the acted recordings of tests/recordings.
"""

import sys

from scripts.bench.corpus import ROOT

# The benches act the same meetings, reviewers and browsers as the tests do.
sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "unit" / "drafts")]
