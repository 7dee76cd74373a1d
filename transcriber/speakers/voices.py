"""Clusters of voices: those of one piece set right, and those of all pieces brought together.

All comparisons are made on *likeness*: cosine, rescaled so that 0 is what two strangers typically have with this encoder
and 1 is the same sound. So the same limits serve encoders of different temper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcriber.speakers.voice_limits import VOICE_LIMITS

Vector = npt.NDArray[np.float64]


def likeness(a: Vector, b: Vector, unrelated: float) -> float:
    """0: like strangers; 1: the same sound."""
    return (float(a @ b) - unrelated) / (1 - unrelated)


def mean(embeddings: npt.NDArray[np.float64], seconds: Sequence[float]) -> Vector | None:
    """The mean voice of stretches (rows; NaN: too short), long ones counting more."""
    usable = ~np.isnan(embeddings).any(axis=1)
    if not usable.any():
        return None
    weight = np.minimum(np.asarray(seconds, dtype=float), VOICE_LIMITS.longest_weight)[usable]
    total: Vector = weight @ embeddings[usable]
    return total / float(np.linalg.norm(total))


def settle_clusters(
    labels: Sequence[int], embeddings: npt.NDArray[np.float64], seconds: Sequence[float], unrelated: float
) -> list[int]:
    """The clusters of one piece, set right by what their stretches sound like.

    Stretches move to the cluster they sound like; one that sounds like nobody is a voice of its own; a torn voice is joined;
    a slight cluster that sounds like another is part of it.

    Args:
        labels: cluster of each stretch.
        embeddings: (stretches, dimension), NaN where a stretch is too short.
        seconds: length of each stretch.
    """
    now: npt.NDArray[np.int_] = np.array(labels, dtype=np.int_)
    known = ~np.isnan(embeddings).any(axis=1)
    length = np.asarray(seconds, dtype=float)
    for _ in range(2):
        now = _joined(now, embeddings, length, unrelated)
        clusters, means = _means(now, embeddings, length)
        if not clusters:
            return [0] * len(now)
        for i in (int(k) for k in np.flatnonzero(known)):
            alike = [likeness(embeddings[i], m, unrelated) for m in means]
            best = int(np.argmax(alike))
            own = alike[clusters.index(int(now[i]))] if now[i] in clusters else -1.0
            if length[i] >= VOICE_LIMITS.plain_stretch and alike[best] < VOICE_LIMITS.stranger:
                now[i] = now.max() + 1
            elif alike[best] - own >= VOICE_LIMITS.better:
                now[i] = clusters[best]
    now = _joined(now, embeddings, length, unrelated)
    clusters, means = _means(now, embeddings, length)
    for i in range(len(now)):  # what is too short for a voice, in a cluster without any, goes to its neighbour in time
        if now[i] not in clusters:
            near = min((j for j in range(len(now)) if now[j] in clusters), key=lambda j: abs(j - i))
            now[i] = now[near]
    return [int(k) for k in now]


def join(
    labels: Sequence[int],
    loose: Sequence[int],
    embeddings: npt.NDArray[np.float64],
    seconds: Sequence[float],
    unrelated: float,
) -> list[int | None]:
    """The labels, with each of the `loose` stretches given to the voice it sounds like; None: to none.

    Args:
        loose: indices of stretches whose label says nothing.
    """
    result: list[int | None] = list(labels)
    fixed = np.array([i for i in range(len(labels)) if i not in set(loose)], dtype=np.intp)
    length = np.asarray(seconds, dtype=float)
    clusters, means = _means(np.array(labels, dtype=np.int_)[fixed], embeddings[fixed], length[fixed])
    for i in loose:
        alike = [likeness(embeddings[i], m, unrelated) for m in means] if not np.isnan(embeddings[i]).any() else []
        best = int(np.argmax(alike)) if alike else -1
        result[i] = clusters[best] if alike and alike[best] >= VOICE_LIMITS.resembles else None
    return result


def _means(
    labels: npt.NDArray[np.int_], embeddings: npt.NDArray[np.float64], seconds: npt.NDArray[np.float64]
) -> tuple[list[int], list[Vector]]:
    clusters, means = [], []
    for k in np.unique(labels):
        found = mean(embeddings[labels == k], seconds[labels == k])
        if found is not None:
            clusters.append(int(k))
            means.append(found)
    return clusters, means


def _joined(
    labels: npt.NDArray[np.int_],
    embeddings: npt.NDArray[np.float64],
    seconds: npt.NDArray[np.float64],
    unrelated: float,
) -> npt.NDArray[np.int_]:
    labels = labels.copy()
    telling = np.where(np.isnan(embeddings).any(axis=1), 0.0, seconds)  # what is too short for a voice proves nobody
    while True:
        clusters, means = _means(labels, embeddings, seconds)
        total = {k: float(telling[labels == k].sum()) for k in clusters}
        best: tuple[float, int, int] | None = None
        for i, a in enumerate(clusters):
            for j in range(i):
                b = clusters[j]
                alike = likeness(means[i], means[j], unrelated)
                if alike >= _enough(min(total[a], total[b])) and (best is None or alike > best[0]):
                    best = alike, a, b
        if best is None:
            return labels
        labels[labels == best[1]] = best[2]


def _enough(seconds: float) -> float:
    """Likeness to another cluster of the piece from which one with so much speech is part of it."""
    if seconds < VOICE_LIMITS.scrap:
        return VOICE_LIMITS.scrap_likeness
    return VOICE_LIMITS.slight_likeness if seconds < VOICE_LIMITS.slight else VOICE_LIMITS.twins


def stitch(
    pieces: Sequence[Sequence[tuple[Vector, float]]],
    unrelated: float,
    max_voices: int | None = None,
    count: int | None = None,
) -> list[list[int]]:
    """Which clusters of which pieces are one voice.

    The two most alike are joined again and again while they are like enough; two clusters of one piece never are, since
    the piece itself told them apart. `max_voices` lowers the limit where there are more voices than people, but does not
    force two together that sound like strangers. `count`, which a person has counted, does. What is slight in every piece and sounds like somebody is part of that
    voice, whatever its pieces made of it: now the voice is known from all of them.

    Args:
        pieces: for each piece its clusters: mean voice (of length one) and seconds of speech.

    Returns:
        For each piece the voice, 0, 1, …, of each of its clusters.
    """
    flat = [(p, c, v, s) for p, clusters in enumerate(pieces) for c, (v, s) in enumerate(clusters)]
    groups = [[i] for i in range(len(flat))]
    while True:
        means = [_weighted([flat[i] for i in g]) for g in groups]
        best: tuple[float, int, int] | None = None
        for a in range(len(groups)):
            for b in range(a):
                if {flat[i][0] for i in groups[a]} & {flat[i][0] for i in groups[b]}:
                    continue
                alike = likeness(means[a], means[b], unrelated)
                if best is None or alike > best[0]:
                    best = alike, a, b
        if best is None or best[0] < _least_likeness(len(groups), max_voices, count):
            break
        groups[best[2]] += groups.pop(best[1])
    if count is None or len(groups) > count:
        _give_away_slight(groups, flat, unrelated)
    voice = {i: k for k, group in enumerate(groups) for i in group}
    result: list[list[int]] = [[0] * len(clusters) for clusters in pieces]
    for i, (p, c, _, _) in enumerate(flat):
        result[p][c] = voice[i]
    return result


def _least_likeness(now: int, max_voices: int | None, count: int | None) -> float:
    """From which of `now` groups two are joined."""
    if count is not None:
        return -math.inf if now > count else math.inf
    crowded = max_voices is not None and now > max_voices
    return VOICE_LIMITS.forced if crowded else VOICE_LIMITS.same_voice


def _give_away_slight(
    groups: list[list[int]], flat: Sequence[tuple[int, int, Vector, float]], unrelated: float
) -> None:
    def seconds(group: list[int]) -> float:
        return sum(flat[i][3] for i in group)

    def slight(group: list[int]) -> bool:
        return seconds(group) < VOICE_LIMITS.few * len({flat[i][0] for i in group})

    for group in sorted(filter(slight, groups), key=seconds):
        own = _weighted([flat[i] for i in group])
        others = [g for g in groups if g is not group]
        alike = [likeness(own, _weighted([flat[i] for i in g]), unrelated) for g in others]
        if alike and max(alike) >= min(VOICE_LIMITS.same_voice, _enough(seconds(group))):
            others[int(np.argmax(alike))].extend(group)
            groups[:] = others


def _weighted(members: Sequence[tuple[int, int, Vector, float]]) -> Vector:
    total: Vector = np.sum([min(s, 60.0) * v for _, _, v, s in members], axis=0)
    return total / float(np.linalg.norm(total))
