"""Roles in a consultation: who is the worker (相談員) and who came for advice (相談者).

The worker opens, asks, explains what the office offers and closes; the client tells of a situation and asks how. The roles are
named only if two voices stand plainly apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcriber.language.readings import Reader
from transcriber.minutes.people import Roster
from transcriber.minutes.transcript import Evidence, EvidenceKind, Utterance
from transcriber.speakers.naming import nominations
from transcriber.speakers.naming.calls import Calls
from transcriber.speakers.naming.result import Naming

_WORKER = re.compile(
    r"担当の|担当(?:いたし|させてい)|と申します|本日は(?:お越し|お忙し|ご来|以上)|お越しいただ|録音(?:させ|して)|記録のため|"
    r"お困り|おこまり|ご相談(?:内容|いただ|でき)|お伺い|伺ってもよろし|お聞かせ|(?:制度|窓口|給付金|支援|事業)(?:が|で|も|の担当)[^。]{0,8}"
    r"(?:ござい|あります|申請|でき)|(?:して|になって)ください|お持ち(?:ください|いただ)|ご確認|確認させて|必要(?:な書類|です|となり)|次回は?|"
    r"ご心配|そうでしたか|ご(?:連絡先|家族|自身|本人|予定|都合)|お(?:住まい|いくら|仕事|体)|いらっしゃいます|でよろしい|"
    r"一緒に(?:考え|整理)|(?:いき|して)ましょう|ご案内|お手続|手続きをして|届いていますか|ありますか|いますか"
)
_CLIENT = re.compile(
    r"んです(?:。|けど|が)|てしまって|なりまして|困って|払え(?:なく|ません|ていな)|眠れ(?:なく|ません)|どう(?:すれば|やって|したら)|いいんでしょうか|"
    r"言われ(?:ました|て)|助かります|(?:うち|家|わたし|私)(?:の|は|に|も)|不安|主人|夫が|妻が|娘が|息子が|母が|父が|"
    r"お願いします|大丈夫です|そうですね|辞め|クビ|借金|家にあります|ていません|くらいです|したいんです|もらえ"
)
_CLIENT_POSTS = ("相談者", "来談者", "本人")
_OTHER_POSTS = ("同席者", "家族", "通訳", "付添")
_SURE = 0.75
_LEAST = 3
"""Phrases of its role, less those of the other, that a voice must have said."""


def name(said: Sequence[Utterance], roster: Roster, reader: Reader) -> Naming:
    """The roles, as far as they are plain; `said` in order of time."""
    voices = list(dict.fromkeys(u.speaker for u in said if u.speaker is not None))
    leans = {v: _count(_WORKER, said, v) - _count(_CLIENT, said, v) for v in voices}
    workers = [v for v in voices if leans[v] >= _LEAST]
    if len(workers) != 1:
        return Naming()
    worker = workers[0]
    others = [v for v in voices if v != worker]
    roles = {worker: _worker_post(said, worker, roster, reader)}
    if len(others) == 1 and leans[worker] - leans[others[0]] >= 2 * _LEAST and leans[others[0]] <= 0:
        roles[others[0]] = next((p.post for p in roster.people if p.post in _CLIENT_POSTS), "相談者")
    return Naming(
        names=roles,
        evidence={v: _evidence(said, v, _WORKER if v == worker else _CLIENT) for v in roles},
    )


def _count(phrases: re.Pattern[str], said: Sequence[Utterance], voice: str) -> int:
    return sum(len(phrases.findall(u.text)) for u in said if u.speaker == voice)


def _worker_post(said: Sequence[Utterance], voice: str, roster: Roster, reader: Reader) -> str:
    """The worker's post: the only one on the roster, or that of the person an introduction names."""
    staff = [p for p in roster.people if p.post and p.post not in (*_CLIENT_POSTS, *_OTHER_POSTS)]
    if len({p.post for p in staff}) == 1:
        return staff[0].post
    own = [u for u in said if u.speaker == voice]
    for finding in nominations.introductions(own, Calls(reader, staff)):
        best = int(finding.hearing.people.argmax())
        if finding.hearing.people[best] >= _SURE:
            return staff[best].post
    return "相談員"


def _evidence(said: Sequence[Utterance], voice: str, phrases: re.Pattern[str]) -> tuple[Evidence, ...]:
    """The first sentences that show the role."""
    found = [
        Evidence(kind=EvidenceKind.ROLE, quote=sentence, time=u.start)
        for u in said
        if u.speaker == voice
        for sentence in [next((s for s in re.split("(?<=。)", u.text) if phrases.search(s)), "")]
        if sentence
    ]
    return tuple(found[:3])
