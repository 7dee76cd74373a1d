"""Meetings acted out as text: who truly speaks is known, so that names can be checked without any audio.

`acted(seed)` makes a council or committee meeting with a roster larger than those who speak, calls in the ways chairs call,
and what makes naming hard: members of one surname, officials who are not on the roster, a member who answers for another,
back-channels, calls that are lost or that the diarizer gave to the one who was called. `corrupted` garbles what was heard.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import Utterance

SURNAMES = re.findall(r"\S+", """加藤 かとう 大塚 おおつか 水野 みずの 堀田 ほった 岡部 おかべ 清水 しみず 近藤 こんどう 浅井 あさい 井俣 いまた 山下 やました
佐藤 さとう 鈴木 すずき 高橋 たかはし 田中 たなか 伊藤 いとう 渡辺 わたなべ 山本 やまもと 中村 なかむら 小林 こばやし 吉田 よしだ
山田 やまだ 佐々木 ささき 山口 やまぐち 松本 まつもと 井上 いのうえ 木村 きむら 林 はやし 斎藤 さいとう 長谷川 はせがわ 五十嵐 いがらし
石川 いしかわ 前田 まえだ 小川 おがわ 藤田 ふじた 後藤 ごとう 村上 むらかみ 森 もり 石井 いしい 原 はら 小野 おの 大野 おおの 安藤 あんどう
星野 ほしの 中島 なかじま 西野 にしの 川口 かわぐち 久保田 くぼた 三浦 みうら""")  # fmt: skip
GIVEN = re.findall(r"\S+", """啓二 けいじ 由紀 ゆき 良平 りょうへい さつき さつき 弘 ひろし 直子 なおこ 美穂 みほ 達也 たつや 憲治 けんじ 清隆 きよたか
恵子 けいこ 健一 けんいち 正夫 まさお 香織 かおり 隆 たかし 明美 あけみ 誠 まこと 和子 かずこ 修 おさむ 洋子 ようこ 勝 まさる""")  # fmt: skip
POSTS = re.findall(r"\S+", """町長 副町長 教育長 総務部長 福祉部長 健康福祉部長 建設部長 企画課長 総務課長 税務課長 学校教育課長 生涯学習課長 子育て支援課長
環境課長 上下水道課長 会計管理者 財政課長 福祉課長""")  # fmt: skip

_QUESTIONS = """一点目は、防災対策についてであります。現在の備蓄の状況について、お伺いをいたします。
待機児童の現状と、今後の受け皿整備の考え方について、お聞きいたします。
再質問いたします。具体的な時期をお示しください。
巡回バスの利用実績と、増便の可能性についてお聞かせください。
その不足分は、だれが負担するのでしょうか。
よくわかりました。では、来年度の予算はどのくらいになりますか。
職員の負担は、どの程度軽減されたのでしょうか。見解を求めます。
支援員の配置は、各校に何名でしょうか。
ぜひ前向きに検討をお願いいたします。以上で質問を終わります。
空き家の件数と、その対策について、質問をさせていただきます。""".splitlines()
_ANSWERS = """お答えいたします。現在の備蓄は、三日分を確保しておりまして、来年度に増やす考えでございます。
四月一日現在の待機児童数は七名でございまして、前年度から五名減少しております。
来年一月の公告を目指して、準備を進めているところでございます。
利用者数は昨年度、延べ十二万人で、前年度比八パーセントの増となっております。
今年度につきましては、国の交付金を活用し、町が負担する考えでございます。
およそ一億八千万円と試算しております。
引き続き効果を検証してまいりたいと考えております。
各校一名で、週四日の勤務でございます。
ご説明いたします。主な内容は、施設の整備費補助金でございます。よろしくお願い申し上げます。
空き家の件数は、昨年度末で八十六件となっております。""".splitlines()

_NOISE = "のにをはがでともりすたしいか会議的方上下事市町年度計画人本日大中小高木水土山川口田野井原点者分地生立行見出入手石道部長課番藤江条例案"
NOBODY = Person(name="", kana="", post="", seat="")


@dataclass
class Acted:
    """A meeting: its roster, what was said, and who truly said it (NOBODY: a person who is not on the roster)."""

    roster: Roster
    said: list[Utterance] = field(default_factory=list)
    who: dict[str, Person] = field(default_factory=dict)

    def figures(self, named: Iterable[Utterance]) -> tuple[float, float]:
        """Shares of the characters under the right and under a wrong name."""
        right = wrong = total = 0
        for u in named:
            person = self.who[u.id]
            total += len(u.text)
            if u.name is not None:
                ok = u.name == person.label or (not u.name.endswith("）") and u.name == person.post)
                right, wrong = right + ok * len(u.text), wrong + (not ok) * len(u.text)
        return right / max(1, total), wrong / max(1, total)


class Script:
    """Writes a meeting down line by line; each person's voice is found as one cluster in order of first speech."""

    def __init__(self, roster: Sequence[Person]) -> None:
        self.meeting = Acted(Roster(people=tuple(roster)))
        self._voices: dict[str, str] = {}
        self._time = 0.0

    def says(self, person: Person, text: str, *, voice: str | None = None, gap: float = 0.7) -> Script:
        """`person` says `text`; `voice` tells apart people who have no name here, or halves of one voice."""
        key = voice or person.label
        cluster = self._voices.setdefault(key, f"S{len(self._voices) + 1}")
        start = self._time + gap
        self._time = start + 0.15 * len(text)
        u = Utterance(
            id=f"u{len(self.meeting.said) + 1:04d}",
            speaker=cluster,
            start=start,
            end=self._time,
            text=text,
            confidence=0.9,
        )
        last = self.meeting.said[-1] if self.meeting.said else None
        if last is not None and last.speaker == cluster and gap < 5:
            joined = last.model_copy(update={"text": last.text + text, "end": self._time})
            self.meeting.said[-1] = joined
        else:
            self.meeting.said.append(u)
            self.meeting.who[u.id] = person
        return self


