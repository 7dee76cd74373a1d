"""Announcements as acted meetings had them: nameless stretches, recordings that begin in the middle, items handed over."""

from __future__ import annotations

import pytest

from transcriber.drafts.word import sample
from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.procedure import Procedure, StepKind
from transcriber.minutes.transcript import Meeting, RecordKind, Utterance
from transcriber.procedure import attach_procedure, follow_meeting

READER = Reader()
ROSTER = Roster(people=(Person(name="山下清隆", post="議長"), Person(name="加藤啓二", post="議員", seat="5")))
CHAIR = "議長（山下清隆）"


def course(*lines: tuple[str, str]) -> tuple[Procedure, list[str]]:
    """The procedure of (name or voice, text) …, and the reasons of its doubts; the chair's voice is S1."""
    said = []
    for n, (who, text) in enumerate(lines, start=1):
        voice = who if who.startswith("S") else {CHAIR: "S1"}.get(who, "S2")
        name = None if who.startswith("S") else who
        said.append(Utterance(id=f"u{n:04d}", speaker=voice, name=name, start=n * 10.0, end=n * 10.0 + 9, text=text))
    procedure, doubts = follow_meeting(
        said, Meeting(kind=RecordKind.COUNCIL, title="会議", profile="会議録"), ROSTER, READER
    )
    return procedure, [d.reason for group in doubts.values() for d in group]


def test_a_nameless_stretch_of_the_chairs_voice_is_listened_to() -> None:
    """Where a stretch holds two people's words its name is withheld; the announcements in it are still the chair's."""
    both = "ここで休憩いたします。休憩前に引き続き会議を開きます。日程第2、議案第45号、補正予算を議題といたします。"
    procedure, _ = course((CHAIR, "日程第1、一般質問を行います。"), ("S1", both))
    assert [i.bill for i in procedure.items] == ["", "議案第45号"]
    assert [r.ends is not None for r in procedure.recesses] == [True]


def test_a_voice_nobody_knows_announces_only_what_a_chair_alone_announces() -> None:
    procedure, _ = course(
        (CHAIR, "日程第1、一般質問を行います。"),
        ("S9", "担当課に説明を求めます。なぜ休憩室がないのですか。質疑に入ります前に伺います。"),
        ("S9", "ここで暫時休憩いたします。"),
    )
    assert [s.kind for s in procedure.steps] == [StepKind.ITEM, StepKind.RECESS]


@pytest.mark.parametrize(
    "said",
    [
        "質疑なしと認め、これにて質疑を休憩いたします。",
        "これを持って、議論の休憩といたします。",
        "討論の、休憩といたします。",
    ],
)
def test_closing_questions_misheard_as_a_recess_is_none(said: str) -> None:
    procedure, _ = course((CHAIR, said))
    assert procedure.recesses == ()


def test_a_recording_that_begins_after_a_recess_lacks_no_opening() -> None:
    procedure, doubts = course(
        (CHAIR, "休憩前に引き続き、会議を開きます。一般質問を続けます。5番、加藤啓二議員。"),
        ("加藤啓二議員", "五番、加藤でございます。通告に従い質問いたします。"),
        (CHAIR, "これで加藤啓二議員の質問を終わります。本日はこれにて散会いたします。"),
    )
    assert procedure.steps[0].kind is StepKind.RESUMPTION
    assert [i.title for i in procedure.items] == ["一般質問"]
    assert not [d for d in doubts if "開会" in d]


def test_general_questions_that_go_on_after_a_recess_are_the_same_item() -> None:
    procedure, _ = course(
        (CHAIR, "日程第1、一般質問を行います。"),
        (CHAIR, "暫時休憩いたします。"),
        (CHAIR, "休憩前に引き続き会議を開きます。一般質問を続けます。"),
    )
    assert [i.title for i in procedure.items] == ["一般質問"]


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("では、次に移ります。予防接種の見直しについて、健康推進課長。", ["予防接種の見直しについて"]),
        ("次の議題に移ります。学校給食費の改定について、教育課長。", ["学校給食費の改定について"]),
        ("次に、2点目の給食費について、教育課長。", []),
        ("お答えください。給食費について、教育課長。", []),
    ],
)
def test_an_item_may_be_handed_over_in_a_breath(sentence: str, titles: list[str]) -> None:
    assert [i.title for i in course((CHAIR, sentence))[0].items] == titles
    pieces = [(CHAIR, f"{s}。") for s in sentence.split("。") if s]  # as the cut before an item leaves them
    assert [i.title for i in course(*pieces)[0].items] == titles


