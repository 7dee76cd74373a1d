"""What pyproject.toml declares is what the program imports, and what requirements/*.txt pin fits it."""

from __future__ import annotations

import ast
import functools
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from transcriber import resources
from transcriber.profiles import shipped
from transcriber.settings import HOME

PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = {canonicalize_name(r.name): r for r in map(Requirement, PROJECT["project"]["dependencies"])}
EXTRAS = {name: [Requirement(r) for r in rs] for name, rs in PROJECT["project"]["optional-dependencies"].items()}
OF_CLUSTER = {canonicalize_name(r.name) for r in EXTRAS["cluster"]} | {"dask"}  # distributed is a part of dask
GROUPS = {name: [Requirement(r) for r in rs] for name, rs in PROJECT["dependency-groups"].items()}
BUILD = Requirement(PROJECT["build-system"]["requires"][0])
NOT_IMPORTED = {
    "torchcodec",  # of one family with torch; pyannote.audio imports it
    "sudachidict-core",  # sudachipy opens it by name
    "noto-cjk-sans-jp-regular",  # read as a resource (review/charts.py)
}


def imported(rooms: str = "*") -> Iterator[str]:
    """The full name of every module that the program, or some rooms of it, imports from elsewhere, also inside functions."""
    for path in sorted((HOME / "transcriber").glob(f"{rooms}/**/*.py")) + sorted((HOME / "transcriber").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module


@functools.cache
def installed() -> Mapping[str, list[str]]:
    """Top-level module → distributions; takes a second, as it reads the list of files of each."""
    return packages_distributions()


def distributions(module: str) -> set[str]:
    """What may be installed to have a module; of the `pyannote` packages, the one with the module's second name."""
    top = module.split(".")[0]
    found = {canonicalize_name(name) for name in installed().get(top, ())}
    return found if len(found) < 2 else found & {canonicalize_name(".".join(module.split(".")[:2]))} or found


def pins(name: str) -> Iterator[Requirement]:
    """The pinned requirements of requirements/NAME.txt."""
    for line in (HOME / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            yield Requirement(line.removesuffix(" \\"))


def unmet(wanted: list[Requirement], file: str) -> list[str]:
    """Requirements that a file of pins leaves out or contradicts."""
    pinned = [(canonicalize_name(p.name), next(iter(p.specifier)).version) for p in pins(file)]
    return [
        str(r)
        for r in wanted
        if not (versions := [v for name, v in pinned if name == canonicalize_name(r.name)])
        or not all(r.specifier.contains(v) for v in versions)
    ]


def test_every_import_from_elsewhere_is_declared() -> None:
    others = {m for m in imported() if m.split(".")[0] not in {*sys.stdlib_module_names, "transcriber", "__future__"}}
    undeclared = {m: found for m in others if not (found := distributions(m)) & (DECLARED.keys() | OF_CLUSTER)}
    assert undeclared == {}


def test_what_only_a_cluster_needs_is_imported_there_alone() -> None:
    rooms = {path.name for path in (HOME / "transcriber").iterdir() if path.is_dir()}
    users = {room for room in rooms for module in imported(room) if distributions(module) & OF_CLUSTER}
    assert users == {"cluster"}


def test_everything_declared_is_used() -> None:
    used = {name for module in imported() for name in distributions(module)}
    assert DECLARED.keys() - used == NOT_IMPORTED


@pytest.mark.parametrize(
    ("wanted", "file"),
    [
        ([*DECLARED.values(), *GROUPS["build"], BUILD], "runtime"),
        ([*DECLARED.values(), *EXTRAS["gpu"], *GROUPS["build"]], "gpu"),
        ([*DECLARED.values(), *EXTRAS["cluster"], *GROUPS["build"]], "cluster"),
        ([*DECLARED.values(), *EXTRAS["cluster"], *GROUPS["build"], *GROUPS["dev"]], "dev"),
        (GROUPS["uv"], "uv"),
    ],
    ids=["runtime", "gpu", "cluster", "dev", "uv"],
)
def test_the_pins_fit_the_declared_ranges(wanted: list[Requirement], file: str) -> None:
    assert unmet(wanted, file) == []


def test_a_pin_outside_its_range_and_a_missing_one_are_noticed() -> None:
    assert unmet([Requirement("torch<2"), Requirement("no-such-package"), Requirement("torch>=2")], "runtime") == [
        "torch<2",
        "no-such-package",
    ]


@pytest.mark.parametrize("file", ["gpu", "cluster", "dev"])
def test_the_other_environments_are_the_tested_one_with_more_in_it(file: str) -> None:
    assert set(map(str, pins("runtime"))) <= set(map(str, pins(file)))


def test_every_pin_has_a_hash() -> None:
    for file in (HOME / "requirements").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        blocks = [b for b in text.replace(" \\\n    ", " ").splitlines() if b]
        assert blocks
        assert [b for b in blocks if "==" not in b or "--hash=sha256:" not in b] == []


def test_the_build_packs_every_file_of_the_folder_tree_that_init_lays_out() -> None:
    tree = {f"{resources.TREE}/{profile}/{file}" for profile in shipped.PROFILES for file in shipped.FILES}
    hatch = PROJECT["tool"]["hatch"]["build"]["targets"]
    packed = hatch["wheel"]["force-include"]
    assert {path for path in packed if path.startswith(resources.TREE)} == tree
    assert {path for path in hatch["sdist"]["only-include"] if path.startswith(resources.TREE)} == tree
    assert {target.removeprefix("transcriber/resources/") for target in packed.values()} == set(packed)
