"""What has no frame around it but its own frames: MP3, AAC (ADTS), FLAC, AMR, and FLV's tags."""

from __future__ import annotations

from transcriber.media.wholeness.container_verdict import ByteSource, ContainerFound, Ending

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_V1 = {
    1: (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_V2 = {
    1: (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    3: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_ID3 = (b"\2", b"\3", b"\4")
_MP3_SLACK = 0.3
"""Seconds that encoders pad at both ends of an MP3, which decoding takes off again."""


def flac(source: ByteSource, at: int) -> ContainerFound | None:
    """FLAC, with the number of its samples in the first block."""
    place = _behind_id3(source, at)
    head = source.read(place, 26)
    if head[:5] not in (b"fLaC\x00", b"fLaC\x80") or len(head) < 26:
        return None
    packed = int.from_bytes(head[18:26], "big")
    rate, samples = packed >> 44, packed & ((1 << 36) - 1)
    following = (
        n for n in source.find(b"fLaC", place + 42) if source.read(n + 4, 4) in (b"\0\0\0\x22", b"\x80\0\0\x22")
    )
    return ContainerFound(Ending.OPEN, next(following, None), samples / rate if samples and rate else None, exact=True)


def amr(source: ByteSource, at: int) -> ContainerFound | None:
    """AMR and AMR-WB."""
    if source.read(at, 5) != b"#!AMR":
        return None
    return ContainerFound(Ending.OPEN, next(source.find(b"#!AMR", at + 6), None))


def flv(source: ByteSource, at: int) -> ContainerFound | None:
    """Flash video."""
    if not _flv_begins(source, at):
        return None
    following = (n for n in source.find(b"FLV\1", at + 9) if _flv_begins(source, n))
    return ContainerFound(Ending.OPEN, next(following, None))


def adts(source: ByteSource, at: int) -> ContainerFound | None:
    """AAC in ADTS frames: nothing in it tells where it ends."""
    place = _behind_id3(source, at)
    size = _adts_size(source.read(place, 7))
    return ContainerFound(Ending.OPEN) if size and _adts_size(source.read(place + size, 7)) else None


def mp3(source: ByteSource, at: int) -> ContainerFound | None:
    """MPEG audio; its first frame may say how many follow (Xing, Info, VBRI)."""
    place = _behind_id3(source, at)
    frame = _mpeg(source.read(place, 4))
    if frame is None or _mpeg(source.read(place + frame[0], 4)) is None:
        return None
    size, rate, samples, side = frame
    raw = source.read(place, min(size, 256))
    frames = count = None
    if raw[4 + side : 8 + side] in (b"Xing", b"Info"):
        flags, field = int.from_bytes(raw[8 + side : 12 + side], "big"), 12 + side
        if flags & 1:
            frames, field = int.from_bytes(raw[field : field + 4], "big"), field + 4
        if flags & 2:
            count = int.from_bytes(raw[field : field + 4], "big")
    elif raw[36:40] == b"VBRI":
        count, frames = int.from_bytes(raw[46:50], "big"), int.from_bytes(raw[50:54], "big")
    seconds = frames * samples / rate if frames else None
    end = place + count if count and count >= size else None
    if end is not None and end < source.size and not _goes_on(source, end):
        end = None  # the count is not to be trusted: with or without tags, writers differ
    if end is None:
        end = next(
            (n for n in source.find(b"ID3", place + size) if source.read(n + 3, 1) in _ID3 and _goes_on(source, n)),
            None,
        )
    return ContainerFound(Ending.OPEN, end, seconds, exact=True, slack=_MP3_SLACK)


def _goes_on(source: ByteSource, at: int) -> bool:
    place = _behind_id3(source, at)
    frame = _mpeg(source.read(place, 4))
    return frame is not None and _mpeg(source.read(place + frame[0], 4)) is not None


def _behind_id3(source: ByteSource, at: int) -> int:
    for _ in range(10):
        head = source.read(at, 10)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        size = 0
        for byte in head[6:10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if head[5] & 0x10 else 0)
    return at


def _mpeg(head: bytes) -> tuple[int, int, int, int] | None:
    """(bytes, Hz, samples, bytes of side information) of the frame with this header; None if it is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 4 or bitrate in (0, 15) or rate == 3:
        return None
    hertz = _RATES[version][rate]
    bits = (_V1 if version == 3 else _V2)[layer][bitrate] * 1000
    padded = head[2] >> 1 & 1
    mono = head[3] >> 6 == 3
    if layer == 1:
        return (12 * bits // hertz + padded) * 4, hertz, 384, 0
    samples = 1152 if layer == 2 or version == 3 else 576
    side = (17 if mono else 32) if version == 3 else (9 if mono else 17)
    return samples // 8 * bits // hertz + padded, hertz, samples, side


def _adts_size(head: bytes) -> int | None:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return None
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size >= 7 else None


def _flv_begins(source: ByteSource, at: int) -> bool:
    head = source.read(at, 9)
    return head[:4] == b"FLV\1" and head[4:5] in (b"\1", b"\4", b"\5") and head[5:] == b"\0\0\0\x09"
