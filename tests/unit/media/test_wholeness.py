"""What containers say about their ends, on files made here and on bytes that only begin like one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import sounds

from transcriber.media import wholeness
from transcriber.media.wholeness import Ending

BEGINNINGS = (
    b"RIFF\xff\xff\xff\xffWAVE",
    b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0",
    b"RIFF\0\0\0\0AVI ",
    b"FORM\0\0\0\0AIFFCOMM\0\0\0\x12",
    b"caff\0\1\0\0desc",
    bytes.fromhex("726966662e91cf11a5d628db04c10000"),
    b".snd\0\0\0\x18",
    b"\0\0\0\x20ftypisom",
    b"\0\0\0\1mdat\0\0\0\0\0\0\0\x10",
    bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"),
    b"OggS\0\2",
    bytes.fromhex("1a45dfa38442828477") + b"webm",
    b"fLaC\0\0\0\x22",
    b"ID3\4\0\x10\0\0\0\0fLaC",
    b"#!AMR\n",
    b"FLV\1\4\0\0\0\x09",
    b"\xff\xf1\x50\x80\0\xff\xfc",
    b"\xff\xfb\x90\x64Xing",
    b"G\x40\0\x10\0\0\xb0\x0d",
)


@settings(max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(BEGINNINGS), st.binary(max_size=300)), min_size=1, max_size=6))
def test_any_bytes_are_looked_at_in_a_bounded_time_and_covered_once(tmp_path: Path, parts: list[bytes]) -> None:
    path = tmp_path / "any"
    path.write_bytes(b"".join(parts))
    found = wholeness.inspect(path)
    end = 0
    for stretch in found.stretches:
        assert end <= stretch.start < stretch.end <= path.stat().st_size
        end = stretch.end
    assert 0 <= found.unread <= path.stat().st_size


def test_a_tag_and_zeros_behind_the_end_are_no_matter(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.tone(2), "pcm_s16le")
    path.write_bytes(path.read_bytes() + b"TAG" + bytes(125) + bytes(100_000))
    found = wholeness.inspect(path)
    assert found.unread == 0
    assert [s.found.ending for s in found.stretches] == [Ending.WHOLE]


def test_three_kinds_behind_each_other_are_three_stretches(tmp_path: Path) -> None:
    kinds = (("wav", "pcm_s16le"), ("m4a", "aac"), ("flac", "flac"))
    files = [sounds.write(tmp_path / f"a.{suffix}", sounds.tone(2), codec) for suffix, codec in kinds]
    path = tmp_path / "all"
    path.write_bytes(b"".join(f.read_bytes() for f in files))
    sizes = [f.stat().st_size for f in files]
    assert [s.end - s.start for s in wholeness.inspect(path).stretches] == sizes


@pytest.mark.parametrize("missing", [1, 100, 3000])
def test_an_ogg_page_that_was_only_begun_is_a_cut(tmp_path: Path, missing: int) -> None:
    path = sounds.write(tmp_path / "a.ogg", sounds.tone(5, rate=48_000), "libopus", rate=48_000)
    path.write_bytes(path.read_bytes()[:-missing])
    assert wholeness.inspect(path).stretches[0].found.ending is Ending.CUT


def test_noise_behind_samples_is_not_read_as_sound(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.tone(2), "pcm_s16le")
    path.write_bytes(path.read_bytes() + np.random.default_rng(1).bytes(100_000))
    found = wholeness.inspect(path)
    assert found.unread == pytest.approx(100_000, abs=10)
    assert not found.stretches[0].beyond
