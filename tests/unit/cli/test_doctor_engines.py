"""What doctor says of the card and of the models: what each engine runs on, what is missing, and what a model is not fit for."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber import models
from transcriber.cli import doctor_command
from transcriber.models import TierModels, VerifiedModel
from transcriber.models.catalogue import Tuning
from transcriber.settings import Device, Engine, Settings, Tier
from transcriber.system import devices
from transcriber.system.devices import Found

NO_CUBLAS = Found(
    torch_gpu=True,
    gpu_name="RTX 3060",
    driver="551.23",
    trouble=devices.trouble_in("Library libcublas.so.12 is not found"),
)
WINDOWS = Found(("float16", "int8_float16"), gpu_memory=12 << 30, gpu_name="RTX 3060", driver="551.23")


def device_line(
    found: Found, monkeypatch: pytest.MonkeyPatch, device: Device = Device.AUTO
) -> doctor_command.DoctorFinding:
    monkeypatch.setattr(devices, "probe", lambda *_: found)
    return next(doctor_command._gpu(Settings(engine=Engine(device=device))))


def test_a_card_without_cublas_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    line = device_line(NO_CUBLAS, monkeypatch)
    assert "文字起こし cpu int8、話者の区別 cuda（RTX 3060" in line.found
    assert "ドライバー 551.23" in line.found
    assert "cuBLAS" in line.todo
    assert "scripts/setup gpu" in line.todo


def test_settings_that_want_the_processor_are_no_fault_of_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    assert device_line(NO_CUBLAS, monkeypatch, Device.CPU).todo == ""


def test_each_engine_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    line = device_line(WINDOWS, monkeypatch)
    assert line.found.startswith("文字起こし cuda float16")
    assert "話者の区別 cpu（RTX 3060、12 GB" in line.found
    assert line.todo == ""


def model_line(tuning: Tuning, monkeypatch: pytest.MonkeyPatch) -> str:
    used = VerifiedModel(Path("m"), "a-model", "1", "MIT", {}, tuning)
    monkeypatch.setattr(models, "of_tier", lambda *_: TierModels(used, used))
    (line,) = doctor_command._models(Settings(engine=Engine(tier=Tier.EMBEDDED)), Found())
    return line.found


def test_models_for_trying_out_and_models_that_nothing_was_set_for_are_called_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trial = model_line(Tuning(trial=True, fitted="on acted recordings"), monkeypatch)
    assert "試用のための小さいモデルで、実務には向きません" in trial
    assert "models fetch standard" in trial
    assert "確認値" not in trial
    assert "a-model：このモデルでの確認値はまだありません" in model_line(Tuning(), monkeypatch).replace(
        "a-modelとa-model", "a-model"
    )
    assert model_line(Tuning(fitted="on acted recordings"), monkeypatch).endswith("中身を確かめました")
