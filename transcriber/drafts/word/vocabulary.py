"""The tags a template may use: one model, whose Japanese aliases are what staff write between the braces.

The same model fills a template (`Draft.context`), checks one (`template`) and lists the tags for the guide (`tag_table`),
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

    @classmethod
    def groups(cls) -> dict[str, type[Tags]]:
        """Japanese tag → the tags that stand behind a dot, where it is neither a list nor a plain value."""
        kinds = {str(f.alias): f.annotation for f in cls.model_fields.values()}
        return {name: k for name, k in kinds.items() if isinstance(k, type) and issubclass(k, Tags)}


class MemberTags(Tags):
    """A person of the roster."""

    seat: str = Field(alias="議席番号", description="議席番号。無い人は空欄")
    post: str = Field(alias="役職", description="役職")
    name: str = Field(alias="氏名", description="氏名")
    honorific: str = Field("", alias="敬称", description="書式の敬称（君、議員など）。無ければ空欄")


class GroupTags(Tags):
    """Those who attend in one capacity."""

    title: str = Field(alias="題", description="出席議員、欠席議員、説明のため出席した者など（記録の種類による）")
    law: str = Field(alias="根拠", description="その区分を求める法や規則の条")
    seats: bool = Field(alias="議席", description="議席番号の欄を置くときに成り立つ条件（本会議の議員）")
    people: tuple[MemberTags, ...] = Field(alias="人一覧", description="名簿にある人。記入する区分では空")


class SignerTags(Tags):
    """Somebody who signs the record."""

    post: str = Field(alias="役職", description="議長、会議録署名議員、委員長など")


class EntryTags(Tags):
    """One line of the course of a meeting: something said, a heading, or a line of its own."""

    kind: str = Field(
        alias="種類",
        description="見出し、小見出し、ト書き（休憩・登壇などの行）、発言、続き（直前と同じ話者）、議場の声、聞き取り不能、省略（隠し文字にする発言）のどれか",
    )
    id: str = Field(alias="番号", description="発言の番号（u0001 など）。発言でない行では空欄")
    voice: str = Field(
        alias="話者番号", description="聞き分けた声の番号（S1 など）。この発言だけの話者名なら発言の番号"
    )
    sign: str = Field(alias="印", description="書式が決める発言者の印（○、◎など）。議場の声では、その前に置く文字")
    speaker: str = Field(alias="話者", description="書式どおりの発言者の書き方。分からないときは「話者1」など")
    text: str = Field(alias="本文", description="発言、見出し、または行の文字")
    closing: str = Field(alias="後", description="議場の声の後に置く文字（「と呼ぶ者あり）など）。ほかでは空欄")
    time: str = Field(alias="時刻", description="録音の先頭からの時刻（時:分:秒）。見出しと行では空欄")
    mark: str = Field(alias="要確認", description="〔要確認 1〕の印。無ければ空欄")


class Business(Tags):
    """An item of the agenda."""

    heading: str = Field(alias="見出し", description="書式どおりの見出し（日程第1　…）")
    number: str = Field(alias="日程", description="日程の番号。分からなければ空欄")
    bill: str = Field(alias="議案番号", description="議案第45号など。無ければ空欄")
    title: str = Field(alias="件名", description="件名。資料があればそのとおりに、なければ聞こえたとおりに")
    outcome: str = Field(alias="結果", description="起立全員で可決など。聞き取れていなければ空欄")
    source: str = Field(alias="出典", description="件名が「資料」からか「録音」からか")
    places: str = Field(alias="箇所", description="議題になった所の時刻（本文へのリンク）")
    heard: bool = Field(alias="聞こえた", description="議題になった所が録音で見つかったときに成り立つ条件")


class DecisionTags(Tags):
    """A vote."""

    bill: str = Field(alias="議案番号", description="議案番号。無ければ空欄")
    title: str = Field(alias="件名", description="件名")
    method: str = Field(alias="方法", description="起立、挙手、異議の有無など。聞き取れていなければ空欄")
    count: str = Field(alias="賛否", description="起立全員、起立多数、異議なしなど")
    result: str = Field(alias="結果", description="可決、否決、認定など")
    places: str = Field(alias="箇所", description="宣告の時刻（本文へのリンク）")


class Break(Tags):
    """A recess."""

    begins: str = Field(alias="休憩", description="休憩に入った時刻。分からなければ記入用の空欄")
    ends: str = Field(alias="再開", description="再開した時刻。分からなければ記入用の空欄")
    places: str = Field(alias="箇所", description="宣告の時刻（本文へのリンク）")


class Promise(Tags):
    """Something that was promised."""

    speaker: str = Field(alias="話者", description="だれが")
    text: str = Field(alias="内容", description="話したとおりの文")
    places: str = Field(alias="箇所", description="話した時刻（本文へのリンク）")


class Checked(Tags):
    """A figure, date or name to be checked."""

    text: str = Field(alias="語句", description="金額、日付、人名など。書き方が違えば並べて")
    kind: str = Field(alias="種類", description="金額、日付、割合、人名、地名など")
    count: int = Field(alias="回数", description="出てきた回数")
    places: str = Field(alias="箇所", description="出てきた時刻（本文へのリンク）")


class CheckedGroup(Tags):
    """Some of the figures and names: of one kind, and never more than a word processor shows quickly in one table."""

    title: str = Field(
        alias="題",
        description="種類。1つの種類が多いときは「数量（2）」のように番号を付ける。全部で40語までなら1つの群で、空欄",
    )
    words: tuple[Checked, ...] = Field(alias="語一覧", description="その群の語句")


class Fix(Tags):
    """A correction that the machine made."""

    before: str = Field(alias="認識", description="機械が初めに書いた文字")
    after: str = Field(alias="修正", description="今の本文の文字")
    rule: str = Field(alias="理由", description="名簿の氏名、用語など")
    count: int = Field(alias="回数", description="直した回数")
    places: str = Field(alias="箇所", description="直した時刻（本文へのリンク）")


class Answers(Tags):
    """What the machine found out for the checklist."""

    times: str = Field(alias="時刻", description="開会・休憩・再開・散会がそろっているか")
    attendance: str = Field(alias="出席者", description="出席者数の宣告と名簿の人数")
    speakers: str = Field(alias="発言者", description="発言者が名簿にあるか")
    agenda: str = Field(alias="議事日程", description="資料の議題がすべて見つかったか")
    votes: str = Field(alias="議決", description="採決の方法と結果を聞き取れたか")
    doubts: str = Field(alias="要確認", description="残っている要確認の数")


class SubjectTags(Tags):
    """Where the subjects of a consultation's form were spoken of: pointers, never values."""

    name: str = Field("", alias="氏名", description="氏名について話した所。なければ空欄")
    born: str = Field("", alias="生年月日", description="生年月日について話した所。なければ空欄")
    address: str = Field("", alias="住所", description="住所について話した所。なければ空欄")
    phone: str = Field("", alias="電話", description="電話について話した所。なければ空欄")
    mail: str = Field("", alias="電子メール", description="電子メールについて話した所。なければ空欄")
    visitor: str = Field("", alias="来談者", description="来談者について話した所。なければ空欄")
    place: str = Field("", alias="場所", description="場所について話した所。なければ空欄")
    complaint: str = Field("", alias="主訴", description="主訴について話した所。なければ空欄")
    hope: str = Field("", alias="希望", description="希望について話した所。なければ空欄")
    history: str = Field("", alias="経緯", description="経緯について話した所。なければ空欄")
    work: str = Field("", alias="仕事", description="仕事について話した所。なければ空欄")
    housing: str = Field("", alias="住まい", description="住まいについて話した所。なければ空欄")
    savings: str = Field("", alias="預貯金", description="預貯金について話した所。なければ空欄")
    debt: str = Field("", alias="負債", description="負債について話した所。なければ空欄")
    health: str = Field("", alias="健康", description="健康について話した所。なければ空欄")
    family: str = Field("", alias="家族", description="家族について話した所。なければ空欄")
    schemes: str = Field("", alias="制度", description="制度について話した所。なければ空欄")
    explained: str = Field("", alias="説明", description="説明について話した所。なければ空欄")
    intention: str = Field("", alias="意向", description="意向について話した所。なければ空欄")
    next: str = Field("", alias="次回", description="次回について話した所。なければ空欄")


