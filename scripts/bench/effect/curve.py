"""The learning curve: five meetings in a row of a council that starts with nothing but its chair on the roster.

Everything is the product's own but three things. The meetings are written here and spoken by pyopenjtalk-plus (one
synthetic voice, its pitch changed for each speaker). The reviewer corrects the draft to what was said, without an error.
The person who ticks adopts a proposal if it is a word of the meeting's list, gives it its right reading, and
leaves the rest undecided.

The five texts are held in five orders (each begins with another one and goes round), in five offices that know nothing of
each other. So every text is once the first meeting, once the second …: all positions are made of the same words, and what
differs between them is only what had been learned. The first meeting of the order that begins with a text is that text
without learning.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from openpyxl import load_workbook
from rapidfuzz.distance import Levenshtein
from support.reviewers import Reviewer

from transcriber.drafts.word import wording
from transcriber.language.edits import undo
from transcriber.language.readings import Reader
from transcriber.learning import sheet
from transcriber.minutes.transcript import Transcript
from transcriber.profiles.tree import ProfileTree
from transcriber.review import comparison, returned_document
from transcriber.review.kinds import Classifier, CorrectionKind, bare_text
from transcriber.review.text_alignment import ReturnedLine, align
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

NAMES = {"榊原", "鵜飼", "都築"}

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


def run(out: Path, work: Path | None, only: list[int] | None) -> None:
    """Hold the meetings in every order (or in those of `only`, to be gone on with later), print the tables, draw the plot."""
    root = work or Path(tempfile.mkdtemp(prefix="learning-"))
    root.mkdir(parents=True, exist_ok=True)
    recordings = [speak(root / f"meeting{n}.wav", lines) for n, lines in enumerate(MEETINGS, start=1)]
    for order in only or range(len(MEETINGS)):
        for number in range(1, len(MEETINGS) + 1):
            hold(root / f"order{order + 1}", number, text_of(order, number), recordings[text_of(order, number)])
    if only:
        return
    every = [[figures(root, order, number) for number in range(1, len(MEETINGS) + 1)] for order in range(len(MEETINGS))]
    by_place = [sum((row[n] for row in every), Figures()) for n in range(len(MEETINGS))]
    print("All orders together: every line holds the same five texts.\n")
    told(by_place)
    for order, row in enumerate(every):
        print(
            f"\nOrder {order + 1}, texts {', '.join(str(text_of(order, n) + 1) for n in range(1, len(MEETINGS) + 1))}:\n"
        )
        told(row)
    draw(out, every, by_place)


def text_of(order: int, number: int) -> int:
    """Which of MEETINGS is the `number`th meeting of an order."""
    return (order + number - 1) % len(MEETINGS)


@dataclass(frozen=True)
class Figures:
    """Counts of one meeting, or of several.

    Attributes:
        known: occurrences of words that had been adopted before the meeting, and how many of them the draft has right.
        every: the same of all words of the list.
        names, terms: the same of people's names, and of the rest.
        misheard, characters: corrections of content, and characters to be corrected by them; `before`: without learning.
        better, worse: changes of the text by what was learned.
        broken, mended: other words (none of the list) that are right only without, or only with learning.
        adopted: lines of the sheet in use.
    """

    known: tuple[int, int] = (0, 0)
    every: tuple[int, int] = (0, 0)
    names: tuple[int, int] = (0, 0)
    terms: tuple[int, int] = (0, 0)
    misheard: int = 0
    characters: int = 0
    characters_before: int = 0
    better: int = 0
    worse: int = 0
    broken: int = 0
    mended: int = 0
    adopted: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            known=_both(self.known, other.known),
            every=_both(self.every, other.every),
            names=_both(self.names, other.names),
            terms=_both(self.terms, other.terms),
            misheard=self.misheard + other.misheard,
            characters=self.characters + other.characters,
            characters_before=self.characters_before + other.characters_before,
            better=self.better + other.better,
            worse=self.worse + other.worse,
            broken=self.broken + other.broken,
            mended=self.mended + other.mended,
            adopted=self.adopted + other.adopted,
        )


def _both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def told(row: list[Figures]) -> None:
    """One line a meeting."""
    print(
        "| meeting | words adopted before: right | all words: right | names | terms | misheard | characters to correct | … without learning "
        "| changes by what was learned: right / wrong | other words mended / broken | adopted so far |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for n, f in enumerate(row, start=1):
        print(
            f"| {n} | {_share(f.known)} | {_share(f.every)} | {_share(f.names)} | {_share(f.terms)} | {f.misheard} | {f.characters} "
            f"| {f.characters_before} | {f.better} / {f.worse} | {f.mended} / {f.broken} | {f.adopted} |"
        )


def _share(found: tuple[int, int]) -> str:
    wanted, right = found
    return f"{right / wanted:.2f} ({right} of {wanted})" if wanted else "–"


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


def hold(office: Path, number: int, text: int, recording: Path) -> None:
    """Drop the recording, let the product work, correct and return the draft, decide on the proposals."""
    record = office / f"adopted{number}.json"
    if record.exists():
        return
    tree = tree_of(office)
    config = office / "transcriber.toml"
    if not config.exists():
        for folder in tree.folders():
            folder.mkdir(parents=True, exist_ok=True)
        tree.options.write_text('kind = "council"\n', encoding="utf-8")
        config.write_text(
            '[folders]\nwatch = "watch"\nwork = "work"\n[watching]\nstable_seconds = 1\npoll_seconds = 1\n[engine]\ntier = "embedded"\n'
        )
    adopted = [c.text for c in sheet.read_candidates(tree.learned) if c.decision.value == "採用"]
    name = name_of(number)
    if not (tree.drafts / name).exists():
        (tree.inbox / f"{name}.wav").write_bytes(recording.read_bytes())
        scan(config)
    corrected(*drafted(office, number), MEETINGS[text], tree.checked / f"{name}_確認済.docx")
    scan(config)
    tick(tree.learned)
    record.write_text(json.dumps(adopted, ensure_ascii=False))


def tree_of(office: Path) -> ProfileTree:
    return ProfileTree(office / "watch/建設委員会")


def name_of(number: int) -> str:
    return f"令和8年{number + 3}月1日_建設委員会"


def drafted(office: Path, number: int) -> tuple[Transcript, Path]:
    """What the product made of a meeting."""
    folder = tree_of(office).drafts / name_of(number)
    (draft,) = folder.glob("*_下書き.docx")
    return Transcript.read(next(folder.rglob("transcript.json"))), draft


def scan(config: Path) -> None:
    subprocess.run([HOME / ".venv/bin/transcriber", "scan", "--config", config], check=True, capture_output=True)


def said(lines: tuple[tuple[str, str], ...]) -> list[str]:
    return [comparison.squeezed(text) for _, text in lines]


def final_texts(transcript: Transcript, draft: Path, lines: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, str]]:
    """Utterance → (as drafted, as said)."""
    spoken = comparison.spoken(transcript, returned_document.read_returned(draft, comparison.labels_of(transcript)))
    aligned = align(spoken, [ReturnedLine(text) for text in said(lines)])
    pairs = comparison.pairs(spoken, aligned.edits)
    return {one.id: pair for one, pair in zip(spoken, pairs, strict=True)}


def figures(root: Path, order: int, number: int) -> Figures:
    """One meeting's draft beside what was said, and beside the draft of the same text without learning."""
    text = text_of(order, number)
    office = root / f"order{order + 1}"
    learnt = set(json.loads((office / f"adopted{number}.json").read_text()))
    lines = MEETINGS[text]
    transcript, draft = drafted(office, number)
    now = compared(transcript, draft, lines)
    before = compared(*drafted(root / f"order{text + 1}", 1), lines)
    better = worse = 0
    pairs = final_texts(transcript, draft, lines)
    for u in transcript.utterances:
        for change in u.changes:
            if not any(change.after in word or word in change.after for word in learnt):
                continue
            written = wording.printable(u.text)
            undone = undo(written, [change])
            final = pairs[u.id][1]
            gain = Levenshtein.distance(comparison.squeezed(undone), final) - Levenshtein.distance(
                comparison.squeezed(written), final
            )
            better, worse = better + (gain > 0), worse + (gain < 0)
    adopted = {w for w in WORDS if any(w in one for one in learnt)}
    return Figures(
        known=now.found(adopted),
        every=now.found(set(WORDS)),
        names=now.found(NAMES),
        terms=now.found(set(WORDS) - NAMES),
        misheard=now.misheard,
        characters=now.characters,
        characters_before=before.characters,
        better=better,
        worse=worse,
        broken=len(before.right - now.right),
        mended=len(now.right - before.right),
        adopted=len(learnt),
    )


