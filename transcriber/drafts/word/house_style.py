"""House style (書式) as data: how one council, or one consultation desk, wants its record to read.

A style is a folder in templates/: `style.toml` (this model), `ひな形.docx` and `確認項目.toml`. An office's own `書式.toml` in
its settings folder takes the place of the shipped one. Nothing here knows any municipality.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from transcriber import reasons
from transcriber.errors import TemplateError
from transcriber.language import numbers
from transcriber.minutes import posts, record_forms
from transcriber.minutes import text_style as text_style
from transcriber.minutes.people import Person
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.surnames import NameDictionary, surname
from transcriber.minutes.text_style import Numerals, TextStyle
from transcriber.minutes.transcript import RecordKind
from transcriber.untrusted import bounded, files

FILE = "style.toml"
_OF_0_2 = "audience_silent"
"""A line that could be set up to version 0.2 and changed nothing: an office's style may still have it."""

_FIELDS = ("役職", "氏名", "姓", "敬称", "議席")
_LINE_FIELDS = ("役職", "氏名", "敬称", "声", "時刻", "番号", "件名", "議案番号", "再開予定", "議席")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Clock(StrEnum):
    """How a time of day is written."""

    FULL = "full"  # 午前10時00分
    SHORT = "short"  # 午前10時0分
    INLINE = "inline"  # (10:00)


class Keep(StrEnum):
    """Whether something that was said is printed."""

    KEEP = "keep"
    HIDE = "hide"  # in the file, as hidden text, so that nothing is lost and every utterance is found again


class Marks(_Part):
    """発言者の印: what stands before a speaker."""

    chair: str = Field("○", description="議長・委員長の印")
    member: str = Field("○", description="議員・委員の印")
    official: str = Field("○", description="説明員・事務局の印")
    unknown: str = Field("○", description="名前の分からない話者の印")


class NameStyle(_Part):
    """発言者の書き方: {役職} {氏名} {姓} {敬称} {議席} are filled in."""

    chair: str = Field("{役職}（{氏名}）", description="議長・委員長")
    member: str = Field("{氏名}{役職}", description="議席番号のある議員・委員")
    member_without_seat: str = Field("{氏名}{役職}", description="議席番号のない議員・委員")
    official: str = Field("{役職}（{氏名}）", description="説明員・事務局")
    honorific: str = Field("", description="敬称。君、議員、委員、さん、または空")

    @field_validator("chair", "member", "member_without_seat", "official")
    @classmethod
    def _known(cls, form: str) -> str:
        return _only(form, _FIELDS)


class Lines(_Part):
    """発言のほかに立てる行. An empty one is not printed."""

    audience: str = Field("（「{声}」と呼ぶ者あり）", description="議場の声。{声}")
    podium: str = Field("", description="登壇の行。{役職} {氏名} {敬称}。空なら置かない")
    opening: str = Field("（{時刻}　開会）", description="開会の行。{時刻}")
    recess: str = Field("（{時刻}　休憩）", description="休憩の行。{時刻} {再開予定}")
    resumption: str = Field("（{時刻}　再開）", description="再開の行。{時刻}")
    adjournment: str = Field(
        "（{時刻}　{件名}）", description="散会・閉会・延会の行。{時刻} {件名}（散会、閉会、延会）"
    )

    @field_validator("*")
    @classmethod
    def _known(cls, form: str) -> str:
        return _only(form, _LINE_FIELDS)


class Headings(_Part):
    """議題の見出し."""

    item: str = Field("日程第{番号}　{議案番号}　{件名}", description="議題の見出し。{番号} {議案番号} {件名}")
    item_without_number: str = Field("{議案番号}　{件名}", description="番号のない議題の見出し")
    question: str = Field("{氏名}{役職}の質問", description="一般質問の見出し。{役職} {氏名} {敬称} {議席}")

    @field_validator("*")
    @classmethod
    def _known(cls, form: str) -> str:
        return _only(form, (*_FIELDS, *_LINE_FIELDS))


