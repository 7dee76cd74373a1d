"""What counts as a recording in an inbox, what belongs to it, and what is left alone."""

import os
import unicodedata
from pathlib import Path

import pytest

from transcriber.intake import inbox


def put(path: Path, content: bytes = b"sound") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def entries(folder: Path) -> dict[str, inbox.InboxEntry]:
    return {e.name: e for e in inbox.listing(folder)}


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "._会議.wav", ".syncthing.会議.wav.tmp", "~syncthing~会議.wav.tmp", ".会議.wav.Xa3f9Q", "会議.wav.part",
        "会議.wav.crdownload", "会議.wav.filepart", "会議.tmp", "~$議次第.docx", ".~lock.次第.docx#", "Thumbs.db", "desktop.ini",
        "会議.wav~", "状況.html", "はじめにお読みください.txt",
    ],
)  # fmt: skip
def test_temporary_and_system_names_are_left_alone(tmp_path, name):
    put(tmp_path / name)
    assert inbox.listing(tmp_path) == ()


@pytest.mark.parametrize(
    "name", ["@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", ".stfolder", "__MACOSX"]
)
def test_folders_of_systems_are_left_alone(tmp_path, name):
    put(tmp_path / name / "会議.wav")
    assert inbox.listing(tmp_path) == ()


def test_a_folder_is_one_meeting_with_its_parts_in_natural_order(tmp_path):
    for number in (10, 2, 1):
        put(tmp_path / "委員会" / f"録音{number}.mp3")
    put(tmp_path / "委員会" / "次第.docx")
    put(tmp_path / "委員会" / "Thumbs.db")
    entry = entries(tmp_path)["委員会"]
    assert [p.path.name for p in entry.parts] == ["録音1.mp3", "録音2.mp3", "録音10.mp3"]
    assert [d.path.name for d in entry.documents] == ["次第.docx"]


def test_what_programs_put_beside_a_recording_is_neither_sound_nor_paper(tmp_path):
    for name in ("audio1234567890.m4a", "video1234567890.mp4", "次第.docx"):
        put(tmp_path / "会議" / name)
    beside = (
        "chat.txt",
        "GMT20261120-010000_RecordingnewChat.txt",
        "playback.m3u",
        "recording.conf",
        "字幕.vtt",
        "C0001M01.XML",
    )
    for name in beside:
        put(tmp_path / "会議" / name)
    entry = entries(tmp_path)["会議"]
    assert [p.path.name for p in entry.parts] == ["audio1234567890.m4a", "video1234567890.mp4"]
    assert [d.path.name for d in entry.documents] == ["次第.docx"]
    assert sorted(c.path.name for c in entry.companions) == sorted(beside)
    assert inbox.signature_at(tmp_path / "会議") == entry.signature


def test_by_itself_in_the_inbox_such_a_file_is_not_passed_over(tmp_path):
    put(tmp_path / "playback.m3u")
    assert len(entries(tmp_path)["playback.m3u"].parts) == 1


def test_a_paper_of_the_same_stem_belongs_to_the_recording(tmp_path):
    put(tmp_path / "ガイド.wav")
    put(tmp_path / (unicodedata.normalize("NFD", "ガイド") + ".pdf"))
    put(tmp_path / "別件.docx")
    found = entries(tmp_path)
    assert [d.path.suffix for d in found["ガイド.wav"].documents] == [".pdf"]
    assert found["別件.docx"].parts == ()


def test_an_unknown_suffix_is_taken_for_a_recording_rather_than_passed_over(tmp_path):
    put(tmp_path / "会議.dss")
    assert len(entries(tmp_path)["会議.dss"].parts) == 1


@pytest.mark.parametrize(
    "kind", ["link to a file", "link to a folder", "dangling link", "shortcut", "pipe", "shift_jis"]
)
def test_what_is_no_file_of_its_own_is_refused(tmp_path, kind):
    elsewhere = put(tmp_path / "elsewhere" / "secret.wav")
    folder = tmp_path / "inbox"
    folder.mkdir()
    match kind:
        case "link to a file":
            (folder / "a.wav").symlink_to(elsewhere)
        case "link to a folder":
            (folder / "a").symlink_to(elsewhere.parent)
        case "dangling link":
            (folder / "a.wav").symlink_to(tmp_path / "nothing")
        case "shortcut":
            put(folder / "a.wav.lnk")
        case "pipe":
            os.mkfifo(folder / "a.wav")
        case "shift_jis":
            put(folder / os.fsdecode("会議.wav".encode("cp932")))
    (entry,) = inbox.listing(folder)
    assert entry.refused is not None
    assert entry.refused.todo


def test_links_inside_a_folder_are_not_followed(tmp_path):
    secret = put(tmp_path / "secret.wav")
    put(tmp_path / "inbox" / "会議" / "1.wav")
    (tmp_path / "inbox" / "会議" / "2.wav").symlink_to(secret)
    (entry,) = inbox.listing(tmp_path / "inbox")
    assert [p.path.name for p in entry.parts] == ["1.wav"]


@pytest.mark.parametrize("name", ["案内.ics", "写真.HEIC", "掲示.gif", "案内.xps"])
def test_what_can_be_no_sound_keeps_no_meeting_waiting(tmp_path, name):
    put(tmp_path / "会議" / "1.wav")
    put(tmp_path / "会議" / name)
    (entry,) = inbox.listing(tmp_path)
    assert ([p.path.name for p in entry.parts], [p.path.name for p in entry.documents]) == (["1.wav"], [name])


@pytest.mark.parametrize("name", ["2.wav.lnk", "会議の場所.URL"])
def test_a_shortcut_in_a_meetings_folder_is_named_and_keeps_nothing_waiting(tmp_path, name):
    put(tmp_path / "会議" / "1.wav")
    put(tmp_path / "会議" / name)
    (entry,) = inbox.listing(tmp_path)
    assert [p.path.name for p in entry.parts] == ["1.wav"]
    assert [(p.path.name, "ショートカット" in p.why) for p in entry.passed] == [(name, True)]
    assert inbox.signature_at(entry.path) == entry.signature


def test_the_signature_follows_the_content_and_survives_a_move(tmp_path):
    file = put(tmp_path / "a.wav")
    before = entries(tmp_path)["a.wav"].signature
    moved = file.rename(tmp_path / "b.wav")
    assert inbox.look_at(moved).signature == before
    put(moved, b"longer sound")
    assert inbox.look_at(moved).signature != before


def test_nothing_at_a_path_is_none(tmp_path):
    assert inbox.look_at(tmp_path / "a.wav") is None


@pytest.mark.parametrize("kind", ["file", "folder", "nothing", "below a file"])
def test_the_signature_at_a_path_is_that_of_the_look(tmp_path, kind):
    path = tmp_path / "会議"
    if kind == "folder":
        (path / "午後").mkdir(parents=True)
        for part in ("1.wav", "午後/2.wav", "次第.docx", "thumbs.db"):
            (path / part).write_text(part)
    elif kind != "nothing":
        path.write_text("sound")
    path = path / "x" if kind == "below a file" else path
    if kind == "file":
        (tmp_path / "会議.docx").write_text("papers")
    entry = inbox.look_at(path) if path.parent.is_dir() else None
    assert inbox.signature_at(path) == (entry.signature if entry else "")