def acted(seed: int, *, lost: float = 0.0, shifted: float = 0.0) -> Acted:
    """A meeting.

    Args:
        lost: share of calls that were not recognised at all.
        shifted: share of calls that stand at the head of the next speaker's words.
    """
    rng = random.Random(seed)
    committee = rng.random() < 0.4
    title = "委員" if committee else "議員"
    members = _members(rng, rng.randint(3, 8) if committee else rng.randint(6, 18), title, seats=not committee)
    names = _names(rng, 1 + len(POSTS))
    chair = Person(name=names[0][0], kana=names[0][1], post="委員長" if committee else "議長", seat="")
    posts = rng.sample(POSTS, rng.randint(3, 10))
    officials = [Person(name=n, kana=k, post=p, seat="") for p, (n, k) in zip(posts, names[1:], strict=False)]
    script = Script([chair, *members, *officials])
    style = rng.choice(["full", "short", "君", "seat", "mixed"])

    def call(person: Person) -> str:
        if person.post not in ("議員", "委員"):
            way = rng.random()
            return (
                person.post if way < 0.8 else f"{person.name[:2]}{person.post}" if way < 0.9 else f"{person.post}から"
            )
        short = _short(person.name)
        seat = f"{person.seat}番、" if person.seat and rng.random() < 0.6 else ""
        now = rng.choice(["full", "short", "君", "seat"]) if style == "mixed" else style
        if now == "seat" and person.seat:
            return f"{person.seat}番"
        return seat + {"full": person.name + title, "short": short + title, "君": person.name + "君"}.get(
            now, short + title
        )

    def floor(
        person: Person, text: str, before: str = "", *, voice: str | None = None, name: str | None = None
    ) -> None:
        said = before + (name or call(person)) + "。"
        luck = rng.random()
        if luck < lost:
            script.says(chair, before or "はい。")
            script.says(person, text, voice=voice, gap=rng.uniform(0.3, 8))
        elif luck < lost + shifted:
            if before:
                script.says(chair, before)
            script.says(person, said[len(before) :] + text, voice=voice, gap=rng.uniform(0.3, 8))
        else:
            script.says(chair, said)
            if rng.random() < 0.05:
                script.says(rng.choice(members), "はい。", gap=0.3)
            script.says(person, text, voice=voice, gap=rng.uniform(0.3, 8))

    if committee:
        script.says(
            chair, "ただいまから、総務文教委員会を開会いたします。本日の議題は、学校給食費についてほか一件であります。"
        )
        floor(rng.choice(officials), rng.choice(_ANSWERS), "初めに、説明を求めます。")
        script.says(chair, "説明が終わりました。質疑のある方は、挙手をお願いします。")
    else:
        script.says(chair, "ただいまから、令和六年第三回東郷町議会定例会を再開いたします。ただいまの出席議員は十六名であります。"
                    "定足数に達しておりますので、直ちに本日の会議を開きます。日程第一、一般質問を行います。通告順に発言を許します。")  # fmt: skip
    asking = rng.sample(members, min(len(members), rng.randint(2, 5)))
    answering = rng.sample(officials, min(len(officials), rng.randint(2, 5)))
    for member in asking:
        opening = ""
        if not committee and rng.random() < 0.6:
            opening = f"{member.seat}番、{member.name}{rng.choice(['です', 'でございます'])}。"
        floor(
            member,
            opening + rng.choice(_QUESTIONS),
            rng.choice(["", "次に、", "続きまして、", "ほかにございませんか。"]),
        )
        for _ in range(rng.randint(1, 4)):
            luck = rng.random()
            if luck < 0.04:  # somebody the roster does not know
                post = rng.choice([p for p in POSTS if p not in posts])
                floor(NOBODY, rng.choice(_ANSWERS), voice=f"guest {post}", name=post)
            elif luck < 0.06:  # another answers than was called
                script.says(chair, call(rng.choice(answering)) + "。")
                script.says(rng.choice(answering), rng.choice(_ANSWERS))
            else:
                floor(rng.choice(answering), rng.choice(_ANSWERS))
            if rng.random() < 0.8:
                floor(member, rng.choice(_QUESTIONS))
        if rng.random() < 0.1:  # a member whom the roster forgot
            surname = _short(_names(rng, 1)[0][0])
            if all(_short(m.name) != surname for m in members):
                floor(NOBODY, rng.choice(_QUESTIONS), voice=f"guest {surname}", name=surname + title)
                floor(rng.choice(answering), rng.choice(_ANSWERS))
        if not committee and rng.random() < 0.7:
            script.says(chair, f"以上で、{member.name}議員の一般質問を終わります。")
    script.says(chair, "ほかに質疑もないようですので、これで質疑を終わります。本日の議題はすべて終了いたしました。"
                f"これをもちまして、{'総務文教委員会' if committee else '定例会'}を閉会いたします。")  # fmt: skip
    return script.meeting


