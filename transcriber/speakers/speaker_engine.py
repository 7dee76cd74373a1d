"""The speakers stage: PCM → turns.json, by pieces. Runs in the engine's child process; safe to kill and run again.

turns-KEY/NNNN.json   what one piece holds; kept as soon as it is done, so that a kill costs one piece
turns-KEY.json        the voices of all pieces brought together
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict

from transcriber.media.pcm import Pcm, ReadableSound
from transcriber.speakers import channel_turns, fake_diarizer, pieces, voice_splits, voices
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turn, Turns, Voice
from transcriber.system import durable, rights

if TYPE_CHECKING:
    from transcriber.speakers.diarizer import Diarizer

SPEAKERS_FORMAT = 4
"""Of turns-KEY.json and its pieces, or of how they come about: what an earlier one left is not read."""

_WORD = 0.5
"""Seconds; a shorter turn may be a seam between two others."""

_BREATH = 0.4
"""Seconds between two turns of one cluster that are one stretch of speech."""

_LEAST_VOICE = 0.8
"""Seconds of clean speech from which a voice can be told."""


_UNHEARD = "unheard"
"""Label of speech in which segmentation found nobody."""

_PADDING = 0.1
"""Seconds by which detected speech is longer than speech, at either end."""

_ONE_VOICE = 3.0
"""Seconds in which one voice at most is looked for where segmentation found none."""

_ENOUGH_RUNS = 400
"""Stretches of one channel that are listened to for more than one voice."""

_PLAIN = 2.0
"""Seconds of a stretch from which it shows whether another voice uses the same microphone."""

_COMPARED = 60
"""The longest of those stretches that are compared with each other."""

_SOMEBODY_ELSE = 6.0
"""Seconds of a second voice from which a microphone is not one person's."""


@dataclass(frozen=True)
class SpeakersRequest:
    """What the child needs to know; paths, not audio.

    Attributes:
        model: the verified pyannote pipeline folder, or None for the fake diarizer.
        out: turns.json; made if it is not there. Its pieces lie in the folder of the same stem.
        speech: stretches of detected speech in seconds; pieces are cut between them.
        max_speakers: never more voices than this; None: no bound.
        speakers: exactly so many, as a person has counted them; None: as many as are heard.
        levels: levels of the channels, if each has a speaker of its own.
        step: seconds from one chunk that segmentation hears to the next; None: as the model's folder says.
    """

    pcm: Path
    out: Path
    model: Path | None
    device: str
    threads: int
    speech: tuple[Stretch, ...] = ()
    max_speakers: int | None = None
    speakers: int | None = None
    levels: Path | None = None
    step: float | None = None


class DiarizedPiece(BaseModel):
    """What NNNN.json holds. Labels hold in this piece only; times are from the start of the recording."""

    model_config = ConfigDict(frozen=True)

    exclusive: tuple[Turn, ...]
    overlapped: tuple[Turn, ...]
    voices: tuple[Voice, ...]
    unrelated: float


def pending_pieces(request: SpeakersRequest) -> list[int]:
    """Indices of the pieces that are still to be listened to."""
    if request.out.exists():
        return []
    return [i for i in range(len(cut_of(request))) if not _path(request, i).exists()]


def by_channel(request: SpeakersRequest) -> bool:
    """turns.json out of the levels of the channels; False, and nothing done, where one channel has several voices, or there are
    more or fewer people than channels with speech.

    Each speaker is S1, S2, … in order of speech, as ever.
    """
    if request.out.exists() or request.levels is None:
        return request.out.exists()
    pcm = Pcm(request.pcm)
    exclusive, overlapped = channel_turns.turns_by_level(np.load(request.levels), request.speech)
    order = _in_order_of_speech([*exclusive, *overlapped])
    if request.speakers not in (None, len(order)):
        return False
    heard: dict[str, Voice] = {c: Voice(speaker=s) for c, s in order.items()}
    unrelated = 0.0
    if request.model is not None:
        diarizer = loaded_diarizer(request)
        unrelated = diarizer.unrelated
        for channel in order:
            found = _one_voice([t for t in exclusive if t.speaker == channel], overlapped, diarizer, pcm)
            if found is None:
                return False
            heard[channel] = found.model_copy(update={"speaker": order[channel]})
    turns = Turns(
        exclusive=tuple(_renamed(t, order[t.speaker]) for t in exclusive),
        overlapped=tuple(_renamed(t, order[t.speaker]) for t in overlapped),
        voices=tuple(heard[c] for c in order),
        unrelated=unrelated,
        analysed=((0.0, pcm.seconds),),
        channels={s: int(c) for c, s in order.items()},
    )
    durable.write_text(request.out, turns.model_dump_json())
    return True


