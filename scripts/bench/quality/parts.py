"""What each part of the correction buys: the whole pipeline with one part taken away at a time.

    .venv/bin/python -m scripts.bench.quality.parts --out DIR [--corpus DIR] [--items d1,d2] [--parts "A;B"]

Each recording is recognised once, with roster and terms (its work folder is kept in DIR); what follows recognition, second hearing
included, is done again for each part. Printed per part: the score's figures with the errors and words of all items summed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any, ParamSpec
from unittest import mock

from rich.console import Console

from scripts.bench import corpus
from scripts.bench.corpus import PROFILES, Item
from scripts.bench.quality import weights
from scripts.bench.score import Counts, count
from transcriber import settings as settings_module
from transcriber.cli import process_command
from transcriber.language import bills, correction, numerals, targets
from transcriber.language.edits import Edited
from transcriber.language.targets import ChangeReason, Target
from transcriber.recognition import second_hearing
from transcriber.system import offline

Patch = Callable[[], AbstractContextManager[object]]

_P = ParamSpec("_P")


def _without(*rules: ChangeReason) -> Patch:
    def fewer(known: Callable[_P, tuple[Target, ...]]) -> Callable[_P, tuple[Target, ...]]:
        return lambda *known_by, **named: tuple(t for t in known(*known_by, **named) if t.rule not in rules)

    return lambda: mock.patch.object(targets, "known", fewer(targets.known))


def _nothing(module: ModuleType, function: Callable[..., object], value: object) -> Patch:
    return lambda: mock.patch.object(module, function.__name__, lambda *_, **__: value)


PARTS: Mapping[str, tuple[Patch, ...]] = {
    "everything": (),
    "no second hearing": (_nothing(second_hearing, second_hearing.questions, []),),
    "no names": (_without(ChangeReason.NAME, ChangeReason.SURNAME, ChangeReason.CALLED),),
    "no posts": (_without(ChangeReason.POST),),
    "no terms of the office": (_without(ChangeReason.TERM),),
    "no base terms": (_without(ChangeReason.BASE),),
    "no set phrases": (_without(ChangeReason.PHRASE),),
    "no numbers of bills": (_without(ChangeReason.NUMBERED), _nothing(bills, bills.bill_edits, ())),
    "no name of the office": (_without(ChangeReason.OFFICE),),
    "no correction by reading at all": (
        _nothing(second_hearing, second_hearing.questions, []),
        lambda: mock.patch.object(correction.Corrector, "correct", lambda _, text, *__: Edited.unchanged(text)),
        _nothing(bills, bills.bill_edits, ()),
    ),
    "no house style of figures": (_nothing(numerals, numerals.numeral_edits, ()),),
}


def main() -> None:
    arguments = _arguments()
    offline.enforce()
    items = corpus.items(arguments.corpus, arguments.items)
    wanted = arguments.parts.split(";") if arguments.parts else list(PARTS)
    print("| part | cer | deletion | insertion | keyword recall |")
    print("|---|---|---|---|---|")
    for part in wanted:
        counted = Counts(0, 0, 0, 0, 0, 0)
        for item in items:
            with ExitStack() as stack:
                for patch in PARTS[part]:
                    stack.enter_context(patch())
                drafted = _drafted(item, arguments.out)
            counted += count(item.reference, drafted)
        print(
            f"| {part} | {counted.cer:.4f} | {counted.deleted / counted.characters:.4f} | "
            f"{counted.inserted / counted.characters:.4f} | "
            f"{counted.found} of {counted.keywords}, {counted.recall:.3f} |",
            flush=True,
        )


def _drafted(item: Item, out: Path) -> dict[str, Any]:
    """The transcript as drafted now, from what was recognised before."""
    folder = weights.processed(item, out)
    for kept in (folder / "work" / "process").glob("*/weighed-*"):
        kept.unlink()
    settings = settings_module.load_settings(folder / "transcriber.toml")
    profile = folder / PROFILES[item.reference["kind"]]
    result = process_command.processed(settings, item.audio, str(profile), Console(quiet=True))
    transcript: dict[str, Any] = json.loads(result.transcript.read_text(encoding="utf-8"))
    return transcript


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus.argument(parser)
    parser.add_argument("--items", default="", help="comma-separated beginnings of item names")
    parser.add_argument("--parts", default="", help="names from the table, separated by ;")
    parser.add_argument("--out", type=Path, required=True, help="work folders are kept here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
