"""One minute of talk: pages of the draft in every kind of record and style, and whether signatures stand alone on a page."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from scripts.bench import corpus
from scripts.bench.corpus import ROOT
from scripts.bench.drafts import structure
from transcriber import procedure
from transcriber.drafts import word
from transcriber.drafts.word import house_style, pdf
from transcriber.drafts.word.house_style import HouseStyle
from transcriber.language.readings import Reader
from transcriber.minutes import record_forms
from transcriber.minutes.transcript import RecordKind, Transcript

ASKED = 4
"""Pages at most."""

_TEMPLATES = ROOT / "templates"
_SIGNATURE = "署名"
_LEAST_BESIDE = 40
"""Characters on the page of the signatures that are no signatures: the last lines of the record."""


@dataclass(frozen=True)
class Drafted:
    """One draft: pages, and characters on the page of the signatures before them (None: nobody signs)."""

    pages: int
    beside_signatures: int | None


def run(recordings: Path, transcripts: Path | None, seconds: float, keep: Path | None) -> None:
    """Print the pages of each minute, kind and style, and the most."""
    minutes = [
        (f"{item.name} {int(start)}–{int(start + seconds)} s", part)
        for item in corpus.items(recordings)
        for start, part in minutes_of(structure.transcript_of(item, transcripts), seconds)
    ]
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = {
            (style.name, form, name): _draft(part, style, form, folder / f"{n:03d}_{style.name}_{form}.docx")
            for n, (name, part) in enumerate(minutes)
            for style, form in kinds(part.meeting.kind)
        }
        _print_pdfs(list(made.values()), folder)
        found = {key: _read(path.with_suffix(".pdf")) for key, path in made.items()}
    print(
        "| style | kind of record | minutes | pages: median | most | over 4 | signatures alone |\n|---|---|---|---|---|---|---|"
    )
    for style, form in dict.fromkeys((s, f) for s, f, _ in found):
        own = {name: d for (s, f, name), d in found.items() if (s, f) == (style, form)}
        pages = sorted(d.pages for d in own.values())
        alone = sum(d.beside_signatures is not None and d.beside_signatures < _LEAST_BESIDE for d in own.values())
        print(
            f"| {style} | {form} | {len(pages)} | {pages[len(pages) // 2]} | {pages[-1]} | {sum(p > ASKED for p in pages)} | {alone} |"
        )
    for (style, form, name), d in found.items():
        if d.pages > ASKED:
            print(f"over: {style} {form} {name}: {d.pages}")


def minutes_of(whole: Transcript, seconds: float) -> Iterator[tuple[float, Transcript]]:
    """The transcript cut into stretches of about `seconds`, each as a recording of its own; a rest shorter than half is left out."""
    start = 0.0
    while whole.recording.seconds - start >= seconds / 2:
        said = tuple(u for u in whole.utterances if start <= u.start < start + seconds)
        if said:
            end = max(u.end for u in said)
            doubts = tuple(d for d in whole.doubts if start <= d.start < end)
            part = whole.model_copy(
                update={
                    "utterances": said,
                    "doubts": doubts,
                    "recording": whole.recording.model_copy(update={"seconds": end - start, "joints": ()}),
                }
            )
            yield start, procedure.attach_again(part, Reader())
        start += seconds


def kinds(kind: RecordKind) -> Iterator[tuple[HouseStyle, str]]:
    """Every style of a kind with every form of record that it may be for."""
    forms = [f for f in record_forms.record_forms() if f.kind is kind]
    for style in house_style.shipped_styles(_TEMPLATES):
        own = [f for f in forms if style.name in f.styles] or [
            f for f in forms if kind is RecordKind.COUNCIL or not f.styles
        ]
        for form in own if style.kind is kind else ():
            yield style, form.name


def _draft(part: Transcript, style: HouseStyle, form: str, out: Path) -> Path:
    style = style.model_copy(update={"form": form})
    word.render_draft(part, template=house_style.template(style, _TEMPLATES), office="見本市", out=out, style=style)
    return out


def _print_pdfs(documents: list[Path], folder: Path) -> None:
    program = pdf.converter()
    if program is None:
        raise SystemExit("LibreOffice is missing")
    subprocess.run(
        [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, documents)],
        check=True, capture_output=True, timeout=3600,
    )  # fmt: skip


def _read(path: Path) -> Drafted:
    document = pypdfium2.PdfDocument(str(path))
    beside = None
    for page in document:
        lines = page.get_textpage().get_text_range().splitlines()
        at = next((n for n, line in enumerate(lines) if line.strip() == _SIGNATURE), None)
        if at is not None:
            beside = sum(len(line.strip()) for line in lines[:at])
    return Drafted(len(document), beside)