@dataclass(frozen=True)
class Compared:
    """A draft beside what was said.

    Attributes:
        words: word of the list → (said, right in the draft).
        right: places in what was said of other words that the draft has right.
    """

    words: dict[str, tuple[int, int]]
    right: frozenset[int]
    misheard: int
    characters: int

    def found(self, words: set[str]) -> tuple[int, int]:
        some = [counts for word, counts in self.words.items() if word in words]
        return sum(said for said, _ in some), sum(right for _, right in some)


def compared(transcript: Transcript, draft: Path, lines: tuple[tuple[str, str], ...]) -> Compared:
    """By the same alignment as the product's."""
    classify = Classifier()
    spoken = comparison.spoken(transcript, returned_document.read_returned(draft, comparison.labels_of(transcript)))
    edits = align(spoken, [ReturnedLine(t) for t in said(lines)]).edits
    content = [(e, kind) for e in edits if (kind := classify(e.before, e.after)) is not CorrectionKind.TIDIED]
    truth, text = "".join(said(lines)), "".join(one.text for one in spoken)
    kept = [False] * len(truth)
    for block in Levenshtein.opcodes(text, truth).as_matching_blocks():
        kept[block.b : block.b + block.size] = [True] * block.size
    words: dict[str, tuple[int, int]] = {}
    listed = [False] * len(truth)
    for word in WORDS:
        starts = [i for i in range(len(truth)) if truth.startswith(word, i)]
        for i in starts:
            listed[i : i + len(word)] = [True] * len(word)
        words[word] = (len(starts), sum(all(kept[i : i + len(word)]) for i in starts))
    others = [
        w for w in Reader().words(truth) if w.part[0] not in ("補助記号", "空白") and not any(listed[w.start : w.end])
    ]
    return Compared(
        words=words,
        right=frozenset(w.start for w in others if all(kept[w.start : w.end])),
        misheard=sum(kind is CorrectionKind.MISHEARD for _, kind in content),
        characters=sum(int(Levenshtein.distance(bare_text(e.before), bare_text(e.after))) for e, _ in content),
    )


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
        if kana and row[5].value:  # what was heard instead since: written to the rest, which is used
            row[4].value = "、".join(str(cell.value) for cell in row[4:6] if cell.value)
    book.save(path)