class HouseStyle(_Part):
    """style.toml: the whole style."""

    name: str = Field("", exclude=True, description="name of its folder; not written in the file")
    kind: RecordKind = Field(description="council（会議録）または consultation（相談記録）")
    about: str = Field("", description="どのような記録に使う書式か。1行で")
    form: str = Field(
        "", description="記録の種類。本会議、委員会、協議会・審議会など。書かなければ、会議名とだれが進めるかで決めます"
    )
    text: TextStyle = Field(TextStyle(), description="文章の整え方（整える段階、数字、読点）")
    marks: Marks = Field(Marks(), description="発言者の印")
    names: NameStyle = Field(NameStyle(), description="発言者の書き方と敬称")
    lines: Lines = Field(Lines(), description="議場の声、登壇、休憩などの行")
    headings: Headings = Field(Headings(), description="議題の見出し")
    clock: Clock = Field(
        Clock.FULL, description="時刻の書き方。full（午前10時05分）、short（午前10時5分）、inline（(10:05)）"
    )
    nominations: Keep = Field(
        Keep.KEEP, description="議長が名前を呼ぶだけの発言。keep（残す）または hide（隠し文字にする）"
    )
    recess_talk: Keep = Field(Keep.KEEP, description="休憩中の会話。keep（残す）または hide（隠し文字にする）")
    time_codes: Keep = Field(Keep.KEEP, description="発言の前の録音時刻。keep（見せる）または hide（隠し文字にする）")
    parts: tuple[str, ...] = Field((), description="記録を構成する部分を、並べる順に")
    comments: int = Field(40, ge=0, le=200, description="コメントにする要確認の数の上限。残りは一覧にだけ載ります")

    @field_validator("form")
    @classmethod
    def _known_form(cls, name: str) -> str:
        return known_form(name)

    def without_seats(self) -> HouseStyle:
        """The same where nobody has a numbered seat: what would print one says the name instead."""

        def seatless(form: str, instead: str) -> str:
            return instead if "{議席}" in form else form

        return self.model_copy(
            update={
                "lines": self.lines.model_copy(update={"podium": seatless(self.lines.podium, "")}),
                "headings": self.headings.model_copy(
                    update={"question": seatless(self.headings.question, "{氏名}{役職}の質問")}
                ),
            }
        )

    @property
    def honorific(self) -> str:
        return self.names.honorific

    def mark(self, person: Person | None) -> str:
        """The mark before a speaker."""
        if person is None:
            return self.marks.unknown
        return getattr(self.marks, role(person))  # type: ignore[no-any-return]

    def label(self, person: Person, dictionary: NameDictionary | None = None) -> str:
        """How a speaker is announced: 議長（山下清隆君）, 5番（加藤啓二君）.

        Args:
            dictionary: tells where the surname ends in a name without a space; else {姓} is the whole name there.
        """
        which = role(person)
        form = self.names.member_without_seat if which == "member" and not person.seat else getattr(self.names, which)
        if not person.compact_name:
            return person.post
        return self.fill(form, person, dictionary)

    def fill(
        self, form: str, person: Person | None = None, dictionary: NameDictionary | None = None, /, **values: str
    ) -> str:
        """A form with its fields filled; what stays empty takes its brackets and the space before it along."""
        known = dict.fromkeys((*_FIELDS, *_LINE_FIELDS), "")
        if person is not None:
            own = surname(person, dictionary)
            known |= {
                "役職": person.post, "氏名": person.compact_name, "姓": own.text if own.sure else person.compact_name,
                "敬称": self.honorific,
                "議席": self.number(person.seat),
            }  # fmt: skip
        text = form.format(**(known | values))
        return re.sub(r"（[ 　]*）|\([ 　]*\)", "", text).strip(" 　")

    def number(self, text: str) -> str:
        """A number in the numerals of this style: 十二 where those are kanji."""
        if self.text.numerals is Numerals.KANJI and text.isdigit():
            return numbers.kanji(Decimal(text))
        return text

    def time(self, moment: dt.datetime | None) -> str:
        """A time of day as this style writes it; empty if it is not known."""
        if moment is None:
            return ""
        local = moment.astimezone(JST)
        if self.clock is Clock.INLINE:
            return f"{local.hour}:{local.minute:02d}"
        half, hour = ("午前", local.hour) if local.hour < 12 else ("午後", local.hour - 12)
        minute = f"{local.minute:02d}" if self.clock is Clock.FULL else str(local.minute)
        if self.text.numerals is Numerals.KANJI:
            return f"{half}{numbers.kanji(Decimal(hour))}時{numbers.kanji(Decimal(local.minute))}分"
        return f"{half}{hour}時{minute}分"


def known_form(name: str) -> str:
    """`name`, if it is one of a kind of record, or empty.

    Raises:
        ValueError: it is none; the message lists them.
    """
    if name and record_forms.find_form(name) is None:
        raise ValueError(f"使えるのは {'、'.join(f.name for f in record_forms.record_forms())} です")
    return name


def role(person: Person) -> str:
    """chair, member or official."""
    if posts.leads(person.post):
        return "chair"
    return "member" if posts.is_member(person) else "official"


