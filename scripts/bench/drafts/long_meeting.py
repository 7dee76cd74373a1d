"""An 8-hour meeting: what drafting it costs."""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

from scripts.bench.corpus import ROOT
from transcriber import procedure
from transcriber.drafts import word
from transcriber.drafts.word import house_style, pdf, sample
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import Doubt, DoubtKind, RecordKind, Transcript, Utterance

SECONDS = 8 * 3600.0
_EVERY_DOUBT = 40
_ANSWERS = (
    "お答えいたします。令和6年4月1日現在の待機児童数は{n}名でございまして、前年度から{m}名減少しております。受け皿の整備につきましては、民間保育所の誘致を含め、検討してまいります。",
    "巡回バスの利用者数は、昨年度、延べ{n}人で、前年度比{m}パーセントの増となっております。来年度の予算編成の中で、増便を検討いたします。",
    "備蓄食料は{n}食、飲料水は{m}本を確保しております。",
    "試行期間中の実績では、1時間の会議につき、{m}時間を要していた書き起こし作業が短縮されております。",
)  # fmt: skip
_QUESTIONS = (
    "現在の入所調整の状況と、今後の受け皿整備の考え方について、お伺いいたします。",
    "再質問いたします。{n}名のうち、3歳未満児は何名でしょうか。また、公募はいつごろを予定しているのか、具体的な時期をお示しください。",
    "諸輪方面の便は、1日{m}便でありますが、通院に利用する高齢者から、増便を求める声が多く寄せられております。",
)  # fmt: skip


def meeting(count: int) -> Transcript:
    """`count` utterances: general questions and bills with votes, recesses, and a doubt now and then."""
    base = sample.sample_transcript(RecordKind.COUNCIL)
    chair, member, other, mayor, chief = (p.label for p in base.roster.people[:5])
    lines: list[tuple[str, str]] = [
        (chair, "ただいまから、定例会を開会いたします。直ちに本日の会議を開きます。"),
        (chair, "日程第1、一般質問を行います。"),
    ]
    number = 2
    while len(lines) < count - 2:
        n, m = 17 * len(lines) % 9000 + 10, len(lines) % 30 + 2
        at = len(lines) % 400
        if at == 300:
            lines.append((chair, "ここで暫時休憩いたします。"))
            lines.append((chair, "休憩前に引き続き会議を開きます。"))
        elif at == 350:
            bill = f"議案第{40 + number}号"
            lines.append(
                (
                    chair,
                    f"日程第{number}、{bill}、令和6年度補正予算（第{number}号）を議題といたします。提案理由の説明を求めます。",
                )
            )
            lines.append(
                (mayor, f"{bill}につきまして、ご説明申し上げます。歳入歳出それぞれ{n}万円を追加するものでございます。")
            )
            lines.append(
                (
                    chair,
                    f"これより質疑に入ります。質疑なしと認めます。討論なしと認めます。これより採決を行います。賛成の方の起立を求めます。起立全員であります。よって、{bill}は、原案のとおり可決されました。",
                )
            )
            number += 1
        else:
            who = (member, chair, chief, chair, other, chair, mayor, chair)[len(lines) % 8]
            text = (
                "総務部長。"
                if who == chair
                else _QUESTIONS[len(lines) % 3]
                if who in (member, other)
                else _ANSWERS[len(lines) % 4]
            )
            lines.append((who, text.format(n=n, m=m)))
    lines.append((chair, "以上で、本日の日程は全部終了いたしました。本日はこれにて散会いたします。"))
    step = SECONDS / len(lines)
    voices = {who: f"S{i}" for i, who in enumerate(dict.fromkeys(w for w, _ in lines), start=1)}
    said = tuple(
        Utterance(
            id=f"u{i:04d}", speaker=voices[who], name=who, start=i * step, end=(i + 0.9) * step, text=text,
            doubts=(Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=i * step, end=i * step + 1, reason="聞き直してください。"),)
            if i % _EVERY_DOUBT == 0
            else (),
        )
        for i, (who, text) in enumerate(lines, start=1)
    )  # fmt: skip
    return base.model_copy(
        update={
            "utterances": said,
            "recording": base.recording.model_copy(update={"seconds": SECONDS, "container_seconds": SECONDS}),
            "meeting": base.meeting.model_copy(
                update={"agenda": (), "started_at": dt.datetime(2024, 9, 3, 0, 0, tzinfo=dt.UTC)}
            ),
        }
    )


def _draft(count: int, name: str, out: str) -> tuple[float, float, float]:
    """In a process of its own: seconds for the procedure, for the draft, and the most memory (MB)."""
    told = meeting(count)
    begun = time.perf_counter()
    told = procedure.attach_procedure(told, Reader())
    followed = time.perf_counter()
    style = house_style.find_style(name, ROOT / "templates")
    word.render_draft(
        told, template=house_style.template(style, ROOT / "templates"), office="見本町", out=Path(out), style=style
    )
    done = time.perf_counter()
    return followed - begun, done - followed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(count: int, keep: Path | None) -> None:
    """Print a row for each council style, and how long LibreOffice takes."""
    print(f"{count} utterances, {SECONDS / 3600:.0f} hours")
    print(
        "| style | procedure s | draft s | memory MB | docx MB | LibreOffice opens s (processor) | every page as PDF s (processor) |"
    )
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("会議録", "会議録_東郷型"):
            out = (keep or Path(folder)) / f"{name}_8時間.docx"
            with get_context("spawn").Pool(1) as pool:
                procedure_, draft, memory = pool.apply(_draft, (count, name, str(out)))
            opened, printed = _office(out, Path(folder))
            print(
                f"| {name} | {procedure_:.1f} | {draft:.1f} | {memory:.0f} | {out.stat().st_size / 1e6:.1f} | {opened} | {printed} |",
                flush=True,
            )


def _office(document: Path, folder: Path) -> tuple[str, str]:
    """Seconds to load it (to plain text), and to lay out every page (PDF); a dash without LibreOffice."""
    program = pdf.converter()
    if program is None:
        return "–", "–"
    took = []
    for target in ("txt:Text", "pdf"):
        begun, used = time.perf_counter(), children()
        subprocess.run(
            [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", target,
             "--outdir", str(folder), str(document)],
            check=True, capture_output=True, timeout=900,
        )  # fmt: skip
        took.append(f"{time.perf_counter() - begun:.1f} ({children() - used:.1f})")
    return took[0], took[1]


def children() -> float:
    """Processor seconds of the programs that were run: what it takes on a machine with nothing else to do."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
