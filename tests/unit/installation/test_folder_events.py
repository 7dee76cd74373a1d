"""Events say when to look; nothing that happens to them loses a recording. Real observers on a real disk, seconds between polls."""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from watchdog.events import FileCreatedEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.utils import BaseThread

from transcriber.profiles.tree import INBOX, ProfileTree
from transcriber.queue import local_disk, scan
from transcriber.service import loop
from transcriber.service.folder_events import FolderEvents
from transcriber.settings import Settings, Watching

STABLE = 0.3
"""Seconds a file must keep still here."""

PROMPT = 2.0 + STABLE
"""Seconds from the end of a copy to the start of work, where nothing else goes on."""

SOON = 8.0
"""Seconds within which it begins beside other tests; polls are a minute apart."""


class Made:
    """Makes real observers and remembers them."""

    def __init__(self) -> None:
        self.observers: list[BaseObserver] = []

    def __call__(self) -> BaseObserver:
        self.observers.append(Observer())
        return self.observers[-1]


class Daemon:
    """The service in a thread, and what it did."""

    def __init__(self, office, made: Made) -> None:
        self.office = office
        self.made = made
        self.looks: list[float] = []
        self.works: dict[str, float] = {}
        office.pipeline.during = lambda job: self.works.setdefault(job.name, time.monotonic())

    def wait(self, what: Callable[[], bool], seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not what():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def is_taken_up(self, name: str, within: float = SOON) -> bool:
        """Whether work on it begins within so many seconds from now."""
        return self.wait(lambda: name in self.works, within)

    def settled(self) -> None:
        """Wait for the observers, and for the looks that follow their making."""
        assert self.wait(lambda: len(self.made.observers) >= 3, 20)
        assert self.wait(lambda: time.monotonic() - self.looks[-1] > 1.5, 20)


@pytest.fixture
def daemon(office, monkeypatch) -> Callable[..., Iterator[Daemon]]:
    @contextmanager
    def running(poll: float = 60, made: Callable[[], object] | None = None, stable: float = STABLE):
        here = Daemon(office, made or Made())
        monkeypatch.setattr(loop, "FolderEvents", partial(FolderEvents, observer=here.made))
        look = scan.Scan.__call__

        def counted(self):
            here.looks.append(time.monotonic())
            return look(self)

        monkeypatch.setattr(scan.Scan, "__call__", counted)
        watching = Watching(poll_seconds=poll, stable_seconds=stable)
        settings = Settings(folders=office.settings.folders, watching=watching)
        service = loop.Service(settings, office.store, office.pipeline, office.stop)
        thread = threading.Thread(target=service.run, kwargs={"once": False})
        thread.start()
        try:
            yield here
        finally:
            office.stop.set()
            thread.join(20)
            assert not thread.is_alive()

    return running


def observing() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if isinstance(thread, BaseThread)]


# -- a copy that ends ----------------------------------------------------------------------------------------------------


@pytest.mark.alone
def test_a_finished_copy_is_taken_up_at_once_although_polls_are_a_minute_apart(daemon, office):
    with daemon() as running:
        running.settled()
        with (office.council.inbox / "定例会.wav").open("wb") as copy:
            for _ in range(15):
                copy.write(b"sound " * 100)
                copy.flush()
                time.sleep(0.1)
        assert running.is_taken_up("定例会.wav", PROMPT)


def test_a_recording_that_is_moved_in_is_taken_up_at_once(daemon, office, tmp_path):
    (tmp_path / "委員会").mkdir()
    (tmp_path / "委員会" / "録音1.mp3").write_bytes(b"part")
    with daemon() as running:
        running.settled()
        (tmp_path / "委員会").rename(office.consultation.inbox / "委員会")
        assert running.is_taken_up("委員会")


def test_a_file_is_not_taken_up_before_it_has_been_still_long_enough(daemon, office):
    with daemon(stable=1.5) as running:
        running.settled()
        office.drop("定例会.wav")
        ended = time.monotonic()
        assert running.is_taken_up("定例会.wav")
        assert running.works["定例会.wav"] - ended >= 1.5


def test_a_long_copy_is_not_looked_at_for_each_of_its_writes(daemon, office):
    with daemon() as running:
        running.settled()
        with (office.council.inbox / "定例会.wav").open("wb") as copy:
            begun = len(running.looks)
            for _ in range(300):
                copy.write(b"sound " * 10_000)
                copy.flush()
                time.sleep(0.01)
            assert len(running.looks) - begun <= 3


def test_a_new_profile_is_found_at_once(daemon, office, tmp_path):
    tree = ProfileTree(tmp_path / "委員会")
    for folder in tree.folders():
        folder.mkdir(parents=True)
    with daemon() as running:
        running.settled()
        tree.root.rename(office.watch / "委員会")
        assert running.wait(lambda: len(running.made.observers) >= 4, SOON)
        running.settled()
        office.drop("初回.wav", tree=ProfileTree(office.watch / "委員会"))
        assert running.is_taken_up("初回.wav")


