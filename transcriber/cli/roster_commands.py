"""`transcriber roster check`: how 名簿 and 用語 are understood, and what of them is not used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from transcriber import settings as settings_module
from transcriber.cli.options import Config
from transcriber.drafts.word.identity import read_identity
from transcriber.drafts.word.template import has_tags, open_template
from transcriber.errors import ProfileError, RosterError
from transcriber.language.readings import Reader
from transcriber.language.unread_names import unread_line
from transcriber.office_tables.grid import RemarkKind
from transcriber.office_tables.listed_people import people_by_sheet
from transcriber.profiles import profile as profiles
from transcriber.profiles import sheet_readings, sheets
from transcriber.profiles.own_template import WORD_SUFFIXES
from transcriber.profiles.sheet_readings import SheetReadings
from transcriber.profiles.tree import CHECKED, ProfileTree

roster_app = typer.Typer(help="名簿.xlsx と 用語.xlsx がどう読み取られるかを確かめます。", no_args_is_help=True)

_MARKS = {
    RemarkKind.LEFT_OUT: "要確認",
    RemarkKind.MENDED: "直して読んだ",
    RemarkKind.NOT_USED: "使わない",
}


@roster_app.callback()
def roster() -> None:
    """名簿.xlsx と 用語.xlsx がどう読み取られるかを確かめます。"""


@roster_app.command("check")
def check_roster(
    which: Annotated[
        str | None,
        typer.Argument(metavar="設定", help="設定の名前、そのフォルダ、または名簿・用語のファイル。書かなければ全部"),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="読み取った人と用語を1行ずつ表示します")] = False,
    config: Config = None,
) -> None:
    """名簿と用語を読み、人数と、読めなかった行・使わなかった行を表示します（直すことがあれば終了コード 1）。"""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    wrong, reader = False, Reader()
    for name, found in _readings(which, config):
        console.print(f"{name}：名簿 {len(found.people):,}人、用語 {len(found.terms):,}語")
        if sheets_read := people_by_sheet(found.people):
            console.print(f"  名簿の内訳：{sheets_read}")
        for fault in found.faults:
            console.print(f"  読めません：{fault.found}\n    → {fault.todo}")
        for kind, mark in _MARKS.items():
            for remark in found.of_kind(kind):
                console.print(f"  {mark}：{remark}")
        for listed in found.people:
            if unread := unread_line(listed.person, reader):
                console.print(f"  要確認：{listed.place}：{unread}")
                wrong = True
        if names:
            for listed in found.people:
                p = listed.person
                parts = (p.name or "（氏名なし）", p.kana, p.post, f"議席{p.seat}" if p.seat else "")
                console.print(f"  {'　'.join(filter(None, parts))}　［{listed.place}］")
            for term in found.terms:
                console.print(f"  {'　'.join(filter(None, (term.term.text, term.term.kana)))}　［{term.place}］")
        wrong |= found.to_mend is not None
    console.print("直すことがあります。" if wrong else "読めなかったところはありません。")
    raise typer.Exit(1 if wrong else 0)


def _readings(which: str | None, config: Path | None) -> list[tuple[str, SheetReadings]]:
    if which is not None and Path(which).is_file():
        return [(Path(which).name, _of_file(Path(which)))]
    watch = settings_module.load_settings(config).folders.watch
    folders = profiles.profile_folders(watch) if which is None else (profiles.find_profile(which, watch),)
    if not folders:
        raise ProfileError(
            f"{watch} に設定のフォルダがありません。",
            "「transcriber init フォルダ」で作るか、--config で設定ファイルを指定してください。",
        )
    return [(folder.name, sheet_readings.read_sheets(ProfileTree(folder))) for folder in folders]


def _of_file(path: Path) -> SheetReadings:
    """One file, as what it is: a glossary or a roster."""
    if (other := _no_table(path)) is not None:
        raise other
    if sheets.holds_terms(path):
        terms = sheets.glossary_read(path)
        return SheetReadings((), terms.terms, terms.remarks, (), (path,))
    people = sheets.roster_read(path)
    return SheetReadings(people.people, (), people.remarks, (), (path,))


def _no_table(path: Path) -> RosterError | None:
    """What a file of ours is that holds no table, and what to do with it; None if it is none of these."""
    if path.suffix.lower() == ".toml":
        return RosterError(
            f"{path.name} は、設定のファイル (.toml) で、名簿や用語の表ではありません。",
            "設定に誤りがないかは「transcriber doctor」で、書式は「transcriber style check 書式.toml」で確かめられます。",
        )
    if path.suffix.lower() not in WORD_SUFFIXES:
        return None
    document = open_template(path)
    if read_identity(document) is not None:
        return RosterError(
            f"{path.name} は、録音から作った下書き（Word の文書）で、名簿や用語の表ではありません。",
            f"確認の済んだ下書きは、「{CHECKED}」に入れてください。原本を作るのは「transcriber finalise」です。",
        )
    if has_tags(document):
        return RosterError(
            f"{path.name} は、下書きのひな形（Word の文書）で、名簿や用語の表ではありません。",
            f"ひな形に誤りがないかは「transcriber style check {path}」で確かめられます。",
        )
    return None
