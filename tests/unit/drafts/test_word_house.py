"""House style as data: the points on which councils differ, each a line of style.toml, and what the draft makes of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest
from conftest import TEMPLATES, texts
from support.styled_drafts import marked_utterances

from transcriber.drafts import word
from transcriber.drafts.word import content, house_style, sample
from transcriber.drafts.word.house_style import Clock, Headings, HouseStyle, Keep, Lines, Marks, NameStyle
from transcriber.drafts.word.vocabulary import EntryTags
from transcriber.errors import TemplateError
from transcriber.minutes.people import Person
from transcriber.minutes.text_style import EditingLevel, Numerals, TextStyle
from transcriber.minutes.transcript import RecordKind

STYLES = [s.name for s in house_style.shipped_styles(TEMPLATES)]
CHAIR = Person(name="青木 太郎", post="議長")
MEMBER = Person(name="石田 花子", post="議員", seat="12")
CHIEF = Person(name="大西 明", post="総務部長")


def style(**said: object) -> HouseStyle:
    return HouseStyle(kind=RecordKind.COUNCIL, **said)  # type: ignore[arg-type]


def course(made: HouseStyle, kind: RecordKind = RecordKind.COUNCIL) -> tuple[EntryTags, ...]:
    return content.contents(sample.sample_transcript(kind), office="見本町", house=made).draft.course


def lines(made: HouseStyle, kind: str) -> list[str]:
    return [e.text for e in course(made) if e.kind == kind]


# --- the ten points ----------------------------------------------------------------------------------------------


def test_the_mark_before_a_speaker_tells_chair_member_and_official_apart() -> None:
    made = style(marks=Marks(chair="○", member="◆", official="◎"))
    assert [made.mark(p) for p in (CHAIR, MEMBER, CHIEF, None)] == ["○", "◆", "◎", "○"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (NameStyle(), ["議長（青木太郎）", "石田花子議員", "総務部長（大西明）"]),
        (
            NameStyle(honorific="君", chair="{役職}（{氏名}{敬称}）", member="{議席}番（{氏名}{敬称}）", official="{役職}（{氏名}{敬称}）"),
            ["議長（青木太郎君）", "12番（石田花子君）", "総務部長（大西明君）"],
        ),
        (NameStyle(chair="{姓}　{役職}", member="{姓}　委員"), ["青木　議長", "石田　委員", "総務部長（大西明）"]),
        (NameStyle(honorific="議員", member="{氏名}{敬称}"), ["議長（青木太郎）", "石田花子議員", "総務部長（大西明）"]),
    ],
)  # fmt: skip
def test_names_and_honorifics_are_written_as_the_style_says(names: NameStyle, expected: list[str]) -> None:
    assert [style(names=names).label(p) for p in (CHAIR, MEMBER, CHIEF)] == expected


def test_a_member_without_a_seat_has_a_form_of_its_own() -> None:
    made = style(names=NameStyle(member="{議席}番（{氏名}）", member_without_seat="{氏名}委員"))
    assert made.label(Person(name="水野 良平", post="委員")) == "水野良平委員"


def test_numerals_reach_seats_and_headings() -> None:
    made = style(
        text=TextStyle(numerals=Numerals.KANJI), names=NameStyle(member="{議席}番（{氏名}）"), clock=Clock.SHORT
    )
    assert made.label(MEMBER) == "十二番（石田花子）"
    assert lines(made, "見出し")[0] == "日程第一　一般質問"


@pytest.mark.parametrize(
    ("clock", "expected"), [(Clock.FULL, "午前10時05分"), (Clock.SHORT, "午前10時5分"), (Clock.INLINE, "10:05")]
)
def test_times_of_day_have_three_ways(clock: Clock, expected: str) -> None:
    assert style(clock=clock).time(dt.datetime(2024, 9, 3, 1, 5, tzinfo=dt.UTC)) == expected


def test_voices_from_the_floor_are_lines_of_their_own() -> None:
    made = style(lines=Lines(audience="〔「{声}」と言う人あり〕"))
    (heard,) = [e for e in course(made) if e.kind == "議場の声"]
    assert heard.sign + heard.text + heard.closing == "〔「なし」と言う人あり〕"


def test_a_style_without_such_lines_prints_the_voice_as_a_speech() -> None:
    assert not [e for e in course(style(lines=Lines(audience=""))) if e.kind == "議場の声"]


def test_going_to_the_rostrum_is_a_line_only_where_the_style_has_one() -> None:
    assert "〔3番　石田花子君登壇〕" in lines(
        style(names=NameStyle(honorific="君"), lines=Lines(podium="〔{議席}番　{氏名}{敬称}登壇〕")), "ト書き"
    )
    assert not [t for t in lines(style(), "ト書き") if "登壇" in t]


def test_opening_recess_resumption_and_closing_are_lines_with_their_times() -> None:
    found = lines(style(), "ト書き")
    assert [t.split("　")[-1].rstrip("）") for t in found] == ["開会", "休憩", "再開", "散会"]
    assert found[0] == "（午前10時00分　開会）"


def test_a_recess_may_say_when_it_is_to_end() -> None:
    assert "（休憩　再開は午後1時）" in lines(style(lines=Lines(recess="（休憩　再開は{再開予定}）")), "ト書き")


@pytest.mark.parametrize(("keep", "kinds"), [(Keep.KEEP, "発言"), (Keep.HIDE, "省略")])
def test_calls_of_the_chair_are_kept_or_hidden_but_never_lost(keep: Keep, kinds: str) -> None:
    (call,) = [e for e in course(style(nominations=keep)) if e.text == "総務部長。"]
    assert call.kind == kinds


def test_headings_are_written_as_the_style_says() -> None:
    made = style(headings=Headings(item="{番号}．{議案番号}　{件名}の件", question="{議席}番　{氏名}君"))
    assert lines(made, "見出し") == [
        "1．一般質問の件",
        "2．議案第45号　令和6年度見本町一般会計補正予算（第2号）の件",
    ]
    assert lines(made, "小見出し") == ["3番　石田花子君"]


def test_bills_announced_in_one_breath_have_a_heading_each() -> None:
    transcript = sample.sample_transcript(RecordKind.COUNCIL)
    procedure = transcript.procedure
    item = next(i for i in procedure.items if i.utterance)
    other = item.model_copy(update={"title": "町道の路線認定について"})
    items = tuple(x for i in procedure.items for x in ([i, other] if i is item else [i]))
    both = transcript.model_copy(update={"procedure": procedure.model_copy(update={"items": items})})
    entries = content.contents(both, office="", house=style()).draft.course
    heads = [e.text for e in entries if e.kind == "見出し"]
    at = next(n for n, h in enumerate(heads) if "町道の路線認定" in h)
    assert item.title in heads[at - 1]


def test_the_editing_level_is_part_of_a_style_and_printed() -> None:
    made = content.contents(
        sample.sample_transcript(RecordKind.COUNCIL), office="", house=style(text=TextStyle(editing=EditingLevel.TIDY))
    )
    assert made.draft.editing == "整文"


# --- the shipped styles ------------------------------------------------------------------------------------------


def test_eight_styles_are_shipped() -> None:
    assert len(STYLES) == 8
    assert {"会議録", "会議録_東郷型", "会議録_泉大津型", "委員会_要点記録"} <= set(STYLES)
    assert {"相談記録", "相談受付票", "支援経過記録", "逐語録"} <= set(STYLES)


@pytest.mark.parametrize("name", STYLES)
def test_every_shipped_style_prints_all_that_was_said_under_bookmarks(name: str, tmp_path: Path) -> None:
    made = house_style.find_style(name, TEMPLATES)
    template = house_style.template(made, TEMPLATES)
    word.check_template(template)
    told = sample.sample_transcript(made.kind)
    word.render_draft(told, template=template, office="見本町", out=tmp_path / "d.docx", style=made)
    found = "".join(texts(tmp_path / "d.docx"))
    for u in told.utterances:
        assert u.text.rstrip("。") in found
    document = docx.Document(str(tmp_path / "d.docx"))
    assert list(marked_utterances(document.element.body)) == [u.id for u in told.utterances]
    assert not [t for t in texts(tmp_path / "d.docx") if "{" in t or "}" in t]


def test_the_two_council_styles_contrast(tmp_path: Path) -> None:
    found = {}
    for name in ("会議録_東郷型", "会議録_泉大津型"):
        made = house_style.find_style(name, TEMPLATES)
        path = tmp_path / f"{name}.docx"
        word.render_draft(
            sample.sample_transcript(RecordKind.COUNCIL),
            template=house_style.template(made, TEMPLATES),
            office="",
            out=path,
            style=made,
        )
        found[name] = texts(path)
    togo, izumiotsu = found.values()
    assert any(t.startswith("◯議長（青木太郎君）") for t in togo)
    assert "〔3番　石田花子君登壇〕" in togo
    assert any(t.startswith("2．出席議員は次のとおりである。") for t in izumiotsu)
    assert "日程第2　議案第45号　令和6年度見本町一般会計補正予算（第2号）の件" in izumiotsu
    assert any(t.startswith("○議長（青木太郎）") for t in izumiotsu)


# --- a profile chooses ---------------------------------------------------------------------------------------------


def test_a_profile_without_a_style_keeps_the_usual_one() -> None:
    assert house_style.choose_style(None, "", RecordKind.COUNCIL, TEMPLATES).name == "会議録"
    assert house_style.choose_style(None, "", RecordKind.CONSULTATION, TEMPLATES).name == "相談記録"


def test_the_offices_own_style_wins_and_stands_on_the_paper_of_the_one_it_names(tmp_path: Path) -> None:
    own = tmp_path / "書式.toml"
    own.write_text('kind = "council"\n[names]\nhonorific = "さん"\n', encoding="utf-8")
    made = house_style.choose_style(own, "会議録_東郷型", RecordKind.COUNCIL, TEMPLATES)
    assert made.honorific == "さん"
    assert house_style.template(made, TEMPLATES).parent.name == "会議録_東郷型"


@pytest.mark.parametrize(
    ("toml", "found"),
    [
        ('kind = "council"\n[names]\nhonorifik = "君"\n', "names.honorifik（知らない項目です）"),
        ('kind = "council"\n[names]\nchair = "{役食}"\n', "names.chair（使えるのは {役職}"),
        ('[names]\nhonorific = "君"\n', "kind（必ず書いてください）"),
        ('kind = "council"\nclock = "長い"\n', "clock"),
        ("kind = council", "書き方に誤り"),
    ],
)
def test_a_slip_in_a_style_is_named(tmp_path: Path, toml: str, found: str) -> None:
    (tmp_path / "書式.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        house_style.read_style(tmp_path / "書式.toml")
    assert found in caught.value.found


def test_only_a_style_in_another_encoding_is_to_be_saved_in_utf_8(tmp_path: Path) -> None:
    (tmp_path / "SJIS.toml").write_bytes('name = "会議録"'.encode("cp932"))
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(TemplateError, match="UTF-8 ではありません.*名前を付けて保存"):
        house_style.read_style(tmp_path / "SJIS.toml")
    with pytest.raises(TemplateError, match="フォルダ") as caught:
        house_style.read_style(tmp_path / "folder.toml")
    assert "UTF-8" not in str(caught.value)


def test_a_line_that_an_older_version_documented_and_never_used_does_not_stop_a_style(tmp_path: Path) -> None:
    shipped = (TEMPLATES / "会議録_東郷型" / house_style.FILE).read_text(encoding="utf-8")
    own = tmp_path / "書式.toml"
    own.write_text(shipped.replace("[lines]", '[lines]\naudience_silent = ""', 1), encoding="utf-8")
    assert "audience_silent" in own.read_text(encoding="utf-8")
    assert (
        house_style.read_style(own).lines
        == house_style.read_style(TEMPLATES / "会議録_東郷型" / house_style.FILE).lines
    )


def test_an_unknown_style_lists_those_there_are() -> None:
    with pytest.raises(TemplateError, match="会議録_東郷型"):
        house_style.choose_style(None, "会議録_見知らぬ", RecordKind.COUNCIL, TEMPLATES)


def test_a_style_for_the_other_kind_of_meeting_is_refused() -> None:
    with pytest.raises(TemplateError, match="相談記録の書式で、この設定は会議録"):
        house_style.choose_style(None, "相談受付票", RecordKind.COUNCIL, TEMPLATES)


def test_hidden_time_codes_are_one_style(tmp_path: Path) -> None:
    made = house_style.usual_style(RecordKind.COUNCIL, TEMPLATES).model_copy(update={"time_codes": Keep.HIDE})
    word.render_draft(
        sample.sample_transcript(RecordKind.COUNCIL),
        template=house_style.template(made, TEMPLATES),
        office="",
        out=tmp_path / "d.docx",
        style=made,
    )
    assert docx.Document(str(tmp_path / "d.docx")).styles["時刻コード"].font.hidden