# -- observers that went blind -------------------------------------------------------------------------------------------


def renamed_and_made_again(office) -> None:
    office.council.inbox.rename(office.council.root / "1_録音_旧")
    office.council.inbox.mkdir()


def removed_and_made_again(office) -> None:  # most disks give the new folder the number of the old one
    office.council.inbox.rmdir()
    office.council.inbox.mkdir()


def moved_out(office) -> None:
    office.council.inbox.rename(office.work / "移した")
    office.council.inbox.mkdir()
    (office.work / "移した" / "よその.wav").write_bytes(b"sound")


def profile_made_again(office) -> None:
    office.council.root.rename(office.watch.parent / "旧")
    for folder in office.council.folders():
        folder.mkdir(parents=True)


@pytest.mark.parametrize("change", [renamed_and_made_again, removed_and_made_again, moved_out, profile_made_again])
def test_a_folder_that_became_another_one_is_observed_anew(daemon, office, change):
    with daemon() as running:
        running.settled()
        change(office)
        office.drop("すぐ.wav")
        assert running.is_taken_up("すぐ.wav", SOON)
        running.settled()
        office.drop("あとで.wav", "other sound")
        assert running.is_taken_up("あとで.wav")
    assert "よその.wav" not in running.works


@pytest.mark.parametrize("end", ["observer", "emitters", "reader"])
def test_an_observer_that_died_is_made_anew(daemon, office, end):
    with daemon() as running:
        running.settled()
        made = len(running.made.observers)
        for observer in list(running.made.observers):
            if end == "observer":
                observer.stop()
            elif end == "emitters":
                for emitter in observer.emitters:
                    emitter.stop()
            else:
                observer._inotify_fd.stop()
        assert running.wait(lambda: len(running.made.observers) == 2 * made, SOON)
        office.drop("定例会.wav")
        assert running.is_taken_up("定例会.wav", SOON)


# -- many, none, never ---------------------------------------------------------------------------------------------------


def test_a_storm_of_files_wakes_the_look_once_a_second_and_none_is_missed(daemon, office):
    folder = office.council.inbox / "大量"
    with daemon(stable=1) as running:
        running.settled()
        before, began = len(running.looks), time.monotonic()
        folder.mkdir()
        for number in range(5000):
            (folder / f"{number}.txt").write_bytes(b"paper")
        time.sleep(1.5)
        assert len(running.looks) - before <= time.monotonic() - began + 1
        for number in range(40):
            office.drop(f"会議{number}.wav", f"sound {number}")
        assert running.wait(lambda: len(running.works) == 40, 240)
    assert set(running.works) == {f"会議{number}.wav" for number in range(40)}


@pytest.mark.parametrize("away", [0.0, 0.3, 2.0])
def test_an_inbox_that_was_away_for_a_while_is_observed_again(daemon, office, away):
    with daemon() as running:
        running.settled()
        office.council.inbox.rmdir()
        time.sleep(away)
        office.council.inbox.mkdir()
        time.sleep(0.2)
        office.drop("定例会.wav")
        assert running.is_taken_up("定例会.wav", SOON)


