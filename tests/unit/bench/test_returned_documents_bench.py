"""The short version of the bench of returned documents: nothing read wrong without a word, nothing refused without a reason."""

from __future__ import annotations

import subprocess
import sys

from scripts.bench import corpus


def test_every_sixth_file_is_read_or_refused_as_it_should_be() -> None:
    command = [sys.executable, "-m", "scripts.bench.returned_documents", "--every", "6"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=corpus.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = {line[:38].strip(): line[38:].split()[0] for line in done.stdout.splitlines()}
    assert int(figures["files"]) > 20
    assert figures["wrong without a word"] == figures["refused without place or what to do"] == "0"
    assert float(figures["largest memory"]) <= 200
