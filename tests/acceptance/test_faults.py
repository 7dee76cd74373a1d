"""Sixty ways in which an office goes wrong, in one night, with the real stages (and the fake engine, which needs no model).

All of them lie in the shared folder at once. One pass goes over them; each must end in the state and with the words of
its line, and the good recordings beside them must have become drafts.
"""

from __future__ import annotations

import io
import os
import random
import socket
import threading
import tomllib
import unicodedata
import wave
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from docx import Document
from openpyxl import Workbook

from transcriber.errors import TranscriberError
from transcriber.pipeline.stages import Stages
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store
from transcriber.service.loop import Service
from transcriber.settings import Engine, Folders, Settings, Tier, Watching
from transcriber.system import engines

pytestmark = pytest.mark.acceptance

RATE = 16000
Arrange = Callable[[Path], None]


@dataclass(frozen=True)
class Fault:
    """One line of the table (faults.toml): what is dropped under which name, and the name staff see."""

    title: str
    name: str
    arrange: Arrange
    shown: str = ""


# -- what can be dropped ---------------------------------------------------------------------------------------------


def sound(seconds: float = 2.0, seed: int | None = None) -> bytes:
    """A little WAV that no other equals."""
    noise = np.random.default_rng(seed if seed is not None else random.randrange(1 << 30))
    samples = (noise.standard_normal(int(RATE * seconds)) * 3000).astype("<i2")
    out = io.BytesIO()
    with wave.open(out, "wb") as w:
        w.setparams((1, 2, RATE, 0, "NONE", ""))
        w.writeframes(samples.tobytes())
    return out.getvalue()


def encoded(container: str, codec: str, seconds: float = 4.0) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=RATE)
        samples = (np.random.default_rng().standard_normal((1, int(RATE * seconds))) * 3000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=RATE)
        fifo = av.AudioFifo()
        for piece in resampler.resample(frame):
            fifo.write(piece)
        while (piece := fifo.read(stream.codec_context.frame_size or 1024, partial=True)) is not None:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return out.getvalue()


def undecodable(m4a: bytes) -> bytes:
    """Its codec given a name that nobody knows."""
    return m4a.replace(b"mp4a", b"zz!!").replace(b"esds", b"zzzz")


def picture_without_sound() -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(20):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        file.mux(stream.encode(None))
    return out.getvalue()


def put(content: bytes | Callable[[], bytes]) -> Arrange:
    def arrange(path: Path) -> None:
        path.write_bytes(content if isinstance(content, bytes) else content())

    return arrange


def good(path: Path) -> None:
    path.write_bytes(sound())


def folder(*files: tuple[str, bytes | None]) -> Arrange:
    """A folder with these files; None is a good recording."""

    def arrange(path: Path) -> None:
        path.mkdir()
        for name, content in files:
            (path / name).parent.mkdir(exist_ok=True)
            (path / name).write_bytes(sound() if content is None else content)

    return arrange


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("会議.wav", sound())
    return out.getvalue()


def linked(path: Path) -> None:
    (path.parent.parent / "よそ.wav").write_bytes(sound())
    path.symlink_to(path.parent.parent / "よそ.wav")


def linked_inside(path: Path) -> None:
    folder(("1.wav", None))(path)
    (path / "2.wav").symlink_to("/etc/hostname")


def strange_papers(path: Path) -> None:
    folder(("1.wav", None), ("次第.docx", b""))(path)
    os.mkfifo(path / "管.docx")


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's whole path may have 108 bytes only
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as s:
            s.bind(path.name)
    finally:
        os.chdir(here)


SAME = sound(2.0, seed=7)
LONG = "長" * 83 + "ab.wav"  # 255 bytes

TABLE = tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))
EXPECTED = {line["title"]: line for line in TABLE["fault"]}

RECORDINGS = (
    Fault("0 bytes", "空.wav", put(b"")),
    Fault("a text named .wav", "文章.wav", put("会議の記録です".encode() * 99)),
    Fault("a web page named .mp3", "頁.mp3", put(b"<html><body>404</body></html>" * 20)),
    Fault("random bytes", "乱数.m4a", put(random.Random(1).randbytes(50_000))),
    Fault("a zip", "まとめ.zip", put(zipped)),
    Fault("a picture without sound", "映像.mp4", put(picture_without_sound)),
    Fault("a WAV header and nothing else", "頭だけ.wav", put(sound(0))),
    Fault("a WAV cut in half", "半分.wav", put(lambda: sound(8)[:100_000])),
    Fault("two WAVs behind each other", "つなぎ.wav", put(lambda: sound(3) + sound(2))),
    Fault("sound that nothing can decode", "独自形式.m4a", put(lambda: undecodable(encoded("ipod", "aac")))),
    Fault("an m4a without its index", "索引なし.m4a", put(lambda: encoded("ipod", "aac")[:9000])),
    Fault("silence", "無音.wav", put(lambda: sound()[:44] + b"\x01\0" * 2 * RATE)),
    Fault("one part of a meeting is no recording", "一部不良", folder(("1.wav", None), ("2.wav", b"no sound"))),
    Fault("an unknown suffix with real sound", "機器独自.dss", good),
    Fault("no suffix", "拡張子なし", good),
    Fault("a wrong suffix", "実はWAV.mp3", good),
    Fault("an upper-case suffix", "大文字.WAV", good),
    Fault("a double suffix", "二重.wav.wav", good),
)

