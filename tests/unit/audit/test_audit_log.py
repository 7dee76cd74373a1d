"""The audit log shows every alteration: of a line, of the order, of the end."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcriber.audit import AuditLog, MemoryHead, verify_log

NOW = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))


def filled(folder: Path, lines: int = 6) -> AuditLog:
    log = AuditLog(folder / "audit.jsonl", MemoryHead(), lambda: NOW)
    for number in range(lines):
        log.append("drafted", job=number, profile="会議録", sha256="ab" * 32, bytes=number)
    return log


def alter(log: AuditLog, change: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = log.file.read_bytes().splitlines(keepends=True)
    log.file.write_bytes(b"".join(change(lines)))


def test_a_log_that_nobody_touched_is_whole(tmp_path):
    log = filled(tmp_path)
    verdict = verify_log(log.file, log.head.read())
    assert (verdict.whole, verdict.entries, verdict.last) == (True, 6, log.head.read())


def test_each_line_is_on_the_disk_when_append_returns(tmp_path):
    log = filled(tmp_path, 0)
    for number in range(1, 4):
        log.append("received", job=number)
        assert len(log.file.read_text().splitlines()) == number


@pytest.mark.parametrize("line", range(6))
def test_a_changed_line_is_found(tmp_path, line):
    log = filled(tmp_path)

    def change(lines):
        lines[line] = lines[line].replace(b'"what":"drafted"', b'"what":"deleted"')
        return lines

    alter(log, change)
    found = verify_log(log.file, log.head.read()).findings
    assert found[0].line == line + 1 and "書き換え" in found[0].what


def test_a_changed_line_with_a_new_hash_of_its_own_is_found_by_its_follower(tmp_path):
    log = filled(tmp_path)

    def change(lines):
        from transcriber.audit.log import LogLine

        forged = LogLine(**{**json.loads(lines[2]), "what": "deleted"}).sealed()
        lines[2] = forged.line().encode() + b"\n"
        return lines

    alter(log, change)
    assert [f.line for f in verify_log(log.file, log.head.read()).findings] == [4]


def test_a_chain_forged_to_its_end_differs_from_the_head_and_from_a_printed_report(tmp_path):
    log = filled(tmp_path)
    printed = log.head.read()
    log.file.unlink()
    forged = filled(tmp_path, 5)
    forged.append("deleted")
    assert verify_log(log.file, printed).findings
    assert verify_log(log.file, forged.head.read(), expect=((printed[0], printed[1][:12]),)).findings


@pytest.mark.parametrize("kept", range(6))
def test_a_cut_tail_is_found(tmp_path, kept):
    log = filled(tmp_path)
    alter(log, lambda lines: lines[:kept])
    assert any("末尾" in f.what for f in verify_log(log.file, log.head.read()).findings)


def test_a_tail_that_was_cut_stays_visible_when_the_log_goes_on(tmp_path):
    log = filled(tmp_path)
    alter(log, lambda lines: lines[:4])
    log.append("returned")
    found = verify_log(log.file, log.head.read()).findings
    assert [f.what for f in found] == ["5番から6番までの行がありません。"]


def test_a_missing_file_is_found(tmp_path):
    log = filled(tmp_path)
    log.file.unlink()
    assert not verify_log(log.file, log.head.read()).whole


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(5)))
def test_any_other_order_is_found(tmp_path_factory, order):
    log = filled(tmp_path_factory.mktemp("log"), 5)
    alter(log, lambda lines: [lines[i] for i in order])
    assert verify_log(log.file, log.head.read()).whole == (list(order) == sorted(order))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 5), st.booleans())
def test_a_removed_or_doubled_line_is_found(tmp_path_factory, line, doubled):
    log = filled(tmp_path_factory.mktemp("log"))
    alter(log, lambda lines: lines[: line + doubled] + lines[line + (not doubled) :])
    assert not verify_log(log.file, log.head.read()).whole


def test_a_line_cut_by_a_power_failure_is_no_alteration(tmp_path):
    log = filled(tmp_path)
    with log.file.open("ab") as f:
        f.write(b'{"number":7,"at":"2026')
    assert verify_log(log.file, log.head.read()).whole
    log.append("returned")
    verdict = verify_log(log.file, log.head.read())
    assert (verdict.whole, verdict.entries, verdict.unfinished) == (True, 7, 1)


def test_a_line_written_before_its_head_was_noted_is_continued(tmp_path):
    log = filled(tmp_path)
    head = log.head.read()
    log.append("returned")
    log.head.write(*head)  # the power went between the two
    log.append("returned")
    verdict = verify_log(log.file, log.head.read())
    assert (verdict.whole, verdict.entries) == (True, 8)


@pytest.mark.parametrize("fact", ["山田太郎", "町長の答弁", "x" * 201, "a\nb", {"氏名": 1}, ("佐藤",)])
def test_free_text_is_refused(tmp_path, fact):
    log = filled(tmp_path, 0)
    with pytest.raises(ValueError, match="no free text"):
        log.append("drafted", fact=fact)
    assert not log.file.exists()
