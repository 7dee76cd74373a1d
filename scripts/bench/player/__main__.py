"""聞き直し and tables of a whole day: what they cost to make, how large they are, and how they feel in a browser.

    .venv/bin/python -m scripts.bench.player [--hours 8] [--utterances 12000] [--codecs] [--keep DIR]

The meeting is acted (tests/support/days.py); its sound is the bundled council recording again and again. Each thing is made in
a process of its own, whose time and peak memory are printed; then Debian's Chromium (chromium, chromium-driver) opens the page
as a file and is worked by mouse, keyboard and scripts. `--codecs` compares the listening copy's codec with AAC and MP3.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import av
import numpy as np
import transcripts
from support import days, listener

from scripts.bench.player import making
from transcriber.drafts import tables
from transcriber.media.pcm import SAMPLE_RATE
from transcriber.minutes.transcript import RecordKind, Transcript

CODECS = {
    "m4a": ("mp4", "aac", 32_000, {"aac_coder": "fast"}),
    "webm": ("webm", "libopus", 24_000, {"application": "voip", "compression_level": "0"}),
    "mp3": ("mp3", "libmp3lame", 32_000, {"compression_level": "7"}),
}
JUMPS = (0.69, 0.0002, 0.97, 0.51, 0.969)
"""Places in the recording, as shares of it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=days.HOURS)
    parser.add_argument("--utterances", type=int, default=days.UTTERANCES)
    parser.add_argument("--codecs", action="store_true", help="compare codecs, nothing else")
    parser.add_argument("--keep", type=Path, help="leave the files in this folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        (folder / "資料").mkdir(parents=True, exist_ok=True)
        pcm = folder / "audio.pcm"
        if not pcm.exists():
            making.record(pcm, asked.hours * 3600)
        if asked.codecs:
            _codecs(folder, pcm, asked.hours)
            return
        made = days.long_day(transcripts.transcript(RecordKind.COUNCIL), utterances=asked.utterances, hours=asked.hours)
        transcript = folder / "資料" / "transcript.json"
        made.write(transcript)
        print(f"{asked.hours:g} hours, {asked.utterances:,} utterances, {len(made.all_doubts()):,} doubts\n")
        print("| Made | Seconds | Peak memory | Size |\n|---|---|---|---|")
        for what, function, files in (
            ("listening copy (Opus)", making.sound, (folder / listener.SOUND,)),
            ("player page", making.page, (folder / "聞き直し.html",)),
            (
                "CSV, SRT, WebVTT",
                making.text_tables,
                tuple(folder / "資料" / n for n in (tables.CSV, tables.SRT, tables.VTT)),
            ),
            ("timeline picture", making.picture, (folder / "資料" / "t.png",)),
        ):
            seconds, megabytes = making.measured(function, folder)
            size = sum(f.stat().st_size for f in files) / 1e6
            print(f"| {what} | {seconds:.1f} | {megabytes:.0f} MB | {size:.1f} MB |", flush=True)
        _browser(folder, made)


def _browser(folder: Path, made: Transcript) -> None:
    print("\n| In Chromium, headless, from a file | Measured |\n|---|---|")
    with tempfile.TemporaryDirectory() as profile, listener.chromium(Path(profile)) as chrome:
        person = listener.Listener(chrome, folder).given(made)
        opened, first = [], []
        for _ in range(5):
            person.opens(sound=False)
            opened.append(
                float(person.js("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
            )
            person.js(
                """window.T = {}; const a = document.getElementById('audio');
                document.addEventListener('pointerdown', () => T.click ??= performance.now(), true);
                a.addEventListener('playing', () => T.at ??= a.currentTime);
                a.addEventListener('timeupdate', () => { if (a.currentTime > T.at) T.heard ??= performance.now(); });"""
            )
            person.clicks("#u0005 .part")
            person.until(lambda: person.js("return T.heard"))
            first.append(float(person.js("return T.heard - T.click")))
        print(
            f"| page ready to be used | {statistics.median(opened) / 1000:.2f} s (worst of 5: {max(opened) / 1000:.2f}) |"
        )
        print(
            f"| first click to sound | {statistics.median(first) / 1000:.2f} s (worst of 5: {max(first) / 1000:.2f}) |"
        )
        person.opens()
        for name, pixels in (("slowly", 20), ("fast", 300), ("wildly", 3000)):
            rate, worst = chrome.execute_async_script(_SCROLL, pixels)
            print(f"| scrolling {name} ({pixels} px a frame) | {rate:.0f} frames/s, longest frame {worst:.0f} ms |")
        began = time.perf_counter()
        person.until(lambda: person.js("return 'complete' in document.body.dataset"), seconds=120)
        print(f"| every utterance drawn in spare time after | {time.perf_counter() - began:.0f} s more |")
        rate, worst = chrome.execute_async_script(_SCROLL, 300)
        print(f"| scrolling fast after that | {rate:.0f} frames/s, longest frame {worst:.0f} ms |")
        jump = person.js(
            "const t = performance.now(); location.hash = '#u9000'; document.body.offsetHeight; return performance.now() - t"
        )
        person.until(lambda: person.shows("#u9000"))
        print(f"| jump to #u9000 | {jump:.0f} ms |")
        person.presses("/", *"待機児童")
        began = time.perf_counter()
        person.until(lambda: person.find("#hits").text.endswith("件"))
        print(f"| search (待機児童: {person.find('#hits').text}) | {time.perf_counter() - began:.2f} s |")
        memory = person.js("return performance.memory.usedJSHeapSize / 1e6")
        print(f"| script's memory | {memory:.0f} MB |")


_SCROLL = """const [pixels, done] = arguments; let last = 0, worst = 0, frames = 0; scrollTo(0, 50000);
const began = performance.now();
requestAnimationFrame(function step(now) {
  if (last) worst = Math.max(worst, now - last);
  last = now; frames++; scrollBy(0, pixels);
  if (now - began < 5000) requestAnimationFrame(step); else done([1000 * frames / (now - began), worst]);
});"""


def _codecs(folder: Path, pcm: Path, hours: float) -> None:
    print("| Copy | Encoding × real time | Size | Opened | Jump to sound (median, worst of 5) |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as profile, listener.chromium(Path(profile)) as chrome:
        for suffix, (container, codec, rate, options) in CODECS.items():
            file = folder / f"copy.{suffix}"
            began = time.perf_counter()
            _encode(pcm, file, container, codec, rate, options)
            speed = hours * 3600 / (time.perf_counter() - began)
            page = folder / "codec.html"
            page.write_text(
                "<!doctype html><meta charset=utf-8><button>play</button><audio id=a></audio>", encoding="utf-8"
            )
            chrome.get(page.as_uri())
            chrome.find_element("css selector", "button").click()
            opened, jumps = chrome.execute_async_script(_JUMPS, file.name, [share * hours * 3600 for share in JUMPS])
            print(
                f"| {codec} {rate // 1000} kbit/s .{suffix} | {speed:.0f} | {file.stat().st_size / 1e6:.0f} MB | {opened:.0f} ms"
                f" | {statistics.median(jumps):.0f}, {max(jumps):.0f} ms |",
                flush=True,
            )


def _encode(pcm: Path, out: Path, container: str, codec: str, rate: int, options: dict[str, str]) -> None:
    with av.open(str(out), "w", format=container) as writer:
        stream = writer.add_stream(codec, rate=SAMPLE_RATE, layout="mono", options=options)
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = rate
        samples = np.memmap(pcm, dtype="<i2", mode="r")
        for first in range(0, len(samples), SAMPLE_RATE * 10):
            block = np.asarray(samples[first : first + SAMPLE_RATE * 10]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.rate, frame.pts = SAMPLE_RATE, first
            writer.mux(stream.encode(frame))
        writer.mux(stream.encode(None))


_JUMPS = """const [file, places, done] = arguments; const a = document.getElementById('a');
(async () => {
  const opening = performance.now(); a.src = file;
  await new Promise(r => a.onloadedmetadata = r);
  const opened = performance.now() - opening, took = [];
  for (const place of places) {
    const began = performance.now();
    a.currentTime = place; await a.play();
    await new Promise(r => { a.ontimeupdate = () => a.currentTime > place + 0.01 && r(); });
    took.push(performance.now() - began); a.pause();
  }
  done([opened, took]);
})();"""


if __name__ == "__main__":
    main()
