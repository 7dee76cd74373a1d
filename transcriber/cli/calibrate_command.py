"""`transcriber models calibrate`: the limits of a tier's models, fitted on recordings whose true text is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from transcriber import __version__, models
from transcriber import settings as settings_module
from transcriber.cli.options import Config
from transcriber.errors import ModelError, UsageFault
from transcriber.models import fitted_limits
from transcriber.settings import Mode, Settings, Tier
from transcriber.system import wall_clock

if TYPE_CHECKING:
    from transcriber.refitting.known_recordings import KnownRecording
    from transcriber.refitting.refit import JudgedRecording

_NO_WORSE = 0.02
"""Share of the wrong clauses by which fitted limits may mark fewer than the shipped ones: less is chance."""


def calibrate(
    tier: Annotated[Tier, typer.Argument(metavar="段階", help="embedded、standard、high")],
    recordings: Annotated[
        Path | None,
        typer.Option(
            "--recordings",
            exists=True,
            file_okay=False,
            help="録音と、同じ名前のテキスト（話されたとおりの文）が入ったフォルダ。書かなければ、確認済みで戻った録音を使います",
        ),
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", help="設定の名前。--recordings のときは必ず書きます")
    ] = None,
    most: Annotated[int, typer.Option("--most", help="確認済みの録音を、新しいものから何件まで使うか")] = 20,
    config: Config = None,
) -> None:
    """疑わしい所に印を付ける基準を、正しい文が分かっている録音で、このモデルに合わせます（かかる時間は、その録音の下書きをもう一度作るのと同じです）。"""
    settings = settings_module.load_settings(config)
    if tier not in (Tier.EMBEDDED, Tier.STANDARD, Tier.HIGH):
        raise UsageFault(f"段階「{tier.value}」は合わせられません。", "embedded、standard、high から選んでください。")
    if recordings is not None and profile is None:
        raise UsageFault(
            "--recordings には --profile も要ります。",
            "名簿や用語をどの設定から取るかを書いてください。例：--profile 会議録",
        )
    engine = settings.engine.model_copy(update={"tier": tier, "mode": Mode.CAREFUL})
    settings = settings.model_copy(update={"engine": engine})
    store = models.open_store(settings)
    speech = models.of_tier(store, tier).speech
    assert speech is not None
    console = Console()
    found = list(_judged(settings, recordings, profile, most, config, console))
    limits = _fitted(speech, found)
    place = fitted_limits.limits_path(store.weights, speech.id)
    figures = limits.figures
    console.print(
        f"{len(found)}件、{limits.minutes:.0f}分、{figures.clauses}節（うち誤り{figures.wrong}節）で合わせました。"
        f"合わせるのに使わなかった録音で確かめると、誤りの{figures.caught:.0%}に印が付き、正しい所の{figures.alarms:.0%}にも付きます"
        f"（同じだけ印を付けるとき、付属の基準では誤りの{figures.caught_before:.0%}）。",
        soft_wrap=True,
    )
    if figures.caught < figures.caught_before - _NO_WORSE:
        console.print("付属の基準のほうがよいので、変えませんでした。", soft_wrap=True)
        return
    fitted_limits.write_limits(place, limits)
    console.print(f"{place} に書きました。次の下書きから使います。", markup=False, soft_wrap=True)


def _judged(
    settings: Settings,
    recordings: Path | None,
    profile: str | None,
    most: int,
    config: Path | None,
    console: Console,
) -> Iterator[KnownRecording]:
    # Heavy: only where it is run.
    from transcriber.cli.folder_commands import opened_store
    from transcriber.exchange.replay import Replay, Skipped
    from transcriber.exchange.returns import Returns
    from transcriber.pipeline.stages import Stages
    from transcriber.profiles import profile as profiles
    from transcriber.queue.job import Status
    from transcriber.refitting import known_recordings
    from transcriber.system import rights

    observer = known_recordings.ClauseObserver()
    stages = Stages(settings, observe=observer)

    def tell(name: object) -> None:
        console.print(f"{name}：処理しています …", style="dim", markup=False)

    if recordings is not None:
        assert profile is not None
        chosen = profiles.Profile.read(profiles.find_profile(profile, settings.folders.watch))
        rights.make(settings.folders.work)
        yield from known_recordings.told_recordings(
            recordings, chosen, settings.folders.work, stages, observer, lambda path: tell(path.name)
        )
        return
    with opened_store(config) as (_, store):
        checked = (j for j in store.jobs() if j.status is Status.CHECKED and profile in (None, j.profile))
        jobs = sorted(checked, key=lambda j: -j.id)[:most]
        by = Replay(
            settings.folders.watch,
            settings.folders.work,
            stages,
            Returns(store, settings.folders.watch, settings.folders.work),
        )
        for one in known_recordings.checked_recordings(by, jobs, observer, lambda job: tell(job.id)):
            if isinstance(one, Skipped):
                console.print(f"{one.job.id}：使えません。{one.why}", markup=False, soft_wrap=True)
            else:
                yield one


def _fitted(speech: models.VerifiedModel, found: list[KnownRecording]) -> fitted_limits.FittedLimits:
    from transcriber.refitting import refit

    judged: list[JudgedRecording] = [k.judged for k in found if k.judged.clauses]
    if not refit.enough(judged):
        wrong = sum(sum(j.wrong) for j in judged)
        clauses = sum(len(j.clauses) for j in judged)
        raise ModelError(
            f"正しい文が分かっている録音が足りません（{len(judged)}件、{clauses}節、うち誤り{wrong}節）。",
            f"合わせて{refit.LEAST_CLAUSES}節以上（およそ20分）、誤りと正しい所がそれぞれ{refit.LEAST_OF_EACH}節以上になるまで、"
            "確認済みのファイルを 3_確認済み に戻してから、もう一度実行してください。基準は変えていません。",
        )
    weights = refit.refitted(judged)
    return fitted_limits.FittedLimits(
        program=__version__,
        model=speech.id,
        files=dict(speech.files),
        hearings=speech.tuning.hearings,
        made_at=wall_clock.time_now(),
        recordings=tuple(k.sha256 for k in found),
        minutes=round(sum(k.seconds for k in found) / 60, 1),
        doubts=fitted_limits.DoubtLimits(
            bias=weights.bias,
            by_sign=dict(weights.by_sign),
            doubted=weights.doubted,
            figures_doubted=weights.figures_doubted,
        ),
        figures=refit.cross_validated(judged),
    )