def read_style(path: Path) -> HouseStyle:
    """Read a style.toml.

    Raises:
        TemplateError: it is missing, is no TOML, or says something unknown; the message names the entry.
    """
    try:
        raw = tomllib.loads(files.read_bytes(path.resolve(), files.MOST_SETTINGS).decode("utf-8-sig"))
        if isinstance(lines := raw.get("lines"), dict):
            lines.pop(_OF_0_2, None)
        made = HouseStyle(name=path.parent.name, **raw)
        said = {name: getattr(made.text, name) for name in made.text.model_fields_set}
        return made.model_copy(update={"text": text_style.usual_text_style(made.kind).model_copy(update=said)})
    except FileNotFoundError as e:
        raise TemplateError(
            f"書式のファイル {path} がありません。",
            "場所と名前を確かめてください。付属の書式の名前は「transcriber style list」で表示されます。",
        ) from e
    except OSError as e:
        found, todo = files.fault(e)
        raise TemplateError(f"{path.name} {found}", todo) from e
    except UnicodeDecodeError as e:
        raise TemplateError(
            f"{path.name} の文字コードが UTF-8 ではありません。",
            "メモ帳の「名前を付けて保存」で、文字コードに UTF-8 を選んで保存し直してください。",
        ) from e
    except tomllib.TOMLDecodeError as e:
        raise TemplateError(
            f"{path.name} の{reasons.place_in_toml(e)}の書き方に誤りがあります。",
            '「項目 = "値"」の形になっているか、引用符が閉じているかを確かめてください。',
        ) from e
    except ValidationError as e:
        raise TemplateError(
            f"{path.name} の次の項目に誤りがあります：{reasons.of_validation(e)}",
            "つづりと値を、付属の書式と見比べてください。",
        ) from e


def read_own(path: Path) -> HouseStyle:
    """As `read`, of a file that the office wrote: in a child, and no link is followed.

    Raises:
        TemplateError: as `read`.
    """
    try:
        style = bounded.parse_in_child(read_style, path, error=TemplateError, remember=True)
    except OSError as e:
        found, todo = files.fault(e)
        raise TemplateError(f"{path.name} {found}", todo) from e
    return style.model_copy(update={"name": path.parent.name})


def shipped_styles(templates: Path) -> tuple[HouseStyle, ...]:
    """The shipped styles, in the order of their names."""
    return tuple(read_style(path) for path in sorted(templates.glob(f"*/{FILE}")))


def find_style(name: str, templates: Path) -> HouseStyle:
    """A shipped style by its name.

    Raises:
        TemplateError: there is none of this name.
    """
    path = templates / name / FILE
    if not name or Path(name).name != name or not path.is_file():
        known = "、".join(p.parent.name for p in sorted(templates.glob(f"*/{FILE}")))
        raise TemplateError(
            f"書式「{name}」がありません。", f"設定.toml の style には、{known} のどれかを書いてください。"
        )
    return read_style(path)


def choose_style(own: Path | None, name: str, kind: RecordKind, templates: Path) -> HouseStyle:
    """The style of a profile: the office's own 書式.toml, else the shipped one it names, else the usual one.

    Raises:
        TemplateError: it cannot be read, is not known, or is for the other kind of meeting.
    """
    style = read_own(own) if own is not None else find_style(name, templates) if name else usual_style(kind, templates)
    if style.kind is not kind:
        raise TemplateError(
            f"書式「{style.name or name}」は{style.kind.label}の書式で、この設定は{kind.label}です。",
            f"{kind.label}の書式を選ぶか、設定.toml の kind を直してください。",
        )
    if own is not None:  # its own words, on the paper of the style it names
        base = find_style(name, templates) if name else usual_style(kind, templates)
        style = style.model_copy(update={"name": base.name})
    return style


def template(style: HouseStyle, templates: Path) -> Path:
    """The Word template of a shipped style."""
    return (templates / style.name / "ひな形.docx").resolve()  # as shipped_template


def usual_style(kind: RecordKind, templates: Path) -> HouseStyle:
    """The style of a profile that names none."""
    return find_style(kind.label, templates)


def style_table() -> str:
    """A Markdown table of everything style.toml may say, for the guide."""
    rows = ["| 項目 | 意味 | 書かないとき |", "|---|---|---|"]

    def add(model: type[BaseModel], prefix: str) -> None:
        for name, field in model.model_fields.items():
            if field.exclude:
                continue
            kind = field.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                add(kind, f"{prefix}{name}.")
                continue
            usual_ = "（必須）" if field.is_required() else f"`{getattr(field.default, 'value', field.default)}`"
            rows.append(
                f"| `{prefix}{name}` | {field.description} | {usual_ if usual_ not in ('``', '`()`') else '（なし）'} |"
            )

    add(HouseStyle, "")
    return "\n".join(rows)


def _only(form: str, known: tuple[str, ...]) -> str:
    unknown = [f for f in re.findall(r"\{(.*?)\}", form) if f not in known]
    if unknown or form.count("{") != form.count("}"):
        raise ValueError(f"使えるのは {'、'.join('{' + k + '}' for k in known)} です")
    return form