def _one_voice(own: Sequence[Turn], overlapped: Sequence[Turn], diarizer: Diarizer, pcm: ReadableSound) -> Voice | None:
    """The voice of a channel; None if two people plainly share the microphone."""
    runs = [r for r in _runs(own) if r[-1].end - r[0].start >= _LEAST_VOICE][:_ENOUGH_RUNS]
    clean = [_cleanest(r[0].start, r[-1].end, r[0].speaker, overlapped) for r in runs]
    embeddings = diarizer.voices(pcm, clean)
    seconds = [end - start for start, end in clean]
    embeddings[np.asarray(seconds) < _LEAST_VOICE] = np.nan
    plain = [i for i, length in enumerate(seconds) if length >= _PLAIN and not np.isnan(embeddings[i]).any()]
    longest = sorted(plain, key=lambda i: seconds[i], reverse=True)[:_COMPARED]
    told = voices.stitch([[(embeddings[i], seconds[i])] for i in longest], diarizer.unrelated)
    talk: dict[int, float] = defaultdict(float)
    for i, (label,) in zip(longest, told, strict=True):
        talk[label] += seconds[i]
    if sum(length >= _SOMEBODY_ELSE for length in talk.values()) > 1:
        return None
    voice = voices.mean(embeddings, seconds) if runs else None
    return Voice(speaker="", embedding=() if voice is None else tuple(voice.tolist()), seconds=sum(seconds))


def listen(request: SpeakersRequest, index: int) -> None:
    """Find who speaks when in piece `index`, and keep it."""
    cut = cut_of(request)
    keep_piece(request, index, heard_piece(request, cut[index], Pcm(request.pcm), alone=len(cut) == 1))


def heard_piece(request: SpeakersRequest, piece: Stretch, pcm: ReadableSound, *, alone: bool) -> DiarizedPiece:
    """Who speaks when in one piece. What it needs of the recording is given along: this may be another computer.

    Args:
        request: its files are not looked at.
        alone: the piece is all of the recording.
    """
    if request.model is None:
        return _fake(pcm, piece)
    return _listen(loaded_diarizer(request), request, pcm, piece, alone)


def keep_piece(request: SpeakersRequest, index: int, found: DiarizedPiece) -> None:
    """Put what a piece holds where the next run finds it."""
    rights.make(_path(request, index).parent)
    durable.write_text(_path(request, index), found.model_dump_json())


def bring_together(request: SpeakersRequest) -> None:
    """turns.json out of all pieces: their voices stitched, and named S1, S2, … in order of speech."""
    if request.out.exists():
        return
    cut = cut_of(request)
    found = [DiarizedPiece.model_validate_json(_path(request, i).read_text(encoding="utf-8")) for i in range(len(cut))]
    unrelated = max((p.unrelated for p in found), default=0.0)
    told = [[v for v in p.voices if v.embedding] for p in found]
    stitched = voices.stitch(
        [[(np.asarray(v.embedding), v.seconds) for v in clusters] for clusters in told],
        unrelated,
        request.max_speakers,
        request.speakers,
    )
    name: dict[tuple[int, str], str] = {}
    for p, (piece, clusters, numbers) in enumerate(zip(found, told, stitched, strict=True)):
        whose = {v.speaker: str(n) for v, n in zip(clusters, numbers, strict=True)}
        # Without embeddings (the fake diarizer) labels mean the same in every piece.
        name |= {(p, v.speaker): whose.get(v.speaker, f"label {v.speaker}") for v in piece.voices}
    exclusive = [_renamed(t, name[p, t.speaker]) for p, piece in enumerate(found) for t in piece.exclusive]
    overlapped = [_renamed(t, name[p, t.speaker]) for p, piece in enumerate(found) for t in piece.overlapped]
    order = _in_order_of_speech([*exclusive, *overlapped])
    members: dict[str, list[Voice]] = defaultdict(list)
    for p, clusters in enumerate(told):
        for v in clusters:
            members[name[p, v.speaker]].append(v)
    turns = Turns(
        exclusive=tuple(_renamed(t, order[t.speaker]) for t in exclusive),
        overlapped=tuple(_renamed(t, order[t.speaker]) for t in overlapped),
        voices=tuple(_together(order[v], members[v]) for v in order),
        unrelated=unrelated,
        analysed=tuple(cut),
    )
    durable.write_text(request.out, turns.model_dump_json())


