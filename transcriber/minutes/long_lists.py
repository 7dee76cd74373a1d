"""Lists of an office that go to another process with every window and stand in many keys: tens of thousands of lines are pickled,
read back and written out once each."""

from __future__ import annotations

import gc
import pickle
from functools import cached_property, lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict


class LongList(BaseModel):
    """A model that is made once and sent and named often."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __reduce__(self) -> tuple[Any, ...]:
        return _read_back, (type(self), self.in_bytes)

    def __repr__(self) -> str:
        return self.in_words

    @cached_property
    def in_bytes(self) -> bytes:
        """Its fields, pickled."""
        return pickle.dumps({name: getattr(self, name) for name in type(self).model_fields})

    @cached_property
    def in_words(self) -> str:
        """As any other model shows itself: keys of what is kept hang on it."""
        return super().__repr__()


@lru_cache(maxsize=4)  # the lists of one recording; an engine asks for them with every window
def _read_back(model: type[LongList], fields: bytes) -> LongList:
    collected = gc.isenabled()
    gc.disable()  # nothing of it is garbage, and to look for some among tens of thousands of lines takes longer than to read them
    try:
        return model.model_construct(**pickle.loads(fields))  # what this very program pickled for its own processes
    finally:
        if collected:
            gc.enable()
