"""The draft stage: everything that is made of a transcript, laid out as staff find it. Runs no engine.

    会議_下書き.docx         the Word draft
    会議_聞き直し.html       the player
    話者.xlsx                the voices, to be named, merged and split
    資料/音声.webm            what it plays
    資料/発言一覧.csv, 字幕.srt, 字幕.vtt, 伏せた箇所.csv, 話者の時間帯.png, 話者区間.rttm, 解析範囲.uem, transcript.json

The work folder's `out/` has the same layout as the draft's folder on the share, so that links between files hold in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transcriber.drafts import masked_places, player, speakersheet, tables, word
from transcriber.drafts.tables import timeline
from transcriber.drafts.word import house_style
from transcriber.minutes import naming
from transcriber.minutes.personal_data import Shown
from transcriber.minutes.recording_titles import without_ending
from transcriber.minutes.transcript import Transcript
from transcriber.pipeline.masked_sound import SoundFile
from transcriber.profiles.profile import Profile
from transcriber.system import durable, file_names, rights
from transcriber.work.contract import Result
from transcriber.work.workfolder import MASKED_SOUND, ORIGINAL, SIDE, SOUND, TRANSCRIPT


@dataclass(frozen=True)
class DraftFolder:
    """One draft's folder: where each thing lies in it.

    Args:
        folder: the draft's folder, in a work folder or elsewhere.
        name: from `draft_name`; file names come from it.
    """

    folder: Path
    name: str

    @property
    def word(self) -> Path:
        return self.folder / file_names.fit(without_ending(self.name), "_下書き.docx")

    @property
    def player(self) -> Path:
        return self.folder / file_names.fit(without_ending(self.name), "_聞き直し.html")

    @property
    def speakers(self) -> Path:
        return self.folder / speakersheet.NAME

    @property
    def side(self) -> Path:
        return self.folder / SIDE

    @property
    def sound(self) -> Path:
        return self.side / SOUND

    @property
    def timeline(self) -> Path:
        return self.side / "話者の時間帯.png"

    @property
    def transcript(self) -> Path:
        """The view of it that this folder shows."""
        return self.side / TRANSCRIPT

    @property
    def original(self) -> Path:
        """Beside the folder, for us alone: never published."""
        return self.folder.parent / ORIGINAL

    @property
    def sound_file(self) -> SoundFile:
        return SoundFile(self.sound, self.folder.parent / MASKED_SOUND)

    def make_folders(self) -> None:
        rights.make(self.side)


def choose_template(profile: Profile, templates: Path) -> tuple[Path, word.HouseStyle]:
    """The Word template of a profile and its house style, with what 設定.toml says about the text.

    Raises:
        TemplateError: the style is not known or cannot be read.
    """
    style = house_style.choose_style(profile.style, profile.options.style, profile.kind, templates)
    form = profile.options.record or style.form
    style = style.model_copy(update={"text": profile.text_on(style.text), "form": form})
    return profile.template or house_style.template(style, templates), style


def shown(transcript: Transcript, profile: Profile) -> Transcript:
    """The view of a transcript that the profile's masking allows."""
    return masked_places.shown_transcript(transcript, profile.options.masking.show)


def draft_name(name: str, profile: Profile) -> str:
    """What a draft and its folder are called after: the recording's name, which in a consultation is often the client's. Where
    people's names are masked, or it holds a My Number, the day and the kind of record instead."""
    if profile.options.masking.show is Shown.ALL and not masked_places.is_named_by_my_number(name):
        return name
    return masked_places.name_without_people(naming.read_recording_name(name).date, profile.kind)


def draft(
    transcript: Transcript,
    *,
    profile: Profile,
    template: Path,
    style: word.HouseStyle,
    desk: DraftFolder,
    view: Transcript | None = None,
) -> Result:
    """Make what `profile` wants of `transcript`; the player plays `desk.sound`, if that was made before.

    All is made of the view that the profile's masking allows; `transcript` itself is kept beside `desk.folder`.

    Args:
        transcript: the original, or what is left of it.
        template, style: from `choose_template`, so that a draft made again looks as it did.
        view: `shown` of it, where the caller has it already.

    Raises:
        TemplateError: the Word template cannot be filled.
        OSError: a file cannot be written.
    """
    options = profile.options
    desk.make_folders()
    if transcript.shown is None:
        durable.write_text(desk.original, transcript.model_dump_json())
    transcript = view or shown(transcript, profile)
    durable.write_text(desk.transcript, transcript.model_dump_json(indent=1))
    if options.timeline:
        timeline.png(transcript, desk.timeline)  # before the draft, whose appendix may show it
    word.render_in_child(
        desk.transcript,
        template=template,
        office=options.office,
        out=desk.word,
        style=style,
        timeline=desk.timeline if options.timeline else None,
    )
    speakersheet.write_speaker_sheet(transcript, desk.speakers.with_suffix(".part"))
    desk.speakers.with_suffix(".part").replace(desk.speakers)
    files = [desk.word, desk.speakers]
    if options.player and desk.sound_file.fits(transcript, profile):
        # The audio goes first: a player that is already there must never lack its sound.
        files += [desk.sound, desk.player]
        durable.write_text(desk.player, player.player_page(transcript, office=options.office, audio=f"{SIDE}/{SOUND}"))
    if options.tables:
        for name, text in tables.texts(transcript, mark=style.mark).items():
            durable.write_text(desk.side / name, text)
            files.append(desk.side / name)
    if transcript.masked:
        durable.write_text(desk.side / masked_places.MASKED_PLACES, masked_places.masked_places_csv(transcript))
        files.append(desk.side / masked_places.MASKED_PLACES)
    if options.timeline:
        files.append(desk.timeline)
    files = [*files, desk.transcript]
    masks = transcript.shown is not Shown.ALL or bool(transcript.masked)
    if masks:
        _forget_others(desk, files)
    return Result(transcript=desk.transcript, files=tuple(files), name=desk.name, masks=masks)


def _forget_others(desk: DraftFolder, files: Sequence[Path]) -> None:
    """Delete what an earlier draft left, which may show what this one masks."""
    for path in (*desk.folder.glob("*.docx"), *desk.folder.glob("*.html"), *desk.side.glob("*")):
        if path not in files and path.is_file():
            path.unlink()