def diarize(request: SpeakersRequest) -> None:
    """The whole stage in one go: what is missing of it."""
    for index in pending_pieces(request):
        listen(request, index)
    bring_together(request)


def _listen(
    diarizer: Diarizer, request: SpeakersRequest, pcm: ReadableSound, piece: Stretch, alone: bool
) -> DiarizedPiece:
    exclusive, overlapped = diarizer.turns(pcm, piece, request.speakers or request.max_speakers)
    missed = _missed(exclusive, request.speech, piece)
    exclusive = sorted([*exclusive, *missed], key=lambda t: t.start)
    runs = _runs(exclusive)
    clean = [_cleanest(run[0].start, run[-1].end, run[0].speaker, overlapped) for run in runs]
    embeddings = diarizer.voices(pcm, clean)
    seconds = [end - start for start, end in clean]
    embeddings[np.asarray(seconds) < _LEAST_VOICE] = np.nan
    labels = sorted({t.speaker for t in [*exclusive, *overlapped]} - {_UNHEARD}) + [_UNHEARD]
    found_by_sound = [i for i, run in enumerate(runs) if run[0].speaker == _UNHEARD]
    given = voices.join(
        [labels.index(r[0].speaker) for r in runs], found_by_sound, embeddings, seconds, diarizer.unrelated
    )
    kept = [i for i, label in enumerate(given) if label is not None]
    runs, seconds, embeddings = [runs[i] for i in kept], [seconds[i] for i in kept], embeddings[kept]
    settled = voices.settle_clusters([k for k in given if k is not None], embeddings, seconds, diarizer.unrelated)
    settled = voice_splits.tear(settled, embeddings, seconds, diarizer.unrelated)
    if request.speakers is not None and alone:
        settled = voice_splits.with_count(settled, embeddings, seconds, diarizer.unrelated, request.speakers)
    exclusive = [_renamed(t, str(label)) for run, label in zip(runs, settled, strict=True) for t in run]
    # A label that never holds the floor is nobody: what is left of a chunk when the clusters were made.
    heard = {run[0].speaker for run in runs}
    overlapped = [_renamed(t, _settled(t, runs, settled)) for t in overlapped if t.speaker in heard]
    own = [t for run, k in zip(runs, settled, strict=True) if run[0].speaker == _UNHEARD for t in _as(run, str(k))]
    overlapped = sorted([*overlapped, *own], key=lambda t: t.start)
    found = []
    for label in sorted({t.speaker for t in [*exclusive, *overlapped]}):
        own_runs = [i for i, k in enumerate(settled) if str(k) == label]
        voice = voices.mean(embeddings[own_runs], [seconds[i] for i in own_runs]) if own_runs else None
        known = sum(seconds[i] for i in own_runs if not np.isnan(embeddings[i]).any())
        found.append(Voice(speaker=label, embedding=() if voice is None else tuple(voice.tolist()), seconds=known))
    return DiarizedPiece(
        exclusive=tuple(exclusive), overlapped=tuple(overlapped), voices=tuple(found), unrelated=diarizer.unrelated
    )


def _missed(turns: Sequence[Turn], speech: Sequence[Stretch], piece: Stretch) -> list[Turn]:
    """Detected speech that lies in no turn, in parts short enough for one voice: in a room with an echo, segmentation misses
    a third of it."""
    found = []
    ends = [t.end for t in turns]
    for start, end in speech:
        start, end = max(start + _PADDING, piece[0]), min(end - _PADDING, piece[1])
        at = start
        for turn in [*turns[bisect_right(ends, start) :], None]:
            until = end if turn is None else min(end, turn.start)
            if until - at >= _LEAST_VOICE:
                count = max(1, math.ceil((until - at) / _ONE_VOICE))
                edges = [at + (until - at) * i / count for i in range(count + 1)]
                found += [
                    Turn(speaker=_UNHEARD, start=round(a, 3), end=round(b, 3))
                    for a, b in zip(edges, edges[1:], strict=False)
                ]
            if turn is None or turn.start >= end:
                break
            at = max(at, turn.end)
    return found


