"""Whether a checked Word file is a council's record or a consultation's, by what it says of itself.

What was said in a consultation never gets a public copy, so one sign of it is enough, and a council is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docx.document import Document
from docx.oxml.ns import qn

from transcriber.drafts.word import identity
from transcriber.drafts.word.reading import paragraph_style, style_names, text_of
from transcriber.errors import FinaliseError, UnknownKind
from transcriber.minutes import record_forms
from transcriber.minutes.record_forms import RecordForm
from transcriber.minutes.transcript import RecordKind

CONSULTATION = frozenset(
    {
        "相談記録", "相談受付票", "相談受付", "相談の内容", "相談者", "支援経過記録", "支援経過", "面談記録", "面接記録", "ケース記録",
        "逐語録", "発言の記録", "聞き取った事実", "職員が判断して書く欄", "主訴（本人の言葉で）", "情報共有の同意（本人記入）",
    }
)  # fmt: skip
"""Whole lines (titles, headings, labels of a form) of a consultation's record, without spaces. One is enough."""

COUNCIL = frozenset(
    {
        "会議録", "議事日程", "会議の経過", "議決一覧", "議題と結果", "質疑と答弁の要点", "会議録署名議員", "委員長",
        "会議の日時は次のとおりである。", "本日の会議事件は次のとおりである。", "議事の経過は次のとおりである。",
        "議決の結果は次のとおりである。",
    }
)  # fmt: skip
_COUNCIL_LINES = 2
"""So many different ones of them: a case conference has a 議題, and no 議決一覧."""

_INTERVIEW = "発言（面談）"
"""The paragraph style of what was said in a consultation."""


def kind_told(document: Document) -> RecordKind | None:
    """What the file itself says: its identity, else its headings and styles; None if neither does."""
    own = identity.read_identity(document)
    if own is not None and own.kind is not None:
        return own.kind
    styles = style_names(document)
    lines: set[str] = set()
    for paragraph in document.element.body.iter(qn("w:p")):
        if paragraph_style(paragraph, styles) == _INTERVIEW:
            return RecordKind.CONSULTATION
        lines.add(re.sub(r"^[0-9０-９]+[．.]|\s", "", text_of(paragraph)))
    if lines & CONSULTATION:
        return RecordKind.CONSULTATION
    return RecordKind.COUNCIL if len(lines & COUNCIL) >= _COUNCIL_LINES else None


def kind_settled(
    name: str, own: RecordKind | None, said: RecordKind | None, around: Iterable[RecordKind] = ()
) -> RecordKind:
    """The kind of the file `name`: a consultation as soon as anything says so, a council only if something says that.

    Args:
        own: what the file says of itself (`kind_told`).
        said: what a person says.
        around: what its profile or its place says.

    Raises:
        UnknownKind: nothing says it.
        FinaliseError: a person calls a council what is a consultation by everything else.
    """
    others = set(_known(own, *around))
    if said is RecordKind.COUNCIL and RecordKind.CONSULTATION in others:
        raise FinaliseError(
            f"{name} は相談記録です。会議録としては仕上げられません。",
            "--kind 会議録 を付けずに実行してください（署名欄のない原本だけを作ります）。",
        )
    every = set(_known(said, *others))
    if not every:
        raise UnknownKind(
            f"{name} が会議録か相談記録か分かりません（下書きの目印も、見出しも残っていません）。",
            "--kind 会議録 または --kind 相談記録 を付けて実行してください。相談記録なら、公開用は作りません。",
        )
    return RecordKind.CONSULTATION if RecordKind.CONSULTATION in every else RecordKind.COUNCIL


def form_settled(document: Document, kind: RecordKind) -> RecordForm:
    """The kind of record: as the draft says; else by the title in the file's properties; else the usual one of `kind`."""
    own = identity.read_identity(document)
    said = record_forms.find_form(own.form) if own is not None and own.form else None
    if said is not None and said.kind is kind:
        return said
    title = document.core_properties.title or ""
    return record_forms.form_named_in(title, kind) or record_forms.usual_form(kind)


def _known(*kinds: RecordKind | None) -> Iterator[RecordKind]:
    return (k for k in kinds if k is not None)
