"""Names in a council or committee: from the chair's calls, what speakers say of themselves, and the roster."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from transcriber.language.readings import Reader
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.surnames import surname
from transcriber.minutes.transcript import Doubt, DoubtKind, Evidence, EvidenceKind, Utterance
from transcriber.minutes.variant_characters import common_form
from transcriber.speakers.naming import assignment, nominations, roles
from transcriber.speakers.naming.calls import Calls
from transcriber.speakers.naming.nominations import NameEvidence
from transcriber.speakers.naming.result import Naming

Nats = NDArray[np.float64]

_KEPT = 5
"""Quotes kept with a name: enough to be convinced."""

_SPEAKS_FOR = 0.5
_SPEAKS_AGAINST = 0.75
"""Probability of another person from which words put the name into doubt."""

_ROLE = 0.8
"""Nats for asking like a member or answering like an official, against the other."""

_SOON = 20.0
"""Seconds in which whoever was called begins to speak."""
_CALL_LENGTH = 14
_ANSWER_LENGTH = 25
"""Characters of a sentence that is a call and nothing else, and of what follows it if that is an answer."""

_INTRODUCES = re.compile("(?:です|でございます|申します)[、 ]*$")

_LISTEN = 10.0
"""Seconds to listen to where an answer seems to begin."""

_SAID_BY = {EvidenceKind.INTRODUCTION: "と名乗って", EvidenceKind.CLOSING: "と言われて"}

_LEAST_HEARD = 1.5
"""Nats from what was said; habits alone name nobody."""

_ENOUGH_OTHERS = 2
_FITS = 0.3
_LONG_ENOUGH = 5.0
"""For a name by what remains: other voices named, how plainly the voice asks or answers, and seconds it speaks."""

_CHAIR = 8.0
"""Nats: leading a meeting is no slip of the tongue."""

_ANSWER = tuple(
    b for b in Branch if b not in (Branch.CHAIR, Branch.MEMBER, Branch.WORKER, Branch.CLIENT, Branch.COMPANY)
)
"""Those who answer in a council."""

_POST = re.compile(rf"(?:^|。|続きまして、?|次に、?)([{KANJI}ァ-ヶー]{{0,10}}(?:{posts.any_title(*_ANSWER)}))[。、]?$")


def name_members(said: Sequence[Utterance], roster: Roster, reader: Reader) -> Naming:
    """Who is who, as far as it is proven; `said` in order of time."""
    starts: dict[str, float] = {}
    for u in said:
        if u.speaker is not None:
            starts.setdefault(u.speaker, u.start)
    voices = list(starts)
    leading = roles.chairs(said, _callers(said, roster, reader))
    chairs = {c.voice: roles.chair_person(roster, said, c.voice, acting=c.acting) for c in leading}
    people = [p for p in roster.people if p.compact_name or p.post]
    if not roster.listed():
        people += [p for p in _heard_posts(said, chairs) if p.post not in {known.post for known in people}]
    people += [p for p in dict.fromkeys(chairs.values()) if p is not None and p not in people]
    if not people:
        return Naming()

    main = chairs[leading[0].voice] if leading else None
    calls = Calls(reader, people, never=[people.index(main)] if main else [])
    tendency = roles.askers(said, chairs)
    asking = {v for v, t in tendency.items() if t > 0.1}
    findings = [
        *(nominations.nominations(said, chairs, calls) if chairs else ()),
        *nominations.closings(said, chairs, calls, asking),
        *nominations.requests(said, chairs, calls, asking),
        *nominations.introductions(said, calls),
    ]
    heard = np.zeros((len(voices), len(people)))
    for finding in findings:
        heard[voices.index(finding.voice)] += assignment.evidence_scores(finding)
    weights = heard + _by_role(voices, people, tendency) + _by_chair(voices, people, leading, chairs)
    given = {
        a.voice: a.person
        for a in assignment.assign(voices, weights)
        if a.voice in chairs
        or (heard[voices.index(a.voice), a.person] >= _LEAST_HEARD and _evidence(a.voice, a.person, findings))
    }
    left = _remainder(given, voices, roster, people, tendency, said, heard)

    evidence = {v: _evidence(v, p, findings) for v, p in given.items()}
    for c in leading:
        if c.voice in given:
            quotes = [Evidence(kind=EvidenceKind.CHAIR, quote=q, time=t) for q, t in c.phrases[:_KEPT]]
            evidence[c.voice] = tuple(sorted((*quotes, *evidence[c.voice]), key=lambda e: e.time))
    evidence |= {v: (Evidence(kind=EvidenceKind.REMAINDER, quote="", time=starts[v]),) for v in left}
    names = {v: people[p].label for v, p in (given | left).items()}
    meant = _against(said, given | left, findings, people)
    meant |= {u: d for u, d in _asking_officials(said, given | left, people).items() if u not in meant}
    against = _merged(meant, _swallowed(said, chairs, calls, meant))
    return Naming(
        names=names,
        evidence=evidence,
        doubts=_merged(_undecided(said, voices, names, heard, people), _remainders(said, left, names), against),
        withheld=frozenset(against) | _unsupported(said, given, findings),
    )


def _callers(said: Sequence[Utterance], roster: Roster, reader: Reader) -> Counter[str]:
    """How often each voice ends with a name or post and another voice goes on: the chair's trade."""
    titles = (*(t.text for t in posts.titles(Branch.MEMBER)), "君")
    ways = [p.post for p in roster.people if p.post and not posts.asks(p)]
    short = (surname(p, reader).text for p in roster.people if posts.asks(p))
    ways += [name_members + t for name_members in short if name_members for t in titles]
    ways += [p.compact_name + t for p in roster.people if p.name for t in titles]
    folded = tuple(map(common_form, ways))
    count: Counter[str] = Counter()
    for u, following in pairwise(said):
        last = common_form(u.text.rstrip("。、 "))
        if u.speaker is not None and following.speaker != u.speaker and last.endswith(folded):
            count[u.speaker] += 1
    return count