class Refused:
    """The system's limit of observers is reached."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked = 0

    def __call__(self) -> BaseObserver:
        self.asked += 1
        raise OSError(self.number, "inotify limit reached")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE])
def test_where_no_observer_can_be_had_the_folder_is_polled(daemon, office, caplog, number):
    refused = Refused(number)
    with daemon(poll=0.2, made=refused) as running:
        office.drop("定例会.wav")
        assert running.is_taken_up("定例会.wav")
        assert running.wait(lambda: len(running.looks) > 10, 5)
    assert refused.asked == 3  # the watch folder and two profiles, once each in this minute
    assert "polling" in caplog.text
    assert "会議録" not in caplog.text


@pytest.mark.parametrize("kind", ["cifs", "smb3", "nfs4", "fuse.sshfs", "fuseblk", "9p", ""])
def test_a_disk_of_elsewhere_is_polled(daemon, office, monkeypatch, kind):
    monkeypatch.setattr(local_disk, "file_system", lambda folder: kind)
    with daemon(poll=0.2) as running:
        office.drop("定例会.wav")
        assert running.is_taken_up("定例会.wav")
        assert running.made.observers == []


def test_a_run_that_is_to_end_observes_nothing(office, monkeypatch):
    made = Made()
    monkeypatch.setattr(loop, "FolderEvents", partial(FolderEvents, observer=made))
    office.drop("定例会.wav")
    office.run()
    assert len(office.drafts()) == 1
    assert made.observers == []


def test_the_end_of_the_service_is_the_end_of_its_observers(daemon):
    before = observing()
    with daemon() as running:
        running.settled()
        assert len(observing()) > len(before)
    assert running.wait(lambda: observing() == before, 2)


# -- how often an idle service looks -------------------------------------------------------------------------------------


def test_an_idle_service_looks_less_often_once_events_are_known_to_work(daemon, office):
    with daemon(poll=0.4) as running:
        running.wait(lambda: len(running.made.observers) == 3, 5)
        time.sleep(3)
        before = len(running.looks)
        time.sleep(4)
        polled = len(running.looks) - before
        office.drop("定例会.wav")
        office.drop("相談.wav", "other sound", office.consultation)
        assert running.is_taken_up("相談.wav")
        assert running.is_taken_up("定例会.wav")
        time.sleep(4)
        before = len(running.looks)
        time.sleep(4.8)
        assert polled >= 6
        assert len(running.looks) - before <= 3


class Silent:
    """An observer that hears what the test says, and nothing else."""

    def __init__(self) -> None:
        self.handlers: dict[str, FileSystemEventHandler] = {}
        self.started = self.stopped = False

    def schedule(self, event_handler, path, *, recursive, event_filter):
        self.handlers[Path(path).name] = event_handler

    def start(self) -> None:
        self.started = True

    def stop(self) -> None:
        self.stopped = True

    def says(self) -> None:
        self.handlers[INBOX].dispatch(FileCreatedEvent("録音.wav"))


class Heard:
    """The events of one profile, look by look, on a clock of the test's own."""

    def __init__(self, office) -> None:
        self.profile = office.council.root
        self.made: list[Silent] = []
        self.woken = 0
        self.clock = 100.0
        self.events = FolderEvents(office.watch, self._wake, monotonic=lambda: self.clock, observer=self._make)
        self.look()
        self.look()

    def _wake(self) -> None:
        self.woken += 1

    def _make(self) -> Silent:
        self.made.append(Silent())
        return self.made[-1]

    @property
    def observer(self) -> Silent:
        return next(o for o in reversed(self.made) if INBOX in o.handlers)

    def look(self, *, fresh: bool = False) -> None:
        self.events.begin()
        self.events.end((self.profile,), (self.profile,) if fresh else ())


@pytest.fixture
def heard(office) -> Heard:
    return Heard(office)


def test_events_are_trusted_when_one_has_announced_a_recording(heard):
    assert not heard.events.trusted
    heard.observer.says()
    heard.look()
    assert not heard.events.trusted  # something went on in the inbox; no recording came
    heard.observer.says()
    heard.look(fresh=True)
    assert heard.events.trusted


def test_an_event_that_comes_after_the_look_has_announced_as_well(heard):
    heard.look(fresh=True)
    heard.observer.says()
    heard.look()
    assert heard.events.trusted


def test_a_recording_that_no_event_announced_ends_the_trust_and_the_observer(heard, caplog):
    caplog.set_level(logging.INFO)
    heard.observer.says()
    heard.look(fresh=True)
    blind = heard.observer
    heard.look(fresh=True)
    heard.look()
    assert not heard.events.trusted
    assert not heard.events.announced
    heard.look()
    assert heard.events.announced  # what the blind one did not see is worth a second look as well
    assert blind.stopped
    assert heard.observer is not blind
    assert "back to polling" in caplog.text
    assert "会議録" not in caplog.text


def test_a_thousand_events_wake_once_until_the_next_look(heard):
    woken = heard.woken
    for _ in range(1000):
        heard.observer.says()
    assert heard.woken == woken + 1
    assert heard.events.calling
    heard.look()
    assert heard.events.announced
    assert not heard.events.calling
    heard.observer.says()
    assert heard.woken == woken + 2


def test_an_observer_that_cannot_be_had_is_asked_for_once_a_minute(office):
    clock = [0.0]
    refused = Refused(errno.EMFILE)
    events = FolderEvents(office.watch, lambda: None, monotonic=lambda: clock[0], observer=refused)
    for second in range(150):
        clock[0] = float(second)
        events.begin()
        events.end((office.council.root,), ())
    assert refused.asked == 2 * 3  # at 0, 60 and 120 seconds, for the watch folder and the profile
    assert not events.trusted


class Mortal(Silent):
    """An observer whose thread ends as soon as it has begun, and is added to `threads`."""

    def __init__(self, threads: list[BaseThread]) -> None:
        super().__init__()
        self._threads = threads

    def start(self) -> None:
        thread = BaseThread()
        thread.run = lambda: time.sleep(0.01)
        self._threads.append(thread)
        thread.start()


def test_observers_that_all_die_at_once_are_left_alone_for_a_minute(office):
    clock, threads = [0.0], []
    events = FolderEvents(office.watch, lambda: None, monotonic=lambda: clock[0], observer=lambda: Mortal(threads))
    for second in range(60):
        clock[0] = float(second)
        events.begin()
        events.end((office.council.root,), ())
        for thread in threads:
            thread.join()
    assert len(threads) == 2 * 3
    assert not events.calling


def test_a_profile_that_is_gone_is_observed_no_longer(heard):
    heard.events.begin()
    heard.events.end((), ())
    assert heard.observer.stopped
    assert not heard.events.trusted
