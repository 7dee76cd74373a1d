"""Who attends a meeting or advises in a consultation, as the roster has them and as far as it is told who was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from transcriber.drafts.word.house_style import HouseStyle
from transcriber.drafts.word.vocabulary import GroupTags, MemberTags
from transcriber.language.readings import Reader
from transcriber.minutes import posts, record_forms
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.record_forms import RecordForm
from transcriber.minutes.surnames import surname
from transcriber.minutes.transcript import Transcript

_VISITORS = (Branch.CLIENT, Branch.COMPANY, Branch.GUEST, Branch.NONE)


def _is_secretariat(person: Person) -> bool:
    return posts.branch(person.post) is Branch.SECRETARIAT


def _is_guest(person: Person) -> bool:
    """参考人, 自治会長: who comes to be heard, and is not called to explain by any law."""
    return posts.branch(person.post) is Branch.GUEST


def attending_groups(transcript: Transcript, form: RecordForm, house: HouseStyle) -> Iterator[GroupTags]:
    """Who attends, in the groups that this kind of record asks for."""
    to_explain = explainers_on(transcript)
    who = {
        record_forms.MEMBERS: [form.as_called(p) for p in members_on(transcript.roster)],
        record_forms.ABSENT: [form.as_called(p) for p in transcript.roster.absentees()],
        record_forms.EXPLAINERS: [p for p in to_explain if not _is_guest(p)],
        record_forms.GUESTS: [p for p in to_explain if _is_guest(p)],
        record_forms.SECRETARIAT: secretariat_on(transcript),
        record_forms.OPEN: [],
    }
    for group in form.groups:
        if group.who == record_forms.GUESTS and not who[group.who]:
            continue
        people = member_tags(who[group.who], house)
        seats = form.plenary and group.who in (record_forms.MEMBERS, record_forms.ABSENT)
        yield GroupTags(title=group.title, law=group.law, seats=seats, people=people)


def members_on(roster: Roster) -> list[Person]:
    """Those of the roster who sit in the body that meets: of an 教育委員会 its 教育長, too, who only explains in a council."""
    members = list(roster.members())
    if not members or any(p.seat or posts.ending(p.post) != posts.ending("委員") for p in members):
        return members
    own = [p for p in roster.present().people if posts.sits_on_education_board(p.post)]
    return sorted([*own, *members], key=lambda p: not posts.sits_on_education_board(p.post)) if own else members


def advisers(transcript: Transcript, reader: Reader) -> list[str]:
    """Who advised, as far as that is told: the only worker of the roster; of several, those who were heard or spoken of by name.

    Where an office lists all its workers, most of them were not there. Others of the roster who are heard beside the client
    (介護支援専門員, 訪問看護師) advise as well.
    """
    listed = [p for p in transcript.roster.people if p.name]
    held = Counter(p.post for p in listed)
    voices = {u.name for u in transcript.utterances if u.name}
    heard = [p for p in listed if p.label in voices or (p.post in voices and held[p.post] == 1)]
    others = [p for p in heard if posts.branch(p.post) not in (*_VISITORS, Branch.WORKER)]
    workers = [p for p in listed if p in others or posts.branch(p.post) is Branch.WORKER]
    if len(workers) < 2:
        return [p.name for p in workers]
    said = "。".join(u.text for u in transcript.utterances)
    return [p.name for p in workers if p in heard or _is_spoken_of(p, said, reader)]


def _is_spoken_of(person: Person, said: str, reader: Reader) -> bool:
    own = surname(person, reader).text
    return person.compact_name in said or bool(own and own in said)


def explainers_on(transcript: Transcript) -> list[Person]:
    """Those of the roster who attend to explain."""
    own = members_on(transcript.roster)
    return by_rank(p for p in transcript.roster.officials() if not _is_secretariat(p) and p not in own)


def secretariat_on(transcript: Transcript) -> list[Person]:
    """The council's own staff on the roster."""
    return [p for p in transcript.roster.officials() if _is_secretariat(p)]


_STAFF_RANK = 300
"""From here on (部長, 課長) the office's own order stands; before it 町長, 副町長, 教育長 … come first whatever the sheet says."""


def by_rank(people: Iterable[Person]) -> list[Person]:
    """町長, 副町長, 教育長 … first, then as the office lists them."""
    return sorted(people, key=lambda p: min(posts.listing_rank(p.post), _STAFF_RANK))


def member_tags(people: Iterable[Person], house: HouseStyle) -> tuple[MemberTags, ...]:
    """People as a template prints them."""
    return tuple(
        MemberTags(seat=house.number(p.seat), post=p.post, name=p.name, honorific=house.honorific) for p in people
    )
