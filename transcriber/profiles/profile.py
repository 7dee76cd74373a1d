"""A profile, read from its folder: kind of meeting, roster, glossary, template."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from transcriber import reasons
from transcriber.errors import GlossaryError, ProfileError, RosterError, SettingsFileError
from transcriber.intake import inbox
from transcriber.minutes import posts, record_forms
from transcriber.minutes.people import Roster
from transcriber.minutes.personal_data import MaskingOptions
from transcriber.minutes.posts import Branch
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.text_style import TextStyle
from transcriber.minutes.transcript import RecordKind
from transcriber.office_tables.glossary_reading import GlossaryReading
from transcriber.office_tables.grid import RemarkKind, SheetRemark
from transcriber.office_tables.listed_people import ListedPerson, former_term
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.profiles import learned, sheets
from transcriber.profiles.own_template import own_template
from transcriber.profiles.tree import GLOSSARY, OPTIONS, READINGS, ROSTER, SETTINGS, TEMPLATE, ProfileTree, closed_share
from transcriber.retention.rules import Retention
from transcriber.review.baseline import Baseline
from transcriber.untrusted import files


class Voices(StrEnum):
    """What enrolled voices are used for."""

    OFF = "off"
    SUGGEST = "suggest"  # as a hint beside a voice
    NAME = "name"  # to name a close voice for which nothing else speaks


class RecordingOptions(BaseModel):
    """[recording]: how recordings are read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tracks: Literal["auto"] | tuple[Annotated[int, Field(ge=1)], ...] = Field(
        "auto",
        description="録画に音声が何本も入っているとき、使う音声の番号（1から）。例 [1, 3]。"
        "auto：同じ録音は1本だけ、違う声は全部使う。番号の音声がない録音では auto と同じ",
    )

    @property
    def wished(self) -> tuple[int, ...]:
        """Numbers of the tracks to use; empty: by their sound."""
        return () if self.tracks == "auto" else self.tracks


