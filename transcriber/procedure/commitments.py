"""What was promised: sentences in which an official undertakes to do something, as they were said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transcriber.minutes import posts
from transcriber.minutes.people import Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.procedure import Commitment
from transcriber.minutes.transcript import Kind, Utterance
from transcriber.procedure import wording

_DOING = (
    "検討|調査|研究|調整|協議|確認|対応|報告|提出|提供|改善|見直し|見直|周知|回答|配付|配布|お示し|ご相談|働きかけ|働き掛け|"
    "要望|実施|整備|導入|設置|公表|開催|連絡|お渡し|お持ち|ご用意|用意|手配|精査|検証|推進|努め|取り組|進め"
)
_PROMISES = re.compile(
    rf"(?:{_DOING})(?:[をにもとは、]|して|し|させて|いただき|いただい|た|て|で|んで|み|め|進め|重ね|行っ|行い|これから|引き続き|さらに|十分){{0,8}}"
    r"(?:まいります|まいりたい|参ります|参りたい|いきます|いきたい|いたします|致します|します(?!か)|したいと(?:考え|思)|たいと(?:考え|思)|"
    r"させていただきます|する(?:考え|予定|方針|こと)(?:で|と)|ところで)"
    r"|(?:検討|準備|調整|協議)(?:を|して|し|いた|進め|て){1,4}(?:おり|い)ます"
)
_ASKING = re.compile(
    r"でしょうか|ませんか|ますか|お願い|求めます|要望(?:いたし|し)ます|いただきたい|ください|質問(?:を|いた|し)|お聞き|伺い|お尋ね"
)
_ANSWERING = re.compile(r"^(?:お答え|ご?説明|ご?報告|答弁)")
_SENTENCE = re.compile(r"[^。？！\n]+[。？！]?")


def find(said: Iterable[Utterance], roster: Roster, kind: Kind) -> Iterator[Commitment]:
    """Sentences that undertake something, by those who answer: not by the chair, nor by those who ask."""
    asking = {p.label for p in roster.members()}
    for u in said:
        if u.name and (wording.leads(u.name) or u.name in asking or posts.branch(u.name) is Branch.CLIENT):
            continue
        if kind is Kind.CONSULTATION and u.name is None:
            continue
        for found in _SENTENCE.finditer(u.text):
            sentence = found[0]
            if _PROMISES.search(sentence) and not _ASKING.search(sentence) and not _only_announces(sentence):
                yield Commitment(
                    utterance=u.id,
                    position=found.start(),
                    name=u.name or "",
                    quote=sentence.strip(),
                    time=round(u.start + (u.end - u.start) * found.start() / max(1, len(u.text)), 1),
                )


def _only_announces(sentence: str) -> bool:
    """「ご説明いたします」 at the head of an answer promises nothing that is not kept in the next breath."""
    return bool(_ANSWERING.match(sentence)) or bool(
        re.search(r"(?:説明|答弁|お答え|報告)(?:を|申し|いた|し)[^。]{0,4}(?:上げ|いたし|し)ます", sentence)
    )
