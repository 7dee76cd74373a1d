"""Rules have sources: every entry of every rule file names where it is known from, and no module keeps such a list of its own."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "transcriber"
REGISTRY = PACKAGE / "minutes" / "data" / "sources.toml"
RECORDERS = PACKAGE / "minutes" / "data" / "recorder_names.toml"
"""Its sources are makers' pages and names that were seen, one to a pattern, and stand there (tests/unit/minutes)."""

REPORT = PACKAGE / "assurance" / "data" / "security.toml"
"""What a report says of the program itself: no rules."""

FILES = sorted(p for p in PACKAGE.glob("**/data/*.toml") if p not in (REGISTRY, RECORDERS, REPORT))
KINDS = {"law", "manual", "record", "dictionary", "count", "construction"}
JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
MANY = 8
"""Japanese words in one list from which it is data, not a part of a rule's grammar."""

HEADINGS = "headings and labels that we write ourselves"
SOUNDS = "the writing system itself: kana, numerals and how they sound"
MARKS = "words that people put into a box to be ticked, and by which they say that it is not"
GRAMMAR = "one rule's own grammar: particles, copulas, fillers and numerals around what the data gives"
ALLOWED = {
    "cli/learning_commands.py": HEADINGS,
    "drafts/speakersheet.py": HEADINGS,
    "drafts/tables/utterances.py": HEADINGS,
    "drafts/word/house_style.py": HEADINGS,
    "drafts/word/kind_marks.py": HEADINGS,
    "drafts/word/vocabulary.py": HEADINGS,
    "drafts/word/wording.py": HEADINGS,
    "office_tables/roster_cells.py": HEADINGS,
    "queue/job.py": HEADINGS,
    "reasons.py": HEADINGS,
    "system/removal.py": HEADINGS,
    "queue/event_words.py": HEADINGS,
    "minutes/stage_names.py": HEADINGS,
    "review/summary.py": HEADINGS,
    "minutes/personal_data.py": HEADINGS,
    "masking/digit_runs.py": SOUNDS,
    "masking/digit_sounds.py": SOUNDS,
    "masking/address_rules.py": GRAMMAR,
    "masking/misheard_address_rules.py": SOUNDS,
    "masking/person_rules.py": GRAMMAR,
    "masking/date_rules.py": GRAMMAR,
    "masking/organisation_rules.py": GRAMMAR,
    "masking/spoken_name_rules.py": GRAMMAR,
    "masking/framed_name_rules.py": GRAMMAR,
    "masking/misheard_name_rules.py": GRAMMAR,
    "masking/surname_rules.py": GRAMMAR,
    "masking/told_address_rules.py": GRAMMAR,
    "masking/expected_address_rules.py": GRAMMAR,
    "masking/expected_name_rules.py": GRAMMAR,
    "masking/told_name_rules.py": GRAMMAR,
    "language/readings.py": SOUNDS,
    "language/sounds.py": SOUNDS,
    "language/numbers.py": SOUNDS,
    "procedure/phrase_detection.py": SOUNDS,
    "drafts/word/proposal.py": GRAMMAR,
    "drafts/word/numbering.py": GRAMMAR,
    "drafts/word/course.py": GRAMMAR,
    "language/heard_words.py": GRAMMAR,
    "exchange/draft_names.py": GRAMMAR,
    "drafts/word/ticks.py": MARKS,
    "language/correction.py": GRAMMAR,
    "papers/bill_ranges.py": GRAMMAR,
    "papers/written_when.py": GRAMMAR,
    "minutes/written_days.py": GRAMMAR,
    "minutes/written_times.py": GRAMMAR,
    "language/figures.py": GRAMMAR,
    "procedure/business.py": GRAMMAR,
    "procedure/commitments.py": GRAMMAR,
    "speakers/naming/nominations.py": GRAMMAR,
}
"""Modules that hold a long list of Japanese words for another reason, which is said."""


def known() -> dict[str, dict[str, str]]:
    return {s["id"]: s for s in tomllib.loads(REGISTRY.read_text(encoding="utf-8"))["source"]}


def entries(value: Any, where: str, source: Any = None) -> Iterator[tuple[str, Any]]:
    """(where, source) of everything in a rule file that holds Japanese words."""
    if isinstance(value, dict):
        source = value.get("source", source)
        for key, inner in value.items():
            if key != "source":
                if JAPANESE.search(key):
                    yield f"{where}.{key}", source
                yield from entries(inner, f"{where}.{key}", source)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from entries(inner, f"{where}[{i}]", source)
    elif isinstance(value, str) and JAPANESE.search(value):
        yield where, source


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_entry_names_a_source_that_is_listed(path: Path) -> None:
    found = list(entries(tomllib.loads(path.read_text(encoding="utf-8")), path.stem))
    assert found
    sources = known()
    for where, source in found:
        assert source, f"{where} has no source"
        for one in [source] if isinstance(source, str) else source:
            assert any(one == s or one.startswith((f"{s} ", f"{s}（")) for s in sources), f"{where}: {one}"


def test_every_source_says_what_it_is_and_how_much_of_it_was_read_and_is_used() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in FILES)
    for name, source in known().items():
        assert source["kind"] in KINDS and source["title"], name
        assert source["read"] in ("opening", "named"), name
        assert re.search(rf'"{re.escape(name)}["（ ]', text), f"{name} is no entry's source"


def test_no_recording_is_a_source() -> None:
    for name, source in known().items():
        assert not re.search(r"録音(?!からではない)|\bd[0-9]_|\ba[0-9]_|コーパス", name + source["title"]), name


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_keeps_a_list_of_rules_of_its_own(path: Path) -> None:
    name = str(path.relative_to(PACKAGE).as_posix())
    lists = list(long_lists(path.read_text(encoding="utf-8")))
    assert not lists or name in ALLOWED, f"{name}: {lists}: rules are data (minutes/rule_files.py)"


def test_no_module_is_allowed_what_it_does_not_need() -> None:
    for name in ALLOWED:
        assert list(long_lists((PACKAGE / name).read_text(encoding="utf-8"))), name


@pytest.mark.parametrize(
    "code",
    [
        'X = ("議長", "議員", "委員", "町長", "市長", "部長", "課長", "係長")',
        'X = {"一": "い", "二": "ろ", "三": "は", "四": "に"}',
        'X = re.compile("議長|議員|委員|町長|市長|部長|課長|係長")',
        'X = frozenset("案額率数費税料券書表図室館所課係部局長員者会式品物地区内外")',
    ],
)
def test_a_list_is_found_however_it_is_written(code: str) -> None:
    assert list(long_lists(code))


def long_lists(code: str) -> Iterator[tuple[int, str]]:
    """(line, first words) of collections, patterns and strings of kanji that hold many Japanese words."""
    for node in ast.walk(ast.parse(code)):
        words: list[str] = []
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            words = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        elif isinstance(node, ast.Dict):
            both = (*node.keys, *node.values)
            words = [e.value for e in both if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.split("|") if node.value.count("|") >= MANY - 1 else []
            kanji = re.findall("[一-鿿]", node.value)
            if len(kanji) >= 3 * MANY and not re.search("[ぁ-ゖァ-ヺ]", node.value):
                words = kanji
        found = [w for w in words if JAPANESE.search(w)]
        if len(found) >= MANY:
            yield node.lineno, "、".join(found[:3])