class Options(BaseModel):
    """設定.toml: what a profile may set beside its sheets. All optional."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: RecordKind | None = Field(None, description="council または consultation。書かなければフォルダ名から決めます")
    office: str = Field("", description="自治体名・部署名。表紙と帳票に印字します（例 東郷町議会）")
    style: str = Field(
        "", description="書式の名前（templates フォルダの中のフォルダ名）。書かなければ「会議録」または「相談記録」"
    )
    record: str = Field(
        "",
        description="記録の種類：本会議、委員会、協議会・審議会（相談では 相談受付票、支援経過記録、逐語録、相談記録）。"
        "書かなければ、会議名とだれが進めるかで決めます",
    )
    player: bool = Field(
        True,
        description="下書きの横に「聞き直し」（再生しながら確かめる画面）と、その音声の写しを置きます。false で置きません",
    )
    tables: bool = Field(
        True, description="資料フォルダに、発言一覧（Excel 用 CSV）と字幕（SRT、WebVTT）を置きます。false で置きません"
    )
    timeline: bool = Field(
        True,
        description="だれがいつ話したかの図（話者の時間帯）を、資料フォルダと下書きの付録に入れます。false で入れません",
    )
    starts_at: dt.time | None = Field(
        None,
        description="録音を始める時刻がいつも同じなら、その時刻（例 10:00:00）。録音の名前に時刻があれば、そちらを使います",
    )
    speakers: int | None = Field(
        None,
        ge=1,
        le=99,
        description="話す人の数が毎回同じときの、その人数。録音の名前に「話者3人」とあれば、そちらを使います。"
        "書かなければ、声から数えます",
    )
    max_speakers: int | None = Field(None, ge=1, description="話者の数の上限。書かなければ名簿の人数から決めます")
    text: TextStyle = Field(
        TextStyle(), description="文章の整え方。[text] の下に書いた項目だけが、ふつうの整え方に代わります"
    )
    channels: tuple[str, ...] = Field(
        (),
        description="マイクが1人に1本のとき（ステレオの左右など）、チャンネルの順に、話す人の氏名か役職。"
        '例 ["相談員", "相談者"]。書かなければ、ほかの録音と同じように名前を探します',
    )
    voices: Voices = Field(
        Voices.OFF,
        description="登録した声（transcriber voices）の使い方。off：使わない。suggest：話者.xlsx に候補を出す。"
        "name：ほかに根拠のない声で、よく似ているものには名前も入れる",
    )
    recording: RecordingOptions = Field(
        RecordingOptions(), description="録音の読み方。[recording] の下に書きます。書かなければ自動です"
    )
    masking: MaskingOptions = Field(
        MaskingOptions(), description="個人情報の伏せ方。[masking] の下に書きます。書かなければ個人番号だけを伏せます"
    )
    retention: Retention = Field(
        Retention(), description="保存期間。[retention] の下に書きます。書かなければ何も消しません"
    )
    effect: Baseline = Field(
        Baseline(), description="効果検証の基準。[effect] の下に書きます。書かなければ録音時間の5倍"
    )

    @field_validator("record")
    @classmethod
    def _known_record(cls, name: str) -> str:
        if name and record_forms.find_form(name) is None:
            raise ValueError(f"使えるのは {'、'.join(f.name for f in record_forms.record_forms())} です")
        return name


@dataclass(frozen=True)
class Profile:
    """What one first-level watch folder says about its meetings."""

    name: str
    kind: RecordKind
    tree: ProfileTree
    options: Options = Options()
    roster: Roster = Roster()
    glossary: Glossary = Glossary()
    template: Path | None = field(default=None)
    """The office's own ひな形.docx, or None for the shipped one."""
    style: Path | None = field(default=None)
    """The office's own 書式.toml, or None for a shipped style."""
    remarks: tuple[SheetRemark, ...] = ()
    """What of roster and glossary was not used, or not letter by letter."""
    limited: tuple[ListedPerson, ...] = ()
    """Those of the roster who are not in office on every day."""

    def known_on(self, day: dt.date) -> tuple[Roster, Glossary]:
        """Who may attend a meeting on this day, and the terms: names of the others among them, for they may still be spoken."""
        away = [p.person for p in self.limited if not p.time.holds_on(day)]
        if not away:
            return self.roster, self.glossary
        names = [former_term(p) for p in away if len(p.compact_name) > 1]
        return Roster(people=tuple(p for p in self.roster.people if p not in away)), _with_terms(self.glossary, names)

    def text_on(self, base: TextStyle) -> TextStyle:
        """The text style of a house style, with what 設定.toml says instead."""
        said = self.options.text
        return base.model_copy(update={name: getattr(said, name) for name in said.model_fields_set})

    @property
    def unread(self) -> tuple[SheetRemark, ...]:
        """The places of roster and glossary that were not understood."""
        return tuple(r for r in self.remarks if r.kind is RemarkKind.LEFT_OUT)

    @property
    def unread_note(self) -> str:
        """What staff are told of them beside a draft; empty if there are none."""
        if not self.unread:
            return ""
        return f"名簿・用語に読めないところが{len(self.unread)}か所ありました（{SETTINGS}フォルダの「{READINGS}」にあります）。"

    @classmethod
    def read(cls, folder: Path) -> Profile:
        """Read a profile folder.

        Raises:
            ProfileError: no such folder, or its kind is neither given nor clear from its name or roster.
            SettingsFileError, RosterError, GlossaryError, TemplateError: what it holds cannot be read.
        """
        if not folder.is_dir():
            raise ProfileError(f"設定フォルダ {folder} がありません。", "フォルダの名前を確かめてください。")
        tree = ProfileTree(folder)
        options = read_options(tree.options)
        roster, glossary, remarks, limited = _sheets_of(tree)
        template = own_template(tree.template)
        roster, glossary = learned.with_adopted(roster, glossary, tree.learned)
        return cls(
            name=folder.name,
            kind=options.kind or _kind_of(folder.name, roster),
            tree=tree,
            options=options,
            roster=roster,
            glossary=glossary,
            template=template.path,
            style=tree.style if files.present(tree.style) else None,
            remarks=(*remarks, *template.remarks),
            limited=limited,
        )


def _sheets_of(
    tree: ProfileTree,
) -> tuple[Roster, Glossary, tuple[SheetRemark, ...], tuple[ListedPerson, ...]]:
    people, terms = sheets.sheet_file(tree.roster, RosterError), sheets.sheet_file(tree.glossary, GlossaryError)
    remarks = [*people.remarks, *terms.remarks]
    listed = sheets.roster_read(people.path) if people.path is not None else RosterReading()
    found = sheets.glossary_read(terms.path) if terms.path is not None else GlossaryReading()
    glossary = _with_terms(Glossary(terms=tuple(t.term for t in found.terms)), listed.former)
    limited = tuple(p for p in listed.people if p.time.limited)
    return Roster(people=listed.persons), glossary, (*remarks, *listed.remarks, *found.remarks), limited


def _with_terms(glossary: Glossary, more: Iterable[Term]) -> Glossary:
    known = {t.text for t in glossary.terms}
    return Glossary(terms=(*glossary.terms, *(t for t in more if t.text not in known)))


def find_profile(name: str, watch: Path) -> Path:
    """The folder of a profile given by name (a folder in `watch`) or by path.

    Raises:
        ProfileError: neither, or a folder whose sheets lie where nobody looks for them.
        StorageError: this user cannot look into the watch folder.
    """
    try:
        if found := next((p for p in (watch / name, Path(name)) if p.is_dir()), None):
            return _around_settings(found.resolve())
    except OSError as e:
        raise closed_share(watch, e) from e
    known = "、".join(p.name for p in profile_folders(watch))
    todo = f"使えるのは {known}、またはフォルダのパスです。"
    if not known:
        todo = f"{watch} に設定のフォルダがありません。「transcriber init フォルダ」で作るか、--config で設定ファイルを指定してください。"
    raise ProfileError(f"設定「{name}」が見つかりません。", todo)


