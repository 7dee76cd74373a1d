"""What staff see on 状況.html and 状況.csv."""

from __future__ import annotations

import csv
import re
import socket
from dataclasses import replace

import pytest
from support.jobs import NOW, SHORT
from transcripts import transcript

from transcriber.minutes.capture import FileRead, WholenessVerdict
from transcriber.profiles.tree import PAGE, TABLE
from transcriber.queue.job import Notice, Status
from transcriber.service import part_lines, status_page, systemd
from transcriber.work.received import Received
from transcriber.work.workfolder import WorkFolder, work_folder


def test_a_running_job_shows_how_far_and_how_long(office):
    job = replace(SHORT, status=Status.RUNNING, done=0.42, remaining=700, stage="音声認識")
    assert status_page.state(job) == "文字起こし中 42%、残り約12分"
    page = status_page.status_html("会議録", (job,), NOW)
    assert "width:42%" in page
    assert "残り約12分" in page
    assert "音声認識" in page


@pytest.mark.parametrize(
    ("seconds", "words"), [(10, "残り約1分"), (5400, "残り約1時間30分"), (None, "文字起こし中 0%")]
)
def test_the_time_left_is_said_as_people_do(seconds, words):
    assert words in status_page.state(replace(SHORT, status=Status.RUNNING, remaining=seconds))


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.WITHDRAWN])
def test_every_state_is_shown_in_its_words(status):
    page = status_page.status_html(
        "会議録", (replace(SHORT, status=status, found="理由です。", todo="こうします。"),), NOW
    )
    assert status.label in page
    assert "理由です。" in page


def test_it_reloads_itself_and_needs_nothing_beside_it():
    page = status_page.status_html("会議録", (), NOW)
    assert f"location.reload(); }}, {status_page.REFRESH} * 1000" in page
    assert 'http-equiv="refresh"' not in page  # WCAG 2.2.1: its reader can switch it off
    assert not re.search(r"(src|href)=\"(https?:|//)", page)
    assert "まだありません" in page


def test_how_the_parts_of_a_meeting_were_joined_stands_below_its_job():
    lines = ("名前の番号の順につなぎました。", "00:00:00から　会議/<その一>.m4a（1分0秒）")
    page = status_page.status_html("会議録", (SHORT,), NOW, parts={SHORT.id: lines})
    assert "名前の番号の順につなぎました。<br>00:00:00から　会議/&lt;その一&gt;.m4a（1分0秒）" in page
    assert lines[1] in status_page.status_csv((SHORT,), parts={SHORT.id: lines})
    assert "つなぎました" not in status_page.status_html("会議録", (SHORT,), NOW)


def decoded(office, name, **fault):
    """Leave in the work folder what the media stage does."""
    found = transcript().recording.model_copy(update={"files": (FileRead(name=name, seconds=60, **fault),)})
    media = WorkFolder(work_folder(office.work, office.job(name).id)).media
    media.write_text(Received(key="k", recording=found).model_dump_json(), encoding="utf-8")


def test_a_recording_that_is_cut_is_told_in_its_row_until_it_is_not(office):
    office.drop("切れた.wav")
    office.drop("よい.wav", "other")
    office.run()
    decoded(office, "切れた.wav", verdict=WholenessVerdict.CUT, missing_seconds=216)
    decoded(office, "よい.wav", verdict=WholenessVerdict.WHOLE)
    board = status_page.Board(office.store, office.now, office.work)
    board.write(office.council)
    told = {row[1]: row[3] for row in rows(office)}
    assert "途中で切れています（読めたのは1分0秒まで。あと3分36秒あるはずです）" in told["切れた.wav"]
    assert "コピーし直してください" in told["切れた.wav"]
    assert "切れて" not in told["よい.wav"]
    assert (office.council.root / PAGE).read_text().count("途中で切れています") == 1
    decoded(office, "切れた.wav", verdict=WholenessVerdict.WHOLE)  # copied anew and worked on again
    board.write(office.council)
    assert "途中で切れています" not in (office.council.root / PAGE).read_text()


def test_a_file_that_holds_what_another_holds_is_told_in_its_row(office):
    """午後 with the sound of 午前: whoever only looks at this page must learn that a file may have been taken for another."""
    office.drop("会議.wav")
    office.run()
    decoded(office, "会議.wav", verdict=WholenessVerdict.WHOLE, repeats="午前.wav")
    status_page.Board(office.store, office.now, office.work).write(office.council)
    told = {row[1]: row[3] for row in rows(office)}
    assert "「午前.wav」と同じ音が入っています" in told["会議.wav"]
    assert "取り違えていないか確かめてください" in told["会議.wav"]


def test_what_is_known_of_a_recording_is_read_once_a_change(office, monkeypatch):
    office.drop("切れた.wav")
    office.run()
    decoded(office, "切れた.wav", verdict=WholenessVerdict.CUT)
    board = status_page.Board(office.store, office.now, office.work)
    board.write(office.council)
    monkeypatch.setattr(part_lines, "read_part_lines", lambda *_: pytest.fail("read again"))
    office.clock += status_page.PULSE
    board.write(office.council)
    assert "途中で切れています" in (office.council.root / PAGE).read_text()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"recording": 1}',
        '{"recording": {"files": [1]}}',
        '{"recording": {"files": [{"verdict": "cut"}]}}',
    ],
)
def test_a_note_of_a_recording_that_cannot_be_read_says_nothing(office, content):
    office.drop("会議.wav")
    office.run()
    media = WorkFolder(work_folder(office.work, office.job("会議.wav").id)).media
    media.write_text(content)
    assert part_lines.read_part_lines(office.work, office.job("会議.wav").id) == ()


