"""A made-up meeting and a made-up consultation, to show what a style looks like. All names are invented."""

from __future__ import annotations

import datetime as dt

from transcriber import procedure
from transcriber.language.readings import Reader
from transcriber.minutes.meeting_clock import ClockSource, ClockStretch
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.transcript import (
    AgendaItem,
    Change,
    Doubt,
    DoubtKind,
    Meeting,
    Preflight,
    Provenance,
    Recording,
    RecordKind,
    Speaker,
    Transcript,
    Utterance,
)

_COUNCIL = Roster(
    people=(
        Person(name="青木 太郎", kana="あおき たろう", post="議長"),
        Person(name="石田 花子", kana="いしだ はなこ", post="議員", seat="3"),
        Person(name="上野 次郎", kana="うえの じろう", post="議員", seat="7"),
        Person(name="江藤 三郎", kana="えとう さぶろう", post="町長"),
        Person(name="大西 明", kana="おおにし あきら", post="総務部長"),
        Person(name="川本 恵", kana="かわもと めぐみ", post="議会事務局長"),
    )
)
_SAID = (
    ("青木", "ただいまから、令和6年第3回見本町議会定例会を開会いたします。ただいまの出席議員は3名であります。定足数に達しておりますので、直ちに本日の会議を開きます。"),
    ("青木", "日程第1、一般質問を行います。通告順に発言を許します。3番、石田花子議員。"),
    ("石田", "議席番号3番、石田花子でございます。通告に従いまして、1点質問いたします。本町の備蓄食料は、昨年度末で12,000食と聞いておりますが、今後の計画をお聞かせください。"),
    ("青木", "総務部長。"),
    ("大西", "お答えいたします。現在の備蓄は3日分の12,000食でございます。来年度の予算編成の中で、追加の備蓄を検討してまいります。"),
    ("青木", "以上で、石田花子議員の一般質問を終わります。ここで暫時休憩いたします。再開は午後1時といたします。"),
    ("青木", "休憩前に引き続き会議を開きます。日程第2、議案第45号、令和6年度見本町一般会計補正予算（第2号）を議題といたします。提案理由の説明を求めます。町長。"),
    ("江藤", "議案第45号につきまして、ご説明申し上げます。歳入歳出それぞれ1億2,350万円を追加するものでございます。よろしくご審議賜りますようお願い申し上げます。"),
    ("青木", "説明が終わりました。これより質疑に入ります。質疑はありませんか。"),
    ("上野", "なし。"),
    ("青木", "質疑なしと認めます。これで質疑を終わります。これより討論を行います。討論はありませんか。討論なしと認めます。これより採決を行います。本案に賛成の方の起立を求めます。起立全員であります。よって、議案第45号は、原案のとおり可決されました。"),
    ("青木", "以上で、本日の日程は全部終了いたしました。本日はこれにて散会いたします。"),
)  # fmt: skip
_INTERVIEW = (
    ("相談員", "本日はお越しいただき、ありがとうございます。担当の木村と申します。きょうは、どのようなことでお困りですか。"),
    ("相談者", "あの、先月末で仕事を辞めることになりまして。家賃の5万8千円が、来月から払えなくなりそうなんです。"),
    ("相談員", "それはご心配ですね。預貯金は、今どのくらい残っていますか。"),
    ("相談者", "12万円くらいです。"),
    ("相談員", "住居確保給付金という制度があります。必要な書類を、窓口でお渡しいたします。次回は12月3日の午前10時にお越しください。"),
    ("相談者", "わかりました。よろしくお願いします。"),
)  # fmt: skip


def sample_transcript(kind: RecordKind) -> Transcript:
    """The sample of this kind, with a doubt and a correction, as a draft of the real thing has them."""
    council = kind is RecordKind.COUNCIL
    roster = _COUNCIL if council else Roster(people=(Person(name="木村 望", post="相談員"), Person(post="相談者")))
    lines = _SAID if council else _INTERVIEW
    made = Transcript(
        meeting=Meeting(
            kind=kind,
            title="令和6年第3回見本町議会定例会" if council else "自立相談支援　面接（見本）",
            date=dt.date(2024, 9, 3),
            started_at=dt.datetime(2024, 9, 3, 10, 0, tzinfo=JST),
            clock=_clock(lines),
            profile="見本",
            agenda=(
                AgendaItem(number=1, title="一般質問"),
                AgendaItem(number=2, title="令和6年度見本町一般会計補正予算（第2号）", bill="議案第45号"),
            )
            if council
            else (),
        ),
        recording=Recording(
            file_name="見本.m4a", sha256="0" * 64, bytes=1, container="mp4", codec="aac", sample_rate=16000, channels=1,
            container_seconds=len(lines) * 20.0, seconds=len(lines) * 20.0,
            preflight=Preflight(
                peak_dbfs=-3.0, speech_dbfs=-22.0, noise_dbfs=-55.0, clipped_share=0.0, silence_share=0.2,
                channels="モノラル",
            ),
        ),
        roster=roster,
        speakers=(),
        utterances=tuple(_said(lines, roster)),
        speech_seconds=len(lines) * 15.0,
        provenance=Provenance(
            created_at=dt.datetime(2024, 9, 3, 18, 0, tzinfo=JST), versions={}, models=(), settings={}, device="見本",
            stage_seconds={},
        ),
    )  # fmt: skip
    voices = dict.fromkeys(u.speaker for u in made.utterances if u.speaker)
    made = made.model_copy(update={"speakers": tuple(Speaker(id=v, seconds=60.0) for v in voices)})
    return procedure.attach_procedure(made, Reader())


def _clock(lines: tuple[tuple[str, str], ...]) -> tuple[ClockStretch, ...]:
    """From ten o'clock, and from one o'clock after a recess."""
    after = [n * 20.0 for n, (_, text) in enumerate(lines) if text.startswith("休憩前に引き続き")]
    return tuple(
        ClockStretch(at=at, began=dt.datetime(2024, 9, 3, hour, 0, tzinfo=JST), source=ClockSource.NAME)
        for at, hour in zip((0.0, *after), (10, 13), strict=False)
    )


def _said(lines: tuple[tuple[str, str], ...], roster: Roster) -> list[Utterance]:
    voices = {who: f"S{n}" for n, who in enumerate(dict.fromkeys(who for who, _ in lines), start=1)}
    labels = {who: next((p.label for p in roster.people if p.name.startswith(who)), who) for who in voices}
    said = []
    for number, (who, text) in enumerate(lines, start=1):
        start = (number - 1) * 20.0
        said.append(
            Utterance(
                id=f"u{number:04d}", speaker=voices[who], name=labels[who], start=start, end=start + 18.0, text=text,
                doubts=(
                    Doubt(kind=DoubtKind.NUMBER, start=start + 6, end=start + 8, reason="数を聞いて確かめてください。", alternative="1万食"),
                )
                if "12,000食" in text and who == "石田"
                else (),
                changes=(Change(before="記案", after="議案", rule="用語", score=0.9, position=0),)
                if text.startswith("議案")
                else (),
            )
        )  # fmt: skip
    return said
