"""The settings of one installation: `transcriber.toml`, validated. No other module reads the environment.

Looked for at `--config`, then $TRANSCRIBER_CONFIG, then `transcriber.toml` in the current folder, then in `HOME`; without
any, every default below holds. Relative paths in the file are relative to the file.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.fields import FieldInfo

from transcriber import named_paths, reasons, resources
from transcriber.errors import SettingsFileError
from transcriber.resources import TREE

_DATA = Path(platformdirs.user_data_dir("transcriber", appauthor=False))

HOME = resources.CHECKOUT or _DATA
"""Where the program looks for what belongs to this machine if no setting says otherwise: the checkout, or, where it was
installed as a package, the user's data folder."""

SETTINGS_FILE = "transcriber.toml"


class Tier(StrEnum):
    """Which models to use (models/models.toml)."""

    AUTO = "auto"  # the best tier that is on this machine and fits its device
    EMBEDDED = "embedded"
    STANDARD = "standard"
    HIGH = "high"
    FAKE = "fake"  # no models: the shipped fake engine, for tests of everything around it


class Device(StrEnum):
    """Where the engines run."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Mode(StrEnum):
    """How much work recognition puts into a recording; the completeness audit runs in both."""

    CAREFUL = "careful"
    FAST = "fast"

    @classmethod
    def _missing_(cls, value: object) -> Mode | None:
        return {"丁寧": cls.CAREFUL, "速い": cls.FAST}.get(str(value))


class Order(StrEnum):
    """Whose turn it is."""

    FAIR = "fair"  # short recordings first; a long one gains by waiting
    ARRIVAL = "arrival"  # strictly as they came


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Folders(_Section):
    """Where things lie."""

    watch: Path = Field(HOME / TREE, description="共有フォルダ。この中のフォルダ1つが、設定（会議録、相談記録など）1つ")
    work: Path = Field(
        _DATA,
        description="作業台帳と作業ファイル。このパソコン自身のディスクに置く",
    )
    models: Path = Field(
        HOME / "models", description="取り寄せたモデル。ここに models.toml があれば、付属の目録の代わりに使う"
    )
    templates: Path = Field(resources.folder(resources.TEMPLATES), description="付属の Word のひな形")


class Watching(_Section):
    """How the shared folder is watched."""

    poll_seconds: float = Field(
        10,
        gt=0,
        description="共有フォルダを見る間隔（秒）。このパソコン自身のディスク（Linux）では変化の知らせがあればすぐ見て、知らせが確かで何もないときは最長60秒まであける",
    )
    stable_seconds: float = Field(
        10, ge=0, description="録音の大きさと時刻がこの秒数変わらなければ、届き終わったとみなす"
    )
    order: Order = Field(Order.FAIR, description="fair：短い録音が長い録音の後ろで待たされない順。arrival：届いた順")


class Engine(_Section):
    """Which models run, and where."""

    tier: Tier = Field(
        Tier.AUTO, description="使うモデルの段階。auto（あるものから選ぶ）、embedded、standard、high、fake（試験用）"
    )
    device: Device = Field(Device.AUTO, description="動かす装置。auto（GPU があれば使う）、cpu、cuda")
    mode: Mode = Field(
        Mode.CAREFUL,
        description="文字起こしの丁寧さ。careful（丁寧：疑わしい所を何度も聞き直す）、fast（速い：下読み用。抜けの検査は同じ）。"
        "「丁寧」「速い」とも書ける",
    )
    threads: int = Field(
        0,
        ge=0,
        description="使う CPU のスレッド数。0 なら、最初の1回に測っていちばん速い数にする（2つは残す。少なくとも2つ、多くても8つまで）",
    )


class Cluster(_Section):
    """Other computers that help."""

    coordinator: Path | None = Field(
        None,
        description="このパソコンを、複数のパソコンの取りまとめ役にするときの coordinator.toml（transcriber cluster init が作る）。"
        "書かなければ、このパソコンだけで動き、通信は一切しない",
    )

    @field_validator("coordinator", mode="before")
    @classmethod
    def _nobody(cls, value: object) -> object:
        return None if value == "" else value

    wait_seconds: float = Field(
        60,
        ge=0,
        description="手伝えるパソコンが1台もつながっていないとき、待つ秒数。過ぎたら、このパソコンだけで続ける",
    )


class Settings(_Section):
    """The whole file."""

    folders: Folders = Folders()
    watching: Watching = Watching()
    engine: Engine = Engine()
    cluster: Cluster = Cluster()
    source: Path | None = Field(None, exclude=True, description="the file these settings came from; not a setting")


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings.

    Raises:
        SettingsFileError: the file is missing (when named), is not TOML, or holds a setting that is not known.
    """
    found = path or _find()
    if found is None:
        return Settings()
    if what := named_paths.not_a_file(found):
        todo = named_paths.right_to_give(found) or "transcriber.toml のファイルを指定してください。"
        raise SettingsFileError(f"設定ファイル {found} は{what}", todo)
    try:
        text = found.read_text(encoding="utf-8-sig")
        raw = tomllib.loads(text)
    except FileNotFoundError as e:
        raise SettingsFileError(f"設定ファイル {found} がありません。", "パスを確かめてください。") from e
    except OSError as e:
        raise SettingsFileError(
            f"設定ファイル {found} を開けません（{reasons.of_system(e)}）。",
            named_paths.right_to_give(found) or "読む権限があるかを確かめてください。",
        ) from e
    except UnicodeDecodeError as e:
        raise SettingsFileError(
            f"設定ファイル {found} の文字コードが UTF-8 ではありません。",
            "メモ帳の「名前を付けて保存」で、文字コードに UTF-8 を選んで保存し直してください。",
        ) from e
    except tomllib.TOMLDecodeError as e:
        raise SettingsFileError(
            f"設定ファイル {found} の{reasons.place_in_toml(e)}の書き方（TOML）に誤りがあります。",
            reasons.doubled_in_toml(e, text)
            or "「項目 = 値」の形になっているか、引用符が閉じているかを確かめてください。見本は docs/ja/settings.md にあります。",
        ) from e
    if not raw:  # else the folders would be those of the defaults, which nobody meant who named this file
        raise SettingsFileError(
            f"設定ファイル {found} に、設定が何も書かれていません。",
            "ファイルを確かめてください。新しく作るときは transcriber init を使ってください。",
        )
    for section, name in ((s, n) for s in ("folders", "cluster") if isinstance(raw.get(s), dict) for n in raw[s]):
        if isinstance(raw[section][name], str) and raw[section][name]:
            raw[section][name] = (found.parent / Path(raw[section][name]).expanduser()).resolve()
    try:
        settings = Settings(**raw, source=found)
    except ValidationError as e:
        raise SettingsFileError(
            f"設定ファイル {found} に誤りがあります：{reasons.of_validation(e)}",
            "その項目を直してください。使える項目は docs/ja/settings.md にあります。",
        ) from e
    if settings.folders.watch.is_relative_to(settings.folders.work):
        raise SettingsFileError(
            f"設定ファイル {found} で、共有フォルダ（folders.watch）が作業フォルダ（folders.work）の中にあります。",
            "作業フォルダは、このプログラムだけが開ける場所です。共有フォルダと別の場所にしてください。",
        )
    return settings


