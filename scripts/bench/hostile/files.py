"""Forty files that ask for much, all of them small, made anew for each run; none harms a program that reads files with care."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import docx
import numpy as np
from docx.oxml import OxmlElement
from support import hostile

_BODY = "word/document.xml"


@dataclass(frozen=True)
class HostileFile:
    """One file.

    Attributes:
        kind: where it goes: roster, glossary, options, template, returned, paper, recording.
        file: its name there.
        build: writes it to a path.
    """

    kind: str
    name: str
    file: str
    build: Callable[[Path], object]


def _packed(path: Path, members: dict[str, bytes], keep: Path | None = None) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        if keep is not None:
            with zipfile.ZipFile(keep) as old:
                for info in old.infolist():
                    if info.filename not in members:
                        made.writestr(info.filename, old.read(info))
        for name, data in members.items():
            made.writestr(name, data)


def _sheet(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        hostile._changed(hostile.workbook(path), hostile._SHEET, change)

    return build


def _document(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        hostile.paragraphs(path, 1)
        hostile._changed(path, _BODY, change)

    return build


def _beside(member: str, data: bytes, start: Callable[[Path], object]) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        start(path)
        first = path.with_suffix(".first")
        path.rename(first)
        _packed(path, {member: data}, first)
        first.unlink()

    return build


def _many_members(path: Path) -> None:
    hostile.workbook(path)
    with zipfile.ZipFile(path, "a") as made:
        for number in range(6000):
            made.writestr(f"xl/media/{number}.bin", b"")


def _template(text: str, *, subject: str = "", field: str = "") -> Callable[[Path], object]:
    def build(path: Path) -> None:
        document = docx.Document()
        document.add_paragraph("{%p for 項 in 経過一覧 %}")
        document.add_paragraph("{{ 項.本文 }}")
        document.add_paragraph("{%p endfor %}")
        for line in text.split("\n"):
            run = document.add_paragraph(line).add_run()
            if field:
                code = OxmlElement("w:instrText")
                code.text = field
                run._r.append(code)
        document.core_properties.subject = subject
        document.save(str(path))

    return build


def _pdf(objects: list[bytes]) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        out = io.BytesIO(b"%PDF-1.4\n")
        out.seek(0, 2)
        at = []
        for number, body in enumerate(objects, start=1):
            at.append(out.tell())
            out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        start = out.tell()
        out.write(
            b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % a for a in at)
        )
        out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
        path.write_bytes(out.getvalue())

    return build


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def _many_pages(count: int) -> Callable[[Path], object]:
    pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count)
    return _pdf([_CATALOG, pages, _PAGE, b"<< /Length 0 >>\nstream\n\nendstream"])


def _many_words(count: int) -> Callable[[Path], object]:
    text = b"BT /F1 8 Tf " + b"1 0 0 1 9 9 Tm (a) Tj " * count + b"ET"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return _pdf([_CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream", font])  # fmt: skip


def _wave(path: Path, *, channels: int = 1, rate: int = 16000, seconds: float = 2.0) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setparams((channels, 2, rate, 0, "NONE", ""))
        tone = (8000 * np.sin(np.arange(int(rate * seconds)) / 10)).astype("<i2")
        out.writeframes(np.repeat(tone, channels).tobytes())
    return path


def _claims_gigabytes(path: Path) -> None:
    data = bytearray(_wave(path).read_bytes())
    data[4:8] = data[40:44] = struct.pack("<I", 0xFFFFFFF0)
    path.write_bytes(data)


def _claims_channels(path: Path) -> None:
    data = bytearray(_wave(path).read_bytes())
    data[22:24] = struct.pack("<H", 60000)
    path.write_bytes(data)


def _chained(count: int) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        path.write_bytes(_wave(path, seconds=0.05).read_bytes() * count)

    return build


def _silence(hours: float) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        with av.open(str(path), "w", format="flac") as out:
            stream = out.add_stream("flac", rate=8000)
            stream.layout = "mono"
            block = np.zeros((1, 8000 * 60), np.int16)
            for _ in range(int(hours * 60)):
                frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
                frame.sample_rate = 8000
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))

    return build


def _nested_boxes(path: Path) -> None:
    data = b""
    for _ in range(3000):
        data = struct.pack(">I4s", len(data) + 8, b"moov") + data
    path.write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + data)


ORDINARY = _template("{{ 会議名 }}")
DTD = '<!DOCTYPE d [<!ENTITY a "あ">]>'.encode()
ROSTER, TEMPLATE, RETURNED = "名簿.xlsx", "ひな形.docx", "確認.docx"
FILES = (
    HostileFile("roster", "says that it reaches to the last cell", ROSTER, hostile.claims_everything),
    HostileFile("roster", "a figure in the last cell", ROSTER, hostile.one_far_cell),
    HostileFile("roster", "100,000 rows with borders only", ROSTER, lambda p: hostile.bordered_rows(p, 100_000)),
    HostileFile("roster", "100,000 figures in the last column", ROSTER, lambda p: hostile.far_rows(p, 100_000)),
    HostileFile("roster", "definitions (DTD)", ROSTER, _sheet(lambda d: d.replace(b"<worksheet", DTD + b"<worksheet", 1))),
    HostileFile("roster", "unpacks to 200 MB", ROSTER, _beside("xl/media/a.xml", b"<a>" + b" " * (200 << 20) + b"</a>", hostile.workbook)),
    HostileFile("roster", "6,000 members", ROSTER, _many_members),
    HostileFile("roster", "50,000 elements deep", ROSTER, _sheet(lambda d: d.replace(b"</sheetData>", b"</sheetData>" + b"<x>" * 50_000 + b"</x>" * 50_000))),
    HostileFile("glossary", "a line of 8 MB", "用語.csv", lambda p: p.write_bytes("用語,よみ\n".encode() + b"a" * (8 << 20))),
    HostileFile("glossary", "2 MB of commas", "用語.csv", lambda p: p.write_bytes("用語,よみ\n".encode() + b"," * (2 << 20))),
    HostileFile("glossary", "2 MB of zeros", "用語.csv", lambda p: p.write_bytes(bytes(2 << 20))),
    HostileFile("glossary", "2 MB of quotes", "用語.csv", lambda p: p.write_bytes(b'"' * (2 << 20))),
    HostileFile("options", "50,000 brackets deep", "設定.toml", lambda p: p.write_text("kind = " + "[" * 50_000)),
    HostileFile("options", "3 MB of keys", "設定.toml", lambda p: p.write_text("".join(f"k{n} = {n}\n" for n in range(250_000)))),
    HostileFile("options", "one key of 50,000 parts", "設定.toml", lambda p: p.write_text(".".join("a" * 50_000) + " = 1\n")),
    HostileFile("template", "a constant of gigabytes", TEMPLATE, _template("{{ 'a' * 10**10 }}")),
    HostileFile("template", "the same in the properties", TEMPLATE, _template("", subject="{{ 'a' * 10**10 }}")),
    HostileFile("template", "the same in a field", TEMPLATE, _template("{{ 会議名 }}", field="{{ 9**9**9 }}")),
    HostileFile("template", "5,000 brackets deep", TEMPLATE, _template("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}")),
    HostileFile("template", "500,000 paragraphs", TEMPLATE, lambda p: hostile.paragraphs(p, 500_000)),
    HostileFile("template", "loops in loops in loops", TEMPLATE, _template("\n".join(["{%p for 発言 in 発言一覧 %}"] * 7 + ["{{ 会議名 }}"] + ["{%p endfor %}"] * 7))),
    HostileFile("template", "definitions (DTD)", TEMPLATE, hostile.with_entities),
    HostileFile("returned", "3,000,000 paragraphs", RETURNED, lambda p: hostile.paragraphs(p, 3_000_000)),
    HostileFile("returned", "definitions (DTD)", RETURNED, hostile.with_entities),
    HostileFile("returned", "unpacks to 250 MB", RETURNED, _beside("word/media/a.xml", b"<a>" + b" " * (250 << 20) + b"</a>", lambda p: hostile.paragraphs(p, 1))),
    HostileFile("returned", "50,000 elements deep", RETURNED, _document(lambda d: d.replace(b"</w:body>", b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000 + b"</w:body>"))),
    HostileFile("returned", "a link to an endless device", RETURNED, lambda p: p.symlink_to("/dev/zero")),
    HostileFile("returned", "one paragraph of 500,000 runs", RETURNED, _document(lambda d: d.replace(b"</w:body>", b"<w:p>" + b"<w:r><w:t>a</w:t></w:r>" * 500_000 + b"</w:p></w:body>"))),
    HostileFile("paper", "500,000 paragraphs", "次第.docx", lambda p: hostile.paragraphs(p, 500_000)),
    HostileFile("paper", "a roster that reaches to the last cell", "名簿.xlsx", hostile.claims_everything),
    HostileFile("paper", "20,000 pages", "議案.pdf", _many_pages(20_000)),
    HostileFile("paper", "200,000 words in one place", "議案.pdf", _many_words(200_000)),
    HostileFile("paper", "4 MB without a line end", "次第.txt", lambda p: p.write_text("議案第" * 450_000, encoding="utf-8")),
    HostileFile("recording", "says 4 GB and holds 64 KB", "長い.wav", _claims_gigabytes),
    HostileFile("recording", "says 60,000 channels", "多い.wav", _claims_channels),
    HostileFile("recording", "1,000 recordings in a row", "連なる.wav", _chained(1000)),
    HostileFile("recording", "20 hours of silence in 200 KB", "静か.flac", _silence(20)),
    HostileFile("recording", "3,000 boxes within each other", "箱.mp4", _nested_boxes),
    HostileFile("recording", "1 MB of chance", "乱数.mp3", lambda p: p.write_bytes(np.random.default_rng(1).bytes(1 << 20))),
    HostileFile("recording", "1 MB of sync words", "同期.mp3", lambda p: p.write_bytes(b"\xff\xfb\x90\x00" * (1 << 18))),
)  # fmt: skip