def _heard_posts(said: Sequence[Utterance], chairs: Collection[str]) -> list[Person]:
    """Without a roster: posts the chair called clearly, known ones once and others twice."""
    called = Counter(m[1] for u in said if u.speaker in chairs for m in [_POST.search(u.text)] if m)
    return [
        Person(post=p, name="", kana="", seat="") for p, n in called.items() if n > 1 or p in posts.usual_officials()
    ]


def _by_role(voices: Sequence[str], people: Sequence[Person], tendency: Mapping[str, float]) -> Nats:
    """Members ask, officials answer. It only tells between people that something else speaks for."""
    member = np.array([1.0 if posts.asks(p) else -1.0 for p in people])
    return _ROLE * np.outer([tendency.get(v, 0.0) for v in voices], member)


def _by_chair(
    voices: Sequence[str],
    people: Sequence[Person],
    leading: Sequence[roles.ChairVoice],
    chairs: Mapping[str, Person | None],
) -> Nats:
    """Who leads holds the chair's post and is nobody else; who does not lead does not hold it."""
    weights = np.zeros((len(voices), len(people)))
    held = [p for p, person in enumerate(people) if person in chairs.values()]
    weights[:, held] = -_CHAIR
    for n, c in enumerate(leading):
        row, person = voices.index(c.voice), chairs[c.voice]
        if person is None and n:  # who leads after the first, and nobody has the post: one of the members was elected
            continue
        weights[row] = -_CHAIR
        if person is not None:
            weights[row, people.index(person)] = _CHAIR / (n + 1)  # of two halves of one voice, the greater
    return weights


