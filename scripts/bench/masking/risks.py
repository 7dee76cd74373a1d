"""Risk words: how often one appears that nobody said, and whether planted ones are found or doubted.

    python -m scripts.bench.masking.risks write OUT            writes sentences with planted words
    acted/bin/python -m scripts.bench.masking.voices OUT       speaks them
    python -m scripts.bench.masking.risks score OUT [RECORDING…]

RECORDING: .flac or .wav files with a .json or .truth.json of what is said beside them. A word appears falsely if the truth does not hold its sound
anywhere in the recording; it counts if no doubt lies on it. A planted word is found where it stands in the text of its time, doubted
where a doubt lies in that time.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console

from transcriber import settings as settings_module
from transcriber.cli.process_command import processed
from transcriber.language.readings import Reader
from transcriber.language.risk_words import risk_places
from transcriber.minutes.transcript import Transcript
from transcriber.work.workfolder import ORIGINAL

PLANTED = (
    ("自殺", "去年、弟が自殺を考えたことがありました。"),
    ("虐待", "子どもの頃に虐待を受けていました。"),
    ("暴力", "夫の暴力が続いていて、家に帰れません。"),
    ("借金", "兄の借金を肩代わりしています。"),
    ("妊娠", "娘が妊娠していて、もうすぐ八か月です。"),
    ("うつ病", "三年前からうつ病で通院しています。"),
    ("認知症", "母は認知症が進んできました。"),
    ("覚醒剤", "昔、覚醒剤を使っていたと聞きました。"),
    ("ネグレクト", "学校からネグレクトではないかと言われました。"),
    ("依存症", "アルコールの依存症で入院していました。"),
    ("逮捕", "父が逮捕されたのは春のことです。"),
    ("自己破産", "自己破産の手続きを考えています。"),
    ("統合失調症", "妹は統合失調症の薬を飲んでいます。"),
    ("中絶", "若いときに中絶をしたことがあります。"),
    ("リストカット", "リストカットの跡を見つけました。"),
    ("闇金", "闇金からお金を借りてしまいました。"),
    ("糖尿病", "糖尿病で目が見えにくくなりました。"),
    ("刑務所", "二年間、刑務所に入っていました。"),
    ("体罰", "体罰はいけないと分かっています。"),
    ("万引き", "万引きで警察に呼ばれました。"),
    ("死にた", "もう死にたいと何度も言うんです。"),
    ("殴", "昨日も殴られて、頬が腫れました。"),
    ("発達障害", "息子は発達障害と診断されました。"),
    ("流産", "去年流産してから、眠れません。"),
    ("てんかん", "てんかんの発作が月に一度あります。"),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("write", "score"))
    parser.add_argument("out", type=Path)
    parser.add_argument("recordings", type=Path, nargs="*")
    asked = parser.parse_args()
    if asked.what == "write":
        _write(asked.out)
    else:
        _score(asked.out, asked.recordings)


def _write(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, voices in (("p1", ("jtalk", "jtalk-low")), ("p2", ("jtalk-low", "jtalk"))):
        lines = []
        for word, sentence in PLANTED:
            for speaker, text, planted in (
                ("S1", "そうでしたか。続けてください。", []),
                ("S2", sentence, [["risk", word]]),
            ):
                lines.append({"speaker": speaker, "text": text, "spoken": text, "plants": planted})
        data = {"voices": dict(zip(("S1", "S2"), voices, strict=True)), "worker": "", "lines": lines}
        (out / f"{name}.lines.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _score(out: Path, recordings: list[Path]) -> None:
    reader = Reader()
    counts: Counter[str] = Counter()
    seconds = 0.0
    for sound in [*sorted(out.glob("*.flac")), *recordings]:
        truth = _truth(sound)
        made = _recognised(out, sound)
        seconds += made.recording.seconds
        said = reader.kana("".join(line["text"] for line in truth))
        for u in made.utterances:
            for start, end, _ in risk_places(u.text, reader):
                if reader.kana(u.text[start:end]) not in said:
                    doubted = any(d.place and d.place[0] < end and start < d.place[1] for d in u.doubts)
                    counts["false, doubted" if doubted else "false, not doubted"] += 1
                    print(f"false {sound.name} {u.text[start:end]} doubted={doubted}")
        for line in truth:
            for kind, word in line.get("plants", ()):
                if kind == "risk":
                    counts["planted"] += 1
                    counts[_outcome(made, line, word, reader)] += 1
        print(f"{sound.name} {made.recording.seconds:.0f} s")
    print(f"{seconds / 3600:.2f} h; {dict(counts)}")
    if counts["planted"]:
        print(f"planted found or doubted: {1 - counts['missed'] / counts['planted']:.3f}")


def _outcome(made: Transcript, line: dict[str, Any], word: str, reader: Reader) -> str:
    near = [u for u in made.utterances if u.start < line["end"] and line["start"] < u.end]
    if any(reader.kana(word) in reader.kana(u.text) for u in near):
        return "found"
    doubts = [d for d in made.all_doubts() if d.start < line["end"] and line["start"] < d.end]
    if doubts:
        return "doubted"
    print(f"missed {word} {[u.text[:80] for u in near]}")
    return "missed"


def _truth(sound: Path) -> list[dict[str, Any]]:
    for path in (sound.with_suffix(".truth.json"), sound.with_suffix(".json")):
        if path.exists():
            data = json.loads(path.read_text(encoding="utf-8"))
            lines = data.get("lines") or data.get("utterances") or data.get("segments") or [{"text": str(data)}]
            return [{**x, "text": x.get("text") or x.get("verbatim") or x.get("clean") or ""} for x in lines]
    return []


def _recognised(out: Path, sound: Path) -> Transcript:
    kept = sound.with_name(f"{sound.stem}.{ORIGINAL}")
    kept = kept if kept.exists() else out / f"{sound.stem}.{ORIGINAL}"
    if not kept.exists():
        profile = out / "相談記録"
        (profile / "設定").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as work:
            base = settings_module.load_settings(None)
            chosen = base.model_copy(update={"folders": base.folders.model_copy(update={"work": Path(work)})})
            result = processed(chosen, sound, str(profile), Console(stderr=True))
            kept.write_bytes((result.transcript.parent.parent.parent / ORIGINAL).read_bytes())
    return Transcript.read(kept)


if __name__ == "__main__":
    main()
