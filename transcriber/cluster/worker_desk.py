"""What a worker has and does: its verified models, its engines in child processes, and the card that says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from transcriber import __version__, models, settings
from transcriber.cluster import work_data
from transcriber.cluster.cluster_files import SPEAKERS, SPEECH, WorkerFile
from transcriber.cluster.machine_turns import MachineTurns
from transcriber.cluster.work_data import Fate, Wanted, WorkAnswer
from transcriber.errors import EngineDied, ModelError, TranscriberError
from transcriber.models import VerifiedModel
from transcriber.settings import Device, Engine, Folders, Settings
from transcriber.speech import calibration
from transcriber.system import devices
from transcriber.system.engines import EngineProcess


@dataclass
class _Busy:
    offer: str = ""
    done: int = 0
    leaves: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class WorkerDesk:
    """Works on one task at a time.

    Args:
        file: the worker's own.
        scratch: a folder for numbers about this computer; nothing of a recording is put there.
        turn: the file by which workers for several offices on this computer take turns; None: there is only this one.
    """

    def __init__(self, file: WorkerFile, scratch: Path, turn: Path | None = None) -> None:
        self._file = file
        self._scratch = scratch
        self._engine = Engine(device=Device(file.device), threads=file.threads)
        threads = devices.most_threads(self._engine)
        self._engines = {SPEECH: EngineProcess(threads=threads), SPEAKERS: EngineProcess(threads=threads)}
        self._store = models.open_store(Settings(folders=Folders(models=file.models), engine=self._engine))
        self._busy = _Busy()
        self._ladders: dict[str, list[devices.Placement]] = {}
        self._turns = MachineTurns(turn, self._rest) if turn else None
        with self._turn():  # a graphics card is looked at by an engine
            self.card = self._card()

    def close(self) -> None:
        """End the engines."""
        for engine in self._engines.values():
            engine.kill()
        if self._turns is not None:
            self._turns.close()

    def metrics(self) -> dict[str, Any]:
        """What is told with each sign of life: what kind of work is done, whether it waits for its turn, how many tasks were done, and whether it goes."""
        waits = self._turns is not None and self._turns.waits
        return {"offer": self._busy.offer, "waits": waits, "done": self._busy.done, "leaves": self._busy.leaves}

    def will_leave(self, *, leaves: bool) -> None:
        """Note whether this computer is about to go, to be told with the next sign of life."""
        self._busy.leaves = leaves

    def _turn(self) -> AbstractContextManager[None]:
        return self._turns.turn() if self._turns is not None else nullcontext()

    def _rest(self) -> None:
        """Give the engines' memory back; the next task starts them anew."""
        for engine in self._engines.values():
            engine.shutdown()

    def do(self, asked: Wanted, parcel: bytes) -> WorkAnswer:
        """Do a task; whatever happens to it is an answer."""
        if refused := self._refusal(asked):
            return WorkAnswer(Fate.FAILED, self._file.name, refused)
        with self._busy.lock:
            self._busy.offer = asked.offer
            try:
                with self._turn():
                    return WorkAnswer(Fate.DONE, self._file.name, self._done(asked, parcel))
            except EngineDied as e:
                return WorkAnswer(Fate.DIED, self._file.name, e.found)
            except TranscriberError as e:
                return WorkAnswer(Fate.FAILED, self._file.name, e.found)
            finally:
                self._busy.offer = ""
                self._busy.done += 1

    def _done(self, asked: Wanted, parcel: bytes) -> str:
        model = self._model(asked)
        engine = self._engines[asked.offer]

        def work(at: devices.Placement) -> str:
            threads = self._threads(asked, model, at)
            path = model.path if model else None
            return engine.submit(work_data.worked, parcel, path, at, threads).result()

        return devices.descend(self._ladder(asked.offer), work, lambda _: None)

    def _refusal(self, asked: Wanted) -> str:
        if asked.version != __version__:
            return f"プログラムの版が違います（こちらは {__version__}）。"
        return "" if asked.offer in self._file.offers else "引き受けていない仕事です。"

    def _model(self, asked: Wanted) -> VerifiedModel | None:
        """Raises: ModelError: it is not here, or not byte for byte what the coordinator has."""
        if not asked.model:
            if self._file.tier != settings.Tier.FAKE:
                raise ModelError("試験用の疑似エンジンは使わない設定です。", "worker.toml の tier を確かめてください。")
            return None
        found = self._store.verified(asked.model)
        if work_data.weights_hash(found.files) != asked.weights:
            raise ModelError(
                f"モデル {asked.model} の中身が、取りまとめ役のものと違います。", "同じモデルを取り寄せてください。"
            )
        return found

    def _ladder(self, offer: str) -> list[devices.Placement]:
        if offer not in self._ladders:
            found = devices.Found()
            if self._engine.device is not Device.CPU and self._file.tier != settings.Tier.FAKE:
                found = devices.probe(self._engines[SPEECH], self._engines[SPEAKERS])
            self._ladders[SPEECH] = devices.ladder(self._engine, found)
            self._ladders[SPEAKERS] = devices.speaker_ladder(self._engine, found)
        return self._ladders[offer]

    def _threads(self, asked: Wanted, model: VerifiedModel | None, at: devices.Placement) -> int:
        most = devices.most_threads(self._engine)
        if model is None or asked.offer != SPEECH or at.device != devices.CPU.device:
            return most
        measure: Callable[..., dict[int, float]] = lambda *arguments: (  # noqa: E731
            self._engines[SPEECH].submit(calibration.measure_threads, *arguments).result()
        )
        choices = devices.thread_choices(self._engine)
        return calibration.best_threads(self._scratch, model.path, model.files, at.compute_type, choices, measure)

    def _card(self) -> dict[str, Any]:
        """What the coordinator is told: everything it compares before it gives out work."""
        held: dict[str, str] = {}
        faults: list[str] = []
        if self._file.tier == settings.Tier.FAKE:
            held[""] = ""
        else:
            for model_id in self._store.catalogue.models:
                if self._store.path(model_id).is_dir():
                    try:
                        held[model_id] = work_data.weights_hash(self._store.verified(model_id).files)
                    except ModelError as e:
                        faults.append(e.found)
        return {
            "version": __version__,
            "models": held,
            "faults": faults,
            "offers": list(self._file.offers),
            "device": "、".join(dict.fromkeys(self._ladder(o)[0].device for o in self._file.offers)),
            "threads": devices.most_threads(self._engine),
            "began": time.time(),
        }
