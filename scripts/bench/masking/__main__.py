"""Recall and precision of masking on generated consultations, as text.

    python -m scripts.bench.masking [--set reporting] [--count 300] [--show 20]

The sets `reporting`, `talk` and `fresh` share no name and no sentence with `tuning`, `second`, `talk-tuning` and `forms`, which the rules
were written with; the schools and employers of `fresh` were seen after its first score and are mended with since. `visiting`, `counter` and `evening` were
scored once as speech and are mended with since. See spoken.py for the same
through the recogniser, peers.py for other programs, and leaks.py for what lies in the files that come out.
"""

from __future__ import annotations

import argparse

from scripts.bench.masking.consultations import Consultation, consultations
from scripts.bench.masking.counter_set import COUNTER
from scripts.bench.masking.evening_set import EVENING
from scripts.bench.masking.forms_tuning_set import FORMS_TUNING
from scripts.bench.masking.fresh_set import FRESH
from scripts.bench.masking.later_set import LATER
from scripts.bench.masking.ordinary_talk import ORDINARY, ORDINARY_LATER
from scripts.bench.masking.reporting_set import REPORTING
from scripts.bench.masking.scoring import Found, tally
from scripts.bench.masking.second_tuning_set import SECOND_TUNING
from scripts.bench.masking.talk_reporting_set import TALK_REPORTING
from scripts.bench.masking.talk_tuning_set import TALK_TUNING
from scripts.bench.masking.tuning_set import TUNING
from scripts.bench.masking.visiting_set import VISITING
from transcriber.language.readings import Reader
from transcriber.masking.finding import find_personal
from transcriber.minutes.people import Person, Roster

SETS = {
    "tuning": (TUNING, 11),
    "second": (SECOND_TUNING, 2027),
    "talk-tuning": (TALK_TUNING, 77),
    "forms": (FORMS_TUNING, 1212),
    "reporting": (REPORTING, 31337),
    "talk": (TALK_REPORTING, 909),
    "fresh": (FRESH, 5150),
    "later": (LATER, 4711),
    "ordinary": (ORDINARY, 1),
    "ordinary-later": (ORDINARY_LATER, 1),
    "visiting": (VISITING, 61),
    "counter": (COUNTER, 62),
    "evening": (EVENING, 63),
}

_reader = Reader()


def ours(talk: Consultation) -> Found:
    """What the product finds; the worker is on the roster, the client is not."""
    roster = Roster(people=(Person(name=talk.worker, post="相談員"),))
    found = find_personal(talk.lines, roster, _reader)
    return [(item.kind, line, start, end) for item in found for line, start, end in item.pieces]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=SETS, default="reporting")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    vocabulary, seed = SETS[asked.set]
    result = tally(consultations(vocabulary, asked.count, seed), ours)
    print(result.table())
    for text in result.missed[: asked.show]:
        print("missed", text)
    for text in result.wrong[: asked.show]:
        print("wrong ", text)


if __name__ == "__main__":
    main()
