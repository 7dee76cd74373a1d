"""One recording within a file: its tracks decoded, one of them chosen or several mixed, and appended to the PCM."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

import av.error
import numpy as np
import numpy.typing as npt

from transcriber.errors import (
    EmptyRecording,
    NoAudioTrack,
    NotARecording,
    RecordingError,
    TruncatedRecording,
    UnreadableSound,
)
from transcriber.media import track_reading, tracks
from transcriber.media.channels import FrameLevels
from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes
from transcriber.media.statistics import ChannelStatistics
from transcriber.media.stretches import StretchFile
from transcriber.media.track_reading import Container, TrackReader
from transcriber.media.tracks import TrackSound
from transcriber.media.wholeness import FileStretch
from transcriber.minutes.capture import TrackUse

_READABLE = "wav, mp3, m4a, wma, aac, ogg, flac, opus, mp4, mov などの録音・録画"
_ARCHIVES = frozenset((".zip", ".7z", ".lzh", ".rar", ".cab", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"))
"""Suffixes of files that hold others, perhaps recordings: nobody but the office knows, so they are not passed over."""

_USED = (TrackUse.USED, TrackUse.MIXED)
_MIX_BLOCK = 60.0
"""Seconds of the tracks mixed at once."""


@dataclass(frozen=True)
class Section:
    """One recording of a file.

    Attributes:
        uses: what became of each track that was decoded, by its number.
        channels: of the track used, or of the tracks mixed.
        seconds: what was appended.
    """

    stretch: FileStretch
    container: Container
    uses: dict[int, TrackUse]
    channels: ChannelStatistics
    seconds: float

    @property
    def used(self) -> list[TrackReader]:
        """The tracks that make the recording."""
        return [r for r in self.container.readers if self.uses[r.number] in _USED]


def read_section(
    stretch: FileStretch, source: Path, out: Path, name: str, wished: Sequence[int], progress: Callable[[float], None]
) -> Section:
    """Append a recording to `out`; arguments and errors as `decoding.decode` has them."""
    before = out.stat().st_size if out.exists() else 0
    section = _attempt(stretch, source, out, name, wished, progress, {})
    inverted = {
        count: int(np.argmax(statistics.levels_dbfs()))
        for reader in section.used
        for count, statistics in reader.statistics.items()
        if statistics.cancelled()
    }
    if inverted:
        truncate(out, before)
        section = _attempt(stretch, source, out, name, wished, progress, inverted)
    return section


def truncate(out: Path, size: int) -> None:
    """Take off what was appended beyond `size` bytes."""
    if out.exists():
        with out.open("r+b") as file:
            file.truncate(size)


def not_a_recording(name: str) -> NotARecording:
    """The error for what no decoder makes sound of.

    Args:
        name: as staff know it; FOLDER/NAME where it lies in a meeting's folder.
    """
    folder = "/" in name
    if Path(name).suffix.lower() in _ARCHIVES:
        where = "同じフォルダに" if folder else ""
        return NotARecording(
            f"「{name}」は圧縮ファイルです。中に録音があるかもしれませんが、このままでは読めません。",
            f"展開して、中の録音を{where}入れてください。圧縮ファイルは{'フォルダの外に出して' if folder else '片付けて'}ください。",
        )
    apart = "録音でなければ、フォルダの外に出してください。出すと自動で始めます。" if folder else ""
    return NotARecording(
        f"「{name}」は録音として読めません。",
        f"{_READABLE}のファイルを入れてください。再生ソフトで音が出るか確かめてください。{apart}",
    )


def _attempt(
    stretch: FileStretch,
    source: Path,
    out: Path,
    name: str,
    wished: Sequence[int],
    progress: Callable[[float], None],
    chosen: dict[int, int],
) -> Section:
    size = source.stat().st_size
    whole = stretch.start == 0 and stretch.end == size and not stretch.found.patches
    anew = [offset - stretch.start for offset in stretch.found.anew]
    aside: dict[int, Path] = {}
    with ExitStack() as stack:

        def sink(number: int, alone: bool) -> track_reading.WritePcm:
            if alone:
                return stack.enter_context(out.open("ab")).write
            aside[number] = out.with_name(f"{out.name}.track{number}")
            stack.callback(aside[number].unlink, missing_ok=True)
            return stack.enter_context(aside[number].open("wb", buffering=0)).write

        def told(offset: int) -> None:
            progress(min(1.0, (stretch.start + offset) / size))

        try:
            if whole:
                container = track_reading.read_tracks(str(source), sink, chosen=chosen, progress=told, anew=anew)
            else:
                with closing(StretchFile(source, stretch.start, stretch.end, stretch.found.patches)) as file:
                    container = track_reading.read_tracks(file, sink, chosen=chosen, progress=told, anew=anew)
        except (av.error.FFmpegError, ValueError, OverflowError) as e:
            if stretch.headless:  # its index stands at the end: without it nothing can be read
                raise TruncatedRecording(
                    f"「{name}」は終わりの部分がなく、再生できません。",
                    "コピーの途中か、録音機の電源が録音中に切れたようです。録音機からコピーし直してください。",
                ) from e
            raise not_a_recording(name) from e
        sounding = [r for r in container.readers if r.written]
        if not sounding:
            raise _without_sound(container, name)
        if len(container.readers) == 1:
            reader = sounding[0]
            return Section(
                stretch, container, {reader.number: TrackUse.USED}, _most(reader), reader.written / SAMPLE_RATE
            )
        uses = {r.number: TrackUse.UNREADABLE if r.damage.packets else TrackUse.EMPTY for r in container.readers}
        uses |= tracks.choose_tracks([TrackSound(r.number, _levels(r)) for r in sounding], wished)
        used = [r for r in sounding if uses[r.number] in _USED]
        statistics, written = mix([Pcm(aside[r.number]) for r in used], out)
        if len(used) == 1:
            statistics = _most(used[0])
        return Section(stretch, container, uses, statistics, written / SAMPLE_RATE)


def _levels(reader: TrackReader) -> npt.NDArray[np.float32]:
    assert reader.levels is not None
    return reader.levels.levels()[:, 0]


def _most(reader: TrackReader) -> ChannelStatistics:
    """Of the number of channels that most of the track has; where it changes, nobody has a channel of their own."""
    most = max(reader.statistics.values(), key=lambda s: s.samples)
    return most if len(reader.statistics) == 1 else replace(most, frames=FrameLevels(most.channels))


def _side_by_side(pcms: Sequence[Pcm]) -> Iterator[npt.NDArray[np.float32]]:
    """The tracks in blocks, (tracks, samples); silence where one has ended."""
    length = max(p.seconds for p in pcms)
    for n in range(ceil(length / _MIX_BLOCK)):
        parts = [p.read(n * _MIX_BLOCK, (n + 1) * _MIX_BLOCK) for p in pcms]
        longest = max(len(part) for part in parts)
        yield np.stack([np.pad(part, (0, longest - len(part))) for part in parts])


def mix(pcms: Sequence[Pcm], out: Path) -> tuple[ChannelStatistics, int]:
    """Append the sum of the tracks, quieter only if it would exceed full scale; their statistics, and the samples appended."""
    length = max(len(p) for p in pcms)
    peak = max(float(np.abs(block.sum(axis=0)).max(initial=0.0)) for block in _side_by_side(pcms))
    scale = np.float32(1.0 / max(1.0, peak))
    statistics = ChannelStatistics(len(pcms), tracks=True)
    with out.open("ab") as sink:
        for block in _side_by_side(pcms):
            statistics.add(block)
            sink.write(to_bytes(block.sum(axis=0) * scale))
    return statistics, length


def _without_sound(container: Container, name: str) -> RecordingError:
    if container.unreadable or any(r.damage.packets for r in container.readers):
        if container.unreadable:
            return UnreadableSound(
                f"「{name}」の音声の形式は、この仕組みでは読めません。",
                "録音機や会議ソフトの書き出し（変換）で WAV か MP3 か M4A にして、入れ直してください。",
            )
        return not_a_recording(name)
    if not container.readers:
        if container.video:
            return NoAudioTrack(
                f"「{name}」には音声が入っていません（映像だけです）。",
                "音声の入った録音・録画を入れてください。",
            )
        return not_a_recording(name)
    return EmptyRecording(
        f"「{name}」には音が1秒も入っていません。",
        "録音機で再生できるか確かめ、コピーし直して入れ直してください。",
    )