NAMES = (
    Fault("255 bytes", LONG, good),
    Fault("emoji", "会議🎤👨‍👩‍👧.wav", good),
    Fault("decomposed kana (macOS)", unicodedata.normalize("NFD", "ガザ議会.wav"), good),
    Fault("full-width", "Ｒ６　第３回　定例会．ｗａｖ.wav", good),
    Fault("half-width kana", "ｶｲｷﾞ.wav", good),
    Fault("blanks at both ends", " 会議 .wav", good),
    Fault("a dash first", "-rf 会議.wav", good),
    Fault("shell marks", "会議;$(x)`y`&|.wav", good),
    Fault("quotes", "会議'\"の.wav", good),
    Fault("marks that Windows refuses", "会議<1>:?*.wav", good),
    Fault("a line break", "会\n議.wav", good),
    Fault("a percent sign", "100%実施%20.wav", good),
    Fault("an Excel formula", "=1+1.wav", good),
    Fault("markup", "<b>会議<b>.wav", good),
    Fault("a Windows device", "CON.wav", good),
    Fault("right-to-left marks", "会議\u202evaw.wav", good),
    Fault("dots only before the suffix", "会議....wav", good),
    Fault("SQL", "'); DROP TABLE jobs;--.wav", good),
    Fault("brackets of a template", "{{ 会議 }}.wav", good),
    Fault("bytes of Shift_JIS", os.fsdecode("議会.wav".encode("cp932")), good, shown="議会.wav"),
)

FOLDERS = (
    Fault("an empty folder", "空フォルダ", folder()),
    Fault("papers only", "資料だけ", folder(("次第.docx", b"x"))),
    Fault("a paper alone", "次第だけ.docx", put(b"x")),
    Fault(
        "parts, papers and Thumbs.db",
        "分割",
        folder(("2.wav", None), ("10.wav", None), ("次第.pdf", b"x"), ("Thumbs.db", b"x")),
    ),
    Fault("folders in a folder", "入れ子", folder(("午前/1.wav", None), ("午後/1.wav", None))),
    Fault("a folder named .wav", "フォルダ.wav", folder(("1.wav", None))),
    Fault("an empty part", "空の部分", folder(("1.wav", None), ("2.wav", b""))),
    Fault("a link inside a folder", "中にリンク", linked_inside),
    Fault("an empty paper and a pipe in a folder", "空の資料", strange_papers),
    Fault("a link", "リンク.wav", linked),
    Fault("a link to nothing", "切れたリンク.wav", lambda p: p.symlink_to("nowhere")),
    Fault("a link to a folder", "フォルダへ", lambda p: p.symlink_to("/etc")),
    Fault("a Windows shortcut", "近道.wav.lnk", put(b"L\0\0\0")),
    Fault("a pipe", "管.wav", lambda p: os.mkfifo(p)),
    Fault("a socket", "穴.wav", listening),
    Fault("a download in progress", "途中.wav.crdownload", good),
    Fault("a copy in progress (rsync)", ".途中.wav.a1B2c3", good),
    Fault("an Office lock", "~$次第.docx", put(b"x")),
    Fault("a NAS folder", "@eaDir", folder(("会議.wav", None))),
    Fault("content that is there twice", "同じ2.wav", put(SAME + b"\0" * 0)),
)


# -- what can be wrong with a profile --------------------------------------------------------------------------------


def book(*rows: tuple[str, ...]) -> Callable[[Path], None]:
    def save(path: Path) -> None:
        workbook = Workbook()
        for row in rows:
            workbook.active.append(row)
        workbook.save(path)

    return save


def misspelt(path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ 存在しない札 }}")
    document.save(path)


@dataclass(frozen=True)
class Wrong:
    """A profile with one thing wrong with it, and a good recording in its inbox."""

    title: str
    profile: str
    arrange: Callable[[ProfileTree], None]