def notify_socket() -> str | None:
    """Where systemd listens for signs of life, if it started us."""
    return os.environ.get("NOTIFY_SOCKET") or None


def settings_table() -> str:
    """A Markdown table of every setting, for docs/ja/settings.md."""
    rows = ["| 項目 | 既定値 | 意味 |", "|---|---|---|"]
    for section, name, field in _fields():
        default = field.default
        if isinstance(default, Path):
            inside = default.is_relative_to(HOME)
            default = default.relative_to(HOME).as_posix() if inside else "利用者のデータフォルダ"
        default = "なし" if default is None else default
        rows.append(f"| `{section}.{name}` | `{default}` | {field.description} |")
    return "\n".join(rows)


def sample() -> str:
    """A new transcriber.toml: the tree beside it is watched; every other setting as a comment, with its default."""
    lines = [
        "# transcriber の設定。# で始まる行は説明か、既定値です。変えるときは、行の頭の # を外して書き換えます。",
        "# 場所は、このファイルのあるフォルダからの相対パスでも書けます。Windows のパスは ' で囲みます。",
    ]
    before = ""
    for section, name, field in _fields():
        if section != before:
            lines += ["", f"[{section}]"]
            before = section
        default = field.default
        value = f"'{default or ''}'" if isinstance(default, Path | None) else json.dumps(default)
        line = f"# {name} = {value}"
        lines += [f"# {field.description}", f'{name} = "{TREE}"' if name == "watch" else line]
    return "\n".join([*lines, ""])


def _fields() -> Iterator[tuple[str, str, FieldInfo]]:
    """(section, name, field) of every setting."""
    for section_name, section_field in Settings.model_fields.items():
        section: Any = section_field.annotation
        if isinstance(section, type) and issubclass(section, _Section):
            for name, field in section.model_fields.items():
                yield section_name, name, field


def _find() -> Path | None:
    named = os.environ.get("TRANSCRIBER_CONFIG")
    if named:
        return Path(named)
    for folder in (Path.cwd(), HOME):
        if (folder / SETTINGS_FILE).is_file():
            return folder / SETTINGS_FILE
    return None
