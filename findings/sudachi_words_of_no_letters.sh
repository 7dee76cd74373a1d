#!/usr/bin/env bash
# SudachiPy 0.7.0 with SudachiDict core 20261015 reads an ellipsis at the end of a text as three full stops and gives a word for each: the first has
# the ellipsis for its surface, the others have no letters and begin and end where the text ends. Within a text (そう…です) it is one word.
# A recogniser writes an ellipsis where a recording breaks off; who goes by the places of words finds places behind the end of the text.
#
# Seen: カ… -> カ 0-1, … 1-2, '' 2-2, '' 2-2; そう…です -> そう 0-2, … 2-3, です 3-5.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check sudachipy==0.7.0 sudachidict-core==20261015
"$place/env/bin/python" - <<'PY'
from importlib.metadata import version

from sudachipy import Dictionary

tokenizer = Dictionary().tokenizer()
print("sudachipy", version("sudachipy"), "sudachidict-core", version("sudachidict-core"))
seen = {text: [(m.surface(), m.begin(), m.end()) for m in tokenizer.tokenize(text)] for text in ("カ…", "そう…です")}
print(seen)
assert seen == {
    "カ…": [("カ", 0, 1), ("…", 1, 2), ("", 2, 2), ("", 2, 2)],
    "そう…です": [("そう", 0, 2), ("…", 2, 3), ("です", 3, 5)],
}, "this has changed"
PY
