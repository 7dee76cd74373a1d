"""AIFF, CAF, Sony Wave64 and Sun AU: like WAV, a header with sizes and then samples."""

from __future__ import annotations

import struct

from transcriber.media.wholeness.container_verdict import SLACK, ByteSource, ContainerFound, Ending
from transcriber.media.wholeness.riff import is_sound, unfilled

_MOST_CHUNKS = 10_000
_W64_RIFF = bytes.fromhex("726966662e91cf11a5d628db04c10000")
_W64_DATA = bytes.fromhex("64617461f3acd3118cd100c04f8edb8a")
_W64_FMT = bytes.fromhex("666d7420f3acd3118cd100c04f8edb8a")


def aiff(source: ByteSource, at: int) -> ContainerFound | None:
    """AIFF and AIFF-C."""
    head = source.read(at, 12)
    if head[:4] != b"FORM" or head[8:12] not in (b"AIFF", b"AIFC"):
        return None
    rate, order, place = 0.0, "", at + 12
    found: ContainerFound | None = None
    for _ in range(_MOST_CHUNKS):
        head = source.read(place, 8)
        if len(head) < 8 or not all(0x20 <= c < 0x7F for c in head[:4]) or (head[:4] == b"FORM" and found):
            break
        size = int.from_bytes(head[4:], "big")
        if head[:4] == b"COMM":
            form = source.read(place + 8, min(size, 22))
            rate = _bytes_a_second(form)
            order = ("<" if form[18:22] == b"sowt" else ">") if form[6:8] == b"\0\x10" else ""
        elif head[:4] == b"SSND":
            found = _samples(source, place + 8, size, 8, rate, (place + 4, ">I"), none=0, order=order)
            if found.ending is not Ending.WHOLE:
                return found
        elif found and place + 8 + size > source.size:
            break
        place += 8 + size + size % 2
    if found is None or found.end is None:
        return found or ContainerFound(Ending.OPEN)
    return ContainerFound(found.ending, max(found.end, place), found.seconds, grow=found.grow)


def _bytes_a_second(form: bytes) -> float:
    """Of AIFF's COMM chunk; 0 if the sound is compressed."""
    if len(form) < 18 or form[18:22] not in (b"", b"NONE", b"sowt", b"twos"):
        return 0.0
    channels, _, bits, exponent, mantissa = struct.unpack(">HIHHQ", form[:18])
    return float(channels * ((bits + 7) // 8) * mantissa * 2.0 ** (min(exponent, 0x4040) - 16383 - 63))


def caf(source: ByteSource, at: int) -> ContainerFound | None:
    """Apple's Core Audio Format."""
    if source.read(at, 4) != b"caff":
        return None
    rate, order, place = 0.0, "", at + 8
    found: ContainerFound | None = None
    for _ in range(_MOST_CHUNKS):
        head = source.read(place, 12)
        if len(head) < 12 or not all(0x20 <= c < 0x7F for c in head[:4]):
            break
        size = int.from_bytes(head[4:], "big")
        if head[:4] == b"desc":
            form = source.read(place + 12, 32)
            if len(form) == 32:
                hertz, _, flags, packet, frames, _, bits = struct.unpack(">d4s5I", form)
                rate = packet * hertz / frames if packet and frames else 0.0
                order = ("<" if flags & 2 else ">") if bits == 16 and packet else ""
        elif head[:4] == b"data":
            found = _samples(source, place + 12, size, 4, rate, (place + 4, ">q"), none=(1 << 64) - 1, order=order)
            if found.ending is not Ending.WHOLE:
                return found
        elif found and place + 12 + size > source.size:
            break
        place += 12 + size
    if found is None or found.end is None:
        return found or ContainerFound(Ending.OPEN)
    return ContainerFound(found.ending, max(found.end, place), found.seconds, grow=found.grow)


def wave64(source: ByteSource, at: int) -> ContainerFound | None:
    """Sony Wave64."""
    if source.read(at, 16) != _W64_RIFF:
        return None
    rate, order, place = 0.0, "", at + 40
    for _ in range(_MOST_CHUNKS):
        name, size = source.read(place, 16), source.number(place + 16, 8, big=False)
        if size is None:
            break
        if name == _W64_FMT:
            rate = float(source.number(place + 32, 4, big=False) or 0)
            order = "<" if source.number(place + 38, 2, big=False) == 16 else ""
        elif name == _W64_DATA:
            found = _samples(
                source, place + 24, max(0, size - 24), 0, rate, (place + 16, "<Q"), none=0, counted=24, order=order
            )
            end = found.end
            while found.ending is Ending.WHOLE and end is not None:  # chunks behind the sound
                end = (end + 7) // 8 * 8
                size = source.number(end + 16, 8, big=False)
                if not size or size < 24 or end + size > source.size or source.read(end, 16) == _W64_RIFF:
                    return ContainerFound(found.ending, found.end, found.seconds, grow=found.grow)
                found = ContainerFound(found.ending, end + size, found.seconds, grow=found.grow)
                end += size
            return found
        if size < 24:
            break
        place += (size + 7) // 8 * 8
    return ContainerFound(Ending.OPEN)


def au(source: ByteSource, at: int) -> ContainerFound | None:
    """Sun AU."""
    head = source.read(at, 24)
    if len(head) < 24 or head[:4] != b".snd":
        return None
    offset, size, encoding, hertz, channels = struct.unpack(">5I", head[4:])
    width = {1: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 8, 27: 1}.get(encoding, 0)
    if size == 0xFFFF_FFFF:
        return ContainerFound(Ending.OPEN)
    order = ">" if encoding == 3 else ""
    return _samples(source, at + offset, size, 0, width * hertz * channels, (at + 8, ">I"), none=0, order=order)


def _samples(
    source: ByteSource,
    begins: int,
    size: int,
    before: int,
    rate: float,
    field: tuple[int, str],
    *,
    none: int,
    counted: int = 0,
    order: str = "",
) -> ContainerFound:
    """What a chunk of samples says.

    Args:
        begins: where the chunk's content begins.
        before: bytes of the content that are no samples.
        rate: bytes a second; 0 if that is not constant.
        field: where its size stands, and how it is packed.
        none: a size that means "not known".
        counted: bytes of the chunk's own head that its size counts.
        order: ">" or "<" where the samples have 16 bits, so that what follows them can be told from other data.
    """
    there = source.size - begins

    def grow(to: int) -> tuple[tuple[int, bytes], ...]:
        largest = (1 << (8 * struct.calcsize(field[1]) - 1)) - 1
        return ((field[0], struct.pack(field[1], max(0, min(to - begins + counted, largest)))),)

    if size == none or unfilled(size, there):
        return ContainerFound(Ending.OPEN, patches=grow(source.size))
    seconds = (size - before) / rate if rate else None
    if size - there > max(8.0, SLACK * rate):
        return ContainerFound(Ending.CUT, begins + size, seconds)
    end = begins + size
    more = rate and (not order or is_sound(source, end + (size - before) % 2, big=order == ">"))
    return ContainerFound(Ending.WHOLE, end, seconds, grow=grow if more else None)
