"""The commands watch and scan around a small pipeline that needs no models: for tests that start and kill processes.

    python driver.py scan|watch CONFIG

What a recording's bytes begin with decides what happens to it, so that a test can order any fate by writing a file:
DRIVER_HELPING says how many other computers help, so how many recordings are in work. `WINDOWS n` is n windows of work (a file each, as the real stages leave them), `DIE` kills the process, `HANG` never ends.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from transcriber.cli import folder_commands
from transcriber.errors import EngineDied, NotARecording, TruncatedRecording
from transcriber.settings import Settings, load_settings
from transcriber.work.contract import Assignment, Pipeline, Progress, Result, Stop, Stopped, WaitingPapers

WINDOW_SECONDS = float(os.environ.get("DRIVER_WINDOW_SECONDS", "0.02"))


class Small:
    """Walks a recording in windows, leaving a file for each; what is there already is not done again."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        head = assignment.parts[0].read_bytes()[:64].decode("utf-8", "replace").split()
        order = head[0] if head else ""
        match order:
            case "DIE":
                progress("音声認識", 0.1, 60)
                os.kill(os.getpid(), signal.SIGKILL)
            case "ENGINE":
                raise EngineDied("文字起こしのエンジンが止まりました。", "もう一度試してください。")
            case "HANG":
                while True:
                    time.sleep(1)
            case "CUT":
                raise TruncatedRecording("録音が途中で切れています。", "もう一度コピーしてください。")
            case "BUG":
                raise ZeroDivisionError
            case "WINDOWS":
                pass
            case _:
                raise NotARecording("録音ファイルではありません。", "録音ファイルを入れてください。")
        count = int(head[1])
        windows = assignment.work / "windows"
        windows.mkdir(exist_ok=True)
        for number in range(count):
            done = windows / f"{number:04d}"
            if done.exists():
                continue
            if stop():
                raise Stopped
            time.sleep(WINDOW_SECONDS)
            part = done.with_suffix(".tmp")
            part.write_text(str(number))
            part.replace(done)
            progress("音声認識", (number + 1) / count, (count - number) * WINDOW_SECONDS)
        transcript = assignment.work / "transcript.json"
        transcript.write_text("{}")
        draft = assignment.work / f"{Path(assignment.name).stem[:40]}_下書き.docx"
        draft.write_text(f"draft of {assignment.sha256}")
        return Result(transcript, (draft,))

    def read_papers(self, waiting: WaitingPapers, *, stop: Stop) -> None:
        """Nothing in them is read."""


def small(settings: Settings) -> Pipeline:
    """The pipeline of this driver."""
    return Small()


if __name__ == "__main__":
    helping = int(os.environ.get("DRIVER_HELPING", "0"))
    once = sys.argv[1] == "scan"
    others = (lambda: helping) if helping else None
    sys.exit(folder_commands.serve(load_settings(Path(sys.argv[2])), small, once=once, helping=others))