@pytest.mark.parametrize("result", ["認定", "同意", "承認"])
def test_what_is_decided_has_its_own_name(result: str) -> None:
    procedure, _ = course(
        (CHAIR, "日程第3、認定第3号、決算の認定についてを議題といたします。これより採決いたします。"),
        (CHAIR, f"起立多数であります。よって、認定第3号は{result}することに決定いたしました。"),
    )
    assert [i.result for i in procedure.items] == [result]


def test_a_bill_said_twice_stands_in_the_title_no_more() -> None:
    (item,) = course((CHAIR, "次に認定第3号、認定第3号、歳入歳出決算の認定についてを議題といたします。"))[0].items
    assert (item.bill, item.title) == ("認定第3号", "歳入歳出決算の認定について")


def test_a_title_with_a_full_stop_in_it_is_one_item() -> None:
    text = "日程第2、議案第45号、令和6年度一般会計補正予算。第2号を議題といたします。提案理由の説明を求めます。"
    whole, _ = course((CHAIR, text))
    cut = text.index("第2号")
    in_two, _ = course((CHAIR, text[:cut]), (CHAIR, text[cut:]))
    for procedure in (whole, in_two):
        assert [(i.number, i.bill, i.title) for i in procedure.items] == [
            (2, "議案第45号", "令和6年度一般会計補正予算（第2号）")
        ]


def test_a_wish_in_the_middle_of_a_verb_opens_no_item() -> None:
    """いただ|きたいと存じます sounds like 議題とします, and no phrase begins inside a verb."""
    procedure, _ = course(("S1", "その場合は、専決処分による補正で対応させていただきたいと存じます。"))
    assert procedure.items == ()


def test_an_answer_to_somebody_closes_no_meeting() -> None:
    """「へ回答いたします」 sounds exactly like 閉会といたします, but へ belongs to whom it is answered."""
    procedure, _ = course(("S1", "金曜日までに、文書で自治会へ回答いたします。"), ("S1", "ほかにいかがでしょうか。"))
    assert procedure.steps == ()


@pytest.mark.parametrize("text", ["これをもちまして委員会を閉会いたします。", "これにて兵会いたします。"])
def test_a_closing_is_still_heard(text: str) -> None:
    procedure, _ = course(("S1", text))
    assert [s.detail for s in procedure.steps] == ["閉会"]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("令和6年度東郷町、一般会計、補正予算、第2号", "令和6年度東郷町一般会計補正予算（第2号）"),
        ("を東郷町廃棄物処理条例の、一部改正について", "東郷町廃棄物処理条例の一部改正について"),
        (
            "専決処分の承認を求めることについて、東郷町税条例の一部改正",
            "専決処分の承認を求めることについて、東郷町税条例の一部改正",
        ),
    ],
)
def test_a_title_has_no_marks_of_breath_and_begins_with_no_particle(said: str, title: str) -> None:
    procedure, _ = course(
        (CHAIR, f"日程第2、議案第45号{'' if said.startswith('を') else '、'}{said}を議題といたします。")
    )
    assert [i.title for i in procedure.items] == [title]


@pytest.mark.parametrize(
    ("said", "debate"),
    [
        ("討論の通告がありますので、発言を許します。", "開始"),
        ("討論の通告がありませんので、採決に入ります。", "なし"),
        ("討論も、内容ですので、採決いたします。", "なし"),
    ],
)
def test_a_debate_that_was_announced_is_not_taken_for_none(said: str, debate: str) -> None:
    procedure, _ = course((CHAIR, "日程第2、議案第45号、補正予算を議題といたします。"), (CHAIR, said))
    assert [s.detail for s in procedure.steps if s.kind is StepKind.DEBATE] == [debate]


def test_a_recess_and_its_end_in_one_breath_stand_in_their_order() -> None:
    """What the chair says to end a recess begins an utterance of its own, so that the line about it stands before it."""
    both = "ここで10分間休憩いたします。休憩前に引き続き会議を開きます。"
    said = (Utterance(id="u0001", speaker="S1", name=CHAIR, start=0, end=9, text=both),)
    told = sample.sample_transcript(RecordKind.COUNCIL).model_copy(update={"utterances": said})
    attached = attach_procedure(told, READER)
    assert [u.text for u in attached.utterances] == ["ここで10分間休憩いたします。", "休憩前に引き続き会議を開きます。"]
    (recess,) = attached.procedure.recesses
    assert recess.ends is not None
    assert (recess.begins.utterance, recess.ends.utterance) == ("u0001", "u0002")
