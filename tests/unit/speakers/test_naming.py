"""Voices get the names that the meeting itself proves; where it proves none, they stay without."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.meetings import NOBODY, Acted, Script, acted, corrupted

from transcriber.language.readings import Reader
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import DoubtKind, EvidenceKind, RecordKind, Speaker, Utterance
from transcriber.speakers.naming import Naming, name_voices

READER = Reader()


def person(post: str, name: str = "", kana: str = "", seat: str = "") -> Person:
    return Person(name=name, kana=kana, post=post, seat=seat)


CHAIR = person("議長", "山下清隆", "やましたきよたか")
KATO = person("議員", "加藤啓二", "かとうけいじ", "5")
OTSUKA = person("議員", "大塚由紀", "おおつかゆき", "11")
WELFARE = person("福祉部長", "近藤美穂", "こんどうみほ")
GENERAL = person("総務部長", "浅井達也", "あさいたつや")
MAYOR = person("町長", "井俣憲治", "いまたけんじ")
PEOPLE = [CHAIR, KATO, OTSUKA, WELFARE, GENERAL, MAYOR]

OPENING = "これより本日の会議を開きます。日程第一、一般質問を行います。通告順に発言を許します。"
QUESTION = "待機児童の現状について、お伺いをいたします。"
ANSWER = "四月一日現在の待機児童数は七名でございまして、減少しております。"


def opened(*more: Person, roster: list[Person] | None = None) -> Script:
    return Script([*(PEOPLE if roster is None else roster), *more]).says(CHAIR, OPENING)


def named(script: Script | Acted, kind: RecordKind = RecordKind.COUNCIL) -> Naming:
    meeting = script.meeting if isinstance(script, Script) else script
    return name_voices(meeting.said, meeting.roster, kind, READER)


def names(script: Script) -> dict[str, str]:
    """True person → the name given; voices without one are left out."""
    meeting, found = script.meeting, named(script)
    utterances, _ = found.named(meeting.said, ())
    return {meeting.who[u.id].label: u.name for u in utterances if u.name is not None}


@pytest.mark.parametrize(
    "call",
    [
        "五番、加藤啓二議員。",
        "5番かと計時議員。",
        "続きまして、５番、加藤君。",
        "次に、加藤議員の発言を許します。",
        "５番。",
        "5番議員。",
        "加藤議員、どうぞ。",
        "ほかにございませんか、カトー議員",
    ],
)
def test_the_chairs_call_names_the_voice_that_follows_however_it_is_written(call: str) -> None:
    assert names(opened().says(CHAIR, call).says(KATO, QUESTION)) == {CHAIR.label: CHAIR.label, KATO.label: KATO.label}


@pytest.mark.parametrize(
    "call", ["福祉部長。", "それでは答弁を求めます。福祉部長", "近藤福祉部長。", "福祉部長から答弁をお願いします。"]
)
def test_officials_are_called_by_their_post(call: str) -> None:
    assert names(opened().says(CHAIR, call).says(WELFARE, ANSWER))[WELFARE.label] == "福祉部長（近藤美穂）"


def test_a_committee_calls_its_members_iin_and_is_led_by_its_own_chair() -> None:
    chair, mizuno = person("委員長", "岡部弘", "おかべひろし"), person("委員", "水野良平", "みずのりょうへい")
    script = Script([chair, mizuno, person("委員", "堀田さつき", "ほったさつき")])
    script.says(
        chair,
        "総務文教委員会を開会いたします。本日の議題は一件であります。質疑のある方は、挙手をお願いします。水野委員。",
    )
    assert names(script.says(mizuno, QUESTION)) == {chair.label: "委員長（岡部弘）", mizuno.label: "水野良平委員"}


def learned(post: str, name: str, kana: str) -> Person:
    return Person(name=name, kana=kana, post=post, learned=True)


def test_a_person_of_whom_only_the_surname_was_learned_is_named_when_called() -> None:
    chair = person("委員長", "岡部弘", "おかべひろし")
    member, head = learned("委員", "榊原", "さかきばら"), learned("課長", "鵜飼", "うかい")
    script = Script([chair, member, head])
    script.says(
        chair, "総務文教委員会を開会いたします。本日の議題は一件であります。質疑のある方は、挙手をお願いします。"
    )
    script.says(chair, "榊原委員。").says(member, QUESTION).says(chair, "鵜飼課長。").says(head, ANSWER)
    assert names(script) == {
        chair.label: "委員長（岡部弘）",
        member.label: "榊原委員",
        head.label: "課長（鵜飼）",
    }


def test_the_title_of_many_names_nobody_who_was_learned_with_it() -> None:
    head = learned("課長", "鵜飼", "うかい")
    script = Script([CHAIR, head]).says(CHAIR, OPENING).says(CHAIR, "課長。")
    assert names(script.says(NOBODY, ANSWER, voice="another")) == {CHAIR.label: CHAIR.label}


def test_people_learned_one_by_one_are_no_list_of_all() -> None:
    chair, member, head = (learned(*p) for p in (("議長", "山下", ""), ("議員", "加藤", ""), ("福祉部長", "近藤", "")))
    script = Script([chair, member, head]).says(chair, OPENING)
    for _ in range(2):
        script.says(chair, "加藤議員。").says(member, QUESTION).says(NOBODY, ANSWER, voice="an official not called")
        script.says(chair, "総務部長。").says(GENERAL, ANSWER)
    found = names(script)
    assert NOBODY.label not in found  # the one voice left is not the one person left
    assert found[GENERAL.label] == "総務部長"  # a post plainly called, as without any roster


def test_a_woman_is_called_kun_too() -> None:
    assert names(opened().says(CHAIR, "大塚由紀君。").says(OTSUKA, QUESTION))[OTSUKA.label] == "大塚由紀議員"


def test_two_members_of_one_surname_stay_unnamed_until_a_seat_or_full_name_tells_them_apart() -> None:
    other = person("議員", "加藤正夫", "かとうまさお", "7")
    script = opened(other).says(CHAIR, "加藤議員。").says(other, QUESTION)
    assert other.label not in names(script)
    assert [d.kind for ds in named(script).doubts.values() for d in ds] == [DoubtKind.NAME_CONFLICT]
    assert names(script.says(CHAIR, "七番、加藤議員。").says(other, QUESTION))[other.label] == other.label
    full = opened(other).says(CHAIR, "加藤正夫議員。").says(other, QUESTION)
    assert names(full)[other.label] == other.label


def test_a_call_that_the_diarizer_gave_to_the_one_who_was_called_still_counts() -> None:
    script = (
        opened()
        .says(CHAIR, "福祉部長。")
        .says(WELFARE, ANSWER)
        .says(KATO, "加藤議員。二点目、会議録についてお尋ねします。")
    )
    assert names(script)[KATO.label] == KATO.label


def test_whoever_answers_a_member_is_not_that_member() -> None:
    script = opened().says(WELFARE, "加藤議員のご質問にお答えいたします。七名でございます。")
    assert WELFARE.label not in names(script)


def test_a_yes_from_somebody_else_between_call_and_answer_takes_no_name() -> None:
    script = opened().says(CHAIR, "加藤議員。").says(OTSUKA, "はい。", gap=0.2).says(KATO, QUESTION)
    assert names(script) == {CHAIR.label: CHAIR.label, KATO.label: KATO.label}


def test_a_closing_names_the_one_who_asked() -> None:
    script = (
        opened()
        .says(CHAIR, "えええ。")
        .says(KATO, QUESTION)
        .says(CHAIR, "以上で、加藤啓二議員の一般質問を終わります。")
    )
    assert names(script)[KATO.label] == KATO.label
    assert EvidenceKind.CLOSING in {e.kind for es in named(script).evidence.values() for e in es}


@pytest.mark.parametrize("opening", ["議席番号5番、加藤啓二でございます。", "五番、加藤です。", "5番加藤経時です。"])
def test_members_who_introduce_themselves_are_believed(opening: str) -> None:
    assert names(opened().says(KATO, opening + QUESTION))[KATO.label] == KATO.label


def test_an_official_who_introduces_himself_is_believed() -> None:
    assert names(opened().says(GENERAL, "総務部長の浅井でございます。" + ANSWER))[GENERAL.label] == GENERAL.label


def test_a_question_put_to_somebody_names_who_answers_if_the_call_was_lost() -> None:
    script = opened().says(CHAIR, "加藤議員。").says(KATO, "負担は軽減されたのでしょうか。町長の見解を求めます。")
    script.says(CHAIR, "ん。").says(MAYOR, "お答えいたします。" + ANSWER)
    assert names(script)[MAYOR.label] == MAYOR.label


def test_an_answer_passed_on_names_who_goes_on() -> None:
    script = opened().says(CHAIR, "町長。").says(MAYOR, ANSWER + "詳細につきましては、福祉部長から説明いたします。")
    assert names(script.says(WELFARE, ANSWER))[WELFARE.label] == WELFARE.label


def test_one_slip_renames_nobody_and_is_shown_to_the_reviewer() -> None:
    script = opened()
    for _ in range(3):
        script.says(CHAIR, "福祉部長。").says(WELFARE, ANSWER).says(CHAIR, "総務部長。").says(GENERAL, ANSWER)
    script.says(CHAIR, "総務部長。").says(WELFARE, ANSWER)  # another answers than was called
    found, last = named(script), script.meeting.said[-1]
    utterances, _ = found.named(script.meeting.said, ())
    assert names(script)[WELFARE.label] == WELFARE.label
    assert utterances[-1].name is None
    assert [d.kind for d in utterances[-1].doubts] == [DoubtKind.NAME_CONFLICT]
    assert (utterances[-1].doubts[0].start, utterances[-1].doubts[0].end) == (last.start, last.end)


def test_a_member_who_yields_to_another_takes_the_name_along_to_nobody() -> None:
    script = opened().says(CHAIR, "加藤議員。").says(OTSUKA, "加藤議員に代わって伺います。" + QUESTION)
    script.says(CHAIR, "加藤議員。").says(KATO, QUESTION).says(CHAIR, "加藤議員。").says(KATO, QUESTION)
    given = names(script)
    assert given[KATO.label] == KATO.label
    assert OTSUKA.label not in given


def test_half_of_a_voice_that_the_diarizer_split_stays_unnamed_and_is_shown() -> None:
    script = opened()
    for voice in ("one", "one", "one", "other"):
        script.says(CHAIR, "福祉部長。").says(WELFARE, ANSWER, voice=voice)
    found = named(script)
    assert sorted(found.names.values()) == sorted([CHAIR.label, WELFARE.label])
    assert any("ほかにもあります" in d.reason for ds in found.doubts.values() for d in ds)


def test_of_two_people_taken_for_one_voice_only_what_a_call_proves_is_named() -> None:
    script = opened()
    for _ in range(3):
        script.says(CHAIR, "福祉部長。").says(WELFARE, ANSWER, voice="both")
    script.says(CHAIR, "総務部長。").says(GENERAL, ANSWER, voice="both")
    script.says(CHAIR, "はい。").says(GENERAL, ANSWER, voice="both")  # this call was not heard
    utterances, _ = named(script).named(script.meeting.said, ())
    both = [(script.meeting.who[u.id], u.name) for u in utterances if u.speaker == "S2"]
    assert both == [(WELFARE, WELFARE.label)] * 3 + [(GENERAL, None)] * 2


def test_an_answer_taken_for_the_chairs_own_words_is_not_printed_as_the_chairs() -> None:
    script = opened().says(CHAIR, "加藤議員。").says(KATO, QUESTION).says(CHAIR, "福祉部長。" + ANSWER)
    utterances, _ = named(script).named(script.meeting.said, ())
    assert (utterances[0].name, utterances[-1].name) == (CHAIR.label, None)
    assert [d.kind for d in utterances[-1].doubts] == [DoubtKind.NAME_CONFLICT]


def test_a_surname_by_itself_is_a_call_where_nothing_else_is_said() -> None:
    """The recogniser swallows the title: ほかにございませんか。大塚。"""
    assert (
        names(opened().says(CHAIR, "ほかにございませんか。大塚。").says(OTSUKA, QUESTION))[OTSUKA.label] == OTSUKA.label
    )
    mentioned = opened().says(CHAIR, "会場は大塚。").says(OTSUKA, QUESTION)
    assert OTSUKA.label not in names(mentioned)


def test_a_member_called_where_an_officials_voice_follows_puts_the_name_into_doubt() -> None:
    script = opened().says(CHAIR, "福祉部長。").says(WELFARE, ANSWER)
    script.says(CHAIR, "山田議員。").says(NOBODY, QUESTION, voice=WELFARE.label)
    utterances, _ = named(script).named(script.meeting.said, ())
    assert (utterances[1].name, utterances[-1].name) == (WELFARE.label, None)


def reasons(script: Script) -> list[tuple[str, float, str]]:
    """Utterance, where the doubt begins, and why, of every doubt about a name."""
    return [(u, d.start, d.reason) for u, found in named(script).doubts.items() for d in found]


def test_each_call_that_is_swallowed_is_told_once_where_its_answer_begins() -> None:
    script = opened().says(CHAIR, f"福祉部長。{ANSWER}総務部長。{ANSWER}").says(KATO, QUESTION)
    script.says(CHAIR, f"質疑を終わります。本件については、以上とさせていただきたいと存じます。{QUESTION}")
    told = reasons(script)
    assert [r.partition("」")[0] for _, _, r in told] == ["「福祉部長", "「総務部長"]
    first = script.meeting.said[0]
    assert first.start < told[0][1] < told[1][1] < first.end


def test_a_question_in_an_officials_voice_is_doubted() -> None:
    """Two women's voices were taken for one: the member's question must not stand under the official's name unmarked."""
    asked = "補助についてお尋ねします。設置まで、どのくらいの期間がかかるのでしょうか。"
    script = opened().says(CHAIR, "福祉部長。").says(WELFARE, ANSWER).says(CHAIR, "ほかにございませんか。")
    script.says(NOBODY, asked, voice=WELFARE.label)
    (only,) = reasons(script)
    assert only[0] == script.meeting.said[-1].id
    assert "質問する人の言葉ですが、福祉部長（近藤美穂）の声に聞こえます" in only[2]


