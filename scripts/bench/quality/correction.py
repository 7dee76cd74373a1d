"""What the correction by reading (transcriber/language/correction.py) repairs and what it breaks.

    .venv/bin/python -m scripts.bench.quality.correction TRANSCRIPTS [--corpus DIR] [--changes]

TRANSCRIPTS holds NAME.transcriber.json as `scripts.bench.quality --out` keeps them. Four tables: the recordings as they were
drafted (with the second hearing, editing and numerals included), and corrected anew from the text alone, with everything the
office knows and with the base terms; of the changed characters how many are right, and of the right characters how many were
broken, by alignment with the reference; sentences with 110 other terms and 20 other names as the embedded model heard them
(heard.tsv); and right text (references, acted scenes and meetings, everyday sentences, dictionary nouns), where every change
is a fault.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein
from sudachipy import Dictionary
from support.meetings import acted

from scripts.bench import corpus
from scripts.bench.corpus import ROOT
from scripts.bench.score import score as scored
from transcriber.language import targets
from transcriber.language.correction import Corrector
from transcriber.language.edits import Edited, undo
from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import Change, RecordKind

SENTENCES = ROOT / "tests" / "unit" / "language" / "right_sentences.txt"
FRAMES = ("次に、{}についてご説明いたします。", "{}の件は、担当課に確認しております。", "それは{}ですか。", "{}")
NOUNS = 4000
FIGURES = ("cer", "deletion", "insertion", "keyword_recall")
OFFICES = {"d1_togo_plenary": "東郷町議会"}
HEARD = Path(__file__).with_name("heard.tsv")
SCENES = ROOT / "scripts" / "bench" / "acted" / "scenes.txt"
MEETINGS = 60
CORRECTIONS = frozenset(rule.value for rule in targets.ChangeReason)


def main() -> None:
    arguments = _arguments()
    reader = Reader()
    items = {p.name.split(".")[0]: p for p in sorted(arguments.transcripts.glob("*.transcriber.json"))}
    references = {item.name: item.reference for item in corpus.items(arguments.corpus)}
    print("| item | known | " + " | ".join(f"{f} before → after" for f in FIGURES), end="")
    print(" | changes | characters changed: right / all | right made wrong / right | ms an utterance |")
    print("|" + "---|" * (len(FIGURES) + 6))
    totals: dict[str, list[int]] = {}
    for name, path in items.items():
        drafted = json.loads(path.read_text(encoding="utf-8"))
        reference, said = references[name], _undone(json.loads(path.read_text(encoding="utf-8")))
        _row(name, "as drafted", reference, said, drafted, _corrections(drafted), totals, None)
        for label, corrector in _correctors(name, reference, reader).items():
            began = time.perf_counter()
            corrected = [corrector.correct(u["text"]) for u in said["utterances"]]
            each = (time.perf_counter() - began) / len(corrected) * 1000
            after = {"utterances": [u | {"text": c.text} for u, c in zip(said["utterances"], corrected, strict=True)]}
            _row(name, label, reference, said, after, [c.changes for c in corrected], totals, each)
            if arguments.changes:
                _show(corrected)
    for label, counted in totals.items():
        print(f"| all | {label} | " + "– | " * (len(FIGURES) + 1) + f"{_shares(counted)} | – |")
    _other_terms(reader)
    print("\n| right text | utterances | characters | changes |\n|---|---|---|---|")
    for title, texts in _right_texts(references).items():
        for label, corrector in _everyone(references, reader).items():
            changed = [c for c in map(corrector.correct, texts) if c.changes]
            count = sum(len(c.changes) for c in changed)
            print(f"| {title}, {label} | {len(texts)} | {sum(map(len, texts))} | {count} |", flush=True)
            if arguments.changes:
                _show(changed)


def _row(
    name: str,
    label: str,
    reference: dict[str, Any],
    before: dict[str, Any],
    after: dict[str, Any],
    changes: list[tuple[Change, ...]],
    totals: dict[str, list[int]],
    milliseconds: float | None,
) -> None:
    scores = [scored(reference, transcript) for transcript in (before, after)]
    figures = [tuple(score[f] for score in scores) for f in FIGURES]
    counted = _judge(reference, before, after, changes)
    totals[label] = [a + b for a, b in zip(totals.get(label, [0] * 4), counted, strict=True)]
    print(f"| {name} | {label} | " + " | ".join(f"{a:.3f} → {b:.3f}" for a, b in figures), end=" | ")
    took = "–" if milliseconds is None else f"{milliseconds:.1f}"
    print(f"{sum(map(len, changes))} | {_shares(counted)} | {took} |", flush=True)


def _corrections(transcript: dict[str, Any]) -> list[tuple[Change, ...]]:
    """The changes that restore words; what editing and numerals changed is judged by their own tests."""
    every = [[Change(**c) for c in said.get("changes", ())] for said in transcript["utterances"]]
    return [tuple(c for c in changes if CORRECTIONS.issuperset(c.rule.split("・"))) for changes in every]


def _other_terms(reader: Reader) -> None:
    """Terms restored in sentences that no rule was written after."""
    known, sentences = HEARD.read_text(encoding="utf-8").split("\n\n", 1)
    pairs = [line.split("\t") for line in known.splitlines()]
    people = tuple(Person(name=n, kana=k, post="議員", seat="") for kind, n, k in pairs if kind == "氏名")
    terms = tuple(Term(text=t, kana=k) for kind, t, k in pairs if kind == "用語")
    every = [t for kind in RecordKind for t in targets.base_terms(kind)]
    said_always = (*(t for kind in RecordKind for t in targets.phrases(kind)), *targets.numbered_terms())
    corrector = Corrector(Roster(people=people), Glossary(terms=terms), every, phrases=said_always, reader=reader)
    words = [*(p.name for p in people), *(t.text for t in terms)]
    lines = [line.split("\t") for line in sentences.splitlines() if line]
    reference = {"utterances": [{"clean": said} for said, _ in lines]}
    before = {"utterances": [{"text": heard} for _, heard in lines]}
    corrected = [corrector.correct(heard) for _, heard in lines]
    after = {"utterances": [{"text": c.text} for c in corrected]}
    counted = _judge(reference, before, after, [c.changes for c in corrected])

    def found(texts: Iterable[str]) -> int:
        return sum(
            min(said.count(w), text.count(w)) for (said, _), text in zip(lines, texts, strict=True) for w in words
        )

    there = sum(said.count(w) for said, _ in lines for w in words)
    print(
        "\n| other terms (text alone) | there | heard right | after correction | characters changed: right / all |",
        end="",
    )
    print(" right made wrong / right |\n|---|---|---|---|---|---|")
    print(
        f"| {len(lines)} sentences | {there} | {found(h for _, h in lines)} | {found(c.text for c in corrected)} | ",
        end="",
    )
    print(f"{_shares(counted)} |", flush=True)


def _undone(transcript: dict[str, Any]) -> dict[str, Any]:
    for said in transcript["utterances"]:
        said["text"] = undo(said["text"], [Change(**c) for c in said.get("changes", ())])
    return transcript


def _known(reference: dict[str, Any]) -> tuple[Roster, Glossary]:
    people = tuple(Person(**{k: p[k] for k in ("name", "kana", "post", "seat")}) for p in reference["roster"])
    terms = tuple(Term(text=t, kana=k) for t, k in re.findall(r"(\S+?)\((\S+?)\)", reference["terms"]))
    return Roster(people=people), Glossary(terms=terms)


def _correctors(name: str, reference: dict[str, Any], reader: Reader) -> dict[str, Corrector]:
    kind = RecordKind(reference["kind"])
    base, said_always = targets.base_terms(kind), (*targets.phrases(kind), *targets.numbered_terms())
    roster, glossary = _known(reference)
    office = OFFICES.get(name, "")
    return {
        "text alone: roster, terms, base": Corrector(
            roster, glossary, base, office=office, phrases=said_always, reader=reader
        ),
        "text alone: base": Corrector(Roster(), Glossary(), base, phrases=said_always, reader=reader),
    }


def _everyone(references: dict[str, dict[str, Any]], reader: Reader) -> dict[str, Corrector]:
    """Everything any of the offices knows at once: more to confuse with than any one of them has."""
    known = [_known(r) for r in references.values()]
    roster = Roster(people=tuple(p for r, _ in known for p in r.people))
    glossary = Glossary(terms=tuple(t for _, g in known for t in g.terms))
    base = [t for kind in RecordKind for t in targets.base_terms(kind)]
    said_always = (*(t for kind in RecordKind for t in targets.phrases(kind)), *targets.numbered_terms())
    return {
        "everything known at once": Corrector(
            roster, glossary, base, office="東郷町議会", phrases=said_always, reader=reader
        ),
        "base": Corrector(Roster(), Glossary(), base, phrases=said_always, reader=reader),
    }


def _right_texts(references: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    nouns = sorted(
        {
            m.surface()
            for m in Dictionary().entries()
            if m.part_of_speech()[:2] == ("名詞", "普通名詞") and 2 <= len(m.surface()) <= 6
        }
    )
    chosen = random.Random(1).sample([n for n in nouns if re.fullmatch("[一-鿿ぁ-んァ-ー]+", n)], NOUNS)
    return {
        "references": [u["clean"] for r in references.values() for u in r["utterances"]],
        "acted scenes": _scenes(),
        "acted meetings": [u.text for seed in range(MEETINGS) for u in acted(seed).said],
        "everyday sentences": SENTENCES.read_text(encoding="utf-8").splitlines(),
        "dictionary nouns": [FRAMES[i % len(FRAMES)].format(n) for i, n in enumerate(chosen)],
    }


def _scenes() -> list[str]:
    """What is said in the acted scenes, without how it is spoken."""
    spoken = re.findall("^[^#@a-z\\[\n:]+: (.+)$", SCENES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [re.sub("｜|《[^》]*》", "", line) for line in spoken]


def _judge(
    reference: dict[str, Any], before: dict[str, Any], after: dict[str, Any], changes: list[tuple[Change, ...]]
) -> list[int]:
    """[changed characters that are right, changed characters, right characters made wrong, right characters]."""
    truth, _ = _plain(u["clean"] for u in reference["utterances"])
    texts_before = [u["text"] for u in before["utterances"]]
    texts_after = [u["text"] for u in after["utterances"]]
    right_before, right_after = _right(truth, texts_before), _right(truth, texts_after)
    good = changed = broken = 0
    for i, made in enumerate(changes):
        shift = 0
        for change in made:
            old = range(change.position - shift, change.position - shift + len(change.before))
            new = range(change.position, change.position + len(change.after))
            for o in Levenshtein.opcodes(change.before, change.after):
                if o.tag != "equal":
                    changed += o.dest_end - o.dest_start
                    good += sum((i, change.position + j) in right_after for j in range(o.dest_start, o.dest_end))
            was, now = (sum((i, j) in right for j in span) for right, span in ((right_before, old), (right_after, new)))
            broken += max(0, was - now)
            shift += len(change.after) - len(change.before)
    return [good, changed, broken, len(right_before)]


def _right(truth: str, texts: list[str]) -> set[tuple[int, int]]:
    """(utterance, character) of every character that the alignment with the truth finds right."""
    said, places = _plain(texts)
    return {places[b] for tag, _, _, first, last in _opcodes(truth, said) if tag == "equal" for b in range(first, last)}


def _opcodes(one: str, other: str) -> Iterable[tuple[str, int, int, int, int]]:
    return ((o.tag, o.src_start, o.src_end, o.dest_start, o.dest_end) for o in Levenshtein.opcodes(one, other))


def _plain(texts: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """Letters and digits only, and where each came from."""
    kept, places = [], []
    for i, text in enumerate(texts):
        for j, character in enumerate(text):
            plain = unicodedata.normalize("NFKC", character)
            if plain.isalnum():
                kept.append(plain[0])
                places.append((i, j))
    return "".join(kept), places


def _shares(counted: list[int]) -> str:
    good, changed, broken, right = counted
    return f"{good} / {changed} | {broken} / {right}"


def _show(corrected: Iterable[Edited]) -> None:
    for each in corrected:
        for c in each.changes:
            around = each.text[max(0, c.position - 8) : c.position + len(c.after) + 8]
            print(f"    {c.score:.2f} {c.rule} {c.before} → {c.after}  ({around})")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcripts", type=Path)
    corpus.argument(parser)
    parser.add_argument("--changes", action="store_true", help="list every change")
    return parser.parse_args()


if __name__ == "__main__":
    main()
