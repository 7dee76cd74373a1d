"""A bundle carries models to a machine without internet; what it says about itself proves nothing."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tiny_models import TINY, WEIGHTS, install, with_limits

from transcriber.errors import ModelCorrupt, ModelMissing, ModelSourceError
from transcriber.models import bundle, catalogue
from transcriber.models.model_store import ModelStore


@pytest.fixture
def there(store: ModelStore, tmp_path: Path) -> ModelStore:
    """Another installation with the same catalogue and no weights."""
    return ModelStore(tmp_path / "there", store.catalogue)


@pytest.fixture
def packed(store: ModelStore, tmp_path: Path) -> Path:
    install(store, "tiny", TINY)
    install(store, "voice", {"voice.bin": WEIGHTS})
    bundle.write_bundle(store, ["tiny", "voice"], tmp_path / "b.zip")
    return tmp_path / "b.zip"


def repacked(path: Path, **changes: bytes | None) -> Path:
    """The same bundle with members replaced, added or (None) left out."""
    out = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        members: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        for name, data in (members | changes).items():
            if data is not None:
                new.writestr(name, data)
    return out


def nothing_placed(store: ModelStore) -> bool:
    return not store.path("tiny").exists() and not store.path("voice").exists()


def test_there_and_back(packed: Path, there: ModelStore) -> None:
    assert [model.id for model in bundle.take_in(there, packed)] == ["tiny", "voice"]
    assert there.verified("tiny") and there.verified("voice")


def test_what_was_fitted_on_a_model_goes_along_and_counts_for_its_files_only(
    store: ModelStore, there: ModelStore, tmp_path: Path
) -> None:
    fitted = with_limits(store)
    bundle.write_bundle(store, ["tiny"], tmp_path / "b.zip")
    placed = bundle.take_in(there, tmp_path / "b.zip")
    assert bundle.limits_in(tmp_path / "b.zip", placed) == {"tiny": fitted}
    assert there.verified("tiny").limits is None, "no catalogue vouches for it, so nothing uses it unasked"
    others = fitted.model_copy(update={"files": {"model.bin": "0" * 64}})
    changed = repacked(tmp_path / "b.zip", **{"tiny.fitted.json": others.model_dump_json().encode()})
    assert bundle.limits_in(changed, placed) == {}
    assert bundle.limits_in(repacked(tmp_path / "b.zip", **{"tiny.fitted.json": b"{"}), placed) == {}


def test_weights_are_stored_with_the_catalogues_rows(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        rows = json.loads(archive.read(bundle.MANIFEST))["models"]
    assert [row["id"] for row in rows] == ["tiny", "voice"]
    assert rows[0]["files"][0]["sha256"]


def test_a_damaged_model_is_not_packed(store: ModelStore, tmp_path: Path) -> None:
    install(store, "tiny", TINY | {"model.bin": b"damaged"})
    with pytest.raises(ModelCorrupt):
        bundle.write_bundle(store, ["tiny"], tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_one_changed_byte_and_nothing_is_placed(packed: Path, there: ModelStore) -> None:
    changed = repacked(packed, **{"voice/voice.bin": WEIGHTS[:-1] + b"?"})
    with pytest.raises(ModelCorrupt, match=r"voice\.bin"):
        bundle.take_in(there, changed)
    assert nothing_placed(there)


def test_the_bundles_own_hashes_count_for_nothing(packed: Path, there: ModelStore) -> None:
    evil = b"evil"
    rows = [{"id": "voice", "files": [{"path": "voice.bin", "sha256": "0" * 64}]}]
    manifest = json.dumps({"format": 1, "models": rows}).encode()
    gone: dict[str, bytes | None] = {f"tiny/{name}": None for name in TINY}
    with pytest.raises(ModelCorrupt):
        bundle.take_in(there, repacked(packed, **{bundle.MANIFEST: manifest, "voice/voice.bin": evil}, **gone))
    assert nothing_placed(there)


@pytest.mark.parametrize("name", ["../../escaped", "/escaped", "tiny/../../escaped", "tiny/extra.py"])
def test_a_file_that_no_model_lists_is_refused(packed: Path, there: ModelStore, tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelSourceError, match="目録にない"):
        bundle.take_in(there, repacked(packed, **{name: b"x"}))
    assert nothing_placed(there)
    assert not list(tmp_path.rglob("escaped"))


def test_a_missing_file_is_named(packed: Path, there: ModelStore) -> None:
    with pytest.raises(ModelSourceError, match=r"voice\.bin"):
        bundle.take_in(there, repacked(packed, **{"voice/voice.bin": None}))
    assert nothing_placed(there)


def test_a_model_that_is_unknown_here_is_refused(packed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    rows = catalogue.load_catalogue(folder)
    fewer = catalogue.Catalogue(tiers={}, models={"tiny": rows.model("tiny")})
    with pytest.raises(ModelMissing, match="voice"):
        bundle.take_in(ModelStore(tmp_path / "there", fewer), packed)


@pytest.mark.parametrize("manifest", [b"", b"{}", b'{"format": 1}', b'{"format": 99, "models": []}', b"[]"])
def test_a_zip_that_is_no_bundle_is_refused(packed: Path, there: ModelStore, manifest: bytes) -> None:
    with pytest.raises(ModelSourceError, match="changed.zip"):
        bundle.take_in(there, repacked(packed, **{bundle.MANIFEST: manifest}))


def test_a_file_that_is_no_zip_is_refused(there: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"no zip")
    with pytest.raises(ModelSourceError, match=r"b\.zip"):
        bundle.take_in(there, tmp_path / "b.zip")


def test_a_broken_off_copy_is_refused(packed: Path, there: ModelStore) -> None:
    packed.write_bytes(packed.read_bytes()[:-100])
    with pytest.raises(ModelSourceError):
        bundle.take_in(there, packed)
    assert nothing_placed(there)


def test_a_file_that_is_larger_than_the_catalogue_says_is_not_unpacked(packed: Path, there: ModelStore) -> None:
    with pytest.raises(ModelSourceError, match="大きく広がります"):
        bundle.take_in(there, repacked(packed, **{"tiny/model.bin": bytes(10_000)}))
    assert nothing_placed(there)


def test_a_manifest_of_any_size_is_not_read(packed: Path, there: ModelStore) -> None:
    with pytest.raises(ModelSourceError, match="束ではありません"):
        bundle.take_in(there, repacked(packed, **{bundle.MANIFEST: b" " * (2 << 20)}))


def test_a_manifest_of_deep_brackets_is_no_crash(packed: Path, there: ModelStore) -> None:
    with pytest.raises(ModelSourceError, match="束ではありません"):
        bundle.take_in(there, repacked(packed, **{bundle.MANIFEST: b"[" * 200_000}))


def test_a_size_that_the_zip_tells_wrong_is_counted(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "lie.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(5 << 20))
    too_large = pytest.raises(bundle.TooLargeMember)
    with zipfile.ZipFile(tmp_path / "lie.zip") as archive, (tmp_path / "out").open("wb") as out, too_large:
        bundle.copy_member(archive, "a", out, most=1 << 20)
    assert (tmp_path / "out").stat().st_size == 0