def test_who_introduces_themselves_was_not_called_and_is_told_of_once() -> None:
    script = opened().says(WELFARE, ANSWER).says(CHAIR, f"5番、加藤議員。5番の加藤です。{QUESTION}")
    (only,) = [told for told in reasons(script) if told[0] == script.meeting.said[-1].id]
    assert "「5番の加藤です」と名乗っていますが、議長（山下清隆）と同じ声に聞こえます" in only[2]


def test_posts_that_the_roster_does_not_hold_name_nobody() -> None:
    script = opened()
    for post in ("健康福祉部長", "環境課長", "総務課長", "副町長"):
        script.says(CHAIR, f"{post}。").says(NOBODY, ANSWER, voice=post)
    script.says(CHAIR, "参考人、お願いいたします。").says(NOBODY, ANSWER, voice="witness")
    script.says(CHAIR, "佐藤議員。").says(NOBODY, QUESTION, voice="guest")
    assert names(script) == {CHAIR.label: CHAIR.label}


@pytest.mark.parametrize(
    "words",
    [
        "会議録署名議員に、五番加藤啓二議員、十一番大塚由紀議員を指名いたします。",
        "欠席議員は、五番、加藤啓二議員の一名です。",
    ],
)
def test_members_whom_the_chair_only_mentions_are_not_called(words: str) -> None:
    script = opened().says(CHAIR, words)
    assert names(script.says(WELFARE, ANSWER)) == {CHAIR.label: CHAIR.label}