PROFILES = (
    Wrong("a roster that is no workbook", "会議録_名簿", lambda t: t.roster.write_bytes(b"x")),
    Wrong("a roster without headings", "会議録_見出し", lambda t: book(("a", "b"))(t.roster)),
    Wrong("a roster without a column", "会議録_列", lambda t: book(("氏名",), ("山",))(t.roster)),
    Wrong("a roster that is a folder", "会議録_名簿フォルダ", lambda t: t.roster.mkdir()),
    Wrong("an empty roster file", "会議録_空の名簿", lambda t: t.roster.touch()),
    Wrong("a glossary that is no workbook", "会議録_用語", lambda t: t.glossary.write_bytes(b"x")),
    Wrong("a misspelt tag", "会議録_ひな形", lambda t: misspelt(t.template)),
    Wrong("a template that is no Word file", "会議録_ひな形2", lambda t: t.template.write_bytes(b"x")),
    Wrong("設定.toml broken", "会議録_設定", lambda t: t.options.write_text("office = ")),
    Wrong("設定.toml in Shift_JIS", "会議録_SJIS", lambda t: t.options.write_bytes('office = "町"'.encode("cp932"))),
    Wrong("設定.toml with an unknown item", "会議録_項目", lambda t: t.options.write_text("x = 1")),
    Wrong("a kind nobody can tell", "その他", lambda t: None),
    Wrong("no settings folder", "会議録_設定なし", lambda t: t.settings.rmdir()),
    Wrong("no drafts folder", "会議録_下書きなし", lambda t: t.drafts.rmdir()),
    Wrong("no archive folder", "会議録_処理済みなし", lambda t: t.done.rmdir()),
    Wrong("a file where the drafts folder should be", "会議録_下書きファイル", lambda t: (t.drafts.rmdir(), t.drafts.touch())),
    Wrong("a file where the archive should be", "会議録_処理済みファイル", lambda t: (t.done.rmdir(), t.done.touch())),
)  # fmt: skip

FAULTS = RECORDINGS + NAMES + FOLDERS


class Inline(Executor):
    """Answers at once in this process: a child for each of thirty drafts would cost minutes and prove nothing here."""

    def __init__(self, *, threads: int) -> None:
        pass

    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except TranscriberError as e:
            future.set_exception(e)
        return future


class Night:
    """The shared folder after one pass over everything at once."""

    def __init__(self, root: Path) -> None:
        self.tree = ProfileTree(root / "watch" / "会議録")
        profiles = [ProfileTree(root / "watch" / w.profile) for w in PROFILES]
        for tree in (self.tree, *profiles):
            for each in tree.folders():
                each.mkdir(parents=True)
        (self.tree.inbox / "同じ1.wav").write_bytes(SAME)
        for fault in FAULTS:
            fault.arrange(self.tree.inbox / fault.name)
        (self.tree.inbox / "次の録音.wav").write_bytes(sound(6))  # the longest, so that its turn comes last
        for wrong, tree in zip(PROFILES, profiles, strict=True):
            wrong.arrange(tree)
            (tree.inbox / "録音.wav").write_bytes(sound())
        settings = Settings(
            folders=Folders(watch=root / "watch", work=root / "work"),
            watching=Watching(poll_seconds=0.5, stable_seconds=0.1),
            engine=Engine(tier=Tier.FAKE),
        )
        store = Store.open(root / "work", lambda: 1_700_000_000.0)
        try:
            self.outcome = Service(
                settings, store, Stages(settings), threading.Event(), now=lambda: 1_700_000_000.0
            ).run(once=True)
            self.jobs = {(job.profile, job.entry): job for job in store.jobs()}
        finally:
            store.close()

    def job(self, name: str, profile: str = "会議録") -> Job | None:
        return self.jobs.get((profile, name))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "EngineProcess", Inline)
        yield Night(tmp_path_factory.mktemp("night"))


def expect(job: Job | None, title: str) -> None:
    """The job is as the table of docs/ja says, word for word."""
    line = EXPECTED[title]
    told = (job.status.value, job.found, job.todo) if job else ("", "", "")
    assert told == (line["state"], line.get("found", ""), line.get("todo", ""))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.title)
def test_each_thing_that_is_dropped_ends_as_it_should(night, fault):
    job = night.job(fault.shown or fault.name)
    expect(job, fault.title)
    if job is None:
        return
    if job.status is Status.ATTENTION:
        assert job.todo, "staff must be told what to do"
        assert os.path.lexists(night.tree.inbox / fault.name), "the original stays where it is"
    if job.status is Status.DRAFTED:
        assert (night.tree.drafts / job.draft_folder / job.draft).is_file()
        assert (night.tree.done / job.archive).exists()


@pytest.mark.parametrize("wrong", PROFILES, ids=lambda w: w.title)
def test_each_profile_with_a_fault_says_so(night, wrong):
    job = night.job("録音.wav", wrong.profile)
    expect(job, wrong.title)
    if job.status is not Status.DRAFTED:
        assert job.todo


def test_the_table_has_a_line_for_each_and_no_other():
    assert list(EXPECTED) == [each.title for each in FAULTS + PROFILES]
    here = Path(__file__).parent
    files = (here / "test_processes.py", here / "test_shares.py", here.parent / "unit/installation/test_unreadable.py")
    played = "".join(file.read_text("utf-8") for file in files)
    assert all(f"def {line['test']}(" in played for line in TABLE["event"])


def test_the_next_recording_went_on(night):
    assert night.job("次の録音.wav").status is Status.DRAFTED


def test_nothing_else_was_made_of_it(night):
    assert night.outcome.failed
    assert not night.outcome.hung
    assert not list(night.tree.root.rglob(".transcriber-*"))
    assert not [j for j in night.jobs.values() if j.status is Status.RUNNING]
