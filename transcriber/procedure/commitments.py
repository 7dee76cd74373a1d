"""What was promised: sentences in which an official undertakes to do something, as they were said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.procedure import Commitment
from transcriber.minutes.transcript import RecordKind, Utterance
from transcriber.procedure import chair_wording

_RULES = rule_files.any_of_each(__package__, "commitments")
_PROMISES = re.compile(
    rf"(?:{_RULES['doing']})(?:{_RULES['links']}){{0,8}}(?:{_RULES['promises']})"
    rf"|(?:{_RULES['under_way']})(?:を|して|し|いた|進め|て){{1,4}}(?:おり|い)ます"
)
_ASKING = re.compile(_RULES["asking"])
_ANSWERING = re.compile(f"^(?:{_RULES['announcing']})")
_SENTENCE = re.compile(r"[^。？！\n]+[。？！]?")


def find_commitments(said: Iterable[Utterance], roster: Roster, kind: RecordKind) -> Iterator[Commitment]:
    """Sentences that undertake something, by those who answer: not by the chair, nor by those who ask."""
    asking = {p.label for p in roster.members()}
    for u in said:
        if u.name and (
            chair_wording.is_chairs_name(u.name) or u.name in asking or posts.branch(u.name) is Branch.CLIENT
        ):
            continue
        if kind is RecordKind.CONSULTATION and u.name is None:
            continue
        for found in _SENTENCE.finditer(u.text):
            sentence = found[0]
            if _PROMISES.search(sentence) and not _ASKING.search(sentence) and not _only_announces(sentence):
                yield Commitment(
                    utterance=u.id,
                    position=found.start(),
                    name=u.name or "",
                    quote=sentence.strip(),
                    time=round(u.time_at(found.start()), 1),
                )


def _only_announces(sentence: str) -> bool:
    """「ご説明いたします」 at the head of an answer promises nothing that is not kept in the next breath."""
    return bool(_ANSWERING.match(sentence)) or bool(
        re.search(r"(?:説明|答弁|お答え|報告)(?:を|申し|いた|し)[^。]{0,4}(?:上げ|いたし|し)ます", sentence)
    )
