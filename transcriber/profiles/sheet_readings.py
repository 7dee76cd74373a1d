"""How a profile's 名簿 and 用語 were read: for `transcriber roster check`, for the page 「読み取った内容」, for the status page."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from transcriber.errors import GlossaryError, RosterError, SettingsError, TemplateError
from transcriber.learning import sheet as learned_sheet
from transcriber.learning.candidates import ClerkDecision
from transcriber.minutes import my_numbers
from transcriber.office_tables.glossary_reading import GlossaryReading, ListedTerm
from transcriber.office_tables.grid import RemarkKind, SheetRemark
from transcriber.office_tables.listed_people import ListedPerson
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.profiles import reading_page, sheets
from transcriber.profiles.own_template import own_template
from transcriber.profiles.tree import READINGS, SETTINGS, ProfileTree
from transcriber.system import durable

_T = TypeVar("_T", RosterReading, GlossaryReading)


@dataclass(frozen=True)
class SheetReadings:
    """What the sheets of a profile say.

    Attributes:
        faults: why a sheet cannot be used at all; a recording of this profile waits until that is mended.
        remarks: what of the sheets was not used, or not letter by letter, in order.
        files: the sheets that were read.
    """

    people: tuple[ListedPerson, ...]
    terms: tuple[ListedTerm, ...]
    remarks: tuple[SheetRemark, ...]
    faults: tuple[SettingsError, ...]
    files: tuple[Path, ...]

    def of_kind(self, kind: RemarkKind) -> tuple[SheetRemark, ...]:
        """The remarks of one kind."""
        return tuple(r for r in self.remarks if r.kind is kind)

    @property
    def to_mend(self) -> tuple[str, str] | None:
        """What staff have to look at (found, todo); None if nothing."""
        if self.faults:
            return self.faults[0].found, self.faults[0].todo
        bad = self.of_kind(RemarkKind.LEFT_OUT)
        if not bad:
            return None
        more = f"（ほかに{len(bad) - 1}か所）" if len(bad) > 1 else ""
        return (
            f"{bad[0]}{more}",
            f"{SETTINGS}フォルダの「{READINGS}」で確かめ、直して保存してください。録音は、いま読める内容で文字にします。",
        )


def read_sheets(tree: ProfileTree) -> SheetReadings:
    """Read both sheets of a profile; what cannot be read is told in `faults`.

    Raises:
        EngineDied, CannotStart: a sheet cannot be read now, through no fault of its own.
    """
    remarks: list[SheetRemark] = []
    faults: list[SettingsError] = []
    files: list[Path] = []

    def read(expected: Path, reader: Callable[[Path], _T], error: type[SettingsError], nothing: _T) -> _T:
        try:
            found = sheets.sheet_file(expected, error)
            remarks.extend(found.remarks)
            if found.path is None:
                return nothing
            files.append(found.path)
            reading = reader(found.path)
        except SettingsError as e:
            faults.append(e)
            return nothing
        remarks.extend(reading.remarks)
        return reading

    roster = read(tree.roster, sheets.roster_read, RosterError, RosterReading())
    glossary = read(tree.glossary, sheets.glossary_read, GlossaryError, GlossaryReading())
    with suppress(SettingsError, OSError):  # a sheet that cannot be read is told where it is used
        remarks.extend(_undecided(tree.learned))
    try:
        remarks.extend(own_template(tree.template).remarks)
    except TemplateError as e:
        faults.append(e)
    return SheetReadings(roster.people, glossary.terms, tuple(remarks), tuple(faults), tuple(files))


def _undecided(path: Path) -> Iterator[SheetRemark]:
    """What stands in place of a decision in 学習候補.xlsx and is none, and what else of an adopted line cannot be used."""
    for line in learned_sheet.read_candidates(path):
        if not learned_sheet.is_understood(line):
            text = f"「採用」の欄の「{line.written[:20]}」が採用か却下か分からないので、使っていません。採用・却下・空欄のどれかにしてください。"
            yield SheetRemark(RemarkKind.LEFT_OUT, f"{path.name} の「{line.text}」の行", text)
        if line.decision is ClerkDecision.ADOPTED or line.strange_sort:
            for text in learned_sheet.unclear_cells(line):
                yield SheetRemark(RemarkKind.LEFT_OUT, f"{path.name} の「{line.text}」の行", text)


def write_page(tree: ProfileTree, readings: SheetReadings, at: str) -> None:
    """Write 「読み取った内容」 beside the sheets, for those who may read them. Nothing is written where there is neither sheet nor page.

    Args:
        at: when they were read, as staff write it.

    Raises:
        OSError: from the disk or share.
    """
    page = tree.settings / READINGS
    if not readings.files and not readings.remarks and not readings.faults and not page.exists():
        return
    text = reading_page.readings_html(
        tree.root.name, readings.people, readings.terms, readings.remarks, readings.faults, at
    )
    durable.write(page, my_numbers.without_my_numbers(text).encode(), temporary=f".{READINGS}.tmp")
    if sys.platform != "win32":
        allowed = stat.S_IMODE(page.stat().st_mode)
        for file in readings.files:
            with suppress(OSError):
                allowed &= stat.S_IMODE(os.lstat(file).st_mode) | stat.S_IRUSR | stat.S_IWUSR
        with suppress(OSError):  # CIFS, FUSE: the mount decides
            page.chmod(allowed)
