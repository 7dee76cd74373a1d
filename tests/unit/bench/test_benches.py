"""The benches run in a clone: on recordings that come with it, as one package."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from scripts.bench import corpus
from scripts.bench.quality import parts, speech

BENCH = corpus.ROOT / "scripts" / "bench"
ELSEWHERE = {"acted", "effect/libre.py", "effect/onlyoffice.py", "masking/voices.py"}
"""What runs in another environment: synthetic voices, LibreOffice's own Python, ONLYOFFICE."""


def modules() -> list[str]:
    """Every module of the package that runs in this environment."""
    files = [p.relative_to(BENCH) for p in sorted(BENCH.rglob("*.py"))]
    ours = [f for f in files if f.as_posix() not in ELSEWHERE and f.parts[0] not in ELSEWHERE]
    return [".".join(("scripts", "bench", *f.with_suffix("").parts)).removesuffix(".__init__") for f in ours]


def test_every_bench_can_be_imported_from_the_checkouts_top_folder_alone() -> None:
    script = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    done = subprocess.run(
        [sys.executable, "-c", script, *modules()], capture_output=True, text=True, check=False, cwd=corpus.ROOT
    )
    assert done.returncode == 0, done.stderr
    assert {"scripts.bench.quality.__main__", "scripts.bench.speakers.diarization"} <= set(modules())


def test_what_a_variant_changes_is_still_in_the_product() -> None:
    for variant in (*speech.VARIANTS.values(), *parts.PARTS.values()):
        with ExitStack() as changed:
            for patch in variant:
                changed.enter_context(patch())


def test_every_command_in_the_documentation_names_a_bench() -> None:
    texts = [p.read_text(encoding="utf-8") for p in [*corpus.ROOT.glob("*.md"), *(corpus.ROOT / "docs").rglob("*.md")]]
    texts += [p.read_text(encoding="utf-8") for p in BENCH.rglob("*.py")]
    named = {name for text in texts for name in re.findall(r"-m (scripts\.bench[.a-z_]*[a-z])", text)}
    assert "scripts.bench.quality" in named
    for name in named:
        path = corpus.ROOT / name.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), name
    for text in texts:
        for path in re.findall(r"scripts/bench/[a-z_/]+(?:\.[a-z]+)?", text):
            assert (corpus.ROOT / path.rstrip("/")).exists(), path


def test_the_shipped_recordings_are_a_corpus() -> None:
    found = {item.name: item for item in corpus.items(corpus.SHIPPED)}
    assert set(found) == {"council", "consultation"}
    for item in found.values():
        assert item.audio.is_file()
        assert item.reference["kind"] in corpus.PROFILES
        assert item.reference["duration"] > 30
        assert all(u["end"] > u["start"] and u["clean"] for u in item.reference["utterances"])


def test_items_are_chosen_by_how_their_names_begin(tmp_path: Path) -> None:
    for name in ("d1_a", "d2_b", "e1_c"):
        (tmp_path / f"{name}.json").write_text("{}", encoding="utf-8")
        (tmp_path / f"{name}.flac").touch()
    (tmp_path / "d3_without_sound.json").write_text("{}", encoding="utf-8")
    assert [i.name for i in corpus.items(tmp_path)] == ["d1_a", "d2_b", "e1_c"]
    assert [i.name for i in corpus.items(tmp_path, "d2,e")] == ["d2_b", "e1_c"]


def test_a_folder_without_recordings_is_said_not_measured(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="--corpus"):
        corpus.items(tmp_path)
    with pytest.raises(SystemExit, match="begins with x"):
        corpus.items(corpus.SHIPPED, "x")
