"""Changes of speaker that the words alone show, as if one voice said everything.

.venv/bin/python -m scripts.bench.speakers.from_words [--corpus DIR]

The true words of each recording are put together; printed are its changes of speaker, how many of them `speakers/exchanges.py`
finds, and where it finds one that is none.
"""

from __future__ import annotations

import argparse
from itertools import pairwise

from scripts.bench import corpus
from transcriber.speakers.exchanges import exchanges


def main() -> None:
    """Print a row a recording."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    print("| recording | kind | changes | found | where nobody changes |\n|---|---|---|---|---|")
    for item in corpus.items(parser.parse_args().corpus):
        said = item.reference["utterances"]
        at, changes = 0, set()
        for before, now in pairwise(said):
            at += len(before["clean"])
            if before["speaker"] != now["speaker"]:
                changes.add(at)
        kind = item.reference["kind"]
        whole = "".join(u["clean"] for u in said)
        found = {e.position for e in exchanges(whole, face_to_face=kind == "consultation")}
        print(f"| {item.name} | {kind} | {len(changes)} | {len(found & changes)} | {len(found - changes)} |")


if __name__ == "__main__":
    main()
