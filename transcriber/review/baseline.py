"""What the same record takes by hand: the office's own figure, with its source."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

DEFAULT_SOURCE = "公表されている例：徳島県 約5倍、長野県 4～5倍（録音時間に対する、手作業での作成時間）"


class Baseline(BaseModel):
    """[effect] in 設定.toml: what the same work takes without the draft."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    factor: float = Field(5.0, gt=0, description="手作業で記録を作るのにかかる時間。録音時間の何倍か")
    source: str = Field(
        DEFAULT_SOURCE, description="上の倍率の出どころ。報告書に印字します（例 令和7年度の本会議6回の実績）"
    )
