"""Personal data (個人情報) in a transcript: its kinds, where it stands, and how much of it a profile shows."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class PersonalKind(StrEnum):
    """What kind of personal data it is."""

    MY_NUMBER = "my_number"  # 個人番号（マイナンバー）
    ACCOUNT = "account"  # 口座番号, 支店番号, 暗証番号
    PHONE = "phone"
    ID_NUMBER = "id_number"  # 保険証, 年金, 免許証, …
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    PERSON = "person"
    EMPLOYER = "employer"
    SCHOOL = "school"

    @property
    def label(self) -> str:
        """In the words staff read."""
        return _LABELS[self]


_LABELS = {
    PersonalKind.MY_NUMBER: "個人番号",
    PersonalKind.ACCOUNT: "口座番号",
    PersonalKind.PHONE: "電話番号",
    PersonalKind.ID_NUMBER: "番号",
    PersonalKind.ADDRESS: "住所",
    PersonalKind.BIRTH_DATE: "生年月日",
    PersonalKind.PERSON: "氏名",
    PersonalKind.EMPLOYER: "勤務先",
    PersonalKind.SCHOOL: "学校",
}


class Shown(StrEnum):
    """How much of the personal data is shown. My Number is shown by none of them."""

    ALL = "全部"
    HIDDEN = "伏せ字"
    ROLES = "役割"


class MaskedSound(StrEnum):
    """What is heard in the place of what is masked."""

    SILENCE = "無音"
    BEEP = "ブザー"


class MaskingOptions(BaseModel):
    """[masking]: how much of the personal data a profile shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    show: Shown = Field(
        Shown.ALL,
        description="下書き・聞き直し・字幕・表・学習候補に個人情報をどこまで出すか。全部：個人番号のほかはすべて出す。"
        "伏せ字：■■■ に置き換える。役割：〔相談者の子〕〔電話番号〕のように置き換える。個人番号（マイナンバー）は、どれでも出しません",
    )
    sound: MaskedSound = Field(
        MaskedSound.SILENCE, description="聞き直しの音声で、伏せたところをどうするか。無音、または ブザー"
    )


class MaskedPlace(BaseModel):
    """Where something was masked; nothing of what it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: str = Field(description="k0001, k0002, …: the number by which a person asks for what stands there")
    kind: PersonalKind
    utterance: str
    position: int = Field(ge=0, description="where the mask begins in the utterance's text, in characters")
    mask: str = Field(description="what stands there instead")
    start: float = Field(ge=0, description="from about when (seconds) it is said")
    end: float = Field(ge=0)
