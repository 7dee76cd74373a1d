"""The files: container × codec × fault, each with what is in it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from scripts.bench.media.judging import Piece, Truth
from scripts.bench.media.making import RATE, Audio, Track, joined, sound, write


def _always(seconds: float, time: float) -> float:
    return seconds


@dataclass(frozen=True)
class Case:
    """One file to be made: its name, and what makes it at a path and says what is in it."""

    name: str
    make: Callable[[Path], Truth]


@dataclass(frozen=True)
class Kind:
    """A container with a codec in it.

    Attributes:
        whole: verdicts that are right for a whole file.
        half: verdicts that are right for its first half; None: nothing can be read of that.
        clocked: it has time stamps, and a hole in them survives.
        tracks: it can hold several audio tracks.
        cut_at: share of the bytes that makes the half.
    """

    suffix: str
    codec: str
    rate: int = RATE
    whole: frozenset[str] = frozenset({"whole"})
    half: frozenset[str] | None = frozenset({"cut"})
    clocked: bool = False
    tracks: bool = False
    container: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    bits: int = 0

    @property
    def name(self) -> str:
        marks = "".join(f"_{v.strip('+')}" for _, v in self.options)
        return f"{self.codec}{self.rate // 1000}{marks}.{self.suffix}"


_OPEN = frozenset({"not_known"})
_ANY = frozenset({"cut", "not_known"})
_FAST = (("movflags", "+faststart"),)
_FRAGMENTS = (("movflags", "+frag_keyframe+empty_moov"), ("frag_duration", "1000000"))

KINDS = (
    Kind("wav", "pcm_s16le", 8_000),
    Kind("wav", "pcm_s24le", 44_100),
    Kind("wav", "pcm_f32le", 48_000),
    Kind("wav", "pcm_mulaw", 8_000),
    Kind("wav", "adpcm_ima_wav", 16_000),
    Kind("wav", "pcm_s16le", 16_000, options=(("rf64", "always"),)),
    Kind("w64", "pcm_s16le"),
    Kind("aiff", "pcm_s16be"),
    Kind("caf", "pcm_s16le"),
    Kind("au", "pcm_s16be"),
    Kind("flac", "flac"),
    Kind("mp3", "libmp3lame"),
    Kind("mp3", "libmp3lame", 44_100, options=(("write_xing", "0"),), whole=_OPEN, half=_ANY),
    Kind("aac", "aac", 48_000, whole=_OPEN, half=_ANY, container="adts"),
    Kind("amr", "libopencore_amrnb", 8_000, whole=_OPEN, half=_ANY),
    Kind("ogg", "libopus", 48_000, container="ogg"),
    Kind("ogg", "flac", 16_000, container="ogg"),
    Kind("wma", "wmav2", 44_100),
    Kind("m4a", "aac", half=None, clocked=True),
    Kind("m4a", "alac", half=frozenset({"cut"}), options=_FAST, clocked=True),
    Kind("mp4", "aac", 48_000, options=_FAST, clocked=True, tracks=True),
    Kind("mp4", "aac", 48_000, options=_FRAGMENTS, whole=frozenset({"whole", "not_known"}), half=_ANY, clocked=True),
    Kind("mov", "pcm_s16le", options=_FAST, tracks=True),
    Kind("3gp", "libopencore_amrnb", 8_000, half=None),
    Kind("mkv", "aac", clocked=True, tracks=True),
    Kind("mkv", "flac", clocked=True, tracks=True),
    Kind("mka", "libmp3lame", 44_100, clocked=True, tracks=True, container="matroska"),
    Kind("webm", "libopus", 48_000, clocked=True, tracks=True),
    Kind("webm", "libopus", 48_000, whole=_OPEN, half=_ANY, clocked=True, options=(("live", "1"),)),
    Kind("ts", "aac", 48_000, whole=_OPEN, half=_ANY, clocked=True, tracks=True, container="mpegts"),
    Kind("ts", "mp2", 48_000, whole=_OPEN, half=_ANY, clocked=True, tracks=True, container="mpegts"),
    Kind("mpg", "mp2", 44_100, whole=_OPEN, half=_ANY),
    Kind("flv", "aac", 44_100, whole=_OPEN, half=_ANY, clocked=True),
    Kind("avi", "libmp3lame", 44_100, tracks=True),
    Kind("avi", "pcm_s16le"),
)


@dataclass(frozen=True)
class Sources:
    """What is said in the files: two different meetings, (samples,) at 16 kHz."""

    one: Audio
    two: Audio


def every(sources: Sources) -> Iterator[Case]:
    """All cases, in a fixed order."""
    makers = (_whole, _half, _joined, _zeros, _damaged, _hole, _small_holes, _late, _tracks)
    for make in makers:
        for kind in KINDS:
            yield from make(sources, kind)
    yield from _sizes(sources)
    yield from _clocks(sources)
    yield from _changes(sources)
    yield from _odd(sources)
    yield from _nonsense(sources)


def _encode(
    kind: Kind, path: Path, *tracks: Audio, video: float = 0.0, moved: Callable[[float], float] | None = None
) -> Path:
    made = [Track(np.atleast_2d(t), kind.codec, kind.rate, moved or (lambda time: 0.0), kind.bits) for t in tracks]
    return write(path, made, container=kind.container, options=dict(kind.options), video=video)


def _seconds(audio: Audio) -> float:
    return len(audio) / RATE


def _whole(s: Sources, kind: Kind) -> Iterator[Case]:
    def make(path: Path) -> Truth:
        _encode(kind, path, s.one)
        return Truth((Piece(s.one, 0),), kind.whole)

    yield Case(f"whole_{kind.name}", make)


def _half(s: Sources, kind: Kind) -> Iterator[Case]:
    def make(path: Path) -> Truth:
        data = _encode(kind, path, s.one).read_bytes()
        path.write_bytes(data[: len(data) * 11 // 20])
        return (
            Truth(refused=True) if kind.half is None else Truth((Piece(s.one[: len(s.one) * 4 // 10], 0),), kind.half)
        )

    yield Case(f"half_{kind.name}", make)


def _joined(s: Sources, kind: Kind) -> Iterator[Case]:
    def make(path: Path) -> Truth:
        first = _encode(kind, path.with_name("first." + kind.suffix), s.one)
        second = _encode(kind, path.with_name("second." + kind.suffix), s.two)
        joined(path, first, second)
        return Truth((Piece(s.one, 0), Piece(s.two, _seconds(s.one))), frozenset({"continued"}) | (kind.whole & _OPEN))

    yield Case(f"joined_{kind.name}", make)


def _zeros(s: Sources, kind: Kind) -> Iterator[Case]:
    def make(path: Path) -> Truth:
        data = _encode(kind, path, s.one).read_bytes()
        path.write_bytes(data + bytes(300_000))
        return Truth((Piece(s.one, 0),), kind.whole | {"not_known"})

    yield Case(f"zeros_behind_{kind.name}", make)


def _damaged(s: Sources, kind: Kind) -> Iterator[Case]:
    """Half a second or less is overwritten. Where frames have neither length nor clock, what is behind it cannot be placed."""
    if "amr" in kind.codec:
        return

    def make(path: Path) -> Truth:
        data = bytearray(_encode(kind, path, s.one).read_bytes())
        middle, size = len(data) // 2, max(200, round(len(data) / _seconds(s.one) * 0.1))
        data[middle : middle + size] = np.random.default_rng(5).integers(0, 256, size, dtype=np.uint8).tobytes()
        path.write_bytes(data)
        third = len(s.one) * 2 // 5 // RATE * RATE
        last = len(s.one) * 3 // 5 // RATE * RATE
        return Truth((Piece(s.one[:third], 0), Piece(s.one[last:], last / RATE)))

    yield Case(f"damaged_{kind.name}", make)


def _hole(s: Sources, kind: Kind) -> Iterator[Case]:
    if not kind.clocked:
        return

    def make(path: Path) -> Truth:
        middle = len(s.one) // 2 // RATE
        _encode(kind, path, s.one, moved=lambda time: 12.0 if time >= middle else 0.0)
        return Truth(
            (Piece(s.one[: middle * RATE], 0), Piece(s.one[middle * RATE :], middle + 12)), kind.whole, holes=12.0
        )

    yield Case(f"hole_{kind.name}", make)


def _small_holes(s: Sources, kind: Kind) -> Iterator[Case]:
    if not kind.clocked:
        return

    def make(path: Path) -> Truth:
        _encode(kind, path, s.one, moved=lambda time: 0.18 * int(time / 2))
        pieces = tuple(Piece(s.one[n * RATE : (n + 1) * RATE], n + 0.18 * (n // 2)) for n in range(len(s.one) // RATE))
        return Truth(pieces, kind.whole)

    yield Case(f"small_holes_{kind.name}", make)


def _late(s: Sources, kind: Kind) -> Iterator[Case]:
    if not (kind.clocked and kind.tracks):
        return

    def make(path: Path) -> Truth:
        _encode(kind, path, s.one, video=_seconds(s.one) + 12, moved=lambda time: 12.0)
        return Truth((Piece(s.one, 12),), kind.whole, holes=12.0)

    if kind.suffix not in ("webm", "mka"):
        yield Case(f"late_{kind.name}", make)


def _tracks(s: Sources, kind: Kind) -> Iterator[Case]:
    if not kind.tracks:
        return
    length = max(len(s.one), len(s.two))
    silent = np.zeros(length, np.float32)

    def case(name: str, tracks: tuple[Audio, ...], pieces: tuple[Piece, ...]) -> Case:
        def make(path: Path) -> Truth:
            _encode(kind, path, *tracks)
            return Truth(pieces, kind.whole, told=frozenset({"tracks"}))

        return Case(f"{name}_{kind.name}", make)

    one = Piece(s.one, 0)
    turn = (
        np.arange(len(s.two)) // (2 * RATE)
    ) % 2  # in turns: what two say at once is not to be told apart afterwards
    here, there = s.one[: len(s.two)] * (turn == 0), s.two * (turn == 1)
    behind = np.concatenate([np.zeros(len(s.one), np.float32), s.two])
    hum = 0.002 * np.sin(2 * np.pi * 50 * np.arange(length) / RATE).astype(np.float32)
    yield case("silent_first", (silent, s.one), (one,))
    yield case("two_people", (s.one, behind), (one, Piece(s.two, _seconds(s.one))))
    yield case("two_rooms", (here, there), (Piece(here, 0), Piece(there, 0)))
    yield case("copies", (0.2 * s.one, s.one), (one,))
    yield case("hum_first", (hum, s.one), (one,))


def _sizes(s: Sources) -> Iterator[Case]:
    """Sizes that were never filled in, and sizes that say less than there is."""

    def filled(riff: int, data: int, verdicts: frozenset[str], path: Path) -> Truth:
        raw = bytearray(sound(path, s.one, "pcm_s16le").read_bytes())
        at = raw.index(b"data")
        raw[4:8], raw[at + 4 : at + 8] = struct.pack("<I", riff), struct.pack("<I", data)
        path.write_bytes(raw)
        return Truth((Piece(s.one, 0),), verdicts)

    for riff, data in (
        (0, 0),
        (0xFFFF_FFFF, 0xFFFF_FFFF),
        (0x8000_0024, 0x8000_0000),
        (0x7FFF_F024, 0x7FFF_F000),
        (0x7FFF_FFFF, 0x7FFF_FFDB),
        (36, 0),
    ):
        yield Case(f"placeholder_{riff:x}_{data:x}.wav", partial(filled, riff, data, _OPEN))
    for share in (3, 10):
        size = len(s.one) * 2 // share
        yield Case(f"says_one_of_{share}.wav", partial(filled, size + 36, size, frozenset({"continued"})))
    yield Case("riff_says_less.wav", partial(filled, 1000, len(s.one) * 2, frozenset({"whole"})))

    def patched(codec: str, mark: bytes, field: int, form: str, nothing: int, share: int, path: Path) -> Truth:
        sound(path, s.one, codec)
        raw = bytearray(path.read_bytes())
        at = raw.index(mark) + field
        raw[at : at + struct.calcsize(form)] = struct.pack(form, len(s.one) * 2 // share if share else nothing)
        path.write_bytes(raw)
        return Truth((Piece(s.one, 0),), frozenset({"continued"} if share else {"not_known"}))

    for suffix, codec, mark, field, form, nothing in (
        ("w64", "pcm_s16le", bytes.fromhex("64617461f3acd3118cd100c04f8edb8a"), 16, "<Q", 0),
        ("aiff", "pcm_s16be", b"SSND", 4, ">I", 0),
        ("caf", "pcm_s16le", b"data", 4, ">q", -1),
        ("au", "pcm_s16be", b".snd", 8, ">I", 0xFFFF_FFFF),
    ):
        for name, share in (("nothing", 0), ("a_third", 3)):
            yield Case(f"says_{name}.{suffix}", partial(patched, codec, mark, field, form, nothing, share))

    def behind(what: bytes, told: frozenset[str], verdicts: frozenset[str], kind: Kind, path: Path) -> Truth:
        path.write_bytes(_encode(kind, path, s.one).read_bytes() + what)
        return Truth((Piece(s.one, 0),), verdicts, told=told)

    noise = np.random.default_rng(3).integers(0, 256, 200_000, dtype=np.uint8).tobytes()
    listing = b"LIST" + struct.pack("<I", 4000) + b"INFO" + bytes(3996)
    for name in ("pcm_s16le8.wav", "aac16.m4a", "aac16.mkv", "wmav244.wma", "pcm_s16be16.aiff"):
        kind = next(k for k in KINDS if k.name == name)
        yield Case(f"noise_behind_{name}", partial(behind, noise, frozenset({"unread"}), kind.whole, kind))
    wav = KINDS[0]
    yield Case("list_behind.wav", partial(behind, listing, frozenset(), wav.whole, wav))
    mp3 = next(k for k in KINDS if k.name == "libmp3lame16.mp3")
    yield Case("tag_behind.mp3", partial(behind, b"TAG" + b"x" * 125, frozenset(), mp3.whole, mp3))

    def truncated(missing: int, verdicts: frozenset[str], path: Path) -> Truth:
        raw = sound(path, s.one, "pcm_s16le").read_bytes()
        path.write_bytes(raw[: len(raw) - missing])
        return Truth((Piece(s.one[: len(s.one) - missing // 2], 0),), verdicts)

    yield Case("one_sample_short.wav", partial(truncated, 2, frozenset({"whole"})))
    yield Case("one_second_short.wav", partial(truncated, 32_000, frozenset({"cut"})))


def _clocks(s: Sources) -> Iterator[Case]:
    """Clocks of broadcast streams that are set anew."""
    half = len(s.one) // 2 // RATE

    def jump(by: float, codec: str, path: Path) -> Truth:
        parts = [
            sound(path.with_name(name), audio, codec, rate=48_000, container="mpegts", moved=partial(_always, at))
            for name, audio, at in (
                ("first.ts", s.one[: half * RATE], 100.0),
                ("second.ts", s.one[half * RATE :], 100.0 + half + by),
            )
        ]
        joined(path, *parts)
        return Truth((Piece(s.one, 0),))

    for by in (5400.0, 600.0, 80_000.0, -90.0, -50.0):
        for codec in ("aac", "mp2"):
            yield Case(f"clock_jumps_{by:.0f}_{codec}.ts", partial(jump, by, codec))

    def wrap(codec: str, path: Path) -> Truth:
        end = 2**33 / 90_000
        sound(path, s.one, codec, rate=48_000, container="mpegts", moved=lambda time: end - half)
        return Truth((Piece(s.one, 0),), holes=0.0)

    yield Case("clock_wraps_aac.ts", partial(wrap, "aac"))
    yield Case("clock_wraps_mp2.ts", partial(wrap, "mp2"))

    def gap(by: float, kind: Kind, path: Path) -> Truth:
        middle = half
        _encode(kind, path, s.one, moved=lambda time: by if time >= middle else 0.0)
        return Truth((Piece(s.one[: middle * RATE], 0), Piece(s.one[middle * RATE :], middle + by)), holes=by)

    for kind in KINDS:
        if kind.suffix in ("mp4", "mkv", "webm") and kind.codec != "flac":
            yield Case(f"long_hole_{kind.name}", partial(gap, 400.0, kind))

    def live(kind: Kind, path: Path) -> Truth:
        _encode(kind, path, s.one, moved=lambda time: 20_000.0)
        return Truth((Piece(s.one, 0),))

    for kind in KINDS:
        if kind.name in ("aac16.mkv", "aac48.ts", "aac44.flv", "libopus48_1.webm"):
            yield Case(f"cut_out_of_a_broadcast_{kind.name}", partial(live, kind))


def _changes(s: Sources) -> Iterator[Case]:
    """Channels or rate change within the file."""
    for suffix, codec, container, rates in (
        ("mp3", "libmp3lame", None, (16_000, 44_100)),
        ("aac", "aac", "adts", (16_000, 48_000)),
        ("ts", "aac", "mpegts", (48_000, 48_000)),
        ("ts", "mp2", "mpegts", (48_000, 32_000)),
        ("flac", "flac", None, (16_000, 44_100)),
        ("ogg", "libopus", "ogg", (48_000, 48_000)),
        ("wav", "pcm_s16le", None, (8_000, 44_100)),
    ):
        for channels in ((1, 2), (2, 1)):

            def make(
                path: Path,
                codec: str = codec,
                container: str | None = container,
                rates: tuple[int, int] = rates,
                channels: tuple[int, int] = channels,
            ) -> Truth:
                parts = [
                    sound(
                        path.with_name(f"{n}{path.suffix}"),
                        np.stack([audio] * count),
                        codec,
                        rate=rate,
                        container=container,
                    )
                    for n, (audio, count, rate) in enumerate(zip((s.one, s.two), channels, rates, strict=True))
                ]
                joined(path, *parts)
                return Truth((Piece(s.one, 0), Piece(s.two, _seconds(s.one))))

            yield Case(f"changes_{codec}_{channels[0]}_{channels[1]}.{suffix}", make)


def _forget_codec(raw: bytearray) -> None:
    """Make the first track of an MP4 one that nothing can decode."""
    at = raw.index(b"mp4a", raw.index(b"stsd"))
    raw[at : at + 4] = b"zz!!"
    at = raw.index(b"esds", at)
    raw[at : at + 4] = b"zzzz"


def _odd(s: Sources) -> Iterator[Case]:
    def other_streams(options: tuple[dict[str, str], dict[str, str]], path: Path) -> Truth:
        parts = [
            sound(path.with_name(name), audio, "aac", rate=48_000, container="mpegts", options_of_file=chosen)
            for name, audio, chosen in zip(("first.ts", "second.ts"), (s.one, s.two), options, strict=True)
        ]
        joined(path, *parts)
        # A camcorder's streams have fixed numbers: nothing in the tables shows the joint, and the clock does.
        verdicts = frozenset({"continued"} if path.suffix == ".ts" else ())
        return Truth((Piece(s.one, 0), Piece(s.two, _seconds(s.one))), verdicts)

    for name, second in (
        ("other_streams", {"mpegts_start_pid": "0x300"}),
        ("other_programs", {"mpegts_pmt_start_pid": "0x200", "mpegts_start_pid": "0x400"}),
    ):
        yield Case(f"{name}.ts", partial(other_streams, ({}, second)))
        yield Case(
            f"{name}_of_a_camcorder.m2ts",
            partial(other_streams, ({"mpegts_m2ts_mode": "1"}, second | {"mpegts_m2ts_mode": "1"})),
        )

    def pauses(kind: Kind, path: Path) -> Truth:
        talk = np.concatenate([s.one[: 6 * RATE], np.zeros(8 * RATE, np.float32), s.one[6 * RATE :]])
        sound(path, talk, kind.codec, rate=8_000, options={"dtx": "1"})
        return Truth((Piece(s.one[: 6 * RATE], 0), Piece(s.one[6 * RATE :], 14)), kind.whole)

    for kind in KINDS:
        if "amr" in kind.codec:
            yield Case(f"pauses_dtx_{kind.name}", partial(pauses, kind))

    def unknown_codec(path: Path) -> Truth:
        write(path, [Track(s.two[None], "aac", 48_000), Track(s.one[None], "aac", 48_000)])
        raw = bytearray(path.read_bytes())
        _forget_codec(raw)
        path.write_bytes(raw)
        return Truth((Piece(s.one, 0),), told=frozenset({"tracks"}))

    yield Case("first_track_has_no_decoder.mov", unknown_codec)

    def only_unknown(path: Path) -> Truth:
        raw = bytearray(sound(path, s.one, "aac").read_bytes())
        _forget_codec(raw)
        path.write_bytes(raw)
        return Truth(refused=True)

    yield Case("only_track_has_no_decoder.m4a", only_unknown)

    def inverted(path: Path) -> Truth:
        sound(path, np.stack([s.one, -s.one]), "pcm_s16le")
        return Truth((Piece(s.one, 0),), frozenset({"whole"}))

    yield Case("inverted.wav", inverted)

    def inverted_later(path: Path) -> Truth:
        first = sound(path.with_name("first.mp3"), s.one, "libmp3lame")
        second = sound(
            path.with_name("second.mp3"), np.stack([s.two, -s.two]), "libmp3lame", options={"joint_stereo": "0"}
        )
        joined(path, first, second)
        return Truth((Piece(s.one, 0), Piece(s.two, _seconds(s.one))))

    yield Case("mono_then_inverted.mp3", inverted_later)

    def late_without_picture(path: Path) -> Truth:
        sound(path, s.one, "aac", moved=lambda time: 12.0)
        return Truth((Piece(s.one, 12),), holes=12.0)

    yield Case("late_without_picture.mkv", late_without_picture)

    def three(path: Path) -> Truth:
        turn = (np.arange(len(s.two)) // (2 * RATE)) % 3
        voices = (s.one[: len(s.two)], s.two, s.one[-len(s.two) :])
        turns = [audio * (turn == n) for n, audio in enumerate(voices)]
        write(path, [Track(a[None].astype(np.float32), "aac", 48_000) for a in turns])
        return Truth(tuple(Piece(a, 0) for a in turns), told=frozenset({"tracks"}))

    yield Case("three_tracks.mp4", three)


def _nonsense(s: Sources) -> Iterator[Case]:
    """Nothing here may end as a program error; what can be read of it is not asked."""

    def content(raw: bytes, path: Path) -> Truth:
        path.write_bytes(raw)
        return Truth(refused=True)

    noise = np.random.default_rng(11).integers(0, 256, 50_000, dtype=np.uint8).tobytes()
    for suffix in ("wav", "mp3", "m4a", "ogg"):
        yield Case(f"noise.{suffix}", partial(content, noise))
    for name, raw in (
        ("empty.mp3", b""),
        ("zeros.wav", bytes(50_000)),
        ("text.wav", "これは文章です。\n".encode() * 90),
        ("header.wav", b"RIFF\x24\0\0\0WAVEfmt "),
        ("box.mp4", b"\0\0\0\x20ftypisom" + bytes(20)),
        ("page.ogg", b"OggS\0\2" + bytes(60)),
        ("element.mkv", bytes.fromhex("1a45dfa3a3428288") + b"matroska" + bytes(30)),
    ):
        yield Case(name, partial(content, raw))

    def spoiled(kind: Kind, seed: int, path: Path) -> Truth:
        raw = np.frombuffer(_encode(kind, path, s.one).read_bytes(), np.uint8).copy()
        dice = np.random.default_rng(seed)
        where = dice.integers(0, len(raw) if seed % 2 else min(len(raw), 4096), 40)
        raw[where] = dice.integers(0, 256, len(where), dtype=np.uint8)
        path.write_bytes(raw.tobytes())
        return Truth(refused=True)

    for kind in KINDS:
        for seed in (1, 2):
            yield Case(f"spoiled{seed}_{kind.name}", partial(spoiled, kind, seed))


__all__ = ["KINDS", "Case", "Kind", "Sources", "every"]