def _remainder(
    given: Mapping[str, int],
    voices: Sequence[str],
    roster: Roster,
    people: Sequence[Person],
    tendency: Mapping[str, float],
    said: Sequence[Utterance],
    heard: Nats,
) -> dict[str, int]:
    """The one voice left for the one person left, if it behaves like that person and nothing speaks against it."""
    voices_left = [v for v in voices if v not in given]
    people_left = [p for p in range(len(people)) if p not in given.values()]
    if len(voices_left) != 1 or len(people_left) != 1 or len(given) < _ENOUGH_OTHERS or not roster.listed():
        return {}
    voice, person = voices_left[0], people_left[0]
    speaks = sum(u.end - u.start for u in said if u.speaker == voice)
    fits = tendency.get(voice, 0.0) * (1 if posts.asks(people[person]) else -1) >= _FITS
    row = heard[voices.index(voice)]
    unopposed = row[person] >= row.max(initial=0.0) - 0.5
    return {voice: person} if fits and unopposed and speaks >= _LONG_ENOUGH else {}


def _evidence(voice: str, person: int, findings: Iterable[NameEvidence]) -> tuple[Evidence, ...]:
    own = [f for f in findings if f.voice == voice and f.hearing.people[person] >= _SPEAKS_FOR]
    best = sorted(own, key=lambda f: -f.hearing.people[person])[:_KEPT]
    return tuple(Evidence(kind=f.kind, quote=f.quote, time=f.time) for f in sorted(best, key=lambda f: f.time))


Doubts = dict[str, tuple[Doubt, ...]]


def _against(
    said: Sequence[Utterance], given: Mapping[str, int], findings: Iterable[NameEvidence], people: Sequence[Person]
) -> Doubts:
    """Utterances where the words plainly mean another person than their voice's."""
    ids = {u.id: u for u in said}
    doubts: Doubts = {}
    for f in findings:
        person = given.get(f.voice)
        if f.utterance is None or person is None:
            continue
        if _means_another(f, person, people):
            how = _SAID_BY.get(f.kind, "と呼ばれて")
            reason = f"「{f.quote}」{how}いますが、{people[person].label}と同じ声に聞こえます。だれの発言か聞いて確かめてください。"
            doubts[f.utterance] = (_doubt(ids[f.utterance], reason),)
    return doubts


def _asking_officials(said: Sequence[Utterance], given: Mapping[str, int], people: Sequence[Person]) -> Doubts:
    """Utterances in the voice of somebody who answers that plainly ask: a member's question, taken for an official's words."""
    doubts: Doubts = {}
    for u in said:
        person = given.get(u.speaker or "")
        if person is None or posts.asks(people[person]) or posts.leads(people[person].post):
            continue
        if roles.plainly_asks(u.text):
            reason = (
                f"質問する人の言葉ですが、{people[person].label}の声に聞こえます。だれの発言か聞いて確かめてください。"
            )
            doubts[u.id] = (_doubt(u, reason),)
    return doubts


def _means_another(f: NameEvidence, person: int, people: Sequence[Person]) -> bool:
    """Whether the words plainly name another person, or call a member where this is an official, or the other way round."""
    if f.hearing.people[person] >= _SPEAKS_FOR:
        return False
    if f.hearing.people.max() >= _SPEAKS_AGAINST:
        return True
    if f.kind is not EvidenceKind.NOMINATION or f.hearing.people[person] >= 1 - _SPEAKS_AGAINST:
        return False
    title = posts.ending(f.quote.rstrip("。、 "))
    return title is not None and title.branch in (_ANSWER if posts.asks(people[person]) else (Branch.MEMBER,))


def _unsupported(
    said: Sequence[Utterance], given: Mapping[str, int], findings: Sequence[NameEvidence]
) -> frozenset[str]:
    """Utterances without a call of their own in a voice that seems to be two people's.

    It does if it speaks when somebody is called who has no voice here, or repeatedly when another is called.
    """
    others: dict[str, Counter[int]] = defaultdict(Counter)
    supported = set()
    for f in findings:
        person = given.get(f.voice)
        if person is None or f.utterance is None:
            continue
        best = int(f.hearing.people.argmax())
        if f.hearing.people[person] >= _SPEAKS_FOR:
            supported.add(f.utterance)
        elif f.hearing.people[best] >= _SPEAKS_AGAINST:
            others[f.voice][best] += 1
    held = set(given.values())
    two = {v for v, called in others.items() if any(p not in held or n > 1 for p, n in called.items())}
    return frozenset(u.id for u in said if u.speaker in two and u.id not in supported)


