"""What staff are told of people whose line could be read, but who stand out among the others of their list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcriber.papers.line_accounts import Said
from transcriber.papers.list_context import LinePerson
from transcriber.papers.person_names import NameJudge

_MOST_WHOLE = 0.7
"""Share of whole names in a paper from which on a surname alone is strange."""


def without_post(listed: Sequence[tuple[int, LinePerson]]) -> Iterator[Said]:
    """Those of one list who have no post beside others who have one.

    Args:
        listed: with the line of each.
    """
    bare = [(line, one) for line, one in listed if not one.person.post]
    if bare and len(bare) < len(listed):
        named = "、".join(one.person.name for _, one in bare)
        yield Said(bare[0][0], f"{named}の職名が分かりません。")


def surnames_alone(listed: Sequence[tuple[int, LinePerson]], judge: NameJudge) -> Iterator[Said]:
    """Those of a paper who have a surname alone among people with whole names: the name may have been cut."""
    whole = [one for _, one in listed if judge.is_whole(one.spaced)]
    if len(whole) < _MOST_WHOLE * len(listed):
        return
    for line, one in listed:
        again = any(w.spaced.split()[0] == one.person.name for w in whole)
        if not again and not judge.is_whole(one.spaced):
            yield Said(line, f"「{one.person.name}」は名字だけとして読みました。氏名を確かめてください。")
