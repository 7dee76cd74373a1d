"""What each part of the correction buys: the whole pipeline with one part taken away at a time.

    .venv/bin/python scripts/bench/quality/parts.py --out DIR [--corpus DIR] [--score FILE] [--items d1,d2] [--parts "A;B"]

Each recording is recognised once, with roster and terms (its work folder is kept in DIR); what follows recognition, second hearing
included, is done again for each part. Printed per part: score.py's figures with the errors and words of all items summed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(Path(__file__).parent)]

import jiwer  # noqa: E402
import systems  # noqa: E402
import weights  # noqa: E402
from rich.console import Console  # noqa: E402

from transcriber import offline  # noqa: E402
from transcriber import settings as settings_module  # noqa: E402
from transcriber.cli import process  # noqa: E402
from transcriber.jobs import second_hearing  # noqa: E402
from transcriber.language import bills, correction, numerals, targets  # noqa: E402
from transcriber.language.edits import Edited  # noqa: E402
from transcriber.language.targets import Rule, Target  # noqa: E402

Patch = Callable[[], Any]


def _without(*rules: Rule) -> Patch:
    known = targets.known

    def fewer(*arguments: Any) -> tuple[Target, ...]:
        return tuple(t for t in known(*arguments) if t.rule not in rules)

    return lambda: mock.patch.object(targets, "known", fewer)


def _nothing(module: Any, name: str, value: Any) -> Patch:
    return lambda: mock.patch.object(module, name, lambda *_, **__: value)


PARTS: Mapping[str, tuple[Patch, ...]] = {
    "everything": (),
    "no second hearing": (_nothing(second_hearing, "questions", []),),
    "no names": (_without(Rule.NAME, Rule.SURNAME, Rule.CALLED),),
    "no posts": (_without(Rule.POST),),
    "no terms of the office": (_without(Rule.TERM),),
    "no base terms": (_without(Rule.BASE),),
    "no set phrases": (_without(Rule.PHRASE),),
    "no numbers of bills": (_without(Rule.NUMBERED), _nothing(bills, "edits", ())),
    "no name of the office": (_without(Rule.OFFICE),),
    "no correction by reading at all": (
        _nothing(second_hearing, "questions", []),
        lambda: mock.patch.object(correction.Corrector, "correct", lambda _, text, *__: Edited.unchanged(text)),
        _nothing(bills, "edits", ()),
    ),
    "no house style of figures": (_nothing(numerals, "edits", ()),),
}


def main() -> None:
    arguments = _arguments()
    offline.enforce()
    scorer = systems.scorer(arguments.score)
    items = [
        t
        for t in sorted(arguments.corpus.glob("*.json"))
        if any(t.stem.startswith(b) for b in arguments.items.split(","))
    ]
    wanted = arguments.parts.split(";") if arguments.parts else list(PARTS)
    print("| part | cer | deletion | insertion | keyword recall |")
    print("|---|---|---|---|---|")
    for part in wanted:
        counted = [0] * 6
        for truth in items:
            reference = json.loads(truth.read_text(encoding="utf-8"))
            with ExitStack() as stack:
                for patch in PARTS[part]:
                    stack.enter_context(patch())
                drafted = _drafted(truth, reference, arguments.corpus, arguments.out)
            counted = [a + b for a, b in zip(counted, _counts(scorer, reference, drafted), strict=True)]
        substituted, deleted, inserted, characters, right, words = counted
        cer = (substituted + deleted + inserted) / characters
        print(
            f"| {part} | {cer:.4f} | {deleted / characters:.4f} | {inserted / characters:.4f} | "
            f"{right} of {words}, {right / words:.3f} |",
            flush=True,
        )


def _drafted(truth: Path, reference: dict[str, Any], corpus: Path, out: Path) -> dict[str, Any]:
    """The transcript as drafted now, from what was recognised before."""
    folder = weights.processed(corpus, truth, reference, out)
    for kept in (folder / "work" / "process").glob("*/weighed-*"):
        kept.unlink()
    settings = settings_module.load(folder / "transcriber.toml")
    profile = folder / weights.WATCHED[reference["kind"]]
    result = process.run(settings, corpus / f"{truth.stem}.flac", str(profile), Console(quiet=True))
    transcript: dict[str, Any] = json.loads(result.transcript.read_text(encoding="utf-8"))
    return transcript


def _counts(scorer: Any, reference: dict[str, Any], drafted: dict[str, Any]) -> list[int]:
    """Substituted, deleted, inserted, characters; words right, words."""
    said = "".join(scorer.normalise(u["clean"]) for u in reference["utterances"])
    text = "".join(scorer.normalise(u["text"]) for u in sorted(drafted["utterances"], key=lambda u: u["start"]))
    found = jiwer.process_characters(said, text or " ")
    words = [w for k in reference["keywords"].split() if (w := scorer.normalise(k)) in said]
    right = sum(min(said.count(w), text.count(w)) for w in words)
    return [
        found.substitutions,
        found.deletions,
        found.insertions,
        len(said),
        right,
        sum(said.count(w) for w in words),
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=systems.SHARED / "corpus")
    parser.add_argument("--score", type=Path, default=systems.SHARED / "score.py")
    parser.add_argument("--items", default="", help="comma-separated beginnings of item names")
    parser.add_argument("--parts", default="", help="names from the table, separated by ;")
    parser.add_argument("--out", type=Path, required=True, help="work folders are kept here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