def corrupted(said: Iterable[Utterance], rng: random.Random, share: float) -> list[Utterance]:
    """Each character replaced by any other with probability `share`."""
    return [
        u.model_copy(update={"text": "".join(rng.choice(_NOISE) if rng.random() < share else c for c in u.text)})
        for u in said
    ]


def _members(rng: random.Random, count: int, title: str, *, seats: bool) -> list[Person]:
    names = _names(rng, count)
    if rng.random() < 0.4:  # two members of one surname
        surname = rng.randrange(0, len(SURNAMES), 2)
        given = rng.sample(range(0, len(GIVEN), 2), 2)
        names[:2] = [(SURNAMES[surname] + GIVEN[g], SURNAMES[surname + 1] + GIVEN[g + 1]) for g in given]
    numbers = rng.sample(range(1, 27), count)
    return [
        Person(name=n, kana=k, post=title, seat=str(number) if seats else "")
        for (n, k), number in zip(names, numbers, strict=True)
    ]


def _names(rng: random.Random, count: int) -> list[tuple[str, str]]:
    surnames = rng.sample(range(0, len(SURNAMES), 2), count)
    given = [rng.randrange(0, len(GIVEN), 2) for _ in surnames]
    return [(SURNAMES[s] + GIVEN[g], SURNAMES[s + 1] + GIVEN[g + 1]) for s, g in zip(surnames, given, strict=True)]


def _short(name: str) -> str:
    surname: str = max((s for s in SURNAMES[::2] if name.startswith(s)), key=len)
    return surname
