"""The other computers that work for this one, as they were seen last: workers.json in the work folder.

Written by whoever gives out work, read by what people look at, without a connection of its own.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from transcriber.system import durable, wall_clock

OTHER_PCS_FILE = "workers.json"

OLD = 30.0
"""Seconds after which what was noted says nothing of now: it is noted every two, and at most some ten later where the line is bad."""


_FORGOTTEN = 86400.0


@dataclass(frozen=True)
class OtherPc:
    """One of them.

    Attributes:
        offers: what it may be asked, in Japanese.
        doing: what it does now, in Japanese; empty: nothing.
        done: tasks since it joined.
        seen: when it was there last, in seconds since 1970; None: never.
        missing: since when it is not there; None: it is there.
        left: it is not there because it was asked to go.
        trouble: why it gets no work, in Japanese; empty: it does.
    """

    name: str
    host: str
    version: str = ""
    device: str = ""
    offers: str = ""
    doing: str = ""
    done: int = 0
    seen: float | None = None
    missing: float | None = None
    trouble: str = ""
    left: bool = False

    def state(self) -> str:
        """What people read of it."""
        if self.trouble:
            return f"使えません。{self.trouble}"
        if self.missing is not None:
            since = f"{wall_clock.moment_at(self.missing):%m月%d日 %H:%M}"
            if self.left:
                return (
                    f"{since} に抜けました（leaves の時刻に抜けたものは翌日に、止めたものはまた動かせば、手伝います）。"
                )
            return f"{since} から、つながっていません。" + ("" if self.seen else "（一度もつながっていません）")
        return f"{self.doing}をしています。" if self.doing else "仕事を待っています。"


@dataclass(frozen=True)
class OtherPcs:
    """All of them, at a time (seconds since 1970).

    Attributes:
        trouble: why this computer gives out no work to anybody, and what to do, in Japanese; empty: it does.
        stopped: whoever noted it does so no more.
    """

    at: float
    listed: tuple[OtherPc, ...]
    trouble: str = ""
    stopped: bool = False


def write_other_pcs(work: Path, pcs: OtherPcs) -> None:
    """Args: work: the folder for all work. Raises: OSError."""
    durable.write_text(work / OTHER_PCS_FILE, json.dumps(asdict(pcs), ensure_ascii=False, indent=1))


def read_other_pcs(work: Path) -> OtherPcs | None:
    """None where nothing was ever noted, or what is there cannot be read."""
    try:
        raw = json.loads((work / OTHER_PCS_FILE).read_text(encoding="utf-8"))
        return OtherPcs(
            raw["at"], tuple(OtherPc(**pc) for pc in raw["listed"]), raw.get("trouble", ""), raw.get("stopped", False)
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def lines(pcs: OtherPcs, now: float) -> tuple[str, ...]:
    """A line for each, for people; none where nobody has looked for a day."""
    if now - pcs.at > _FORGOTTEN:
        return ()
    said = (f"手伝うパソコンに仕事を渡せません。{pcs.trouble}{age_note(pcs, now)}",) if pcs.trouble else ()
    return said + tuple(f"{pc.name}（{pc.host}）：{pc.state()}{_about(pc)}{age_note(pcs, now)}" for pc in pcs.listed)


def age_note(pcs: OtherPcs, now: float) -> str:
    """That what was noted says nothing of now; empty where it does."""
    if not pcs.stopped and abs(now - pcs.at) < OLD:  # it may have been noted after `now` was taken
        return ""
    why = "watch は止まっています" if pcs.stopped else "watch が動いていないと、いまの様子は分かりません"
    return f"（{wall_clock.moment_at(pcs.at):%m月%d日 %H:%M} に最後に見たときの様子です。{why}）"


def _about(pc: OtherPc) -> str:
    parts = [pc.offers, pc.device, f"これまで {pc.done} 件" if pc.done else ""]
    said = "、".join(p for p in parts if p)
    return f"（{said}）" if said else ""
