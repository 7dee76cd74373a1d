"""Model weights: the catalogue, what is on this machine, and how it came here.

    store = models.open_store(settings)
    tier = models.best_tier(store, settings.engine.tier, gpu_memory=0)
    speech, speakers = ...of_tier(store, tier)

`catalogue` reads models.toml, `store` verifies, `fetch` and `bundle` bring models in; `embedded` makes the one model that
is derived on fetch. Nothing but `fetch` uses the network.
"""

from __future__ import annotations

from dataclasses import dataclass

from transcriber.models.model_store import ModelStore, VerifiedModel, open_store
from transcriber.settings import Tier

__all__ = ["ModelStore", "TierModels", "VerifiedModel", "best_tier", "of_tier", "open_store"]

GIB = 1024**3
_GPU_FOR_HIGH = 10 * GIB


@dataclass(frozen=True)
class TierModels:
    """What a tier loads; the fake tier loads nothing."""

    speech: VerifiedModel | None
    speakers: VerifiedModel | None


def of_tier(store: ModelStore, tier: Tier) -> TierModels:
    """The verified models of a tier (not `auto`; see `best_tier`).

    Raises:
        ModelMissing: a model is not on this machine.
        ModelCorrupt: a file is not the catalogue's.
    """
    if tier is Tier.FAKE:
        return TierModels(None, None)
    pair = store.catalogue.tiers[tier]
    return TierModels(store.verified(pair.speech), store.verified(pair.speakers))


def best_tier(store: ModelStore, wanted: Tier, *, gpu_memory: int = 0) -> Tier:
    """Which tier to run: the wanted one, or for `auto` the best that is on this machine and suits its device.

    `high` wants a GPU with 10 GB; `standard` is the best for a processor and for smaller GPUs. Where only the other of the two is
    here, it is used all the same: whoever fetched it wants better than `embedded`, which is what is left, and also the answer when
    nothing is here yet, so that the error names the models that are easiest to get.

    Args:
        store: the models folder.
        wanted: the setting `engine.tier`.
        gpu_memory: bytes of the GPU that will be used; 0: the processor.
    """
    if wanted is not Tier.AUTO:
        return wanted
    # A card sold as "10 GB" reports a little less.
    large = gpu_memory >= 0.95 * _GPU_FOR_HIGH
    order = [Tier.HIGH, Tier.STANDARD] if large else [Tier.STANDARD, Tier.HIGH]
    for tier in order:
        if all(store.present(model_id) for model_id in store.catalogue.ids(tier)):
            return tier
    return Tier.EMBEDDED
