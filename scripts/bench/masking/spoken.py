"""The same consultations spoken by voices and recognised by the product.

    python -m scripts.bench.masking.spoken write OUT [--count 10] [--set reporting]   writes what is to be said, with its truth
    acted/bin/python -m scripts.bench.masking.voices OUT              speaks it (environment of scripts/bench/acted)
    python -m scripts.bench.masking.spoken score OUT [--pause 840]   recognises it and compares; ends after so many seconds
                                                                     (what was recognised is kept, so it goes on when called again)

Two yardsticks. By characters: a number counts as recognised where the recogniser wrote at least four digits of it, another plant where something like it stands in
the text of its time; what was not recognised cannot leak and is counted apart. It counts as masked if nothing of it is left: of
numbers no four digits in a row, of others less than 40 % of what was recognised. By sound (alignment.py): what stands in the place of a plant counts as heard if
half of its kana are there, in whatever writing, and as masked if 60 % of it is; a mask is right if it touches the place of a plant.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rich.console import Console

from scripts.bench.masking.alignment import HEARD, HeardPlant, heard_plants
from scripts.bench.masking.consultations import Consultation, consultations
from scripts.bench.masking.forms_tuning_set import FORMS_TUNING
from scripts.bench.masking.fresh_set import FRESH
from scripts.bench.masking.reporting_set import REPORTING
from scripts.bench.masking.second_tuning_set import SECOND_TUNING
from transcriber import settings as settings_module
from transcriber.cli.process_command import processed
from transcriber.language.readings import Reader
from transcriber.masking.digit_runs import digits_of
from transcriber.masking.finding import FoundItem
from transcriber.masking.masked_view import items_of
from transcriber.minutes.personal_data import PersonalKind, Shown
from transcriber.minutes.transcript import Transcript
from transcriber.work.workfolder import ORIGINAL

NUMBERS = (PersonalKind.MY_NUMBER, PersonalKind.ACCOUNT, PersonalKind.PHONE, PersonalKind.ID_NUMBER)
_KANA = ("ぜろ", "いち", "にい", "さん", "よん", "ごう", "ろく", "なな", "はち", "きゅう")
_VOICES = (("jtalk", "jtalk-low"), ("jtalk-low", "jtalk"))
"""Open JTalk alone: it speaks an hour in a minute, where Kokoro takes hours on two busy cores."""
_SETS = {"second": SECOND_TUNING, "forms": FORMS_TUNING, "reporting": REPORTING, "fresh": FRESH}
"""The rules are mended on the first two and figures are taken from the others."""

_LIKE = 60
_LEFT = 0.4


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("write", "score"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--set", choices=_SETS, default="reporting")
    parser.add_argument("--pause", type=float, default=float("inf"))
    asked = parser.parse_args()
    if asked.what == "write":
        asked.out.mkdir(parents=True, exist_ok=True)
        for number, talk in enumerate(consultations(_SETS[asked.set], asked.count, 4242, plain=1)):
            path = asked.out / f"{talk.name}.lines.json"
            path.write_text(json.dumps(_lines(talk, number), ensure_ascii=False, indent=1), encoding="utf-8")
    else:
        _score(asked.out, time.monotonic() + asked.pause)


def _lines(talk: Consultation, number: int) -> dict[str, object]:
    worker, client = _VOICES[number % len(_VOICES)]
    return {
        "voices": {"S1": worker, "S2": client},
        "worker": talk.worker,
        "lines": [
            {
                "speaker": line.speaker,
                "text": line.text,
                "spoken": _spoken(line.text, line.plants),
                "plants": [[k.value, line.text[a:b]] for k, a, b in line.plants],
            }
            for line in talk.lines
        ],
    }


def _spoken(text: str, plants: tuple[tuple[PersonalKind, int, int], ...]) -> str:
    """Numbers digit by digit, as people read them out."""
    for kind, start, end in reversed(plants):
        if kind in NUMBERS:
            groups = re.split(r"[^0-9０-９〇一二三四五六七八九ぁ-んー]+", _folded(text[start:end]))
            said = "、".join("".join(_KANA[int(d)] for d in digits_of(g)) for g in groups if g)
            text = text[:start] + said + text[end:]
    return text


def _folded(text: str) -> str:
    wide = str.maketrans("０１２３４５６７８９", "0123456789")
    return text.translate(wide).replace("ゼロ", "ぜろ").replace("の", "、")


def _score(out: Path, until: float) -> None:
    planted: Counter[PersonalKind] = Counter()
    recognised: Counter[PersonalKind] = Counter()
    masked: Counter[PersonalKind] = Counter()
    masks: Counter[PersonalKind] = Counter()
    right: Counter[PersonalKind] = Counter()
    reader = Reader()
    sound = _BySound(reader)
    for truth_file in sorted(out.glob("*.truth.json")):
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        if time.monotonic() > until and not (out / truth_file.name.replace("truth.json", ORIGINAL)).exists():
            print(f"not recognised yet: {truth_file.name}")
            continue
        original = _recognised(out, truth_file.name.removesuffix(".truth.json"), truth["worker"])
        items = items_of(original, reader, Shown.HIDDEN)
        hidden: dict[int, set[int]] = {}
        for item in items:
            for n, start, end in item.pieces:
                hidden.setdefault(n, set()).update(range(start, end))
        sound.add(truth["lines"], original, hidden, items)
        for line in truth["lines"]:
            near = [
                (i, u) for i, u in enumerate(original.utterances) if u.start < line["end"] and line["start"] < u.end
            ]
            text = "\n".join(u.text for _, u in near)
            flags = [p in hidden.get(i, ()) for i, u in near for p in range(len(u.text) + 1)][: len(text)]
            for kind_name, value in line["plants"]:
                kind = PersonalKind(kind_name)
                planted[kind] += 1
                seen, gone = _found(kind, value, text, flags)
                recognised[kind] += seen
                masked[kind] += seen and gone
                if seen and not gone:
                    print(f"left {truth_file.name} {kind.value} 「{value}」 {text[:160]!r}")
        for item in items:
            for n, start, end in item.pieces:
                u = original.utterances[n]
                lines = [x for x in truth["lines"] if u.start < x["end"] and x["start"] < u.end]
                masks[item.kind] += 1
                ok = any(_alike(PersonalKind(k), v, u.text[start:end]) for x in lines for k, v in x["plants"])
                right[item.kind] += ok
                if not ok:
                    print(
                        f"more {truth_file.name} {item.kind.value} {item.rule} 「{u.text[start:end]}」 {u.text[:100]!r}"
                    )
    print(f"{'kind':12} {'planted':>8} {'recognised':>10} {'masked':>7} {'masks':>7} {'precision':>9}")
    for kind in PersonalKind:
        share = masked[kind] / recognised[kind] if recognised[kind] else float("nan")
        precise = right[kind] / masks[kind] if masks[kind] else float("nan")
        print(f"{kind.value:12} {planted[kind]:8} {recognised[kind]:10} {share:7.3f} {masks[kind]:7} {precise:9.3f}")
    print(f"all masks: precision {right.total() / max(1, masks.total()):.3f}")
    print(sound.table(planted))


class _BySound:
    """What was heard and masked, compared by sound."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.heard, self.masked, self.masks, self.right = (Counter[PersonalKind]() for _ in range(4))

    def add(
        self, lines: list[dict[str, Any]], made: Transcript, hidden: dict[int, set[int]], items: Sequence[FoundItem]
    ) -> None:
        begins, text, flags = [], "", []
        for n, u in enumerate(made.utterances):
            begins.append(len(text))
            text += u.text + "\n"
            flags += [i in hidden.get(n, ()) for i in range(len(u.text) + 1)]
        said = [(x["text"], [(PersonalKind(k), v) for k, v in x["plants"]]) for x in lines]
        plants = heard_plants(said, text, self._reader)
        for plant in plants:
            if plant.likeness >= HEARD:
                self.heard[plant.kind] += 1
                region = flags[plant.start : plant.end]
                gone = sum(region) >= (1 - _LEFT) * len(region)
                self.masked[plant.kind] += gone
                if not gone:
                    print(f"heard, left {plant.kind.value} 「{plant.text}」 {_shown(text, flags, plant)!r}")
        for item in items:
            for n, start, end in item.pieces:
                self.masks[item.kind] += 1
                at, to = begins[n] + start, begins[n] + end
                right = any(p.start < to and at < p.end for p in plants)
                self.right[item.kind] += right
                if not right:
                    print(f"beside {item.kind.value} {item.rule} 「{text[at:to]}」 {text[max(0, at - 30) : to + 20]!r}")

    def table(self, planted: Counter[PersonalKind]) -> str:
        rows = [f"by sound\n{'kind':12} {'planted':>8} {'heard':>10} {'masked':>7} {'masks':>7} {'precision':>9}"]
        for kind in PersonalKind:
            share = self.masked[kind] / self.heard[kind] if self.heard[kind] else float("nan")
            precise = self.right[kind] / self.masks[kind] if self.masks[kind] else float("nan")
            rows.append(
                f"{kind.value:12} {planted[kind]:8} {self.heard[kind]:10} {share:7.3f} {self.masks[kind]:7} {precise:9.3f}"
            )
        rows.append(f"all masks: precision {self.right.total() / max(1, self.masks.total()):.3f}")
        return "\n".join(rows)