def test_the_vice_chair_who_takes_the_chair_is_told_from_the_chair() -> None:
    vice = person("副議長", "星野隆", "ほしのたかし", "16")
    script = opened(vice).says(CHAIR, "福祉部長。").says(WELFARE, ANSWER)
    script.says(CHAIR, "質疑を終わります。ここで副議長と交代いたします。暫時休憩いたします。")
    script.says(
        vice,
        "休憩前に引き続き会議を開きます。議長に代わり議事を進めます。日程第二を議題といたします。発言を許します。加藤議員。",
    )
    assert names(script.says(KATO, QUESTION)) == {p.label: p.label for p in (CHAIR, vice, WELFARE, KATO)}


def test_a_committee_report_full_of_votes_does_not_make_a_chair() -> None:
    script = (
        opened()
        .says(CHAIR, "総務部長。")
        .says(GENERAL, ANSWER)
        .says(CHAIR, "質疑はありませんか。質疑なしと認めます。大塚議員。")
    )
    script.says(OTSUKA, "委員会は議題といたしました議案を審査し、討論はなく、採決の結果、可決すべきものと決しました。")
    assert names(script)[CHAIR.label] == CHAIR.label


def test_without_a_roster_the_chair_and_plainly_called_posts_are_named_by_post() -> None:
    script = opened(roster=[]).says(CHAIR, "町長。").says(MAYOR, ANSWER).says(CHAIR, "加藤議員。").says(KATO, QUESTION)
    assert names(script) == {CHAIR.label: "議長", MAYOR.label: "町長"}


