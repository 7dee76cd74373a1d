#!/usr/bin/env bash
# PyAV 18.1.0 (wheel from PyPI): the FFmpeg in it says of itself "LGPL version 3 or later", is configured with --enable-libx264 and
# --enable-libx265 and without --enable-gpl, and both libraries, which are under the GPL, lie in the wheel beside it. What was expected: a
# licence text of the GPL, as FFmpeg's own build says as soon as it is linked with them. Who copies the answer of
# av._core.library_meta into a list of licences says the wrong thing. Why NOTICE and the security report name x264 and x265 themselves.
# Exits 0 while that is so, 1 when it has changed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check av==18.1.0
venv/bin/python - <<'PY'
import sys
from importlib.metadata import files, version

from av._core import library_meta

codec = library_meta["libavcodec"]
beside = sorted(f.name for f in files("av") or () if f.name.lower().startswith(("libx264", "libx265")))
options = codec["configuration"].split()
print(f"PyAV {version('av')}: {codec['license']}; beside it {', '.join(beside)}; --enable-gpl: {'--enable-gpl' in options}")
linked = {"--enable-libx264", "--enable-libx265"} <= set(options) and len(beside) == 2
sys.exit(0 if codec["license"].startswith("LGPL") and linked and "--enable-gpl" not in options else 1)
PY