def _shown(text: str, flags: list[bool], plant: HeardPlant) -> str:
    """What stands in a plant's place and around it, what is masked as ■."""
    around = range(max(0, plant.start - 30), min(len(text), plant.end + 20))
    return "".join("■" if flags[i] else text[i] for i in around)


def _recognised(out: Path, name: str, worker: str) -> Transcript:
    kept = out / f"{name}.{ORIGINAL}"
    if not kept.exists():
        profile = out / "相談記録"
        (profile / "設定").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as work:
            base = settings_module.load_settings(None)
            folders = base.folders.model_copy(update={"work": Path(work)})
            result = processed(
                base.model_copy(update={"folders": folders}), out / f"{name}.flac", str(profile), Console(stderr=True)
            )
            kept.write_bytes((result.transcript.parent.parent.parent / ORIGINAL).read_bytes())
    return Transcript.read(kept)


def _found(kind: PersonalKind, value: str, text: str, flags: list[bool]) -> tuple[bool, bool]:
    """Whether it was recognised, and whether nothing of it is left."""
    if kind in NUMBERS:
        own = digits_of(_folded(value))
        seen = [m for m in re.finditer(r"[0-9０-９〇一二三四五六七八九]{3,}", text) if len(m[0]) >= min(4, len(own))]
        left = [m for m in seen if not all(flags[m.start() : m.end()]) and _shares(own, digits_of(_folded(m[0])))]
        return any(_shares(own, digits_of(_folded(m[0]))) for m in seen), not left
    best = fuzz.partial_ratio_alignment(value, text, score_cutoff=_LIKE) if len(text) >= len(value) else None
    if best is None:
        return False, False
    region = flags[best.dest_start : best.dest_end]
    return True, sum(region) >= (1 - _LEFT) * len(region)


def _shares(own: str, other: str) -> bool:
    size = min(3, len(own))
    return any(own[i : i + size] in other for i in range(len(own) - size + 1))


def _alike(kind: PersonalKind, value: str, mask: str) -> bool:
    if kind in NUMBERS:
        return sum(c.isalnum() for c in mask) >= 1
    return fuzz.partial_ratio(value, mask) >= 50 or len(mask) <= 2


if __name__ == "__main__":
    main()