def test_the_last_voice_gets_the_last_name_only_if_it_behaves_like_that_person_and_with_a_doubt() -> None:
    few = [CHAIR, KATO, WELFARE]
    script = opened(roster=few).says(CHAIR, "福祉部長。").says(WELFARE, ANSWER).says(CHAIR, "短い。")
    asks = script.says(KATO, QUESTION + "それは、だれが負担するのでしょうか。お聞かせください。")
    assert names(asks)[KATO.label] == KATO.label
    assert any("名簿でほかに声のない" in d.reason for ds in named(asks).doubts.values() for d in ds)
    other = opened(roster=few).says(CHAIR, "福祉部長。").says(WELFARE, ANSWER).says(CHAIR, "短い。")
    assert KATO.label not in names(other.says(KATO, "お答えいたします。" + ANSWER + ANSWER))


def test_a_name_carries_its_quotes_and_times() -> None:
    script = opened().says(CHAIR, "5番かと計時議員。").says(KATO, QUESTION)
    speakers = [Speaker(id=v, seconds=1) for v in ("S1", "S2")]
    _, (chair, kato) = named(script).named(script.meeting.said, speakers)
    assert {e.kind for e in chair.evidence} == {EvidenceKind.CHAIR}
    (call,) = kato.evidence
    assert (call.kind, call.quote) == (EvidenceKind.NOMINATION, "5番かと計時議員。")
    assert script.meeting.said[0].start < call.time < script.meeting.said[1].start


