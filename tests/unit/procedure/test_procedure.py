"""The course of a meeting as its chair announces it: what is found, what is missing, and that nothing is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.procedure import Procedure, StepKind
from transcriber.minutes.transcript import AgendaItem, Change, Doubt, DoubtKind, Meeting, RecordKind, Utterance
from transcriber.procedure import follow_meeting
from transcriber.procedure.splitting import at_items, split

JST = dt.timezone(dt.timedelta(hours=9))
READER = Reader()
ROSTER = Roster(
    people=(
        Person(name="山下清隆", post="議長"),
        Person(name="加藤啓二", post="議員", seat="5"),
        Person(name="大塚由紀", post="議員", seat="11"),
        Person(name="近藤美穂", post="福祉部長"),
    )
)
CHAIR, KATO, OTSUKA, CHIEF = "議長（山下清隆）", "加藤啓二議員", "大塚由紀議員", "福祉部長（近藤美穂）"


def said(*lines: tuple[str, str]) -> tuple[Utterance, ...]:
    """(speaker, text) …, ten seconds each."""
    return tuple(
        Utterance(id=f"u{n:04d}", speaker="S1", name=name or None, start=n * 10.0, end=n * 10.0 + 9, text=text)
        for n, (name, text) in enumerate(lines, start=1)
    )


def course(
    *lines: tuple[str, str],
    agenda: Sequence[AgendaItem] = (),
    kind: RecordKind = RecordKind.COUNCIL,
    started_at: dt.datetime | None = None,
) -> tuple[Procedure, list[str]]:
    """The procedure, and the reasons of its doubts."""
    meeting = Meeting(kind=kind, title="会議", profile="会議録", agenda=tuple(agenda), started_at=started_at)
    procedure, doubts = follow_meeting(said(*lines), meeting, ROSTER, READER)
    return procedure, [d.reason for group in doubts.values() for d in group]


PLENARY = (
    (CHAIR, "ただいまから、令和六年第三回東郷町議会定例会を開会いたします。ただいまの出席議員は十六名であります。定足数に達しておりますので、直ちに本日の会議を開きます。"),
    (CHAIR, "日程第一、一般質問を行います。通告順に発言を許します。五番、加藤啓二議員。"),
    (KATO, "待機児童の現状と、今後の受け皿整備の考え方について、お伺いいたします。"),
    (CHIEF, "お答えいたします。待機児童は七名でございます。受け皿の整備につきましては、来年度に向けて検討してまいります。"),
    (CHAIR, "以上で、加藤啓二議員の一般質問を終わります。続きまして、十一番、大塚由紀議員。"),
    (OTSUKA, "巡回バスの増便の可能性についてお聞かせください。"),
    (CHAIR, "ここで暫時休憩といたします。再開は午後一時といたします。"),
    (CHAIR, "休憩前に引き続き、会議を開きます。日程第二、議案第四十五号、令和六年度東郷町一般会計補正予算（第二号）を議題といたします。提案理由の説明を求めます。"),
    (CHAIR, "説明が終わりました。これより質疑を行います。質疑はありませんか。質疑なしと認めます。これで質疑を終わります。これより討論を行います。討論はありませんか。討論なしと認めます。これより採決を行います。本案に賛成の方の起立を求めます。起立全員であります。よって、議案第四十五号は、原案のとおり可決されました。"),
    (CHAIR, "以上で、本日の日程は全部終了いたしました。本日はこれにて散会いたします。"),
)  # fmt: skip


def test_a_plenary_is_followed_from_opening_to_adjournment() -> None:
    procedure, doubts = course(*PLENARY)
    first, second = procedure.items
    assert (first.number, first.title) == (1, "一般質問")
    assert [q.name for q in first.questions] == [KATO, OTSUKA]
    assert (second.number, second.bill) == (2, "議案第四十五号")
    assert second.title == "令和六年度東郷町一般会計補正予算（第二号）"
    assert (second.method, second.count, second.result) == ("起立", "起立全員", "可決")
    assert procedure.attendance == 16
    (recess,) = procedure.recesses
    assert recess.begins.planned == "13:00"
    assert recess.ends is not None
    assert recess.ends.utterance == "u0008"
    closing = procedure.last(StepKind.ADJOURNMENT)
    assert closing is not None
    assert closing.detail == "散会"
    assert not doubts


def test_what_was_promised_is_listed_with_who_and_where() -> None:
    procedure, _ = course(*PLENARY)
    (promise,) = procedure.commitments
    assert (promise.name, promise.utterance) == (CHIEF, "u0004")
    assert promise.quote == "受け皿の整備につきましては、来年度に向けて検討してまいります。"


@pytest.mark.parametrize(
    "sentence",
    [
        "増便の可能性は検討されているのでしょうか。",
        "ぜひ前向きに検討をお願いいたします。",
        "減免を必ず設けてください。以上、要望といたします。",
        "お答えいたします。",
        "それでは、ご説明いたします。",
        "昨年度に調査をいたしました。",
    ],
)
def test_a_question_a_wish_or_an_opening_is_no_promise(sentence: str) -> None:
    assert not course(("", sentence))[0].commitments


def test_those_who_ask_and_the_chair_promise_nothing() -> None:
    assert not course((KATO, "引き続き調査してまいります。"), (CHAIR, "後ほど検討いたします。"))[0].commitments


MISHEARD = [
    ("通論なしと認めます。", StepKind.DEBATE),
    ("これより通論を行います。", StepKind.DEBATE),
    ("デアンリューの説明を求めます。", StepKind.EXPLANATION),
    ("これでしつぎ終わります。", StepKind.QUESTIONS),
    ("お案に産成、のほうの切立を求めます。", StepKind.VOTE),
    ("本日はこれにて参加いたします。", StepKind.ADJOURNMENT),
    ("即数に足しておりますので。", StepKind.ROLL),
    ("残住休憩いたします。", StepKind.RECESS),
]


@pytest.mark.parametrize(("sentence", "kind"), MISHEARD)
def test_a_phrase_is_known_by_its_sound(sentence: str, kind: StepKind) -> None:
    assert kind in {s.kind for s in course((CHAIR, sentence))[0].steps}


def test_the_number_of_an_item_that_was_misheard_follows_from_the_one_before() -> None:
    procedure, _ = course(
        (CHAIR, "日程第一、会議録署名議員の指名を行います。"),
        (CHAIR, "日程代に、会期の決定を議題といたします。"),
        (CHAIR, "みて第3、一般質問を行います。"),
    )
    assert [(i.number, i.title) for i in procedure.items] == [
        (1, "会議録署名議員の指名"),
        (2, "会期の決定"),
        (3, "一般質問"),
    ]


def test_a_session_period_decided_without_objection_is_a_vote() -> None:
    procedure, _ = course(
        (CHAIR, "日程第二、会期の決定を議題といたします。会期は十七日間とすることにご異議ありませんか。"),
        (CHAIR, "意味なしと認めます。よって、会期は十七日間と決定いたしました。"),
    )
    (item,) = procedure.items
    assert (item.method, item.count, item.result) == ("異議の有無", "異議なし", "決定")


PAPERS = (
    AgendaItem(number=1, title="会議録署名議員の指名"),
    AgendaItem(number=2, title="令和6年度東郷町一般会計補正予算（第2号）", bill="議案第45号"),
    AgendaItem(number=3, title="東郷町職員の給与に関する条例の一部改正", bill="議案第46号"),
)


def test_titles_come_from_the_papers_and_what_was_not_heard_is_a_doubt() -> None:
    procedure, doubts = course(
        (CHAIR, "ただいまから定例会を開会いたします。日程第一、会議録署名議員の指名を行います。"),
        (CHAIR, "一手台に、議案第45号、令和6年度統合町、盤回転補正予算。第2号を議題といたします。"),
        (CHAIR, "本日はこれにて散会いたします。"),
        agenda=PAPERS,
    )
    assert [(i.number, i.bill, i.title, i.from_papers, i.utterance) for i in procedure.items] == [
        (1, "", "会議録署名議員の指名", True, "u0001"),
        (2, "議案第45号", "令和6年度東郷町一般会計補正予算（第2号）", True, "u0002"),
        (3, "議案第46号", "東郷町職員の給与に関する条例の一部改正", True, None),
    ]
    assert any("議案第46号" in d and "議題になった箇所が見つかりません" in d for d in doubts)


BILLS = tuple(AgendaItem(number=2, title="", bill=f"議案第{n}号") for n in (45, 46, 47))


def test_bills_of_one_item_are_opened_together_and_voted_on_one_by_one() -> None:
    procedure, doubts = course(
        (CHAIR, "日程第二、議案第45号から議案第47号までを一括議題といたします。"),
        (CHAIR, "これより議案第46号を採決いたします。本案に賛成の方の起立を求めます。起立全員であります。よって、議案第46号は原案のとおり可決されました。"),
        agenda=BILLS,
    )  # fmt: skip
    assert [(i.bill, i.utterance, i.result) for i in procedure.items] == [
        ("議案第45号", "u0001", ""),
        ("議案第46号", "u0001", "可決"),
        ("議案第47号", "u0001", ""),
    ]
    assert not any("議題になった箇所が見つかりません" in d for d in doubts)


TWO_DAYS = (
    AgendaItem(number=1, title="一般質問"),
    AgendaItem(number=2, title="補正予算について", bill="議案第45号"),
    AgendaItem(number=2, title="町道の認定について", bill="議案第46号"),
    AgendaItem(number=1, title="諸般の報告"),
    AgendaItem(number=2, title="財産の取得について", bill="議案第51号"),
    AgendaItem(number=3, title="条例の廃止について", bill="議案第52号"),
)


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("日程第2、議案第45号及び議案第46号を一括議題といたします。", ["議案第45号", "議案第46号"]),
        ("日程第2、議案第45号から日程第2、議案第46号までを一括して議題といたします。", ["議案第45号", "議案第46号"]),
    ],
)
def test_a_number_opens_only_items_of_one_of_two_agendas(said: str, opened: list[str]) -> None:
    procedure, _ = course((CHAIR, said), agenda=TWO_DAYS)
    assert [i.bill for i in procedure.items if i.utterance] == opened


def test_numbers_of_several_items_are_those_of_the_agenda_in_hand() -> None:
    procedure, _ = course(
        (CHAIR, "日程第1、諸般の報告を行います。"),
        (CHAIR, "日程第2、議案第51号から日程第3、議案第52号までを一括して議題といたします。"),
        agenda=TWO_DAYS,
    )
    assert [i.bill for i in procedure.items if i.utterance] == ["", "議案第51号", "議案第52号"]


def test_one_bill_of_an_item_opens_no_other() -> None:
    procedure, _ = course(
        (CHAIR, "日程第二、議案第45号、補正予算についてを議題といたします。"),
        agenda=(AgendaItem(number=2, title="補正予算について", bill="議案第45号"), *BILLS[1:]),
    )
    assert [i.utterance for i in procedure.items] == ["u0001", None, None]


def test_a_committee_announces_its_items_by_asking_for_their_explanation() -> None:
    procedure, _ = course(
        ("委員長（岡部弘）", "ただいまから総務文教委員会を開会いたします。本日の議題は、学校給食費についてと、不登校児童生徒への支援についての二件であります。初めに、学校給食費について、説明を求めます。"),
        ("委員長（岡部弘）", "ほかに質疑もないようですので、次の議題に移ります。不登校児童生徒への支援について、説明を求めます。"),
        ("委員長（岡部弘）", "これをもちまして、総務文教委員会を閉会いたします。"),
    )  # fmt: skip
    assert [i.title for i in procedure.items] == ["学校給食費について", "不登校児童生徒への支援について"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (PLENARY[1:], "開会（開議）の宣告が見つかりません"),
        (PLENARY[:-1], "散会（閉会）の宣告が見つかりません"),
        ((*PLENARY[:7], *[(KATO, "続けます。")] * 8, *PLENARY[9:]), "休憩のあとの再開の宣告が見つかりません"),
        (
            (*PLENARY[:8], (CHAIR, "質疑なしと認めます。これより採決を行います。起立全員であります。"), PLENARY[9]),
            "討論・採決の結果の宣告が聞き取れていません",
        ),
        (
            (*PLENARY[:8], (CHAIR, PLENARY[8][1].replace("起立全員", "起立少数")), PLENARY[9]),
            "起立少数なのに可決となっています",
        ),
    ],
)
def test_a_missing_step_is_a_doubt_and_says_which(lines: Sequence[tuple[str, str]], expected: str) -> None:
    _, doubts = course(*lines)
    assert any(expected in d for d in doubts), doubts


@pytest.mark.parametrize(
    "sentence",
    [
        "空き家バンクの活用についてお伺いします。",
        "次の質疑のある方は、挙手をお願いいたします。",
        "以上で、大塚由紀議員の一般質問を終わります。",
        "町長、お答え願います。",
        "ほかにございませんか。堀田委員。",
        "財政調整基金の残高も見ながら、除却の補助制度を検討いたします。",
        "よって、補助の対象となると認めます。",
        "住民説明会を八か所で開催いたします。",
    ],
)
def test_other_words_of_the_chair_are_no_milestones(sentence: str) -> None:
    kinds = {s.kind for s in course((CHAIR, sentence))[0].steps}
    milestones = {StepKind.OPENING, StepKind.SITTING, StepKind.ITEM, StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT, StepKind.RESULT, StepKind.VOTE, StepKind.DEBATE}  # fmt: skip
    assert not kinds & milestones


def test_what_a_member_says_opens_nothing() -> None:
    procedure, _ = course(
        (CHAIR, "日程第一、一般質問を行います。"),
        (KATO, "前回は、この議案第十二号を議題といたしますと言って、起立全員で可決されました。暫時休憩いたしますとも言われました。"),
    )  # fmt: skip
    assert len(procedure.items) == 1
    assert not procedure.recesses
    assert procedure.items[0].result == ""


def test_a_result_that_was_only_half_heard_is_not_guessed() -> None:
    procedure, doubts = course(
        *PLENARY[:8],
        (CHAIR, "これより質疑に入ります。質疑なしと認めます。討論なしと認めます。これより採決いたします。起立全員であります。寄って、議案第45号は芸難の通りかけ通されました。"),
        PLENARY[9],
    )  # fmt: skip
    assert procedure.items[1].result == ""
    assert any("採決の結果" in d for d in doubts)


def test_a_consultation_has_no_procedure_but_what_the_worker_promised() -> None:
    procedure, doubts = course(
        ("相談員", "それでは、社会福祉協議会に連絡いたします。"),
        ("相談者", "また考えます。"),
        kind=RecordKind.CONSULTATION,
    )
    assert not procedure.steps
    assert [c.quote for c in procedure.commitments] == ["それでは、社会福祉協議会に連絡いたします。"]
    assert not doubts


def test_an_utterance_that_ends_one_item_and_announces_the_next_becomes_two() -> None:
    text = "以上で質疑を終わります。日程第二、議案第四十五号、補正予算を議題といたします。"
    change = Change(before="議案代", after="議案第", rule="用語", score=0.9, position=text.index("議案第"))
    (first, *_) = said((CHAIR, text))
    made = split([first.model_copy(update={"changes": (change,)})], at_items(course((CHAIR, text))[0].items))
    assert [u.id for u in made] == ["u0001", "u0002"]
    assert [u.text for u in made] == [
        "以上で質疑を終わります。",
        "日程第二、議案第四十五号、補正予算を議題といたします。",
    ]
    assert made[0].end == made[1].start
    (moved,) = made[1].changes
    assert made[1].text[moved.position :].startswith("議案第")


def test_a_doubt_goes_with_the_characters_it_is_about() -> None:
    text = "以上で質疑を終わります。日程第二、議案第四十五号、補正予算を議題といたします。"
    (first, *_) = said((CHAIR, text))

    def doubt(start: int, end: int) -> Doubt:
        # Its time says nothing of its place here: that decides.
        return Doubt(kind=DoubtKind.HOMOPHONE, start=first.start, end=first.end, reason="", place=(start, end))

    places = [(3, 5), (10, 14), (text.index("補正"), text.index("補正") + 4)]
    doubted = first.model_copy(update={"doubts": tuple(doubt(*place) for place in places)})
    made = split([doubted], at_items(course((CHAIR, text))[0].items))
    assert [[u.text[slice(*d.place)] for d in u.doubts if d.place] for u in made] == [["質疑", "す。"], ["補正予算"]]


def test_an_utterance_cut_in_a_draft_that_staff_have_keeps_its_number() -> None:
    text = "以上で質疑を終わります。日程第二、議案第四十五号、補正予算を議題といたします。"
    lines = said((CHAIR, text), (CHAIR, "質疑に入ります。"))
    made = split(lines, at_items(course((CHAIR, text))[0].items), keep_ids=True)
    assert [(u.id, u.text[:5]) for u in made] == [
        ("u0001", "以上で質疑"),
        ("u0003", "日程第二、"),
        ("u0002", "質疑に入り"),
    ]


def test_an_utterance_that_only_announces_stays_whole() -> None:
    lines = said((CHAIR, "日程第二、議案第四十五号、補正予算を議題といたします。"))
    assert split(lines, at_items(course((CHAIR, lines[0].text))[0].items)) == lines


# --- ways of other councils ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "number", "bill", "title"),
    [
        ("日程第9、選挙管理委員の選挙を行います。", 9, "", "選挙管理委員の選挙"),
        ("日程第8、発議第2号、意見書の提出について、これを議題とします。", 8, "発議第2号", "意見書の提出について"),
        ("日程第4、議案第1号から日程第6、議案第3号までを一括して議題といたします。", 4, "議案第1号から議案第3号まで", "一括議題"),
        ("本日の案件は、議案第12号ほか2件でございます。議案第12号、道路線の認定についてを議題といたします。", None, "議案第12号", "道路線の認定について"),
        ("次に、議案第7号、町道の廃止についてを上程いたします。", None, "議案第7号", "町道の廃止について"),
    ],
)  # fmt: skip
def test_items_are_announced_in_many_ways(sentence: str, number: int | None, bill: str, title: str) -> None:
    (item,) = course((CHAIR, sentence))[0].items
    assert (item.number, item.bill, item.title) == (number, bill, title)


def test_bills_announced_together_are_voted_on_one_by_one() -> None:
    procedure, _ = course(
        (CHAIR, "日程第1、会議録署名議員の指名を行います。"),
        (CHAIR, "日程第2、議案第45号から日程第3、議案第46号までを一括して議題といたします。提案理由の説明を求めます。"),
        (CHAIR, "これより質疑に入ります。質疑なしと認めます。討論なしと認めます。"),
        (CHAIR, "これより議案第45号の採決を行います。賛成の方の起立を求めます。起立全員であります。よって、議案第45号は原案のとおり可決されました。"),
        (CHAIR, "次に、議案第46号の採決を行います。賛成の方の起立を求めます。起立少数であります。よって、議案第46号は否決されました。"),
        agenda=PAPERS,
    )  # fmt: skip
    assert [(i.bill, i.result) for i in procedure.items] == [("", ""), ("議案第45号", "可決"), ("議案第46号", "否決")]


def test_an_item_whose_debate_is_left_out_by_decision_misses_nothing() -> None:
    procedure, doubts = course(
        *PLENARY[:7],
        (CHAIR, "休憩前に引き続き会議を開きます。日程第二、発議第2号、意見書の提出についてを議題とします。お諮りします。本案は質疑、討論を省略し、直ちに採決したいと思います。ご異議ございませんか。ご異議なしと認めます。本案を原案のとおり可決することに御異議ございませんか。御異議なしと認め、本案は原案のとおり可決されました。"),
        PLENARY[9],
    )  # fmt: skip
    assert procedure.items[1].result == "可決"
    assert not doubts


def test_a_committee_whose_chair_carries_its_name_is_led_by_that_chair() -> None:
    chair = "建設水道委員長（岡部弘）"
    procedure, doubts = course(
        (chair, "ただいまから建設水道委員会を開きます。議案第12号、道路線の認定についてを議題といたします。執行部の説明を願います。"),
        (CHIEF, "以前、この議案第9号を議題といたしますと申し上げました。"),
        (chair, "質疑に入ります。なければ質疑を終結いたします。討論に入ります。なければ採決いたします。議案第12号は、原案のとおり可決すべきものと決することにご異議ございませんか。ご異議なしと認めます。よって、議案第12号は原案のとおり可決すべきものと決しました。ここで10分間休憩します。"),
        (chair, "再開します。以上で建設水道委員会を終了いたします。"),
    )  # fmt: skip
    (item,) = procedure.items
    assert (item.bill, item.method, item.count, item.result) == ("議案第12号", "異議の有無", "異議なし", "可決")
    assert procedure.recesses[0].ends is not None
    assert not doubts


def test_what_a_committee_reports_is_no_vote_of_this_meeting() -> None:
    procedure, _ = course(
        (CHAIR, "日程第7、認定第1号、歳入歳出決算の認定についてを議題とします。委員長の報告を求めます。"),
        ("総務常任委員長（森健一）", "審査の結果、起立多数で認定すべきものと決しました。議題といたしました案件は以上です。"),
        (CHAIR, "本採決は起立によって行います。本案に対する委員長の報告は認定です。委員長報告のとおり決定することに賛成の方は起立願います。起立全員であります。したがって、認定第1号は、委員長報告のとおり認定することに決定しました。"),
    )  # fmt: skip
    (item,) = procedure.items
    assert (item.count, item.result) == ("起立全員", "認定")


def test_a_long_talk_under_the_chairs_name_without_a_word_of_leading_is_doubted() -> None:
    talk = "雨水幹線の整備は、令和十年度の完了を目標としております。財政調整基金も活用しながら、力を入れてまいります。"
    lines = [*said(*PLENARY[:2]), *said((CHAIR, talk), (CHAIR, "福祉部長。"), (CHAIR, PLENARY[1][1]))]
    long = [u.model_copy(update={"id": f"v{n}", "start": n * 20.0, "end": n * 20.0 + 15}) for n, u in enumerate(lines)]
    meeting = Meeting(kind=RecordKind.COUNCIL, title="会議", profile="会議録")
    _, doubts = follow_meeting(long, meeting, ROSTER, READER)
    doubted = {
        u: [d.reason for d in found if "会議を進める言葉がありません" in d.reason] for u, found in doubts.items()
    }
    assert [u for u, reasons in doubted.items() if reasons] == ["v2"]
    assert all(CHAIR in reason for reasons in doubted.values() for reason in reasons)
    _, short = follow_meeting(said(*PLENARY, (CHAIR, talk)), meeting, ROSTER, READER)
    assert not any("会議を進める言葉" in d.reason for found in short.values() for d in found)