def test_a_file_name_is_text_and_not_markup_or_formula():
    job = replace(SHORT, entry='<script>alert("x")</script>.wav')
    assert "<script>alert" not in status_page.status_html("会議録", (job,), NOW)
    assert "'=HYPERLINK" in status_page.status_csv((replace(SHORT, entry='=HYPERLINK("x").wav'),))


def test_the_files_lie_in_the_profile_and_excel_reads_the_table(office):
    office.drop("定例会.wav")
    office.drop("うそ.wav", "NotARecording")
    office.run()
    page = (office.council.root / PAGE).read_text()
    assert "下書きができました" in page
    raw = (office.council.root / TABLE).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert rows[0] == list(status_page.STATUS_COLUMNS)
    assert {row[1]: row[2] for row in rows[1:]} == {"定例会.wav": "下書きができました", "うそ.wav": "要対応"}
    assert (office.consultation.root / PAGE).exists()
    assert not list(office.watch.rglob("*.tmp"))


def test_it_is_written_when_something_changed_or_a_minute_has_passed(office):
    writer = status_page.Board(office.store, office.now)
    page = office.council.root / PAGE
    writer.write(office.council)
    page.unlink()
    writer.write(office.council)
    assert not page.exists()
    office.clock += status_page.PULSE
    writer.write(office.council)
    assert page.exists()


def test_a_folder_that_cannot_be_written_is_noted_and_stops_nothing(office):
    (office.council.root / PAGE).mkdir()
    (office.council.root / PAGE / "x").touch()
    office.drop("定例会.wav")
    office.run()
    assert office.job("定例会.wav").status is Status.DRAFTED
    assert PAGE in office.store.notices()[0].place


def rows(office) -> list[list[str]]:
    raw = (office.council.root / TABLE).read_text(encoding="utf-8-sig")
    return list(csv.reader(raw.splitlines()))[1:]


def test_what_is_wrong_with_a_folder_stands_first_on_the_board_of_its_profile(office):
    office.council.inbox.rename(office.council.root / "1_録音（旧）")
    office.run()
    page = (office.council.root / PAGE).read_text()
    assert "「1_録音」のフォルダがありません" in page
    assert page.index("1_録音」のフォルダ") < page.index("録音はまだありません")
    assert rows(office)[0][1:3] == ["［会議録］", "要対応"]
    assert "1_録音" not in (office.consultation.root / TABLE).read_text(encoding="utf-8-sig")
    (office.council.root / "1_録音（旧）").rename(office.council.inbox)
    office.run()
    assert "フォルダがありません" not in (office.council.root / PAGE).read_text()
    assert rows(office) == []


def test_what_is_wrong_with_the_share_stands_on_every_board():
    page = status_page.status_html(
        "相談記録", (), NOW, (Notice("共有フォルダ", "応答しません。", "確かめてください。", NOW),)
    )
    assert "応答しません。 確かめてください。" in page


def test_a_notice_of_a_folder_that_nothing_waits_for_goes_with_it(office):
    office.council.inbox.rmdir()
    office.run()
    assert [n.place for n in office.store.notices()] == ["会議録"]
    office.council.root.rename(office.watch.parent / "会議録")
    office.run()
    assert office.store.notices() == ()


def test_an_original_that_cannot_be_archived_does_not_hide_its_draft(office):
    office.council.done.rmdir()
    office.council.done.touch()
    office.drop("定例会.wav")
    office.run()
    page = (office.council.root / PAGE).read_text()
    assert "2_下書き/定例会</a> にあります。" in page
    assert "同じ名前のファイルがあります" in page


def test_old_drafts_leave_the_board_but_open_ones_never(office):
    office.drop("定例会.wav")
    office.drop("うそ.wav", "NotARecording")
    office.run()
    office.clock += (status_page.KEEP_DAYS + 1) * 86400
    office.run()
    page = (office.council.root / PAGE).read_text()
    assert "定例会.wav" not in page
    assert "うそ.wav" in page


def test_systemd_hears_that_we_live(tmp_path, monkeypatch):
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
        s.bind(address)
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        systemd.notify("WATCHDOG=1")
        assert s.recv(100) == b"WATCHDOG=1"


def test_a_service_manager_that_has_gone_stops_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    systemd.notify("WATCHDOG=1")


def test_without_systemd_nothing_is_sent(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    systemd.notify("WATCHDOG=1")


@pytest.mark.parametrize("name", [PAGE, f".{PAGE}.tmp"])
def test_a_link_in_the_pages_place_is_not_written_through_and_said(office, tmp_path, name):
    elsewhere = tmp_path / "大事な文書.html"
    elsewhere.write_text("staff's own")
    (office.council.root / name).symlink_to(elsewhere)
    office.run()
    assert elsewhere.read_text() == "staff's own" and (office.council.root / name).is_symlink()
    (notice,) = [n for n in office.store.notices() if PAGE in n.place]
    assert "リンク" in notice.found
    (office.council.root / name).unlink()
    office.run()
    assert (office.council.root / PAGE).is_file()
    assert not [n for n in office.store.notices() if PAGE in n.place]