def _as(turns: Sequence[Turn], speaker: str) -> list[Turn]:
    return [_renamed(t, speaker) for t in turns]


def _runs(turns: Sequence[Turn]) -> list[list[Turn]]:
    """Turns of one label that follow each other within a breath: one stretch of speech."""
    runs: list[list[Turn]] = []
    for turn in turns:
        if (
            turn.speaker != _UNHEARD
            and runs
            and runs[-1][-1].speaker == turn.speaker
            and turn.start - runs[-1][-1].end < _BREATH
        ):
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return runs


def _cleanest(start: float, end: float, speaker: str, overlapped: Sequence[Turn]) -> Stretch:
    """The longest part of a stretch in which nobody else speaks."""
    best, at = (start, start), start
    for other in [*(t for t in overlapped if t.speaker != speaker and t.end > start and t.start < end), None]:
        until = end if other is None else min(end, max(at, other.start))
        if until - at > best[1] - best[0]:
            best = at, until
        at = at if other is None else max(at, other.end)
    return best


def _settled(turn: Turn, runs: Sequence[Sequence[Turn]], settled: Sequence[int]) -> str:
    """Where the stretch of the same label that shares most time with `turn` went, else the nearest one."""

    def closeness(i: int) -> float:
        return min(turn.end, runs[i][-1].end) - max(turn.start, runs[i][0].start)

    own = [i for i, run in enumerate(runs) if run[0].speaker == turn.speaker]
    return str(settled[max(own, key=closeness)])


def _fake(pcm: ReadableSound, piece: Stretch) -> DiarizedPiece:
    found = [t for t in fake_diarizer.fake_turns(pcm) if piece[0] <= t.start < piece[1]]
    heard = tuple(Voice(speaker=s) for s in sorted({t.speaker for t in found}))
    return DiarizedPiece(exclusive=tuple(found), overlapped=tuple(found), voices=heard, unrelated=0.0)


def _in_order_of_speech(turns: Sequence[Turn]) -> dict[str, str]:
    """Voice → S1, S2, … by the first turn that is more than a syllable."""
    order: dict[str, str] = {}
    for least in (_WORD, 0.0):
        for turn in sorted(turns, key=lambda t: t.start):
            if turn.end - turn.start >= least:
                order.setdefault(turn.speaker, f"S{len(order) + 1}")
    return order


def _renamed(turn: Turn, speaker: str) -> Turn:
    return turn.model_copy(update={"speaker": speaker})


def _together(speaker: str, parts: Sequence[Voice]) -> Voice:
    if not parts:
        return Voice(speaker=speaker)
    found = voices.mean(np.array([p.embedding for p in parts]), [p.seconds for p in parts])
    return Voice(
        speaker=speaker,
        embedding=() if found is None else tuple(found.tolist()),
        seconds=sum(p.seconds for p in parts),
    )


_loaded: dict[tuple[object, ...], Diarizer] = {}
"""The child's one pipeline: loading takes seconds, and the child serves one piece after another."""


def loaded_diarizer(request: SpeakersRequest) -> Diarizer:
    """The diarizer of this child process."""
    from transcriber.speakers.diarizer import Diarizer

    key = (request.model, request.device, request.threads, request.step)
    if key not in _loaded:
        _loaded.clear()
        assert request.model is not None
        _loaded[key] = Diarizer(request.model, device=request.device, threads=request.threads, step=request.step)
    return _loaded[key]


def cut_of(request: SpeakersRequest) -> list[Stretch]:
    """The pieces that the recording is listened to in."""
    return pieces.cut_pieces(Pcm(request.pcm).seconds, request.speech)


def _path(request: SpeakersRequest, index: int) -> Path:
    return request.out.with_suffix("") / f"{index:04d}.json"
