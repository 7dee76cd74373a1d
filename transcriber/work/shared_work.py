"""Work on one recording that other computers share: how far they brought it, and what is said of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SharedOut:
    """How far the others brought it this time.

    Attributes:
        tasks: name of a computer → tasks that it did.
        left_to_us: a task on which others failed, to be done here next; None: nobody is there, or all is done.
        deadly: engines died of that task on other computers.
    """

    tasks: Mapping[str, int]
    left_to_us: int | None = None
    deadly: bool = False


@dataclass
class SharedAccount:
    """What was done elsewhere and here, of one stage.

    Attributes:
        what: the stage, in Japanese.
    """

    what: str
    elsewhere: Counter[str] = field(default_factory=Counter)
    here: int = 0

    def add(self, shared: SharedOut) -> None:
        self.elsewhere.update(shared.tasks)

    def line(self) -> str:
        """For the record of how the draft came to be; empty where nothing was shared."""
        said = "、".join(f"{name} {count}件" for name, count in sorted(self.elsewhere.items()))
        if not said:
            return f"{self.what}を手伝うパソコンがなかったので、このパソコンで行いました。" if self.here else ""
        rest = f"、このパソコン {self.here}件" if self.here else ""
        return f"{self.what}を、ほかのパソコンと分けて行いました（{said}{rest}）。"
