"""One cluster that holds two people, told by what its stretches sound like among themselves.

The clusters of the pipeline are made of chunks of ten seconds, in which a short question and the answer to it sound as one. Over whole
stretches the two lie apart: average linkage of their embeddings has them as two branches.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcriber.speakers.voice_limits import VOICE_LIMITS
from transcriber.speakers.voices import likeness, mean

Indices = npt.NDArray[np.intp]


def tear(
    labels: Sequence[int], embeddings: npt.NDArray[np.float64], seconds: Sequence[float], unrelated: float
) -> list[int]:
    """The clusters of one piece, those of two voices torn in two: halves that would not have been joined had they been told apart.

    Args:
        labels: cluster of each stretch.
        embeddings: (stretches, dimension), NaN where a stretch is too short.
        seconds: length of each stretch.
    """
    now, length = np.array(labels, dtype=np.int_), np.asarray(seconds, dtype=float)
    waiting = [int(k) for k in np.unique(now)]
    while waiting:
        own = _known(now, waiting.pop(), embeddings)
        halves = _halves(own, embeddings, length, VOICE_LIMITS.slight)
        if halves is not None and _alike(halves, embeddings, length, unrelated) < VOICE_LIMITS.twins:
            waiting += _parted(now, own, halves, embeddings)
    return [int(k) for k in now]


def with_count(
    labels: Sequence[int],
    embeddings: npt.NDArray[np.float64],
    seconds: Sequence[float],
    unrelated: float,
    count: int,
) -> list[int]:
    """The clusters of a piece that holds all of a recording, as many as there are people: a person has counted them.

    The two most alike are joined, or the one whose halves are least alike is torn, until the number is right; or until nothing is
    left to be torn.
    """
    now, length = np.array(labels, dtype=np.int_), np.asarray(seconds, dtype=float)
    while (clusters := _of_known(now, embeddings)) and len(clusters) > count:
        means = {k: mean(embeddings[now == k], length[now == k]) for k in clusters}
        _, a, b = max(
            (likeness(x, y, unrelated), k, j)
            for k, x in means.items()
            for j, y in means.items()
            if j < k and x is not None and y is not None
        )
        now[now == a] = b
    while (clusters := _of_known(now, embeddings)) and len(clusters) < count:
        found = [(k, _halves(_known(now, k, embeddings), embeddings, length, VOICE_LIMITS.scrap)) for k in clusters]
        apart = [
            (_alike(halves, embeddings, length, unrelated), k, halves) for k, halves in found if halves is not None
        ]
        if not apart:
            break
        _, k, halves = min(apart, key=lambda each: each[0])
        _parted(now, _known(now, k, embeddings), halves, embeddings)
    return [int(k) for k in now]


def _of_known(labels: npt.NDArray[np.int_], embeddings: npt.NDArray[np.float64]) -> list[int]:
    known = ~np.isnan(embeddings).any(axis=1)
    return [int(k) for k in np.unique(labels[known])]


def _known(labels: npt.NDArray[np.int_], cluster: int, embeddings: npt.NDArray[np.float64]) -> Indices:
    return np.flatnonzero((labels == cluster) & ~np.isnan(embeddings).any(axis=1))


def _halves(
    own: Indices, embeddings: npt.NDArray[np.float64], seconds: npt.NDArray[np.float64], least: float
) -> tuple[Indices, Indices] | None:
    """The two branches furthest up the tree that both hold `least` seconds; a cough beside them is none."""
    from scipy.cluster.hierarchy import ClusterNode, linkage, to_tree  # half a second that most processes do without

    if len(own) < 2:
        return None
    node: ClusterNode = to_tree(linkage(embeddings[own], "average", metric="cosine"))
    while not node.is_leaf():
        left, right = (own[np.array(branch.pre_order(), dtype=np.intp)] for branch in (node.left, node.right))
        if min(seconds[left].sum(), seconds[right].sum()) >= least:
            return left, right
        node = node.left if seconds[left].sum() > seconds[right].sum() else node.right
    return None


def _alike(
    halves: tuple[Indices, Indices],
    embeddings: npt.NDArray[np.float64],
    seconds: npt.NDArray[np.float64],
    unrelated: float,
) -> float:
    one, other = (mean(embeddings[half], seconds[half].tolist()) for half in halves)
    assert one is not None and other is not None  # all of them are known
    return likeness(one, other, unrelated)


def _parted(
    labels: npt.NDArray[np.int_],
    own: Indices,
    halves: tuple[Indices, Indices],
    embeddings: npt.NDArray[np.float64],
) -> list[int]:
    """Give the smaller half a label of its own, in place, and to the nearer half what lies outside of both; the two labels."""
    cluster, new = int(labels[own[0]]), int(labels.max()) + 1
    means = [embeddings[half].mean(axis=0) for half in halves]
    labels[halves[1]] = new
    for i in np.setdiff1d(own, np.concatenate(halves)):
        labels[i] = cluster if embeddings[i] @ means[0] >= embeddings[i] @ means[1] else new
    for i in np.flatnonzero(labels == cluster):  # too short for a voice: with its neighbour in time
        if np.isnan(embeddings[i]).any():
            labels[i] = labels[min(own, key=lambda j: abs(int(j) - int(i)))]
    return [cluster, new]