# Consultations


WORKER = person("相談員", "西野香織", "にしのかおり")
CLIENT = person("相談者")


def interview(roster: list[Person]) -> Script:
    script = Script(roster)
    script.says(
        WORKER, "本日はお越しいただきありがとうございます。担当の西野と申します。記録のために録音させていただきます。"
    )
    script.says(CLIENT, "はい、大丈夫です。お願いします。").says(WORKER, "今日はどのようなことでお困りでしょうか。")
    script.says(CLIENT, "工場を辞めることになりまして、家賃が払えなくなりそうで、困っているんです。")
    return script.says(WORKER, "住居確保給付金という制度がございます。次回、通帳をお持ちください。")


def roles(script: Script) -> dict[str, str]:
    return dict(named(script, RecordKind.CONSULTATION).names)


def test_worker_and_client_are_told_apart_by_what_only_they_say() -> None:
    assert roles(interview([WORKER, CLIENT])) == {"S1": "相談員", "S2": "相談者"}
    assert roles(interview([])) == {"S1": "相談員", "S2": "相談者"}


def test_the_workers_post_is_the_one_on_the_roster() -> None:
    staff = [person("保健師", "大塚由紀", "おおつかゆき"), person("主任相談支援員", "西野香織", "にしのかおり"), CLIENT]
    assert roles(interview(staff))["S1"] == "主任相談支援員"