class Speech(Tags):
    """An utterance, or in its place a stretch of speech of which no text came."""

    id: str = Field(alias="番号", description="発言の番号（u0001 など）。文字にならなかった区間では空欄")
    voice: str = Field(
        alias="話者番号", description="聞き分けた声の番号（S1 など）。この発言だけの話者名なら発言の番号"
    )
    sign: str = Field(alias="印", description="書式が決める発言者の印（○、◎など）")
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


class VoiceTags(Tags):
    """A speaker, as the draft calls them."""

    voice: str = Field(alias="話者番号", description="聞き分けた声の番号（S1 など）")
    speaker: str = Field(alias="話者", description="本文での呼び方")
    count: int = Field(alias="発言数", description="発言の数")
    length: str = Field(alias="発言時間", description="発言の長さの合計")
    first: str = Field(alias="初回", description="最初の発言の時刻")


class ProvenanceTags(Tags):
    """A line of the provenance page."""

    item: str = Field(alias="項目", description="何の記録か")
    value: str = Field(alias="内容", description="記録の内容")


class SectionTags(Tags):
    """A block of the provenance page."""

    title: str = Field(alias="題", description="録音、モデルなど")
    rows: tuple[ProvenanceTags, ...] = Field(alias="行一覧", description="その区分の行")


