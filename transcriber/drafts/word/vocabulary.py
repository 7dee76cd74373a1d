"""The tags a template may use: one model, whose Japanese aliases are what staff write between the braces.

The same model fills a template (`Draft.context`), checks one (`template`) and lists the tags for the guide (`table`),
so the three cannot disagree. Every value is text, ready to print, a yes or no for {% if %}, or a list for {% for %}.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field


class Tags(BaseModel):
    """A set of tags that belong together."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def context(self) -> dict[str, Any]:
        """What a template sees: Japanese tag → value."""
        return self.model_dump(by_alias=True)

    @classmethod
    def tags(cls) -> dict[str, type[Tags] | None]:
        """Japanese tag → the tags of one entry where it is a list, None where it is a plain value."""
        return {str(f.alias): _entry(f.annotation) for f in cls.model_fields.values()}


class Member(Tags):
    """A person of the roster."""

    seat: str = Field(alias="議席番号", description="議席番号。無い人は空欄")
    post: str = Field(alias="役職", description="役職")
    name: str = Field(alias="氏名", description="氏名")


class Speech(Tags):
    """An utterance, or in its place a stretch of speech of which no text came."""

    id: str = Field(alias="番号", description="発言の番号（u0001 など）。文字にならなかった区間では空欄")
    voice: str = Field(
        alias="話者番号", description="聞き分けた声の番号（S1 など）。この発言だけの話者名なら発言の番号"
    )
    speaker: str = Field(alias="話者", description="氏名または役職。分からないときは「話者1」など")
    text: str = Field(alias="本文", description="発言の文字起こし。聞き取れなかった区間では、その旨と時刻")
    time: str = Field(alias="時刻", description="録音の先頭からの時刻（時:分:秒）")
    mark: str = Field(alias="要確認", description="〔要確認 1〕の印。無ければ空欄")
    continued: bool = Field(alias="続き", description="直前と同じ話者が続けて話しているときに成り立つ条件")
    inaudible: bool = Field(
        alias="聞き取り不能", description="文字にならなかった区間と、録音が切り替わる所の行で成り立つ条件"
    )


class DoubtLine(Tags):
    """A doubt, as listed at the end."""

    number: int = Field(alias="番号", description="本文の〔要確認 番号〕と同じ番号")
    kind: str = Field(alias="種類", description="聞き取れず、人名、数字など")
    time: str = Field(alias="時刻", description="録音の先頭からの時刻")
    speaker: str = Field(alias="話者", description="その発言の話者。発言の外なら空欄")
    reason: str = Field(alias="理由", description="どこを聞き直すか")
    alternative: str = Field(alias="別の候補", description="機械が挙げた別の読み。無ければ空欄")


class Voice(Tags):
    """A speaker, as the draft calls them."""

    voice: str = Field(alias="話者番号", description="聞き分けた声の番号（S1 など）")
    speaker: str = Field(alias="話者", description="本文での呼び方")
    count: int = Field(alias="発言数", description="発言の数")
    length: str = Field(alias="発言時間", description="発言の長さの合計")
    first: str = Field(alias="初回", description="最初の発言の時刻")


class Row(Tags):
    """A line of the provenance page."""

    item: str = Field(alias="項目", description="何の記録か")
    value: str = Field(alias="内容", description="記録の内容")


class Section(Tags):
    """A block of the provenance page."""

    title: str = Field(alias="題", description="録音、モデルなど")
    rows: tuple[Row, ...] = Field(alias="行一覧", description="その区分の行")


class Draft(Tags):
    """Everything a template can print."""

    title: str = Field(alias="会議名", description="会議名または相談の件名")
    office: str = Field(alias="自治体名", description="設定.toml の office")
    date: str = Field(alias="日付", description="例 令和6年9月3日（火曜日）。分からなければ記入用の空欄")
    started: str = Field(alias="開始時刻", description="録音開始の時刻、例 午前10時00分。分からなければ記入用の空欄")
    ended: str = Field(alias="終了時刻", description="録音終了の時刻。分からなければ記入用の空欄")
    duration: str = Field(alias="録音時間", description="例 1時間23分45秒")
    file_name: str = Field(alias="録音ファイル", description="録音のファイル名")
    created: str = Field(alias="作成日時", description="下書きを作った日時")
    staff: str = Field(alias="対応者", description="名簿の相談員の氏名。いなければ空欄")
    speech_count: int = Field(alias="発言数", description="発言の数")
    doubt_count: int = Field(alias="要確認数", description="要確認の数")
    unnamed_count: int = Field(alias="名前不明数", description="名前の分からない話者の数")
    members: tuple[Member, ...] = Field(alias="議員一覧", description="名簿の議員・委員")
    officials: tuple[Member, ...] = Field(alias="説明員一覧", description="名簿のその他の人")
    speeches: tuple[Speech, ...] = Field(alias="発言一覧", description="発言を時刻順に")
    doubts: tuple[DoubtLine, ...] = Field(alias="要確認一覧", description="要確認を番号順に")
    voices: tuple[Voice, ...] = Field(alias="話者一覧", description="話者を最初の発言の順に")
    provenance: tuple[Section, ...] = Field(alias="作成の記録", description="録音、モデル、設定などの記録")


def table() -> str:
    """A Markdown table of every tag, for the staff guide."""
    rows = ["| タグ | 意味 |", "|---|---|"]

    def add(tags: type[Tags], prefix: str) -> None:
        for field in tags.model_fields.values():
            entry = _entry(field.annotation)
            if entry is None:
                tag = f"{prefix}{field.alias}"
                usage = f"{{% if {tag} %}}" if field.annotation is bool else f"{{{{ {tag} }}}}"
                rows.append(f"| `{usage}` | {field.description} |")
            else:
                one = ENTRY_NAMES[str(field.alias)]
                rows.append(
                    f"| `{{%p for {one} in {prefix}{field.alias} %}}` … `{{%p endfor %}}` | {field.description} |"
                )
                add(entry, f"{one}.")

    add(Draft, "")
    return "\n".join(rows)


ENTRY_NAMES = {
    "議員一覧": "議員",
    "説明員一覧": "説明員",
    "発言一覧": "発言",
    "要確認一覧": "箇所",
    "話者一覧": "声",
    "作成の記録": "区分",
    "行一覧": "行",
}
"""What the shipped templates and the guide call one entry of each list; a template may choose its own word."""


def _entry(annotation: Any) -> type[Tags] | None:
    arguments = get_args(annotation)
    if arguments and isinstance(arguments[0], type) and issubclass(arguments[0], Tags):
        return arguments[0]
    return None