def test_roles_are_plain_on_the_telephone_too() -> None:
    script = Script([])
    script.says(WORKER, "お電話ありがとうございます。市役所子育て支援課でございます。")
    script.says(CLIENT, "すみません、下の子が保育園に入れなくて、仕事に戻れないんです。")
    script.says(WORKER, "お子さんはおいくつですか。申し込みはいつごろされましたか。")
    script.says(CLIENT, "去年の十一月です。落ちたって通知が来て、迷っているんですけど。会社にもらえばいいですか。")
    script.says(WORKER, "認可外を利用される場合の補助金がございます。申請には就労証明書が必要です。")
    assert roles(script) == {"S1": "相談員", "S2": "相談者"}


CASE_STAFF = [
    person("主任介護支援専門員", "蔵本早苗", "くらもとさなえ"),
    person("介護支援専門員", "平賀透", "ひらがとおる"),
    person("民生委員", "馬場重雄", "ばばしげお"),
    person("家族"),
]


def case_meeting(roster: list[Person]) -> Script:
    manager, carer, neighbour, _ = CASE_STAFF
    script = Script(roster)
    script.says(
        manager,
        "お時間になりましたので始めます。進行を務めます、北部地域包括支援センターの蔵本です。自己紹介をお願いします。",
    )
    script.says(carer, "ひだまり居宅で、ケアマネジャーをしております、平賀です。よろしくお願いします。")
    script.says(neighbour, "民生委員をやっております、馬場です。私の家が近いもんですから、心配なんです。")
    script.says(NOBODY, "長男です。母の通帳がなくて、困っているんです。", voice="son")
    script.says(
        carer, "お薬が飲めなくて、困っていらっしゃるんです。お一人ですけど、お届けしまして、けど、不安なんですけど。"
    )
    return script


def test_those_who_say_who_they_are_around_a_table_have_their_posts() -> None:
    said = roles(case_meeting(CASE_STAFF))
    assert said == {"S1": "主任介護支援専門員", "S2": "介護支援専門員", "S3": "民生委員", "S4": "家族"}


def test_of_two_who_hold_one_post_the_name_is_said_too() -> None:
    staff = [person("支援員", p.name, p.kana) if p.name else p for p in CASE_STAFF]
    assert roles(case_meeting(staff))["S2"] == "支援員（平賀透）"


def test_a_name_that_two_voices_say_is_theirs_is_nobodys() -> None:
    script = case_meeting(CASE_STAFF)
    script.says(NOBODY, "馬場です。隣に住んでおります。", voice="neighbour")
    assert "S3" not in roles(script)


def test_who_opens_with_a_greeting_is_named_by_what_follows_it() -> None:
    host = person("司会", "西原かおり", "にしはらかおり")
    greeting = "皆さん、こんばんは。お仕事帰りのお疲れのところ、お集まりいただきましてありがとうございます。"
    script = Script([host, MAYOR]).says(host, greeting + "本日司会を務めます、環境政策課の西原と申します。")
    assert names(script)[host.label] == host.label
    other = Script([host, MAYOR]).says(NOBODY, greeting + "本日の司会は環境政策課の西原です。", voice="other")
    assert host.label not in names(other).values()


def test_a_worker_who_echoes_offers_and_asks_for_a_number_is_no_client() -> None:
    script = interview([WORKER, CLIENT])
    script.says(
        WORKER,
        "お二人でいらしたんですね。そうだったんですね。電話番号をお願いします。私がご連絡します。私からご説明します。",
    )
    assert roles(script) == {"S1": "相談員", "S2": "相談者"}


