"""python -m scripts.bench.sheets.clerks [--only WORD] [--show]

Writes the sheets of council.py, officials.py, formats.py, terms.py, later.py, later_terms.py, boards.py, filled.py and those below, puts each where staff put it, reads it as the
service does, and counts: read as a person would; wrong, and a message names the row; wrong without a word.
"""

from __future__ import annotations

import argparse
import inspect
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

from scripts.bench.sheets.clerks import (
    boards,
    council,
    filled,
    formats,
    later,
    later_terms,
    officials,
    ordinary,
    ordinary_boards,
    ordinary_terms,
    tail,
    tail_filled,
    tail_last,
    tail_later,
    tail_terms,
    terms,
    village,
    village_filled,
    village_offices,
    village_second,
    village_terms,
)
from scripts.bench.sheets.clerks.judge import Messages, Result, judge_people, judge_terms, plain
from scripts.bench.sheets.clerks.truth import Truth
from transcriber.drafts import speakersheet
from transcriber.errors import TranscriberError
from transcriber.learning import sheet as learned
from transcriber.minutes.relabelling import Relabelling
from transcriber.profiles.sheet_readings import read_sheets
from transcriber.profiles.tree import ProfileTree


def main() -> None:
    """Run the bench."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="cases whose name holds this")
    options.add_argument("--show", action="store_true", help="print what was read and told")
    given = options.parse_args()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as temporary:
        for name, result in results(Path(temporary), given.only):
            counts[result.kind] += 1
            print(f"{result.kind:7}{name}")
            for fault in result.silent:
                print(f"       without a word: {fault}")
            for fault in result.said:
                print(f"       said: {fault}")
            if given.show:
                for line in result.seen:
                    print(f"          {line}")
    total = sum(counts.values())
    print(
        f"{total} files: {counts['right']} as a person would, {counts['said']} wrong but said, {counts['silent']} wrong without a word"
    )


def results(folder: Path, only: str = "") -> Iterator[tuple[str, Result]]:
    """(name, how it was read) of every sheet whose name holds `only`, written below `folder`."""
    for module in (
        council,
        officials,
        formats,
        terms,
        later,
        later_terms,
        boards,
        tail,
        tail_terms,
        tail_later,
        tail_last,
        village,
        village_offices,
        village_terms,
        village_second,
        ordinary,
        ordinary_boards,
        ordinary_terms,
    ):
        for build in _builders(module):
            name = f"{module.__name__.rsplit('.', 1)[1]}.{build.__name__}"
            if only in name:
                yield name, _settings(build, ProfileTree(folder / name))
    for returned in (
        *filled.SPEAKERS,
        *tail_filled.SPEAKERS,
        *village_filled.SPEAKERS_OF_A_VILLAGE,
        *village_filled.SPEAKERS_OF_A_VILLAGE_LATER,
    ):
        if only in (name := f"speakers.{returned.__name__}"):
            yield name, _speakers(returned, folder / name)
    for decided in (
        *filled.LEARNED,
        *tail_filled.LEARNED,
        *village_filled.LEARNED_IN_A_VILLAGE,
        *village_filled.LEARNED_IN_A_VILLAGE_LATER,
    ):
        if only in (name := f"learned.{decided.__name__}"):
            yield name, _learned(decided, ProfileTree(folder / name))


def _builders(module: ModuleType) -> Iterator[Callable[[Path], Truth]]:
    for _, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and list(inspect.signature(function).parameters) == ["folder"]:
            yield function


def _settings(build: Callable[[Path], Truth], tree: ProfileTree) -> Result:
    tree.settings.mkdir(parents=True)
    truth = build(tree.settings)
    path = next(tree.settings.iterdir())
    readings = read_sheets(tree)
    lines = [*(str(r) for r in readings.remarks), *(f"{f.found} {f.todo}" for f in readings.faults)]
    told = Messages(lines, path)
    if path.stem == "用語":
        result = judge_terms(truth, [t.term for t in readings.terms], told)
    else:
        result = judge_people(truth, [p.person for p in readings.people], told)
    result.seen += [f"* {line}" for line in lines]
    return result


def _speakers(build: Callable[[Path], filled.Wishes], folder: Path) -> Result:
    folder.mkdir()
    path = folder / "話者.xlsx"
    wanted = build(path)
    ours = folder / "ours.xlsx"
    filled.given_out().save(ours)
    try:
        read = speakersheet.parse_speaker_sheet(path, str(ours))
    except TranscriberError as e:
        line = f"{e.found} {e.todo}"
        good = not wanted.named or any(w in line for w in wanted.named)
        result = Result(seen=[f"* {line}"])
        if not wanted.named:
            result.said.append(f"refused: {line}")
        elif not good:
            result.silent.append(f"refused for something else: {line}")
        return result
    return _compare(wanted, read)


def _compare(wanted: filled.Wishes, read: Relabelling) -> Result:
    result = Result(seen=[str(read)])
    if wanted.named:
        result.silent.append(f"not named: {wanted.named[0]}")
    for voice in sorted({*wanted.names, *read.names}):
        words = wanted.names.get(voice, ())
        if voice not in read.names or not words or not any(plain(w) in plain(read.names[voice]) for w in words):
            result.silent.append(f"{voice}: {read.names.get(voice)!r} for {words}")
    if _groups(map(frozenset, read.merges.items())) != _groups(wanted.merges):
        result.silent.append(f"merges {read.merges}")
    if {k: plain(v) for k, v in read.moves.items()} != {k: plain(v) for k, v in wanted.moves.items()}:
        result.silent.append(f"moves {read.moves}")
    if read.ranges != wanted.ranges:
        result.silent.append(f"ranges {read.ranges}")
    return result


def _groups(pairs: Iterable[frozenset[str]]) -> set[frozenset[str]]:
    """Voices that are one person."""
    groups: set[frozenset[str]] = set()
    for pair in pairs:
        one = pair.union(*(g for g in groups if g & pair))
        groups = {g for g in groups if not g & pair} | {one}
    return groups


def _learned(build: Callable[[Path], tuple[filled.Decision, ...]], tree: ProfileTree) -> Result:
    tree.settings.mkdir(parents=True)
    wanted = build(tree.learned)
    lines = read_sheets(tree).remarks
    result = Result()
    try:
        read = learned.parse_lines(tree.learned)
    except TranscriberError as e:
        return Result(said=[f"refused: {e.found} {e.todo}"])
    result.seen += [f"{c.text}|{c.kana}|{c.misheard}|{c.post}|{c.decision}|{c.written}" for c in read]
    result.seen += [f"* {line}" for line in lines]
    found = {plain(c.text): c for c in read}
    told = Messages([str(line) for line in lines], tree.learned)
    for line in wanted:
        c = found.pop(plain(line.text), None)
        faults = (
            (["missing"] if line.decision else [])
            if c is None
            else [
                what
                for what, same in (
                    (f"decision {c.decision}", c.decision.value == line.decision),
                    (f"reading {c.kana}", plain(c.kana) == plain(line.reading)),
                    (f"misheard {c.misheard}", set(c.misheard) == set(line.misheard)),
                    (f"post {c.post}", c.post == line.post),
                )
                if not same
            ]
        )
        for fault in faults:
            (result.said if told.name(line.text) else result.silent).append(f"{line.text}: {fault}")
    result.silent += [f"invented {c.text}" for c in found.values() if c.decision.value]
    return result


if __name__ == "__main__":
    main()
