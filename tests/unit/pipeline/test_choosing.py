"""Where recognition ends on the processor, it ends with the model that suits a processor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from transcriber import models
from transcriber.errors import EngineDied, EngineError, EngineFailed, OutOfMemory
from transcriber.models import TierModels, VerifiedModel
from transcriber.pipeline import stages
from transcriber.settings import Engine, Settings, Tier
from transcriber.system import devices
from transcriber.system.devices import CPU, Found, Placement

CARD = Found(("float16", "int8_float16"), True, 12 << 30, "RTX")


def tier(speech: str) -> TierModels:
    return TierModels(*(VerifiedModel(Path(name), name, "1", "MIT", {}) for name in (speech, "community-1")))


HIGH, STANDARD = tier("large-v3"), tier("large-v3-turbo")


@dataclass
class Recorded:
    """What was tried, and fails on the card."""

    error: EngineError | None
    tried: list[tuple[str, list[str]]]

    def __call__(self, used: TierModels, rungs: list[Placement]) -> str:
        assert used.speech is not None
        self.tried.append((used.speech.id, sorted({at.device for at in rungs})))
        if self.error and rungs[0].device == "cuda":
            raise self.error
        return used.speech.id


def walk(
    monkeypatch: pytest.MonkeyPatch, work: Recorded, *, for_processor: TierModels, found: Found = CARD
) -> tuple[str, list[str]]:
    monkeypatch.setattr(models, "best_tier", lambda *_, gpu_memory: Tier.HIGH if gpu_memory else Tier.STANDARD)
    monkeypatch.setattr(models, "of_tier", lambda store, wanted: HIGH if wanted is Tier.HIGH else for_processor)
    run = stages._Run.__new__(stages._Run)
    run.settings = Settings(engine=Engine())
    run.stages = stages.Stages(run.settings)
    run.log = []
    done = run._on_its_device(HIGH, devices.ladder(run.settings.engine, found), work)
    return done, run.log


@pytest.mark.parametrize(
    "error", [OutOfMemory("メモリー不足。", ""), EngineDied("止まりました。", ""), EngineFailed("失敗。", "")]
)
def test_a_card_that_fails_on_the_way_leads_to_the_tier_of_a_processor(
    error: EngineError, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Recorded(error, [])
    done, log = walk(monkeypatch, work, for_processor=STANDARD)
    assert work.tried == [("large-v3", ["cuda"]), ("large-v3-turbo", ["cpu"])]
    assert done == "large-v3-turbo"
    assert "large-v3-turbo" in log[0]


def test_a_card_that_holds_keeps_its_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Recorded(None, [])
    assert walk(monkeypatch, work, for_processor=STANDARD) == ("large-v3", [])
    assert work.tried == [("large-v3", ["cuda"])]


def test_where_there_is_no_other_model_the_whole_ladder_is_walked_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Recorded(None, [])
    walk(monkeypatch, work, for_processor=HIGH)
    walk(monkeypatch, work, for_processor=STANDARD, found=Found())
    assert work.tried == [("large-v3", ["cpu", "cuda"]), ("large-v3", [CPU.device])]