def reading(text: str) -> str:
    """The reading of a word of the list, alone or with a title; empty for any other."""
    titles = {"委員": "いいん", "課長": "かちょう", "地区": "ちく", "": ""}
    for word, kana in WORDS.items():
        for title, spoken in titles.items():
            if text == word + title:
                return kana + spoken
    return ""


def draw(out: Path, every: list[list[Figures]], by_place: list[Figures]) -> None:
    """Recall and work by the meeting's place: each order thin, all together bold."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 3), dpi=150, layout="constrained")
    places = range(1, len(by_place) + 1)

    def recall(f: Figures) -> float:
        return f.every[1] / f.every[0]

    def known(f: Figures) -> float:
        return f.known[1] / f.known[0] if f.known[0] else float("nan")

    left, right = figure.add_subplot(1, 2, 1), figure.add_subplot(1, 2, 2)
    for row in every:
        left.plot(places, [recall(f) for f in row], "-", color="#9aa6b4", linewidth=0.8)
        right.plot(places, [f.characters for f in row], "-", color="#9aa6b4", linewidth=0.8)
    left.plot(places, [recall(f) for f in by_place], "o-", color="#1d5fbf", label="all words")
    left.plot(places, [known(f) for f in by_place], "o--", color="#1b7f4b", label="words adopted before")
    mean = len(every)
    right.plot(
        places, [f.characters / mean for f in by_place], "o-", color="#1d5fbf", label="adopted after each meeting"
    )
    right.plot(places, [f.characters_before / mean for f in by_place], "o--", color="#b42318", label="nothing adopted")
    left.set_title("keyword recall (grey: each order)")
    right.set_title("characters to correct a meeting")
    for axes in (left, right):
        axes.set_xlabel("meeting")
        axes.set_xticks(places)
        axes.set_ylim(bottom=0)
    left.set_ylim(0, 1)
    left.legend(frameon=False)
    right.set_ylim(0, right.get_ylim()[1] * 1.3)  # room for the words above the lines
    right.legend(frameon=False, loc="upper right")
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out)
