"""The shipped catalogue, and what a catalogue may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.errors import ModelError, ModelMissing
from transcriber.models import catalogue
from transcriber.settings import HOME, Tier


@pytest.fixture(scope="module")
def shipped() -> catalogue.Catalogue:
    return catalogue.load_catalogue(HOME / "models")


def test_every_tier_has_a_speech_and_a_speakers_model(shipped: catalogue.Catalogue) -> None:
    assert set(shipped.tiers) == {Tier.EMBEDDED, Tier.STANDARD, Tier.HIGH}


def test_every_speech_model_lists_what_faster_whisper_loads(shipped: catalogue.Catalogue) -> None:
    for model in shipped.models.values():
        if model.id.startswith("faster-whisper-"):
            names = {file.path for file in model.files}
            assert {"model.bin", "config.json", "tokenizer.json"} <= names
            assert names & {"vocabulary.txt", "vocabulary.json"}
            # Without it the 128 mel channels of the large models would silently become 80.
            assert ("preprocessor_config.json" in names) == ("large-v3" in model.id)


def test_every_speakers_model_is_a_pyannote_pipeline_folder(shipped: catalogue.Catalogue) -> None:
    for model in shipped.models.values():
        if model.id.startswith("pyannote-"):
            assert {file.path for file in model.files} == {
                "config.yaml",
                "segmentation/pytorch_model.bin",
                "embedding/pytorch_model.bin",
                "plda/plda.npz",
                "plda/xvec_transform.npz",
            }


def test_the_embedded_tier_needs_a_package_index_only(shipped: catalogue.Catalogue) -> None:
    for model_id in shipped.ids("embedded"):
        assert shipped.model(model_id).sources[0].kind == "wheels"


def test_every_hub_source_is_pinned_or_explained(shipped: catalogue.Catalogue) -> None:
    loose = {
        source.repo
        for model in shipped.models.values()
        for source in model.sources
        if isinstance(source, catalogue.Hub) and len(source.revision) != 40
    }
    assert loose == {"pyannote-community/speaker-diarization-community-1"}  # the hashes decide there


def test_every_model_has_a_licence_and_a_source(shipped: catalogue.Catalogue) -> None:
    assert all(model.licence and model.sources for model in shipped.models.values())


def test_the_fake_tier_needs_no_models(shipped: catalogue.Catalogue) -> None:
    assert shipped.ids("fake") == ()


def test_an_unknown_name_is_answered_with_the_known_ones(shipped: catalogue.Catalogue) -> None:
    with pytest.raises(ModelMissing, match="standard.*faster-whisper-small"):
        shipped.ids("enormous")


@pytest.mark.parametrize("path", ["../evil", "/etc/passwd", "a/../../b", "C:/x", "a\\b", ""])
def test_a_file_may_not_leave_its_models_folder(path: str) -> None:
    with pytest.raises(ValueError, match="plain relative path"):
        catalogue.File(path=path, sha256="0" * 64)


@pytest.mark.parametrize("text", ["not toml [", "[tiers.embedded]\nspeech='a'\nspeakers='b'\n[models]\n"])
def test_a_broken_catalogue_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / catalogue.CATALOGUE_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"models\.toml"):
        catalogue.load_catalogue(tmp_path)


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"models\.toml"):
        catalogue.load_catalogue(tmp_path)


def test_what_a_recipe_reads_must_have_a_hash() -> None:
    parts = ({"wheel": "a==1", "member": "a/b"},)
    with pytest.raises(ValueError, match="sha256"):
        catalogue.Wheels.model_validate(
            {"kind": "wheels", "recipe": "embedded", "members": [{"path": "x", "parts": parts}]}
        )
