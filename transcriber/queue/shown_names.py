"""What recordings are called where people look: not by their names in a profile that masks personal data.

A consultation is often named after its client. The status page is printed and forwarded, and `transcriber status` is read by whoever
looks after the machine; so both call such a recording by its number, its day and its size. In 1_録音 and 処理済み its name stays as
it was given: there its owner finds it. A name that holds a day, a time or a recorder's number only is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from transcriber.errors import TranscriberError
from transcriber.minutes.my_numbers import holds_my_number, without_my_numbers
from transcriber.minutes.personal_data import Shown
from transcriber.profiles import tree as trees
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job, Notice
from transcriber.queue.told_gone import Gone
from transcriber.system import file_names

HIDDEN_NAME = "（名前は出していません）"

_LEAST = 2
"""Characters from which on a name without its ending is looked for in sentences."""

_OURS = frozenset(
    (
        trees.INBOX,
        trees.DRAFTS,
        trees.CHECKED,
        trees.SETTINGS,
        trees.DONE,
        trees.EFFECTS,
        trees.NOTE,
        trees.PAGE,
        trees.TABLE,
    )
    + (
        trees.ROSTER,
        trees.GLOSSARY,
        trees.TEMPLATE,
        trees.OPTIONS,
        trees.LEARNED,
        trees.STYLE,
        trees.READINGS,
        "話者.xlsx",
    )
)
"""Names of ours, which stay as they are."""

_FOLDERS = "|".join(map(re.escape, (trees.INBOX, trees.DRAFTS, trees.CHECKED, trees.DONE)))
_NEUTRAL = r"(?:\d{4}-\d\d-\d\d_)?(?:相談記録|会議録)(?: \(\d+\))?"
_BELOW = r"[^\s、。）」][^、。）」\n]*\.[A-Za-z0-9]{2,5}(?![A-Za-z0-9])|[^\s、。）」][^、。）」\n]*"
_QUOTED = r"「(?P<quoted>[^「」\n]+)」"
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_NAMING = re.compile(rf"(?:フォルダ|資料|名前[はに]|ファイル名|{trees.CHECKED} の|シート)$")
"""Before a quoted name of a file, folder or sheet that has no ending."""

_FROM_A_LIST = re.compile(r"\d行目|セル [A-Z]|列目|話者名「|名簿の「|」の行")
"""In a sentence that quotes what a person wrote into a cell, or what a speaker was called."""

_HEADINGS = frozenset(("話者", "発言", "時間で分ける", "声の番号", "正しい氏名・役職", "同じ人の声の番号", "採用"))
"""Of our own sheets, which such a sentence quotes as well."""

_PHONE = re.compile(r"(?<!\d)0\d{1,4}([-_ ])\d{1,4}\1\d{3,4}(?!\d)|(?<!\d)0[5-9]0\d{8}(?!\d)")
"""As a telephone calls the recording of a call."""

_ENDING = re.compile(
    r"\.(?:m4a|mp3|mp4|wav|wma|flac|ogg|opus|aac|amr|webm|mov|avi|mkv|ds2|dss|aif|aiff)$", re.IGNORECASE
)
_NO_NAME = re.compile(r"[A-Za-z0-9_ .()-]*")


class HiddenNames:
    """Which profiles of a watch folder do not show names. While the settings of one cannot be read, what they said last holds; where
    they were never read, its names are not shown."""

    def __init__(self, watch: Path) -> None:
        self.watch = watch
        self._told: dict[str, bool] = {}

    def of(self, profile: str, jobs: Iterable[Job]) -> ShownNames:
        """What is shown of the names of a profile's recordings.

        Args:
            jobs: of all profiles: one may be named where another's files are spoken of.
        """
        by_profile: dict[str, list[Job]] = {}
        for job in jobs:
            by_profile.setdefault(job.profile, []).append(job)
        others = [j for name, its in by_profile.items() if name != profile and self._hid(name) for j in its]
        return ShownNames.made(profile, by_profile.get(profile, ()), others, hidden=self.hides(profile))

    def _hid(self, profile: str) -> bool:
        """The same as it was when this profile was asked for itself: a share is asked once a look and profile."""
        return self._told[profile] if profile in self._told else self.hides(profile)

    def hides(self, profile: str) -> bool:
        """Whether a profile masks personal data, so that the names of its recordings are not shown."""
        from transcriber.profiles.profile import (
            read_options,  # takes long to import, and most profiles have no settings
        )

        options = ProfileTree(self.watch / profile).options
        try:
            self._told[profile] = options.exists() and read_options(options).masking.show is not Shown.ALL
        except (TranscriberError, OSError):
            return self._told.get(profile, True)
        return self._told[profile]


@dataclass(frozen=True)
class ShownNames:
    """What stands in the place of the names of recordings in what is shown of one profile.

    Attributes:
        hidden: whether the names of this profile's own recordings, and of other files in its folders, are left out.
    """

    hidden: bool = False
    _labels: Mapping[int, str] = field(default_factory=dict)
    _known: Mapping[str, str] = field(default_factory=dict)
    _profile: str = ""

    @classmethod
    def made(cls, profile: str, own: Iterable[Job], others: Iterable[Job], *, hidden: bool) -> ShownNames:
        """Of a profile with these recordings.

        Args:
            others: recordings of other profiles that hide their names.
        """
        own, others = tuple(j for j in own if hidden or holds_my_number(j.entry)), tuple(others)
        labels = {job.id: _label(job) for job in (*own, *others)}
        known: dict[str, str] = {}
        for job in others:  # here only where nothing else can be meant: with its ending, or quoted
            if labels[job.id] != job.entry:
                for name in _namings(job):
                    known |= {name: labels[job.id]} if _FILE.search(name) else {f"「{name}」": f"「{labels[job.id]}」"}
        for job in own:
            if labels[job.id] != job.entry:
                known |= dict.fromkeys(_namings(job), labels[job.id])
        return cls(hidden, labels, known, profile)

    def job(self, job: Job) -> Job:
        """A recording of the profile as it is shown."""
        shown = replace(job, found=self.text(job.found), todo=self.text(job.todo))
        label = self._labels.get(job.id)
        if label is None:
            return shown
        ours = re.fullmatch(_NEUTRAL, job.draft_folder)  # another one was made before the profile masked anything
        return replace(
            shown, entry=label, archive=label if job.archive else "", draft_folder=job.draft_folder if ours else ""
        )

    def called(self, recording: Job | str) -> str:
        """What a recording is called: one of the store, or the name of one that `transcriber process` read."""
        if isinstance(recording, Job):
            return self._labels.get(recording.id, recording.entry)
        shown = _is_neutral(recording) if self.hidden else not holds_my_number(recording)
        return recording if shown or not recording else HIDDEN_NAME

    def gone(self, gone: Gone) -> Gone:
        """What was deleted of one, without names of files that stay."""
        return replace(gone, left=self.text(gone.left))

    def notice(self, notice: Notice) -> Notice:
        """A notice of a folder, without the names of files in it."""
        return replace(
            notice, place=self.text(notice.place), found=self.text(notice.found), todo=self.text(notice.todo)
        )

    def text(self, text: str) -> str:
        """A sentence for staff in which such recordings are not named, nor what people wrote into lists; and no My Number stands."""
        return without_my_numbers(self._without_names(text))

    def _without_names(self, text: str) -> str:
        if not text or not (self.hidden or self._known):
            return text
        named = "|".join(sorted(map(re.escape, self._known), key=len, reverse=True)) or "(?!)"
        if not self.hidden:
            return re.sub(named, lambda m: self._known[m[0]], text)
        ours = "|".join(sorted(map(re.escape, _OURS), key=len, reverse=True))
        path = rf"(?P<folder>{_FOLDERS})/(?:(?P<neutral>{_NEUTRAL})|(?P<inside>{named})|(?P<below>{_BELOW}))"
        return re.sub(f"{path}|(?P<ours>{ours})|{_QUOTED}|(?P<known>{named})", self._replaced, text)

    def _replaced(self, found: re.Match[str]) -> str:
        if found["known"]:
            return self._known[found[0]]
        if found["inside"]:
            return f"{found['folder']}/{self._known[found['inside']]}"
        if found["below"] and not _says_nothing(found["below"]):
            return f"{found['folder']}/{HIDDEN_NAME}"
        if found["quoted"]:
            written = _FROM_A_LIST.search(found.string) is not None
            return f"「{self._quoted(found['quoted'], found.string[: found.start()], written=written)}」"
        return found[0]

    def _quoted(self, quoted: str, before: str, *, written: bool) -> str:
        if quoted in self._known:
            return self._known[quoted]
        if quoted in _OURS or quoted in _HEADINGS or quoted == self._profile or _says_nothing(quoted):
            return quoted
        if _FILE.search(quoted) or _NAMING.search(before) or any(name in quoted for name in self._known):
            return HIDDEN_NAME
        return HIDDEN_NAME if written else quoted


def _label(job: Job) -> str:
    """録音12_2026-11-02.m4a"""
    from transcriber.minutes.naming import read_recording_name

    if job.erased is not None:
        return job.entry
    if _is_neutral(job.entry):
        return job.entry
    said = read_recording_name(job.entry)
    ending = _ENDING.search(job.entry)
    day = f"_{said.date.isoformat()}" if said.date else ""
    return f"録音{job.id}{day}{ending[0].lower() if ending else ''}（{_size(job.size)}）"


def _is_neutral(name: str) -> bool:
    """Whether a name says nothing of people: a day, a time or a recorder's number."""
    from transcriber.minutes.naming import read_recording_name

    return (
        _NO_NAME.fullmatch(name) is not None
        and _PHONE.search(name) is None
        and not holds_my_number(name)
        and not read_recording_name(name).title
    )


def _namings(job: Job) -> Iterator[str]:
    """What the program may call a recording by in what it says."""
    for name in (job.entry, job.called, job.former, job.archive, PurePosixPath(job.archive).name, job.draft_folder):
        for written in {name, file_names.readable(name)}:
            yield from (n for n in (written, file_names.stem(written)) if len(n) >= _LEAST and not _says_nothing(n))


def _says_nothing(name: str) -> bool:
    """Whether a name is one that we gave, or numbers alone."""
    parts = [p for p in name.strip().split("/") if p]
    return (
        bool(parts)
        and not holds_my_number(name)
        and _PHONE.search(name) is None
        and all(p in _OURS or re.fullmatch(rf"{_NEUTRAL}|[\d_ .()-]+", p) for p in parts)
    )


def _size(size: int) -> str:
    """As the office's file manager shows it, so that the recording's owner knows it again."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"
