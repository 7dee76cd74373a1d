"""Lists of an office that go to another process with every window and stand in many keys: tens of thousands of lines are written
out once for all of that, and read back once in the other process."""

from __future__ import annotations

import gc
from functools import cached_property, lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict


class LongList(BaseModel):
    """A model that is made once and sent and named often."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __reduce__(self) -> tuple[Any, ...]:
        return _read_back, (type(self), self.written_out)

    def __repr__(self) -> str:
        """Keys of what is kept hang on it: equal lists show themselves alike."""
        return f"{type(self).__name__}({self.written_out.decode()})"

    @cached_property
    def written_out(self) -> bytes:
        """All of it, as JSON: for tens of thousands of lines a tenth of the time that pickle or the usual `repr` takes."""
        return self.model_dump_json().encode()


@lru_cache(maxsize=4)  # the lists of one recording; an engine asks for them with every window
def _read_back(model: type[LongList], written: bytes) -> LongList:
    collected = gc.isenabled()
    gc.disable()  # nothing of it is garbage, and to look for some among tens of thousands of lines takes longer than to read them
    try:
        return model.model_validate_json(written)
    finally:
        if collected:
            gc.enable()
