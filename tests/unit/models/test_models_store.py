"""Nothing is handed out before its bytes were compared with the catalogue."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tiny_models import CONFIG, TINY, WEIGHTS, digest, install

from transcriber import models
from transcriber.errors import DiskFull, ModelCorrupt, ModelError, ModelMissing
from transcriber.models.model_store import ModelStore, disk
from transcriber.settings import Tier


def test_a_whole_model_comes_with_its_provenance(store: ModelStore) -> None:
    install(store, "tiny", TINY)
    found = store.verified("tiny")
    assert found.path == store.weights / "tiny"
    assert (found.id, found.revision, found.licence) == ("tiny", "1", "MIT")
    assert found.files == {"model.bin": digest(WEIGHTS), "sub/config.json": digest(CONFIG)}


def test_a_model_that_is_not_here_is_answered_with_the_command_that_brings_it(store: ModelStore) -> None:
    with pytest.raises(ModelMissing, match="transcriber models fetch tiny"):
        store.verified("tiny")


def test_a_missing_file_is_named(store: ModelStore) -> None:
    install(store, "tiny", {"model.bin": WEIGHTS})
    with pytest.raises(ModelMissing, match=r"sub/config\.json"):
        store.verified("tiny")


def test_a_changed_file_is_named_with_both_hashes(store: ModelStore) -> None:
    install(store, "tiny", TINY | {"model.bin": b"x" * len(WEIGHTS)})
    with pytest.raises(ModelCorrupt) as refused:
        store.verified("tiny")
    assert "model.bin" in refused.value.found
    assert digest(WEIGHTS)[:12] in refused.value.found
    assert digest(b"x" * len(WEIGHTS))[:12] in refused.value.found
    assert "fetch tiny" in refused.value.todo


def test_a_file_that_nobody_verified_may_not_lie_beside_the_weights(store: ModelStore) -> None:
    install(store, "tiny", TINY | {"preprocessor_config.json": b"{}"})
    with pytest.raises(ModelCorrupt, match=r"preprocessor_config\.json"):
        store.verified("tiny")


def test_a_file_changed_after_it_was_verified_is_noticed(store: ModelStore) -> None:
    install(store, "tiny", TINY)
    store.verified("tiny")
    install(store, "tiny", {"model.bin": b"y" * len(WEIGHTS)})
    path = store.path("tiny") / "model.bin"
    os.utime(path, ns=(1, 1))  # whatever the clock's resolution
    with pytest.raises(ModelCorrupt):
        store.verified("tiny")


def test_unchanged_files_are_read_once_and_afresh_on_request(store: ModelStore) -> None:
    install(store, "tiny", TINY)
    store.verified("tiny")
    path = store.path("tiny") / "model.bin"
    before = path.stat()
    path.write_bytes(b"z" * len(WEIGHTS))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # a bad disk changes bytes without a trace
    store.verified("tiny")
    with pytest.raises(ModelCorrupt):
        store.verified("tiny", afresh=True)


def test_placing_replaces_a_damaged_model_whole(store: ModelStore, tmp_path: Path) -> None:
    install(store, "tiny", {"model.bin": b"damaged", "left over": b""})
    staged = ModelStore(tmp_path / "elsewhere", store.catalogue)
    install(staged, "tiny", TINY)
    with store.incoming() as incoming:
        staged.path("tiny").rename(incoming / "tiny")
        store.place(store.catalogue.model("tiny"), incoming / "tiny")
    assert store.verified("tiny")
    assert not (store.weights / ".incoming").exists()


def test_only_one_fetch_at_a_time(store: ModelStore) -> None:
    other = ModelStore(store.weights.parent, store.catalogue)
    with store.incoming(), pytest.raises(ModelError, match="別の取り込み"), other.incoming():
        pass


def test_a_full_disk_is_said_to_be_full(tmp_path: Path) -> None:
    with pytest.raises(DiskFull), disk(tmp_path):
        raise OSError(28, "No space left on device")


def test_other_refusals_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"), disk(tmp_path):
        (tmp_path / "nowhere" / "file").write_bytes(b"")


class TestTiers:
    def test_a_tier_is_two_verified_models(self, store: ModelStore) -> None:
        install(store, "tiny", TINY)
        install(store, "voice", {"voice.bin": WEIGHTS})
        pair = models.of_tier(store, Tier.EMBEDDED)
        assert pair.speech is not None and pair.speech.id == "tiny"
        assert pair.speakers is not None and pair.speakers.id == "voice"

    def test_the_fake_tier_loads_nothing(self, store: ModelStore) -> None:
        assert models.of_tier(store, Tier.FAKE) == models.TierModels(None, None)

    def test_a_named_tier_is_taken_at_its_word(self, store: ModelStore) -> None:
        assert models.best_tier(store, Tier.HIGH) is Tier.HIGH

    def test_auto_is_embedded_when_nothing_better_is_here(self, store: ModelStore) -> None:
        assert models.best_tier(store, Tier.AUTO, gpu_memory=24 * models.GIB) is Tier.EMBEDDED

    def test_auto_on_a_processor_is_standard_even_if_high_is_here(self, store: ModelStore) -> None:
        self._install_all(store)
        assert models.best_tier(store, Tier.AUTO) is Tier.STANDARD

    @pytest.mark.parametrize("gigabytes", [0, 6, 12])
    def test_auto_takes_high_where_only_that_was_fetched(self, store: ModelStore, gigabytes: int) -> None:
        install(store, "large", {"large.bin": WEIGHTS})
        install(store, "voice", {"voice.bin": WEIGHTS})
        assert models.best_tier(store, Tier.AUTO, gpu_memory=gigabytes * models.GIB) is Tier.HIGH

    def test_voices_are_enrolled_by_the_model_that_meetings_use_on_whatever_device(self, store: ModelStore) -> None:
        install(store, "large", {"large.bin": WEIGHTS})
        install(store, "voice", {"voice.bin": WEIGHTS})
        tiers = (models.best_tier(store, Tier.AUTO, gpu_memory=g * models.GIB) for g in (0, 24))
        assert len({store.catalogue.tiers[tier].speakers for tier in tiers}) == 1

    def test_auto_on_a_small_gpu_is_standard(self, store: ModelStore) -> None:
        self._install_all(store)
        assert models.best_tier(store, Tier.AUTO, gpu_memory=6 * models.GIB) is Tier.STANDARD

    def test_auto_on_a_large_gpu_is_high(self, store: ModelStore) -> None:
        self._install_all(store)
        assert models.best_tier(store, Tier.AUTO, gpu_memory=10 * models.GIB) is Tier.HIGH

    @staticmethod
    def _install_all(store: ModelStore) -> None:
        install(store, "tiny", TINY)
        install(store, "voice", {"voice.bin": WEIGHTS})
        install(store, "large", {"large.bin": WEIGHTS})


def test_a_model_that_is_linked_from_another_disk_is_replaced_and_what_the_link_leads_to_stays(
    store: ModelStore, tmp_path: Path
) -> None:
    other = tmp_path / "another disk"
    other.mkdir()
    (other / "写真.jpg").write_bytes(b"staff's own")
    store.weights.mkdir(parents=True)
    store.path("tiny").symlink_to(other, target_is_directory=True)
    with store.incoming() as incoming:
        (incoming / "hub").symlink_to(other, target_is_directory=True)
        staged = incoming / "tiny"
        for name, data in TINY.items():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_bytes(data)
        store.place(store.catalogue.model("tiny"), staged)
    assert not store.path("tiny").is_symlink() and store.verified("tiny")
    assert [p.name for p in other.iterdir()] == ["写真.jpg"]


def test_weights_that_any_account_may_exchange_after_the_check_are_not_loaded(store: ModelStore) -> None:
    install(store, "tiny", TINY)
    for place in (store.path("tiny"), store.path("tiny") / "model.bin", store.path("tiny") / "sub"):
        before = place.stat().st_mode
        place.chmod(0o777 if place.is_dir() else 0o666)
        with pytest.raises(ModelCorrupt, match="どの利用者でも書き換え"):
            store.verified("tiny")
        place.chmod(before)
    assert store.verified("tiny")
