"""People who may speak: the roster (名簿)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from transcriber.minutes import posts
from transcriber.minutes.long_lists import LongList
from transcriber.minutes.posts import Branch
from transcriber.minutes.variant_characters import comparable


class Person(BaseModel):
    """One line of the roster."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field("", description="氏名; empty where only the post is known")
    kana: str = Field("", description="ふりがな, hiragana")
    post: str = Field("", description="役職, e.g. 議長, 福祉部長, 議員, 相談員")
    seat: str = Field("", description="議席番号, arabic digits, empty for officials")
    learned: bool = Field(
        False, description="adopted from a correction (学習候補), not from a list of all who may speak"
    )

    absent: bool = Field(
        False,
        description="a paper of this meeting says that this person is not there; known by name, but nobody's voice",
    )

    @property
    def compact_name(self) -> str:
        """The name without spaces, as it is written in minutes."""
        return self.name.replace("　", "").replace(" ", "")

    @property
    def compared_name(self) -> str:
        """The name in common characters, for comparing: 髙橋 花子 and 高橋花子 are one name. Never printed."""
        return comparable(self.name)

    @property
    def label(self) -> str:
        """As a draft announces this person: 加藤啓二議員, 福祉部長（近藤美穂）, 相談者."""
        if not self.post or not self.compact_name:
            return self.compact_name or self.post
        if any(self.post == title.text for title in posts.titles(Branch.MEMBER)):
            return self.compact_name + self.post
        return f"{self.post}（{self.compact_name}）"


class Roster(LongList):
    """The people of one profile or one meeting, in the order of the sheet."""

    people: tuple[Person, ...] = ()

    def learned(self) -> Roster:
        """Those adopted from corrections, one by one."""
        return Roster(people=tuple(p for p in self.people if p.learned))

    def listed(self) -> tuple[Person, ...]:
        """Those of a list the office made: if there is one, it is thought to name everybody. People learned one by one do
        not tell who else there is."""
        return tuple(p for p in self.people if not p.learned)

    def present(self) -> Roster:
        """Without those who are not there: who may have spoken."""
        return Roster(people=tuple(p for p in self.people if not p.absent))

    def absentees(self) -> tuple[Person, ...]:
        """Members who are not there, as a paper of the meeting says."""
        return tuple(p for p in self.people if p.absent and posts.is_member(p))

    def members(self) -> tuple[Person, ...]:
        """Elected members who are there: a seat number, or a post of 議員, 委員, 議長 and the like (posts.is_member)."""
        return tuple(p for p in self.people if posts.is_member(p) and not p.absent)

    def officials(self) -> tuple[Person, ...]:
        """Everyone else on the sheet who is there: those attending to explain, and the secretariat; in the order of the sheet.

        People adopted from corrections stand where their post is listed (a 副町長 before the 部長), not at the end.
        """
        others = [p for p in self.people if not posts.is_member(p) and not p.absent]
        order = [p for p in others if not p.learned]
        for person in (p for p in others if p.learned):
            rank = posts.listing_rank(person.post)
            at = next((i for i, p in enumerate(order) if posts.listing_rank(p.post) > rank), len(order))
            order.insert(at, person)
        return tuple(order)
