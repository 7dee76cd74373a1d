"""What of the masked personal data lies in any file that a draft's folder holds: archives unpacked, in any encoding, digits in any form.

    python -m scripts.bench.masking.leaks [--count 20]

Each generated consultation (set `reporting`) is made into a whole draft folder as the product makes it, once with 伏せ字 and once with
役割; then every file is searched for every planted number, name, address, … that the rules had found. What a checked file
teaches is searched by tests/unit/learning/test_withheld.py. Numbers of up to three digits are left out: they stand in any file. As a
control the same is searched in the drafts that show everything.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from scripts.bench.masking.consultations import Consultation, consultations
from scripts.bench.masking.reporting_set import REPORTING
from scripts.bench.masking.searched import holds, unpacked
from transcriber.language.readings import Reader
from transcriber.masking.digit_runs import digits_of
from transcriber.masking.masked_view import items_of
from transcriber.media.pcm import SAMPLE_RATE
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import MaskingOptions, PersonalKind, Shown
from transcriber.minutes.transcript import (
    Evidence,
    EvidenceKind,
    Meeting,
    Preflight,
    Provenance,
    Recording,
    RecordKind,
    Speaker,
    Transcript,
    Utterance,
)
from transcriber.pipeline import draft_folder, masked_sound
from transcriber.profiles.profile import Options, Profile
from transcriber.profiles.tree import ProfileTree
from transcriber.settings import HOME

NUMBERS = (PersonalKind.MY_NUMBER, PersonalKind.ACCOUNT, PersonalKind.PHONE, PersonalKind.ID_NUMBER)


def transcript_of(talk: Consultation, client: str) -> Transcript:
    """A consultation as the pipeline would leave it, with the client's name wherever a name may stand."""
    said = tuple(
        Utterance(id=f"u{i + 1:04d}", speaker=x.speaker, name=None, start=5.0 * i, end=5.0 * i + 4, text=x.text)
        for i, x in enumerate(talk.lines)
    )
    return Transcript(
        meeting=Meeting(
            kind=RecordKind.CONSULTATION, title=f"{client}さん", date=dt.date(2026, 11, 2), profile="相談記録"
        ),
        recording=Recording(
            file_name=f"{client}さん_面談.m4a",
            sha256="1" * 64,
            bytes=1,
            container="mp4",
            codec="aac",
            sample_rate=16000,
            channels=1,
            container_seconds=None,
            seconds=5.0 * len(said),
            preflight=Preflight(
                peak_dbfs=-3, speech_dbfs=-20, noise_dbfs=-50, clipped_share=0, silence_share=0.1, channels="1"
            ),
        ),
        roster=Roster(people=(Person(name=talk.worker, post="相談員"), Person(name=client, post="相談者"))),
        speakers=(
            Speaker(id="S1", name="相談員", seconds=10),
            Speaker(
                id="S2",
                name=f"相談者（{client}）",
                seconds=10,
                evidence=(Evidence(kind=EvidenceKind.INTRODUCTION, quote=f"{client}です", time=6.0),),
            ),
        ),
        utterances=said,
        speech_seconds=4.0 * len(said),
        provenance=Provenance(
            created_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC),
            versions={},
            models=(),
            settings={},
            device="cpu",
            stage_seconds={},
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20)
    asked = parser.parse_args()
    files, searched, control, hits = 0, 0, 0, []
    reader = Reader()
    for talk in consultations(REPORTING, asked.count, 31337):
        client = next((x.text[a:b] for x in talk.lines for k, a, b in x.plants if k is PersonalKind.PERSON), "遠山")
        made = transcript_of(talk, client)
        items = items_of(made, reader, Shown.HIDDEN)
        for shown in (Shown.ALL, Shown.HIDDEN, Shown.ROLES):
            texts = {
                made.utterances[n].text[a:b]
                for i in items
                if shown is not Shown.ALL or i.kind is PersonalKind.MY_NUMBER
                for n, a, b in i.pieces
            } | ({client} if shown is not Shown.ALL else set())
            digits = {
                digits_of(_folded(made.utterances[n].text[a:b]))
                for i in items
                if i.kind is PersonalKind.MY_NUMBER or (shown is not Shown.ALL and i.kind in NUMBERS)
                for n, a, b in i.pieces
            }
            texts = {t for t in texts if not re.fullmatch(r"[0-9〇一二三四五六七八九]{1,3}", t)}
            with tempfile.TemporaryDirectory() as folder:
                out = _drafted(made, shown, Path(folder))
                found = list(_searched(out, texts, {d for d in digits if len(d) >= 4}))
                if shown is Shown.ALL:
                    others = {made.utterances[n].text[a:b] for i in items for n, a, b in i.pieces if len(i.text) > 3}
                    control += len({what for _, what in _searched(out, others - texts, set())})
                files += sum(1 for p in out.rglob("*") if p.is_file())
                searched += len(texts) + len(digits)
                hits += [f"{talk.name} {shown.value} {where}: {what}" for where, what in found]
    print(f"{files} files, {searched} phrases and numbers, {len(hits)} leaks")
    print(f"control: {control} of the phrases that 全部 shows were found in its files")
    for hit in hits[:40]:
        print(hit)


def _drafted(made: Transcript, shown: Shown, folder: Path) -> Path:
    profile = Profile(
        name="相談記録",
        kind=made.meeting.kind,
        tree=ProfileTree(folder / "相談記録"),
        options=Options(kind=made.meeting.kind, masking=MaskingOptions(show=shown)),
        roster=made.roster,
    )
    template, style = draft_folder.choose_template(profile, HOME / "templates")
    desk = draft_folder.DraftFolder(folder / "work" / "out", draft_folder.draft_name(made.recording.file_name, profile))
    desk.make_folders()
    pcm = folder / "work" / "audio.pcm"
    np.zeros(int(made.recording.seconds * SAMPLE_RATE), np.int16).tofile(pcm)
    masked_sound.make_sound(draft_folder.shown(made, profile), profile, desk.sound_file, pcm)
    draft_folder.draft(made, profile=profile, template=template, style=style, desk=desk)
    return desk.folder


def _searched(out: Path, texts: set[str], digits: set[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        blobs = [(name, name.encode())]
        if path.is_file():
            blobs += list(unpacked(name, path.read_bytes()))
        for where, data in blobs:
            for text in texts:
                if len(text) >= 2 and len(text.encode()) > 2 and holds(text, data):
                    yield where, text
            shown = re.sub(
                r"(?s)<style>.*?</style>", "", data.decode("utf-8", "ignore")
            )  # it is ours, and holds lengths
            plain = _folded(re.sub(r"<[^>]+>", "", shown))
            runs = {digits_of(m[0]) for m in re.finditer(r"[0-9〇一二三四五六七八九ぁ-んー 、\-]{4,}", plain)}
            for number in digits:
                if any(number in run for run in runs):
                    yield where, f"{number} (digits)"


def _folded(text: str) -> str:
    wide = str.maketrans("０１２３４５６７８９", "0123456789")
    return text.translate(wide).replace("ゼロ", "ぜろ")


if __name__ == "__main__":
    main()