def test_a_third_voice_is_somebody_who_came_along() -> None:
    script = interview([WORKER, CLIENT])
    script.says(NOBODY, "母です。娘がいつもお世話になっております。", voice="mother")
    script.says(WORKER, "お母様もお越しいただきありがとうございます。")
    assert roles(script) == {"S1": "相談員", "S2": "相談者", "S3": "同席者"}


def test_who_says_who_came_along_is_the_client_and_not_the_company() -> None:
    script = Script([WORKER, CLIENT])
    script.says(
        WORKER,
        "福祉事務所の西野と申します。ご主人の生年月日と、お住まいを教えていただけますか。本日はお越しいただきありがとうございます。",
    )
    script.says(NOBODY, "はい。安西茂です。こっちは家内の房江です。仕事を辞めて、家賃が払えなくて。", voice="husband")
    script.says(NOBODY, "主人が困っているんです。主人は眠れなくて、私も不安で、借金もあって。", voice="wife")
    script.says(WORKER, "それは大変でしたね。お体は、いかがですか。こちらの制度をご案内します。書類をご用意ください。")
    assert roles(script) == {"S1": "相談員", "S2": "相談者", "S3": "同席者"}


def test_company_has_the_role_that_the_roster_gives_it() -> None:
    script = interview([WORKER, CLIENT, person("家族")])
    script.says(NOBODY, "家計のことは、二人で話しました。そのように思います。", voice="husband")
    assert roles(script)["S3"] == "家族"


def test_a_word_or_two_in_a_third_voice_is_nobody_known() -> None:
    script = interview([WORKER, CLIENT]).says(NOBODY, "失礼します。", voice="door")
    assert "S3" not in roles(script)


def test_where_two_voices_could_have_come_for_advice_neither_is_named() -> None:
    script = interview([WORKER, CLIENT])
    script.says(NOBODY, "夫が仕事を辞めて、家賃が払えなくて困っているんです。どうすればいいですか。", voice="wife")
    assert roles(script) == {"S1": "相談員"}


@pytest.mark.parametrize(
    "passed_on",
    [
        "詳細は福祉課長から説明いたします。",
        "詳しくは福祉課長よりお答えいたします。",
        "この点につきましては、福祉課長に答弁させます。",
    ],
)
def test_an_answer_passed_on_names_the_next_voice_though_the_chair_is_silent(passed_on: str) -> None:
    official = person("福祉課長", "大野修", "おおのおさむ")
    script = opened(official).says(CHAIR, "福祉部長。").says(WELFARE, ANSWER + passed_on)
    script.says(official, "お答えいたします。詳細につきましては、次のとおりでございます。")
    script.says(CHAIR, "福祉課長。").says(official, ANSWER)
    assert names(script)[official.label] == official.label


@pytest.mark.parametrize(
    "call", ["次に、加藤啓二議員。", "次に、5番議員。", "では、五番。", "続いて、議席番号5番、加藤議員。"]
)
def test_next_and_seat_numbers_call_a_member(call: str) -> None:
    assert names(opened().says(CHAIR, call).says(KATO, QUESTION))[KATO.label] == KATO.label


def test_a_voice_that_says_what_both_say_has_the_name_of_neither() -> None:
    """Where the voices could not be told apart, what the client told must not stand in the record as the worker's words."""
    script = interview([WORKER, CLIENT])
    one = [u.model_copy(update={"speaker": "S1"}) for u in script.meeting.said]
    found = name_voices(one, script.meeting.roster, RecordKind.CONSULTATION, READER)
    assert found.names == {}
    (doubt,) = found.doubts[one[0].id]
    assert doubt.kind is DoubtKind.NAME_CONFLICT
    assert "両方" in doubt.reason


def test_roles_that_do_not_stand_apart_are_not_named() -> None:
    script = Script([WORKER, CLIENT]).says(WORKER, "こんにちは。").says(CLIENT, "こんにちは、寒いですね。")
    assert roles(script) == {}


