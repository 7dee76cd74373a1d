"""What a person wishes of the speakers of a transcript, put into it."""

from __future__ import annotations

from transcriber import procedure
from transcriber.errors import SpeakerSheetError
from transcriber.language.readings import Reader
from transcriber.minutes.relabelling import AmbiguousName, Relabelling, UnknownTarget, relabel
from transcriber.minutes.transcript import Transcript, timecode


def relabelled(transcript: Transcript, wanted: Relabelling, *, in_list: bool = True) -> Transcript:
    """`relabel`, with an error for staff, and the course of the meeting followed again: it hangs on who the chair is.

    Args:
        in_list: it was written into 話者.xlsx; else given to the command.

    Raises:
        SpeakerSheetError: a number in it is not there, or a name in it may mean two people.
    """
    reader = Reader()
    try:
        now = relabel(transcript, wanted, reader)
    except UnknownTarget as e:
        raise SpeakerSheetError(
            f"{'「話者.xlsx」に書かれた' if in_list else '指定された'}番号「{e}」はありません。",
            "声の番号（S1 など）か発言番号（u0001 など）を確かめて、書き直してください。",
        ) from e
    except AmbiguousName as e:
        line = timecode(e.where) if isinstance(e.where, float) else e.where
        raise SpeakerSheetError(
            f"{f'「話者.xlsx」の {line} の行に書かれた' if in_list else f'{line} に指定された'}「{e.name}」に当てはまる人が、名簿に{len(e.people)}人います（{'、'.join(e.people)}）。",
            "氏名をすべて書いてください（例：" + e.people[0] + "）。",
        ) from e
    return procedure.attach_again(now, reader)
