"""`transcriber models …` as an office's IT person types it."""

from __future__ import annotations

from pathlib import Path

from tiny_models import TINY, WEIGHTS, install, with_limits, write_wheels
from typer.testing import CliRunner

from transcriber.cli.model_commands import model_app
from transcriber.errors import ModelSourceError
from transcriber.models.model_store import ModelStore


def run(config: Path, *args: str) -> tuple[int, str]:
    command, *rest = args
    result = CliRunner().invoke(model_app, [command, "--config", str(config), *rest], env={"COLUMNS": "200"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_list_says_what_is_here(store: ModelStore, config: Path) -> None:
    install(store, "voice", {"voice.bin": WEIGHTS})
    code, output = run(config, "list")
    assert code == 0
    rows = {line.split("│")[1].strip(): line for line in output.splitlines() if line.startswith("│")}
    assert "あり" in rows["voice"] and "なし" in rows["tiny"]


def test_fetch_from_a_folder_then_verify(store: ModelStore, config: Path, tmp_path: Path) -> None:
    write_wheels(tmp_path / "hand")
    code, output = run(config, "fetch", "tiny", "--from", str(tmp_path / "hand"))
    assert code == 0 and "準備ができました" in output
    code, output = run(config, "verify", "tiny")
    assert code == 0 and "目録のとおり" in output


def test_verify_fails_when_a_byte_differs(store: ModelStore, config: Path) -> None:
    install(store, "tiny", TINY | {"model.bin": b"x" * len(WEIGHTS)})
    code, output = run(config, "verify")
    assert code == 1 and "model.bin" in output


def test_verify_without_any_model_says_how_to_get_one(store: ModelStore, config: Path) -> None:
    code, output = run(config, "verify")
    assert code == 0 and "fetch embedded" in output


def test_a_tier_travels_in_a_bundle(store: ModelStore, config: Path, tmp_path: Path) -> None:
    install(store, "tiny", TINY)
    install(store, "voice", {"voice.bin": WEIGHTS})
    assert run(config, "bundle", "embedded", "--out", str(tmp_path / "b.zip"))[0] == 0
    store.weights.rename(tmp_path / "gone")
    code, output = run(config, "import", str(tmp_path / "b.zip"))
    assert code == 0 and "tiny" in output and "voice" in output
    assert run(config, "verify", "embedded")[0] == 0


def test_limits_that_travel_along_are_used_only_where_that_is_asked_for(
    store: ModelStore, config: Path, tmp_path: Path
) -> None:
    fitted = with_limits(store)
    assert run(config, "bundle", "tiny", "--out", str(tmp_path / "b.zip"))[0] == 0
    store.weights.rename(tmp_path / "gone")
    code, output = run(config, "import", str(tmp_path / "b.zip"))
    assert code == 0 and "使いません" in output and "1件の録音（31分）" in output
    assert store.verified("tiny").limits is None
    code, output = run(config, "import", str(tmp_path / "b.zip"), "--limits")
    assert code == 0 and "次の下書きから使います" in output
    assert store.verified("tiny").limits == fitted


def test_the_fake_tier_needs_nothing(store: ModelStore, config: Path) -> None:
    assert run(config, "fetch", "fake")[0] == 0


def test_a_failed_fetch_is_one_of_our_errors(store: ModelStore, config: Path, tmp_path: Path) -> None:
    try:
        run(config, "fetch", "voice", "--from", str(tmp_path))
    except ModelSourceError as e:
        assert "voice.bin" in e.found
    else:
        raise AssertionError("nothing could have delivered it")
