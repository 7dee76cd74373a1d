"""A house style proposed from a past record: what that record does at each of the points where councils differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docx.oxml.ns import qn

from transcriber.drafts.word.template import open_template
from transcriber.errors import TemplateError
from transcriber.minutes import posts
from transcriber.minutes.posts import Branch

_SIGNS = "○◯〇◎◆◇△▲□■●"
_TITLES = posts.any_title(Branch.MEMBER, polite=True)
_SPEAKER = re.compile(
    rf"^[ 　]*(?P<sign>[{_SIGNS}]?)[ 　]*"
    rf"(?:(?P<post>[^\s　（(「」。、{_SIGNS}]{{1,18}})[ 　]*[（(][ 　]*(?P<name>[^（()）0-9]{{2,14}}?)[ 　]*(?P<honour>{_TITLES})?[ 　]*[）)]"
    rf"|(?P<bare>(?!不?応招|出席|欠席|遅刻|早退|(?:会議録)?署名)[^\s　（(「」。、{_SIGNS}]{{2,8}}?)[ 　]?(?P<bare_honour>{_TITLES})(?=[ 　：:]))[ 　：:]"
)
_SIGNED = re.compile(rf"^[ 　]*(?P<sign>[{_SIGNS}])[ 　]*(?P<label>[^ 　：:。、]{{2,16}})[ 　：:]")
_LINE = re.compile(r"^[ 　]*(?P<open>[〔［\[（(])(?P<inner>[^〕］\]）)]{2,40})(?P<close>[〕］\]）)])[ 　]*$")
_AUDIENCE = re.compile(
    r"(?P<open>[〔（(［\[])「(?P<voice>[^」]{1,12})」(?P<rest>[と言呼ぶういう人者あり声の]{3,10})(?P<close>[〕）)］\]])"
)
_TIME = re.compile(
    r"(?:午前|午後)(?:[0-9０-９]+|[一二三四五六七八九十]+)時(?P<minute>[0-9０-９]+|[〇一二三四五六七八九十]+)分"
)
_INLINE = re.compile(r"[（(][0-9]{1,2}[:：][0-9]{2}[）)]")
_LEAST = 3
"""Speakers that must be found before a form is believed."""


@dataclass(frozen=True)
class Proposal:
    """A style.toml in the making.

    Attributes:
        values: entry (names.honorific, …) → value.
        seen: in Japanese, what each value rests on.
        unsure: entries of which the record says nothing; they keep their defaults.
    """

    values: dict[str, str]
    seen: tuple[str, ...]
    unsure: tuple[str, ...]

    def toml(self, name: str) -> str:
        """As a file to be looked at and put into the settings folder."""
        lines = [f"# 「{name}」から読み取った書式の案です。見比べて、違う所を直してください。", 'kind = "council"']
        lines += [f"# {s}" for s in self.seen]
        lines += [f'{k} = "{v}"' for k, v in self.values.items() if "." not in k]
        for table in dict.fromkeys(k.split(".")[0] for k in self.values if "." in k):
            lines += ["", f"[{table}]"]
            lines += [f'{k.split(".")[1]} = "{v}"' for k, v in self.values.items() if k.startswith(table + ".")]
        if self.unsure:
            lines += ["", f"# 読み取れなかった項目（ふつうの値のまま）：{'、'.join(self.unsure)}"]
        return "\n".join(lines) + "\n"


@dataclass
class _Evidence:
    values: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    def take(self, entry: str, value: str | None, why: str) -> None:
        if value is None:
            self.unsure.append(entry)
        else:
            self.values[entry] = value
            self.seen.append(f"{entry}：{why}")


def propose_style(path: Path) -> Proposal:
    """Read a past record (.docx).

    Raises:
        TemplateError: it cannot be read, or no speaker can be found in it.
    """
    if not path.is_file():
        raise TemplateError(
            f"ファイル {path} がありません。", "過去の会議録の Word ファイルの場所と名前を確かめてください。"
        )
    body = open_template(path).element.body
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return of_lines([line for line in lines if line.strip()], path.name)


def of_lines(lines: Sequence[str], name: str = "記録") -> Proposal:
    """The same from its paragraphs.

    Raises:
        TemplateError: no speaker can be found.
    """
    speakers = [m for line in lines if (m := _SPEAKER.match(line))]
    signed = [m for line in lines if (m := _SIGNED.match(line))]
    if len(speakers) + len(signed) < _LEAST:
        raise TemplateError(
            f"{name} から発言者の行を見つけられません。",
            "「○議長（氏名君）　本文」のように、発言者から始まる段落のある会議録を指定してください。",
        )
    found = _Evidence()
    _speakers(found, speakers, signed)
    _lines(found, lines)
    _text(found, "".join(lines))
    return Proposal(found.values, tuple(found.seen), tuple(found.unsure))


def _speakers(found: _Evidence, speakers: list[re.Match[str]], signed: list[re.Match[str]]) -> None:
    groups: dict[str, list[re.Match[str]]] = {"chair": [], "member": [], "official": []}
    for m in speakers:
        post = m["post"] or ""
        role = (
            "chair"
            if posts.leads(post)
            else "member"
            if re.match(r"^[0-9０-９一二三四五六七八九十]+番", post) or posts.branch(post) is Branch.MEMBER or m["bare"]
            else "official"
        )
        groups[role].append(m)
    for role, marks in groups.items():
        every = [m["sign"] for m in marks] or ([m["sign"] for m in signed] if role != "official" else [])
        found.take(f"marks.{role}", _most(every), f"{_count(every)}" if every else "")
    honours = Counter((m["honour"] or m["bare_honour"] or "") for m in speakers)
    value = honours.most_common(1)[0][0] if honours else None
    found.take(
        "names.honorific", value, f"敬称「{value or 'なし'}」が{honours.most_common(1)[0][1] if honours else 0}回"
    )
    for role, form in (("chair", "{役職}"), ("official", "{役職}"), ("member", "{議席}番")):
        mine = [m for m in groups[role] if m["post"]]
        if not mine:
            found.unsure.append(f"names.{role}")
            continue
        seat = sum(bool(re.match(r"^[0-9０-９一二三四五六七八九十]+番", m["post"])) for m in mine)
        head = form if role != "member" or seat * 2 >= len(mine) else "{役職}"
        found.take(f"names.{role}", f"{head}（{{氏名}}{{敬称}}）", f"「{mine[0][0].strip()}」など{len(mine)}回")


def _lines(found: _Evidence, lines: Iterable[str]) -> None:
    own = [m for line in lines if (m := _LINE.match(line))]
    audience = [m for line in lines if (m := _AUDIENCE.search(line))]
    if audience:
        m = audience[0]
        found.take(
            "lines.audience", f"{m['open']}「{{声}}」{m['rest']}{m['close']}", f"「{m[0]}」など{len(audience)}回"
        )
    else:
        found.unsure.append("lines.audience")
    podium = [m for m in own if "登壇" in m["inner"]]
    if podium:
        m = podium[0]
        inner = (
            "{役職}　{氏名}{敬称}登壇" if not re.match(r"[0-9０-９]+番", m["inner"]) else "{議席}番　{氏名}{敬称}登壇"
        )
        found.take("lines.podium", f"{m['open']}{inner}{m['close']}", f"「{m[0].strip()}」など{len(podium)}回")
    else:
        found.unsure.append("lines.podium")
    for entry, word in (
        ("recess", "休憩"),
        ("resumption", "再開"),
        ("opening", "開会"),
        ("adjournment", "散会|閉会|延会"),
    ):
        mine = [m for m in own if re.search(word, m["inner"])]
        if not mine:
            found.unsure.append(f"lines.{entry}")
            continue
        m = mine[0]
        inner = _TIME.sub("{時刻}", _INLINE.sub("{時刻}", m["inner"]))
        if entry == "adjournment":
            inner = re.sub(word, "{件名}", inner)
        found.take(f"lines.{entry}", f"{m['open']}{inner}{m['close']}", f"「{m[0].strip()}」")


def _text(found: _Evidence, text: str) -> None:
    western, touten = text.count("，"), text.count("、")
    found.take("text.comma", "，" if western > touten else "、", f"「、」{touten}回、「，」{western}回")
    kanji = len(re.findall(r"[一二三四五六七八九十百千]+(?:番|号|年|月|日|時|分|名)", text))
    arabic = len(re.findall(r"[0-9０-９]+(?:番|号|年|月|日|時|分|名)", text))
    found.take("text.numerals", "kanji" if kanji > arabic * 2 else "arabic", f"算用数字{arabic}回、漢数字{kanji}回")
    inline, minutes = len(_INLINE.findall(text)), [m["minute"] for m in _TIME.finditer(text)]
    if inline > len(minutes):
        found.take("clock", "inline", f"(10:03) の形が{inline}回")
    elif minutes:
        short = sum(len(m) == 1 for m in minutes)
        full = sum(m.startswith(("0", "０")) for m in minutes)
        found.take("clock", "short" if short > full else "full", f"1けたの分は{short}回、0を付けた分は{full}回")
    else:
        found.unsure.append("clock")
    matters = len(re.findall(r"(?:日程第|議案第)[^。\n]{4,60}の件", text))
    plain = len(re.findall(r"日程第[0-9０-９一二三四五六七八九十]+", text))
    if matters * 2 > plain > 0:
        found.take("headings.item", "日程第{番号}　{議案番号}　{件名}の件", f"「…の件」が{matters}回")


def _most(values: list[str]) -> str | None:
    return Counter(values).most_common(1)[0][0] if values else None


def _count(values: list[str]) -> str:
    return "、".join(f"「{value or 'なし'}」{n}回" for value, n in Counter(values).most_common(3))