def _around_settings(folder: Path) -> Path:
    """The profile's folder, also where the one with its settings was given."""
    if (folder / SETTINGS).is_dir():
        return folder
    if folder.name == SETTINGS:
        return folder.parent
    own = (ROSTER, GLOSSARY, TEMPLATE, OPTIONS, "名簿.csv", "用語.csv")
    if stray := [name for name in own if (folder / name).is_file()]:
        raise ProfileError(
            f"{folder} には「{SETTINGS}」のフォルダがないので、中の「{'」「'.join(stray)}」は使われません。",
            f"{folder} の中に「{SETTINGS}」というフォルダを作り、そこに移してください。",
        )
    return folder


def profile_folders(watch: Path) -> tuple[Path, ...]:
    """The profile folders in the watch folder: those that hold a 設定 folder.

    Raises:
        StorageError: it is there, and this user cannot look into it.
    """
    try:
        if not watch.is_dir():
            return ()
        os.stat(f"{watch}/.")  # noqa: PTH116 - a Path would lose the point; who sees names alone would find no folder among them
        return tuple(sorted(p for p in watch.iterdir() if _holds_settings(p)))
    except OSError as e:
        raise closed_share(watch, e) from e


def _holds_settings(folder: Path) -> bool:
    """A folder that cannot be entered counts as none: it must not stop what is done for the others, and the scan says it."""
    try:
        return folder.is_dir() and (folder / SETTINGS).is_dir()
    except OSError:
        return False


def closed(watch: Path) -> tuple[Path, ...]:
    """Folders in the watch folder that may be profiles and cannot be entered by this user."""

    def enters(folder: Path) -> bool:
        try:
            (folder / SETTINGS).is_dir()
        except OSError:
            return False
        return True

    if not watch.is_dir():
        return ()
    folders = (p for p in watch.iterdir() if p.is_dir() and p.name.lower() not in inbox.IGNORED_FOLDERS)
    return tuple(sorted(p for p in folders if not p.name.startswith(".") and not enters(p)))


_WORDS = {
    RecordKind.CONSULTATION: ("相談", "面談", "面接", "支援"),
    RecordKind.COUNCIL: ("会議", "議会", "委員会", "審議", "協議", "議事"),
}
_BRANCHES = {
    RecordKind.CONSULTATION: (Branch.WORKER, Branch.CLIENT),
    RecordKind.COUNCIL: (Branch.CHAIR, Branch.MEMBER, Branch.EXECUTIVE),
}


def kind_by_name(name: str) -> tuple[RecordKind, ...]:
    """The kind of meeting that a profile's name says; empty if it says none."""
    return tuple(kind for kind, words in _WORDS.items() if any(word in name for word in words))[:1]


def _kind_of(name: str, roster: Roster) -> RecordKind:
    for kind in kind_by_name(name):
        return kind
    for kind, branches in _BRANCHES.items():
        if any(posts.branch(person.post) in branches for person in roster.people):
            return kind
    raise ProfileError(
        f"設定「{name}」が会議録か相談記録か分かりません。",
        f'{SETTINGS}/{OPTIONS} に kind = "council"（会議録）か kind = "consultation"（相談記録）と書いてください。',
    )


def read_options(path: Path) -> Options:
    """設定.toml; all defaults if there is no such file.

    Raises:
        SettingsFileError: it cannot be read, or says something unknown.
    """
    if not files.present(path):
        return Options()
    return Options.model_validate(sheets.read_setting(parse_options, path, SettingsFileError))


def parse_options(path: Path) -> dict[str, Any]:
    """As `read_options`, in this process: what the file says, and only that."""
    try:
        said = tomllib.loads(files.read_bytes(path, files.MOST_SETTINGS).decode("utf-8-sig"))
        return Options(**said).model_dump(mode="json", exclude_unset=True)
    except UnicodeDecodeError as e:
        raise SettingsFileError(
            f"{path.name} の文字コードが UTF-8 ではありません。",
            "メモ帳の「名前を付けて保存」で、文字コードに UTF-8 を選んで保存し直してください。",
        ) from e
    except RecursionError as e:
        raise SettingsFileError(
            f"{path.name} の括弧が深すぎて読めません。", "括弧の入れ子を減らして、保存し直してください。"
        ) from e
    except tomllib.TOMLDecodeError as e:
        raise SettingsFileError(
            f"{path.name} の{reasons.place_in_toml(e)}の書き方に誤りがあります。",
            '「項目 = "値"」の形になっているか、引用符が閉じているかを確かめてください。',
        ) from e
    except ValidationError as e:
        raise SettingsFileError(
            f"{path.name} に誤りがあります：{reasons.of_validation(e)}",
            "その項目を直してください。書ける項目は、情報担当者向け手引きの 設定.toml の表にあります。",
        ) from e
