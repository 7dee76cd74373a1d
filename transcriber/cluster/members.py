"""What is known of each worker: whether it is there, whether its answers arrive, and why it gets no work, for people."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from transcriber import __version__
from transcriber.cluster import work_data
from transcriber.cluster.work_data import Fate, Wanted
from transcriber.system.other_pcs import OtherPc

FAULTS = 3
"""Tasks in a row that may go wrong on one worker before it gets none for a while."""

REST = 600.0
"""Seconds of that while."""

LOSSES = 3
"""Tasks in a row of which no answer may arrive from one worker before it gets none for a while."""

LOSSES_REST = 300.0
"""Seconds of that while; after it, one more begins the next."""

WAY_ANSWERS = 5.0
"""Seconds in which a worker's port has to take a connection."""

WAY_AGAIN = 60.0
"""Seconds between two tries to reach a port that was closed."""

TRYING = "つながるかどうかを確かめています。"
"""Why it gets no work for a moment."""


@dataclass
class Member:
    """A worker, as it was seen last. Times called `at` are those of the steady clock.

    Attributes:
        way: whether its port takes connections from here, where its answers are fetched; None: that is to be tried.
        left: it said that it goes.
        died_of: the task that it had when it went.
    """

    name: str
    host: str
    address: str = ""
    card: dict[str, Any] = field(default_factory=dict)
    doing: str = ""
    done: int = 0
    running: bool = False
    seen: float | None = None
    missing: float | None = None
    left: bool = False
    died_of: str = ""
    faults: int = 0
    rests_until: float = 0.0
    losses: int = 0
    lost_until: float = 0.0
    way: bool | None = None
    way_due: float = 0.0

    def see(self, address: str, seen: Mapping[str, Any], now: float) -> None:
        """It is there. Args: seen: what the scheduler says of it; now: seconds since 1970."""
        told = seen.get("metrics", {}).get("desk", {})
        if self.missing is not None:
            self.faults, self.rests_until = 0, 0.0
        self.address, self.card = address, seen.get("card", {})
        self.seen, self.missing, self.left = now, None, False
        self.doing = _doing(told.get("offer", ""), waits=told.get("waits", False))
        self.done = told.get("done", 0)

    def miss(self, task: str, now: float, *, left: bool) -> None:
        """It is not there.

        Args:
            task: what it works on, if it is there no longer.
            now: seconds since 1970.
            left: it said that it goes.
        """
        self.doing, self.way, self.left = "", None, self.left or left
        if self.missing is None:
            self.died_of, self.missing = task, now

    def count(self, fate: Fate, at: float) -> None:
        """An answer of it arrived."""
        self.losses = 0
        self.faults = 0 if fate is Fate.DONE else self.faults + 1
        if self.faults >= FAULTS:
            self.faults, self.rests_until = 0, at + REST

    def count_loss(self, at: float) -> None:
        """What it had done did not arrive."""
        self.way = None
        self.losses += 1
        if self.losses >= LOSSES:
            self.losses, self.lost_until = LOSSES - 1, at + LOSSES_REST

    def way_is_due(self, address: str, at: float) -> bool:
        """Whether its port is to be tried, at `address`."""
        return self.way is None or self.address != address or (not self.way and at >= self.way_due)

    def trouble(self, asked: Wanted | None, kinds: Mapping[str, Wanted], at: float) -> str:
        """Why it gets no work, or none of the kind `asked`, and what to do; empty: it does. Args: kinds: asked for so far."""
        card, name = self.card, self.name
        if card.get("version") != __version__:
            return (
                f"プログラムの版が違います（取りまとめ役は {__version__}、{name} は {card.get('version', '不明')}）。"
                f"同じ版を入れて、{name} の「transcriber worker」を動かし直してください。"
            )
        port = self.address.rpartition(":")[2]
        if self.way is None:
            return TRYING
        if not self.way:
            return (
                f"{name} の {port} 番につながりません。そのパソコンのファイアウォールで、"
                f"取りまとめ役からの {port} 番（TCP）の受信を許可してください。1分ごとに試し直します。"
            )
        if self.lost_until > at:
            return (
                f"仕事の結果が続けて届かなかったので、しばらく仕事を渡しません。{name} との間のネットワークと、"
                f"そのパソコンのファイアウォール（{port} 番、TCP）を確かめてください。"
            )
        if self.rests_until > at:
            return (
                "続けて失敗したので、しばらく仕事を渡しません。そのパソコンで transcriber doctor を実行してください。"
            )
        if asked is None:
            found = [self.trouble(a, kinds, at) for o, a in kinds.items() if o in card.get("offers", ())]
            return "".join((*card.get("faults", ()), *dict.fromkeys(found)))
        if asked.offer not in card.get("offers", ()):
            return "引き受けていない仕事です。"
        if card.get("models", {}).get(asked.model) == asked.weights:
            return ""
        return (
            f"取りまとめ役と同じモデル {asked.model} がありません。{name} で「transcriber models fetch {asked.model}」を"
            "実行し、「transcriber worker」を動かし直してください。"
            if asked.model
            else "取りまとめ役は試験用の疑似エンジンで動いています。取りまとめ役の engine.tier を確かめてください。"
        )

    def of_use(self, kinds: Mapping[str, Wanted], at: float) -> bool:
        """Whether it may be given some kind of work, of those that were asked for."""
        if not kinds:
            return not self.trouble(None, kinds, at)
        return any(not self.trouble(asked, kinds, at) for asked in kinds.values())

    def listed(self, kinds: Mapping[str, Wanted], at: float, out: str = "") -> OtherPc:
        """As people read of it. Args: out: why nobody who is not there can join; empty: whoever is started joins."""
        return OtherPc(
            name=self.name,
            host=self.host,
            version=self.card.get("version", ""),
            device=self.card.get("device", ""),
            offers="、".join(work_data.OFFERS.get(o, "") for o in self.card.get("offers", ())),
            doing=self.doing,
            done=self.done,
            seen=self.seen,
            missing=self.missing,
            left=self.left,
            trouble=self.trouble(None, kinds, at) if self.missing is None else out,
        )


def read_there(name: str, text: str) -> str:
    """What is said of a worker, as it is read on its own screen."""
    said = text.replace(f"{name} との間", "取りまとめ役との間").replace("そのパソコン", "このパソコン")
    said = re.sub(rf"(?<![\w-]){re.escape(name)} (?=[はので])", "このパソコン", said)
    return re.sub(r"(?=このパソコンの \d+ 番につながりません)", "取りまとめ役から、", said)


def ways(addresses: Iterable[str]) -> list[bool]:
    """Whether each takes connections: whoever reached us may be behind a firewall that lets nobody in."""
    if not (asked := list(addresses)):
        return []
    with ThreadPoolExecutor(len(asked)) as trying:
        return list(trying.map(_takes_connections, asked))


def _takes_connections(address: str) -> bool:
    from distributed.comm import get_address_host_port

    try:
        with socket.create_connection(get_address_host_port(address), WAY_ANSWERS):
            return True
    except OSError:
        return False


def _doing(offer: str, *, waits: bool) -> str:
    """What a worker does, for people."""
    doing = work_data.OFFERS.get(offer, "")
    return f"{doing}の順番待ち（ほかの団体の仕事中）" if doing and waits else doing