def _swallowed(said: Sequence[Utterance], chairs: Collection[str], calls: Calls, told: Collection[str]) -> Doubts:
    """Where the chair's voice calls somebody and goes straight on: the answer was taken for the chair's own words.

    Each call is told once, where its answer begins, and not where the utterance itself is already doubted (`told`, or because
    another person seems to go on there).
    """
    doubts: defaultdict[str, list[Doubt]] = defaultdict(list)
    called, since = "", 0.0
    for u in said:
        if u.speaker not in chairs:
            called = ""
            continue
        if u.start - since > _SOON:
            called = ""
        if called and (u.id in told or any(d.kind is DoubtKind.SPEAKER for d in u.doubts)):
            called = ""
        for sentence in re.finditer("[^。]+", u.text):
            if not sentence[0].strip("、 "):
                continue
            introduced = u.id in told and _INTRODUCES.search(sentence[0])
            if called and not introduced and len(u.text) - sentence.start() >= _ANSWER_LENGTH:
                doubts[u.id].append(_swallowed_doubt(u, called, sentence.start()))
            short = len(sentence[0]) <= _CALL_LENGTH and not _INTRODUCES.search(sentence[0])
            clear = short and calls.at_end(sentence[0]).nobody < 1 - _SPEAKS_AGAINST
            called = sentence[0] if clear else ""
        since = u.end
    return {u: tuple(found) for u, found in doubts.items()}


def _swallowed_doubt(u: Utterance, called: str, position: int) -> Doubt:
    begins = u.time_at(position)
    reason = (
        f"「{called}」と呼ばれた人の発言が、議長（委員長）の発言に続けて書かれているようです。聞いて分けてください。"
    )
    return Doubt(kind=DoubtKind.NAME_CONFLICT, start=begins, end=min(u.end, begins + _LISTEN), reason=reason)


def _undecided(
    said: Sequence[Utterance], voices: Sequence[str], names: Mapping[str, str], heard: Nats, people: Sequence[Person]
) -> Doubts:
    """Voices that something names, but not surely."""
    doubts: Doubts = {}
    for row, voice in enumerate(voices):
        likely = [people[p].label for p in np.argsort(-heard[row])[:3] if heard[row, p] >= _SPEAKS_FOR]
        if voice not in names and likely:
            first = next(u for u in said if u.speaker == voice)
            taken = "（同じ名前の声がほかにもあります）" if set(likely) & set(names.values()) else ""
            reason = f"{'か'.join(likely)}の声かもしれませんが、決められませんでした{taken}。だれの声か聞いて確かめてください。"
            doubts[first.id] = (_doubt(first, reason),)
    return doubts


def _remainders(said: Sequence[Utterance], left: Iterable[str], names: Mapping[str, str]) -> Doubts:
    doubts: Doubts = {}
    for voice in left:
        first = next(u for u in said if u.speaker == voice)
        reason = f"指名が聞き取れず、名簿でほかに声のない{names[voice]}としました。声を聞いて確かめてください。"
        doubts[first.id] = (_doubt(first, reason),)
    return doubts


def _doubt(u: Utterance, reason: str) -> Doubt:
    return Doubt(kind=DoubtKind.NAME_CONFLICT, start=u.start, end=u.end, reason=reason)


def _merged(*parts: Doubts) -> Doubts:
    doubts: Doubts = {}
    for part in parts:
        for utterance, own in part.items():
            doubts[utterance] = (*doubts.get(utterance, ()), *own)
    return doubts