class Draft(Tags):
    """Everything a template can print."""

    title: str = Field(alias="会議名", description="会議名または相談の件名")
    office: str = Field(alias="自治体名", description="設定.toml の office")
    date: str = Field(alias="日付", description="例 令和6年9月3日（火曜日）。分からなければ記入用の空欄")
    started: str = Field(alias="開始時刻", description="録音開始の時刻、例 午前10時00分。分からなければ記入用の空欄")
    ended: str = Field(alias="終了時刻", description="録音終了の時刻。分からなければ記入用の空欄")
    opened: str = Field(alias="開会時刻", description="開会（開議）の宣告の時刻。分からなければ記入用の空欄")
    closed: str = Field(alias="閉会時刻", description="散会・閉会の宣告の時刻。分からなければ記入用の空欄")
    closing: str = Field(alias="閉会の別", description="散会、閉会、延会。分からなければ「散会（閉会）」")
    attendance: str = Field(alias="出席者数", description="議長が述べた出席者数、例 16名。聞き取れていなければ空欄")
    duration: str = Field(alias="録音時間", description="例 1時間23分45秒")
    file_name: str = Field(alias="録音ファイル", description="録音のファイル名")
    warning: str = Field(
        alias="録音の注意",
        description="録音が途中で切れている、試用のモデルで作ったなど、先に知っておくこと。なければ空欄",
    )
    created: str = Field(alias="作成日時", description="下書きを作った日時")
    form: str = Field(alias="記録の種類", description="本会議、委員会、協議会・審議会、相談受付票など")
    form_reason: str = Field(alias="種類の根拠", description="記録の種類を何で決めたか（設定、会議名など）")
    plenary: bool = Field(alias="本会議である", description="記録の種類が本会議のときに成り立つ条件")
    members_called: str = Field(alias="議員の呼び方", description="議員または委員")
    attending: tuple[GroupTags, ...] = Field(
        alias="出席の区分", description="出席した人の区分を、記録の種類が求める順に"
    )
    oath: str = Field(alias="署名文", description="署名の前に置く文")
    signers: tuple[SignerTags, ...] = Field(alias="署名者一覧", description="署名する人の役職。相談では空")
    taken: tuple[Business, ...] = Field(
        alias="付議一覧", description="本日の会議に付した事件：録音で議題になったと分かった議題を順に"
    )
    style: str = Field(alias="書式", description="書式の名前")
    editing: str = Field(alias="整え方", description="逐語、ケバ取り、整文")
    staff: str = Field(
        alias="対応者", description="名簿の相談員の氏名（二人以上なら、録音に声か名前があった人）。いなければ空欄"
    )
    speech_count: int = Field(alias="発言数", description="発言の数")
    doubt_count: int = Field(alias="要確認数", description="要確認の数")
    unnamed_count: int = Field(alias="名前不明数", description="名前の分からない話者の数")
    members: tuple[MemberTags, ...] = Field(alias="議員一覧", description="名簿の議員・委員")
    officials: tuple[MemberTags, ...] = Field(alias="説明員一覧", description="名簿のその他の人")
    explainers: tuple[MemberTags, ...] = Field(alias="説明者一覧", description="名簿の説明員（事務局職員を除く）")
    secretariat: tuple[MemberTags, ...] = Field(alias="事務局職員一覧", description="名簿の事務局職員・書記")
    items: tuple[Business, ...] = Field(alias="議題一覧", description="議題を順に")
    decisions: tuple[DecisionTags, ...] = Field(alias="議決一覧", description="採決のあった議題と結果")
    breaks: tuple[Break, ...] = Field(alias="休憩一覧", description="休憩と再開")
    promises: tuple[Promise, ...] = Field(alias="約束一覧", description="「検討いたします」などの答弁・約束")
    course: tuple[EntryTags, ...] = Field(
        alias="経過一覧", description="見出し・休憩などの行と発言を時刻順に。発言一覧の代わりに使う"
    )
    speeches: tuple[Speech, ...] = Field(alias="発言一覧", description="発言を時刻順に（見出しなどの行なし）")
    doubts: tuple[DoubtLine, ...] = Field(alias="要確認一覧", description="要確認を番号順に")
    checked: tuple[Checked, ...] = Field(alias="確認語一覧", description="数字・日付・固有名詞を、値ごとに1行で")
    groups_checked: tuple[CheckedGroup, ...] = Field(
        alias="確認語の群", description="同じものを種類ごとに分けて。長い会議でも Word や LibreOffice が遅くなりません"
    )
    fixes: tuple[Fix, ...] = Field(alias="修正一覧", description="機械が名簿・用語などで直した語")
    timeline: str = Field(alias="話者の時間帯", description="だれがいつ話したかの図。図を作らない設定では空欄")
    answers: Answers = Field(alias="自動確認", description="確認項目のうち、機械が確かめた結果")
    subjects: SubjectTags = Field(
        SubjectTags(), alias="話の箇所", description="相談の様式の欄ごとに、その話がある時刻（本文へのリンク）と候補"
    )
    voices: tuple[VoiceTags, ...] = Field(alias="話者一覧", description="話者を最初の発言の順に")
    provenance: tuple[SectionTags, ...] = Field(alias="作成の記録", description="録音、モデル、設定などの記録")


def tag_table() -> str:
    """A Markdown table of every tag, for the staff guide."""
    rows = ["| タグ | 意味 |", "|---|---|"]

    def add(tags: type[Tags], prefix: str) -> None:
        for field in tags.model_fields.values():
            entry = _entry(field.annotation)
            if isinstance(field.annotation, type) and issubclass(field.annotation, Tags):
                add(field.annotation, f"{prefix}{field.alias}.")
            elif entry is None:
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
    "説明者一覧": "説明員",
    "事務局職員一覧": "職員",
    "議題一覧": "議題",
    "付議一覧": "議題",
    "出席の区分": "区分",
    "人一覧": "人",
    "署名者一覧": "署名者",
    "議決一覧": "議決",
    "休憩一覧": "休憩",
    "約束一覧": "約束",
    "経過一覧": "項",
    "発言一覧": "発言",
    "確認語一覧": "語",
    "確認語の群": "群",
    "語一覧": "語",
    "修正一覧": "修正",
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