# Properties


def test_a_recording_without_words_or_voices_has_no_names() -> None:
    for kind in RecordKind:
        assert name_voices([], Roster(people=tuple(PEOPLE)), kind, READER).names == {}
        lost = [Utterance(id="u0001", speaker=None, start=0, end=1, text="福祉部長。", confidence=1)]
        assert name_voices(lost, Roster(people=tuple(PEOPLE)), kind, READER).names == {}


few_examples = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few_examples
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_names_do_not_depend_on_what_the_clusters_are_called(seed: int, rng: random.Random) -> None:
    meeting = acted(seed)
    voices = sorted({u.speaker for u in meeting.said if u.speaker})
    other = dict(zip(voices, rng.sample(voices, len(voices)), strict=True))
    renamed = [u.model_copy(update={"speaker": other[u.speaker or ""]}) for u in meeting.said]
    found = named(meeting).names
    assert name_voices(renamed, meeting.roster, RecordKind.COUNCIL, READER).names == {
        other[v]: n for v, n in found.items()
    }


@few_examples
@given(st.integers(0, 10_000), st.floats(0, 0.4))
def test_no_person_is_two_voices_and_every_name_is_proven(seed: int, share: float) -> None:
    meeting = acted(seed)
    said = corrupted(meeting.said, random.Random(seed), share)
    found = name_voices(said, meeting.roster, RecordKind.COUNCIL, READER)
    assert len(set(found.names.values())) == len(found.names)
    assert all(found.evidence[v] for v in found.names)


@few_examples
@given(st.lists(st.sampled_from(["はい。", "寒いですね。", "三十件です。", "そうですか。"]), max_size=20))
def test_without_a_roster_and_without_a_chairs_phrases_nobody_is_named(lines: list[str]) -> None:
    script = Script([])
    for i, line in enumerate(lines):
        script.says(person(f"声{i % 3}"), line)
    assert names(script) == {}


# Figures (issue 5): over many meetings, right or silent


@pytest.mark.parametrize(
    ("share", "lost", "least"), [(0.0, 0.0, 0.93), (0.1, 0.0, 0.9), (0.1, 0.2, 0.83), (0.3, 0.2, 0.0)]
)
def test_over_acted_meetings_names_are_right_or_missing(share: float, lost: float, least: float) -> None:
    right, wrong = [], []
    for seed in range(1000, 1015):
        meeting = acted(seed, lost=lost, shifted=lost / 2)
        said = corrupted(meeting.said, random.Random(seed), share)
        utterances, _ = name_voices(said, meeting.roster, RecordKind.COUNCIL, READER).named(said, ())
        ok, bad = meeting.figures(utterances)
        right.append(ok)
        wrong.append(bad)
    assert sum(right) / len(right) >= least
    assert sum(wrong) / len(wrong) <= 0.005


def test_a_board_is_led_by_its_head_in_plain_words() -> None:
    head, member = person("会長", "辰巳守", "たつみまもる"), person("委員", "柚木花", "ゆずきはな")
    clerk = person("企画課長", "畑中学", "はたなかまなぶ")
    lines = (
        (
            "S1",
            "それでは、第2回緑化審議会を始めます。議事録の署名は、柚木委員にお願いします。企画課長、説明をお願いします。",
        ),
        ("S2", "資料をご覧ください。"),
        ("S1", "ご質問、ご意見をどうぞ。柚木委員。"),
        ("S3", "なぜ減るのでしょうか。"),
        ("S1", "ほかにご意見がなければ、採決に入ります。賛成の方は手を挙げてください。そのように答申いたします。"),
    )
    said = [
        Utterance(id=f"u{n:04d}", speaker=voice, start=n * 20.0, end=n * 20.0 + 19, text=text)
        for n, (voice, text) in enumerate(lines, start=1)
    ]
    named = name_voices(said, Roster(people=(head, member, clerk)), RecordKind.COUNCIL, READER)
    assert named.names["S1"] == head.label
