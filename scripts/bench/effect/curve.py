"""The learning curve: five meetings in a row of a council that starts with nothing but its chair on the roster.

Everything is the product's own but three things. The meetings are written here and spoken by pyopenjtalk-plus (one
synthetic voice, its pitch changed for each speaker). The reviewer corrects the draft to what was said, without an error.
The person who ticks adopts a proposal if it is a word of the meeting's list, gives it its right reading, and
leaves the rest undecided. Beside it the same five meetings without any adoption.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import wave
from collections import Counter
from pathlib import Path

import numpy as np
from openpyxl import load_workbook
from rapidfuzz.distance import Levenshtein
from support.reviewers import Reviewer

from transcriber.drafts.word import wording
from transcriber.learning import sheet
from transcriber.minutes.transcript import Transcript
from transcriber.profiles.tree import ProfileTree
from transcriber.review import comparison, document
from transcriber.review.alignment import Row, align
from transcriber.review.kinds import Classifier, Kind, bare
from transcriber.settings import HOME

WORDS = {
    "榊原": "さかきばら",
    "鵜飼": "うかい",
    "都築": "つづき",
    "涼松": "すずみまつ",
    "傍示本": "ぼうじほん",
    "和合ケ丘": "わごうがおか",
    "排水機場": "はいすいきじょう",
    "遊水池": "ゆうすいち",
    "橋梁": "きょうりょう",
    "立地適正化計画": "りっちてきせいかけいかく",
}
"""What the meetings are about, with readings: no sheet of the office knows any of it at the beginning."""

_SAID = {
    "chair": 0.0,
    "member": 3.0,
    "official": -2.0,
}
"""Speaker → half tones."""

MEETINGS = (
    (
        ("chair", "ただいまから建設委員会を開きます。初めに、排水機場の更新について説明を求めます。"),
        ("official", "排水機場は、涼松地区の遊水池と合わせて整備いたします。橋梁の点検も同じ年度に行います。"),
        ("chair", "説明が終わりました。質疑はありませんか。都築委員。"),
        ("member", "都築です。傍示本の橋梁はいつ直すのですか。和合ケ丘の道路も傷んでいます。"),
        ("official", "傍示本の橋梁は来年度に直します。和合ケ丘については、立地適正化計画の中で考えてまいります。"),
        ("chair", "榊原委員。"),
        ("member", "榊原です。立地適正化計画は、いつごろまとまりますか。鵜飼課長に伺います。"),
        ("official", "立地適正化計画は、今年の秋にまとめる予定でございます。"),
    ),
    (
        ("chair", "これより建設委員会を再開いたします。遊水池の工事の進み具合について報告を求めます。"),
        ("official", "遊水池の工事は順調です。排水機場の設計は、九月に終わりました。"),
        ("chair", "質疑を許します。榊原委員。"),
        ("member", "榊原です。涼松の住民から、排水機場の音が心配だという声があります。"),
        ("official", "涼松の皆様には、工事の前に説明会を開きます。"),
        ("chair", "都築委員、どうぞ。"),
        ("member", "都築です。橋梁の予算は足りていますか。傍示本では車の量が増えています。"),
        (
            "official",
            "橋梁の予算は確保しております。和合ケ丘の分は、立地適正化計画に合わせて増やします。鵜飼が申し上げました。",
        ),
    ),
    (
        ("chair", "本日の議題は、立地適正化計画の案についてであります。鵜飼課長。"),
        ("official", "立地適正化計画では、和合ケ丘と傍示本を住まいの中心にいたします。"),
        ("chair", "御意見はありませんか。都築委員。"),
        ("member", "都築です。涼松が外れたのはなぜですか。遊水池があるからでしょうか。"),
        ("official", "涼松は水につかるおそれがあるためです。排水機場ができれば、見直すことができます。"),
        ("chair", "榊原委員、どうぞ。"),
        ("member", "榊原です。橋梁の架け替えも書き込んでください。和合ケ丘の人が困っています。"),
        ("official", "橋梁につきましても、計画に書き込むことといたします。"),
    ),
    (
        ("chair", "続きまして、橋梁の点検の結果について、鵜飼課長から報告を求めます。"),
        ("official", "橋梁は十二か所を点検し、傍示本の二か所で直しが必要でした。"),
        ("chair", "榊原委員。"),
        ("member", "榊原です。排水機場の近くの橋梁は、どうだったのでしょうか。"),
        ("official", "排水機場の近くは問題ありません。遊水池の周りの柵を直します。"),
        ("chair", "ほかにありませんか。都築委員。"),
        ("member", "都築です。和合ケ丘と涼松を結ぶ道は、立地適正化計画に入りますか。"),
        ("official", "立地適正化計画に入れて、順に進めてまいります。"),
    ),
    (
        ("chair", "最後に、来年度の事業について説明を求めます。鵜飼課長、お願いします。"),
        ("official", "来年度は、涼松の遊水池と排水機場が完成いたします。橋梁は三か所を直します。"),
        ("chair", "質疑はありませんか。榊原委員。"),
        ("member", "榊原です。立地適正化計画の説明会は、和合ケ丘でも開きますか。"),
        ("official", "和合ケ丘と傍示本で、二回ずつ開きます。"),
        ("chair", "都築委員。"),
        ("member", "都築です。排水機場の見学会を開いてはどうでしょうか。"),
        ("official", "涼松の皆様と相談して、決めてまいります。"),
    ),
)


def run(out: Path, work: Path | None) -> None:
    """Play both series, print the table, draw the plot."""
    root = work or Path(tempfile.mkdtemp(prefix="learning-"))
    root.mkdir(parents=True, exist_ok=True)
    recordings = [speak(root / f"meeting{n}.wav", lines) for n, lines in enumerate(MEETINGS, start=1)]
    with_learning = [play(root / "learning", n, r, adopt=True) for n, r in enumerate(recordings, start=1)]
    without = [play(root / "control", n, r, adopt=False) for n, r in enumerate(recordings, start=1)]
    print(
        "| meeting | keyword recall | … without learning | misheard corrections | … without | characters to correct | … without | changes by what was learned: right / wrong | adopted so far |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for n, (a, b) in enumerate(zip(with_learning, without, strict=True), start=1):
        print(
            f"| {n} | {a['recall']:.2f} | {b['recall']:.2f} | {a['misheard']} | {b['misheard']} | {a['characters']} | {b['characters']} "
            f"| {a['better']} / {a['worse']} | {a['adopted']} |"
        )
    draw(out, with_learning, without)


def speak(path: Path, lines: tuple[tuple[str, str], ...]) -> Path:
    """One meeting as 16 kHz mono, half a second of silence between the lines."""
    if path.exists():
        return path
    import pyopenjtalk

    pieces = []
    for who, text in lines:
        for word, kana in WORDS.items():
            text = text.replace(word, kana)
        sound, rate = pyopenjtalk.tts(text, half_tone=_SAID[who])
        step = rate / 16000
        places = np.arange(0, len(sound) - 1, step)
        pieces += [np.interp(places, np.arange(len(sound)), sound), np.zeros(8000)]
    noise = np.random.default_rng(1).normal(0, 60, sum(map(len, pieces)))
    whole = np.concatenate(pieces) + noise
    with wave.open(str(path), "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(16000)
        f.writeframes(np.clip(whole, -32768, 32767).astype("<i2").tobytes())
    return path


def play(office: Path, number: int, recording: Path, *, adopt: bool) -> dict[str, float]:
    """Drop the recording, let the product work, correct and return the draft, decide on the proposals."""
    record = office / f"figures{number}.json"
    if record.exists():
        figures: dict[str, float] = json.loads(record.read_text())
        return figures
    tree = ProfileTree(office / "watch/建設委員会")
    config = office / "transcriber.toml"
    if not config.exists():
        for folder in tree.folders():
            folder.mkdir(parents=True, exist_ok=True)
        tree.options.write_text('kind = "council"\n', encoding="utf-8")
        config.write_text(
            '[folders]\nwatch = "watch"\nwork = "work"\n[watching]\nstable_seconds = 1\npoll_seconds = 1\n[engine]\ntier = "embedded"\n'
        )
    name = f"令和8年{number + 3}月1日_建設委員会"
    if not (tree.drafts / name).exists():
        (tree.inbox / f"{name}.wav").write_bytes(recording.read_bytes())
        scan(config)
    (draft,) = (tree.drafts / name).glob("*_下書き.docx")
    transcript = Transcript.read(next((tree.drafts / name).rglob("transcript.json")))
    adopted = [c for c in sheet.read(tree.learned) if c.decision.value == "採用"]
    figures = judged(transcript, draft, MEETINGS[number - 1], {c.text for c in adopted})
    figures["adopted"] = len(adopted)
    corrected(transcript, draft, MEETINGS[number - 1], tree.checked / f"{name}_確認済.docx")
    scan(config)
    if adopt:
        tick(tree.learned)
    record.write_text(json.dumps(figures))
    return figures


def scan(config: Path) -> None:
    subprocess.run([HOME / ".venv/bin/transcriber", "scan", "--config", config], check=True, capture_output=True)


def said(lines: tuple[tuple[str, str], ...]) -> list[str]:
    return [comparison.squeezed(text) for _, text in lines]


def final_texts(transcript: Transcript, draft: Path, lines: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, str]]:
    """Utterance → (as drafted, as said)."""
    spoken = comparison.spoken(transcript, document.read(draft, comparison.labels_of(transcript)))
    aligned = align(spoken, [Row(text) for text in said(lines)])
    pairs = comparison.pairs(spoken, aligned.edits)
    return {one.id: pair for one, pair in zip(spoken, pairs, strict=True)}


def judged(
    transcript: Transcript, draft: Path, lines: tuple[tuple[str, str], ...], learnt: set[str]
) -> dict[str, float]:
    """The draft beside what was said."""
    pairs = final_texts(transcript, draft, lines)
    truth, text = "".join(said(lines)), "".join(drafted for drafted, _ in pairs.values())
    wanted = {w: truth.count(w) for w in WORDS if w in truth}
    recall = sum(min(n, text.count(w)) for w, n in wanted.items()) / sum(wanted.values())
    classify = Classifier()
    spoken = comparison.spoken(transcript, document.read(draft, comparison.labels_of(transcript)))
    edits = align(spoken, [Row(t) for t in said(lines)]).edits
    kinds = Counter(classify(e.before, e.after) for e in edits)
    characters = sum(
        Levenshtein.distance(bare(e.before), bare(e.after))
        for e in edits
        if classify(e.before, e.after) is not Kind.TIDIED
    )
    better = worse = 0
    for u in transcript.utterances:
        for change in u.changes:
            if change.after not in learnt:
                continue
            now = wording.clean(u.text)
            undone = now[: change.position] + change.before + now[change.position + len(change.after) :]
            final = pairs[u.id][1]
            gain = Levenshtein.distance(comparison.squeezed(undone), final) - Levenshtein.distance(
                comparison.squeezed(now), final
            )
            better, worse = better + (gain > 0), worse + (gain < 0)
    return {
        "recall": recall,
        "misheard": kinds[Kind.MISHEARD],
        "characters": characters,
        "better": better,
        "worse": worse,
    }


def corrected(transcript: Transcript, draft: Path, lines: tuple[tuple[str, str], ...], out: Path) -> None:
    """The reviewer writes what was said into the draft, and ticks every box."""
    reviewer = Reviewer(draft)
    for utterance, (before, after) in final_texts(transcript, draft, lines).items():
        if before != after:
            reviewer.write(utterance, after)
    reviewer.tick(*range(1, 30))
    reviewer.save(out)


def tick(path: Path) -> None:
    """Adopt what is a word of the meetings, with its right reading."""
    if not path.exists():
        return
    book = load_workbook(path)
    page = book.worksheets[0]
    for row in page.iter_rows(min_row=3):
        text = str(row[2].value or "")
        kana = reading(text)
        if kana and not row[0].value:
            row[0].value, row[3].value = "採用", kana
    book.save(path)


def reading(text: str) -> str:
    """The reading of a word of the list, alone or with a title; empty for any other."""
    titles = {"委員": "いいん", "課長": "かちょう", "地区": "ちく", "": ""}
    for word, kana in WORDS.items():
        for title, spoken in titles.items():
            if text == word + title:
                return kana + spoken
    return ""


def draw(out: Path, with_learning: list[dict[str, float]], without: list[dict[str, float]]) -> None:
    """Both series as one picture."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 3), dpi=150, layout="constrained")
    for place, (key, title) in enumerate(
        (("recall", "keyword recall"), ("characters", "characters to correct")), start=1
    ):
        axes = figure.add_subplot(1, 2, place)
        for series, label, style in (
            (with_learning, "adopted after each meeting", "o-"),
            (without, "nothing adopted", "o--"),
        ):
            axes.plot(range(1, len(series) + 1), [s[key] for s in series], style, label=label)
        axes.set_title(title)
        axes.set_xlabel("meeting")
        axes.set_xticks(range(1, len(with_learning) + 1))
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False)
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out)
