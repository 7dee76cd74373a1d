"""How often a single kanji ends or begins a word that is put together of it and another word, in the analyser's dictionary.

    .venv/bin/python scripts/bench/quality/affixes.py [--least 20]

What data/affixes.toml rests on (transcriber/language/nonsense.py): a word counts where its rest, of two kanji or more, is a word of
the dictionary by itself (五十音順: 五十音 and 順). Only common nouns count. Two lines are printed: kanji with at least `--least`
words, the most frequent first.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter

from sudachipy import Dictionary


def main() -> None:
    least = _least()
    nouns: set[str] = set()
    for entry in Dictionary().entries():
        if entry.part_of_speech()[:2] == ("名詞", "普通名詞") and re.fullmatch("[一-鿿々]{1,8}", entry.surface()):
            nouns.add(entry.surface())
    ends = Counter(w[-1] for w in nouns if len(w) > 2 and w[:-1] in nouns)
    begins = Counter(w[0] for w in nouns if len(w) > 2 and w[1:] in nouns)
    for name, counted in (("ends", ends), ("begins", begins)):
        kept = [(k, n) for k, n in counted.most_common() if n >= least]
        print(f"{name} ({len(kept)}): " + " ".join(f"{k}{n}" for k, n in kept))


def _least() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=20)
    least: int = parser.parse_args().least
    return least


if __name__ == "__main__":
    main()
