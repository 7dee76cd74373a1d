"""Posts: whatever an office writes, it is plain who leads, who is an elected member, who answers and who takes the minutes."""

from __future__ import annotations

import re

import pytest

from transcriber.minutes import posts
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch

MEETING = {
    Branch.CHAIR: ("議長 副議長 臨時議長 仮議長 委員長 副委員長 総務文教委員長 予算決算特別委員会副委員長 議会運営委員長 会長 座長 "
                   "委員長職務代理者 議会だより編集委員長 総務教育委員会委員長 全員協議会会長"),
    Branch.MEMBER: "議員 委員 3番議員 総務文教常任委員会委員 議会改革検討委員会委員 議選監査委員 監査委員（議会選出）",
    Branch.EXECUTIVE: ("町長 副町長 特命副市長 東郷町長 知事 区長 会計管理者 会計管理者兼会計課長 副町長兼総務部長 病院事業管理者 "
                       "収入役職務代理者 町\u3000長"),
    Branch.EDUCATION: "教育長 教育長職務代理者 教育委員 教育委員会委員長 東郷町教育委員会教育次長 教育委員会事務局長",
    Branch.AUDIT: "代表監査委員 監査委員 監査委員事務局長 常勤監査委員",
    Branch.BOARD: ("農業委員会会長 農業委員 選挙管理委員会委員 選挙管理委員会委員長職務代理者 選挙管理委員会書記 公平委員会委員長 "
                   "固定資産評価審査委員会委員 農業委員会会長職務代理者"),
    Branch.STAFF: "総務部長 総務課長補佐 消防長 参事兼総務課長 大月短期大学事務局長 子育て支援センター長 危機管理監 会計課長心得",
    Branch.SCHOOL: "校長 東小学校長 園長 副園長",
    Branch.SECRETARIAT: "議会事務局長 事務局長 議事課長補佐兼庶務係長 書記 東郷町議会事務局次長 議会総務課長",
    Branch.GUEST: "参考人 民生委員 主任児童委員 都市計画審議会会長 国民健康保険運営協議会委員 衆議院議員 社会福祉協議会会長",
    Branch.WORKER: "相談員 主任相談支援員 面接相談員 保健師 主任保健師",
    Branch.CLIENT: "相談者 来談者",
    Branch.COMPANY: "同席者 通訳",
    Branch.OTHER: "看護師 弁護士",
    Branch.NONE: "",
}  # fmt: skip


@pytest.mark.parametrize(("branch", "post"), [(b, p) for b, all_ in MEETING.items() for p in all_.split(" ")])
def test_a_post_is_told_by_its_board_or_else_by_how_it_ends(branch: Branch, post: str) -> None:
    assert posts.branch(post) is branch


@pytest.mark.parametrize(("branch", "post"), [(b, p) for b, all_ in MEETING.items() for p in all_.split(" ")])
def test_only_who_leads_or_sits_in_the_council_is_an_elected_member(branch: Branch, post: str) -> None:
    person = Person(name="加藤啓二", post=post)
    assert posts.is_member(person) == (branch in (Branch.CHAIR, Branch.MEMBER))
    assert (person in Roster(people=(person,)).members()) == posts.is_member(person)
    assert posts.is_member(person.model_copy(update={"seat": "5"}))


def test_who_leads_does_not_ask_and_of_whom_nothing_is_known_is_thought_to() -> None:
    ask = {
        post: posts.asks(Person(name="加藤啓二", post=post))
        for post in ("議員", "委員", "", "委員長", "教育委員", "部長")
    }
    assert ask == {"議員": True, "委員": True, "": True, "委員長": False, "教育委員": False, "部長": False}
    assert posts.asks(Person(name="加藤啓二", post="副議長", seat="16"))


def test_a_councils_chair_is_told_from_one_who_reports() -> None:
    assert posts.only_leads("副委員長") and not posts.only_leads("総務文教委員長") and posts.leads("総務文教委員長")
    assert not posts.leads("農業委員会会長")


def test_every_title_stands_in_its_own_branch_and_has_a_reading_in_hiragana() -> None:
    for title in posts.titles():
        alone = Branch.SECRETARIAT if title.text == "事務局長" else title.branch  # of another office it is that one's
        assert posts.branch(title.text) is alone, title.text
        assert posts.ending(title.text) == title
        assert re.fullmatch("[ぁ-ゖー]+", title.kana), title.text


def test_the_longest_title_is_the_one_a_text_ends_with() -> None:
    found = {text: posts.ending(text) for text in ("近藤福祉部長", "会計管理者", "加藤委員長", "加藤啓二")}
    assert {t: f.text if f else None for t, f in found.items()} == {
        "近藤福祉部長": "部長", "会計管理者": "会計管理者", "加藤委員長": "委員長", "加藤啓二": None,
    }  # fmt: skip


def test_titles_that_several_hold_do_not_say_who_is_meant() -> None:
    shared = {t.text for t in posts.titles() if t.shared}
    assert {"議員", "委員", "部長", "課長"} <= shared
    assert not shared & {"議長", "町長", "副町長", "教育長", "会計管理者"}


def test_officials_keep_the_offices_order_and_those_learned_stand_where_their_post_is_listed() -> None:
    listed = [Person(name=str(i), post=p) for i, p in enumerate(("町長", "総務課長", "教育長", "事務局長", "議員"))]
    learned = [Person(name="x", post="副町長", learned=True), Person(name="y", post="建設課長", learned=True)]
    order = [p.post for p in Roster(people=(*listed, *learned)).officials()]
    assert order == ["町長", "副町長", "総務課長", "教育長", "建設課長", "事務局長"]


def test_ranks_follow_the_law_and_the_usual_order_of_posts() -> None:
    order = [
        "町長",
        "副町長",
        "教育長",
        "会計管理者",
        "総務部長",
        "総務課長",
        "総務係長",
        "校長",
        "議会事務局長",
        "参考人",
    ]
    assert sorted(order, key=posts.listing_rank) == order


def test_a_seat_before_a_name_is_left_out() -> None:
    assert [posts.without_seat(t) for t in ("5番、加藤議員", "十一番大塚議員", "福祉部長")] == [
        "加藤議員",
        "大塚議員",
        "福祉部長",
    ]
