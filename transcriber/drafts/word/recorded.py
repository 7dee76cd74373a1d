"""How the recording's files were read, in words: whether they are whole, where they are silent, which tracks were used."""

from __future__ import annotations

from collections.abc import Iterator

from transcriber.drafts.word import wording
from transcriber.minutes import part_names
from transcriber.minutes.capture import (
    ClockEvent,
    ClockEventKind,
    FileRead,
    OrderBasis,
    PartsOrder,
    TimeSpan,
    TrackUse,
    UnusedFile,
    UnusedReason,
    WholenessVerdict,
)
from transcriber.minutes.measured_conditions import worse_than_measured
from transcriber.minutes.transcript import Recording, timecode

_LISTED = 20
"""Places that are printed one by one; an eight-hour file may have thousands."""

_USES = {
    TrackUse.USED: "使いました",
    TrackUse.MIXED: "ほかと違う声なので、合わせて使いました",
    TrackUse.SAME: "ほかと同じ録音なので、使っていません",
    TrackUse.SILENT: "音が入っていないので、使っていません",
    TrackUse.UNREADABLE: "この仕組みでは読めない形式か、壊れているので、使っていません",
    TrackUse.LEFT_OUT: "設定.toml の指定により、使っていません",
    TrackUse.EMPTY: "音がないので、使っていません",
}


_RANKED = {
    OrderBasis.STAMPS: "名前にある日時",
    OrderBasis.NUMBERS: "名前の番号",
    OrderBasis.WORDS: "名前の言葉（午前・午後、前半・後半など）",
    OrderBasis.DATES: "ファイルの中にある録音日時",
    OrderBasis.NAMES: "名前",
}
"""What the files are put in the order of."""

_PLACED = {
    OrderBasis.SUFFIX: ("番号などの付かない名前を先に", "番号などの付かない名前を先にする"),
    OrderBasis.COPIES: ("コピーを後に", "コピーを後にする"),
}
"""What goes first or last: before 「して」, and before a noun."""


def warning(recording: Recording) -> str:
    """What the first line of the draft must say of the recording; empty if nothing."""
    said: list[str] = []
    starts = {f.start for f in recording.files}
    for file in recording.files:
        said += _faults(file, _called(file, recording))
    said += [_not_used(u) for u in recording.unused if _to_be_looked_at(u)]
    said += [_repeated(f) for f in recording.files if f.repeats]
    if recording.order is not None and len(starts) > 1 and not recording.order.sure:
        said.append(f"{_order(recording.order)}続いているか、初めと変わり目を聞いて確かめてください。")
    said.append(worse_than_measured(recording.preflight))
    return "".join(said)


def rows(recording: Recording) -> Iterator[tuple[str, str]]:
    """Lines of the block 録音 of the provenance page."""
    files = recording.files
    if len(files) > 1:
        yield "ファイルの順", "\n".join(_file(f) for f in files)
    if recording.order is not None and len(files) > 1:
        yield "順の根拠", _order(recording.order)
    if recording.unused or recording.companions:
        lines = [_not_used(u) for u in recording.unused]
        if recording.companions:
            lines.append(_beside(recording))
        yield "使っていないファイル", "\n".join(lines)
    if files:
        yield "最後まであるか", _each(files, [_whole(f) for f in files])
    places = [s for f in files for s in f.damaged]
    if places:
        yield "壊れていた部分", f"{_places(places)}（読めないので、音のない時間にしました）"
    elif recording.damaged_packets:
        yield "壊れていた部分", f"{recording.damaged_packets:,} か所（読み飛ばしました）"
    else:
        yield "壊れていた部分", "なし"
    silent = [
        (_of_track(f, e), e) for f in files for e in f.clock if e.kind in (ClockEventKind.HOLE, ClockEventKind.LATE)
    ]
    if silent:
        yield "録音の途切れ", _silences(silent, sum(f.more_events for f in files), sum(f.added_silence for f in files))
    odd = [
        (_of_track(f, e), e) for f in files for e in f.clock if e.kind in (ClockEventKind.JUMP, ClockEventKind.OVERLAP)
    ]
    if odd:
        yield "録音の時計", "\n".join(track + _odd(e) for track, e in odd[:_LISTED])
    tracks = ["\n".join(_track(t.number, t.title, t.use) for t in f.tracks) for f in files]
    if any(tracks):
        yield "音声トラック", _each(files, tracks)


def faults(recording: Recording) -> Iterator[str]:
    """For the status page: what of the recording could not be read or was left out, how much that is where it is known, and what to
    do; a line a file, nothing of those that were read to their end."""
    for file in recording.files:
        name = _called(file, recording)
        said = _damage(file, name)
        if said and not _ends_early(file):
            said.append("録音機に元の録音があれば、聞ける録音か確かめて、コピーし直してください。")
        said += _unread_tracks(file, name)
        if file.recordings > 1:
            said.append(
                f"{name}には録音が{file.recordings}本続けて入っていたので、順に続けて読みました。"
                "別の会議が入っていないか確かめてください。"
            )
        if file.declared_seconds is not None:
            said.append(
                f"{name}には、書かれた長さ（{wording.length(file.declared_seconds)}）の後ろにも音が続いていたので、"
                "最後まで読みました。別の会議が入っていないか確かめてください。"
            )
        if file.repeats:
            said.append(_repeated(file))
        if said:
            yield "".join(said)
    yield from (_not_used(u) for u in recording.unused if _is_missed(u))


def _called(file: FileRead, recording: Recording) -> str:
    return f"「{wording.printable(file.name)}」" if len(recording.files) > 1 else "この録音"


def _faults(file: FileRead, name: str) -> list[str]:
    """What of one file could not be read, in sentences."""
    return [*_damage(file, name), *_unread_tracks(file, name)]


def _ends_early(file: FileRead) -> bool:
    """Whether a file is cut, or may be: it does not say where it ends, and its last piece of sound is broken."""
    return file.verdict is WholenessVerdict.CUT or (
        file.broken_end and file.verdict in (WholenessVerdict.NOT_KNOWN, WholenessVerdict.DAMAGED)
    )


def _damage(file: FileRead, name: str) -> list[str]:
    """What is missing or damaged in one file, in sentences."""
    said = []
    if file.verdict is WholenessVerdict.CUT:
        said.append(
            f"{name}は途中で切れています（{_read_up_to(file)}）。録音機に続きがあれば、コピーし直してください。"
        )
    elif _ends_early(file):
        said.append(
            f"{name}は、最後の音が欠けているので、途中で切れたものかもしれません（{_read_up_to(file)}）。"
            "録音機に続きがあれば、コピーし直してください。"
        )
    if file.unread_bytes:
        said.append(f"{name}の終わりに、録音として読めなかった部分があります（{_size(file.unread_bytes)}）。")
    lost = sum(s.end - s.start for s in file.damaged)
    if lost >= 1:
        said.append(f"{name}には壊れていて読めなかったところがあります（あわせて{wording.length(lost)}）。")
    return said


def _unread_tracks(file: FileRead, name: str) -> list[str]:
    """Which tracks hold sound that nobody hears, and what to do; nothing if there are none."""
    unread = [t for t in file.tracks if t.use is TrackUse.UNREADABLE]
    if not unread:
        return []
    which = "、".join(f"{t.number}本目{f'（{wording.printable(t.title)}）' if t.title else ''}" for t in unread)
    return [
        f"{name}の音声トラック{len(file.tracks)}本のうち、{which}は{_USES[TrackUse.UNREADABLE]}。"
        "そこにほかの人の声が入っていれば、録音機や会議ソフトの書き出し（変換）で WAV か MP3 か M4A にして、入れ直してください。"
    ]


def _repeated(file: FileRead) -> str:
    return (
        f"「{wording.printable(file.name)}」には「{wording.printable(file.repeats)}」と同じ音が入っています。"
        "名前は別の時間の録音なので両方を使いました。取り違えていないか確かめてください。"
    )


def _is_missed(file: UnusedFile) -> bool:
    """Whether something that may have been meant to be heard is not in the draft."""
    return _to_be_looked_at(file) or file.reason is UnusedReason.NO_SOUND


def _to_be_looked_at(file: UnusedFile) -> bool:
    """Whether a person may want another file than the one used: of a file that a system called a copy nobody does."""
    return file.reason is UnusedReason.OTHER_MICROPHONE or (
        file.reason is UnusedReason.COPY and not part_names.is_copy(file.name)
    )


def parts(recording: Recording) -> Iterator[str]:
    """For the status page: the files of a meeting in parts in their order, why, and which were not used beside those that `faults`
    names; nothing for one file."""
    if recording.order is None:
        return
    if len(recording.files) > 1:
        yield _order(recording.order)
    yield from (_file(f) for f in recording.files)
    yield from (_not_used(u) for u in recording.unused if not _is_missed(u))
    if recording.companions:
        yield _beside(recording)


def _beside(recording: Recording) -> str:
    """What lies in the folder of a meeting and was not read."""
    beside = "、".join(wording.printable(c) for c in recording.companions)
    return f"録音でも資料でもないので読まなかったもの：{beside}"


def _file(file: FileRead) -> str:
    """One line of the order of files."""
    text = f"{timecode(file.start)}から　{wording.printable(file.name)}（{wording.length(file.seconds)}）"
    if file.mixed:
        text += "　同時に録音された1人ずつのマイクなので、合わせて使いました"
    if file.skipped:
        text += f"　初めの{wording.length(file.skipped)}は、ほかのファイルと同じ時間なので使っていません"
    return text


def _order(order: PartsOrder) -> str:
    if OrderBasis.NAMES in order.bases:
        return "録音の順番が分かるものがないので、名前の順につなぎました。"
    placed = "、".join(_PLACED[b][0] for b in _PLACED if b in order.bases)
    ranked = "と".join(_RANKED[b] for b in order.bases if b in _RANKED)
    text = f"{placed}して" if placed else ""
    text += f"{'、' if placed else ''}{ranked}の順に" if ranked else ""
    text += "つなぎました。"
    if order.contrary is not None:
        other = f"{_RANKED[order.contrary]}の順" if order.contrary in _RANKED else f"{_PLACED[order.contrary][1]}順"
        text += f"{other}とは違います。"
    return text


def _not_used(file: UnusedFile) -> str:
    name, instead = f"「{wording.printable(file.name)}」", f"「{wording.printable(file.instead)}」"
    match file.reason:
        case UnusedReason.COPY:
            return f"{name}は{instead}とまったく同じ内容なので、使っていません。"
        case UnusedReason.SAME_SOUND:
            return f"{name}は{instead}と同じ録音なので、使っていません。"
        case UnusedReason.OTHER_MICROPHONE:
            return (
                f"{name}は{instead}と同時に別のマイクで録音されたもので、使っていません"
                "（こちらを使うときは、これだけをフォルダに入れ直してください）。"
            )
        case UnusedReason.NO_SOUND:
            return f"{name}は映像だけで音がないので、使っていません。"


def _each(files: tuple[FileRead, ...], texts: list[str]) -> str:
    if len(files) == 1:
        return texts[0]
    return "\n".join(f"{wording.printable(f.name)}：{text}" for f, text in zip(files, texts, strict=True) if text)


def _whole(file: FileRead) -> str:
    said = {
        WholenessVerdict.WHOLE: "最後まであります（ファイルに書かれた大きさや長さと合っています）",
        WholenessVerdict.CUT: f"途中で切れています（{_read_up_to(file)}）",
        WholenessVerdict.NOT_KNOWN: "ファイルからは分かりません（終わりを書かない形式か、書かれる前に止まった録音です）",
    }.get(file.verdict, "")
    if file.broken_end and file.verdict is WholenessVerdict.NOT_KNOWN:
        said += "。最後の音が欠けているので、途中で切れたものかもしれません"
    if file.verdict is WholenessVerdict.DAMAGED:
        said = "壊れているところがあります"
    if file.recordings > 1:
        said += (
            f"{'。' if said else ''}1つのファイルに録音が{file.recordings}本続けて入っていたので、順に続けて読みました"
        )
    if file.declared_seconds is not None:
        length = wording.length(file.declared_seconds)
        said += (
            f"{'。' if said else ''}ファイルに書かれた長さ（{length}）の後ろにも音が続いていたので、最後まで読みました"
        )
    if file.unread_bytes:
        said += f"{'。' if said else ''}終わりの{_size(file.unread_bytes)}は録音として読めませんでした"
    return said


def _read_up_to(file: FileRead) -> str:
    read = f"読めたのは{wording.length(file.seconds)}"
    if file.missing_seconds is None:
        return f"{read}まで。どれだけ足りないかは分かりません"
    if file.missing_seconds < 1:
        return f"{read}まで。足りないのは1秒に足りません"
    return f"{read}まで。あと{wording.length(round(file.missing_seconds))}あるはずです"


def _of_track(file: FileRead, event: ClockEvent) -> str:
    """Which track an event belongs to, where there are others: they may hold sound while this one holds none."""
    return f"{event.track}本目の音声トラック：" if len(file.tracks) > 1 else ""


def _silences(events: list[tuple[str, ClockEvent]], more: int, total: float) -> str:
    """Lines of (track, event), and how many and how long they are together."""
    lines = [
        f"{track}初めの{_seconds(e.seconds)}（録音より後から音が始まります）"
        if e.kind is ClockEventKind.LATE and e.at < 1
        else f"{track}{timecode(e.at)}から{_seconds(e.seconds)}"
        for track, e in events[:_LISTED]
    ]
    rest = len(events) - len(lines) + more
    if rest:
        lines.append(f"ほか{rest:,}か所")
    return "\n".join(lines) + f"\nあわせて{_seconds(total)}。音のない時間にして、時刻を合わせました"


def _odd(event: ClockEvent) -> str:
    if event.kind is ClockEventKind.JUMP:
        return f"{timecode(event.at)}で時計が飛んでいるので、間を空けずにつなぎました（間の長さは分かりません）"
    return f"{timecode(event.at)}で時刻が{_seconds(event.seconds)}重なっているので、どちらも残しました"


def _track(number: int, title: str, use: TrackUse) -> str:
    return f"{number}本目{f'（{wording.printable(title)}）' if title else ''}：{_USES[use]}"


def _places(spans: list[TimeSpan]) -> str:
    rest = len(spans) - _LISTED
    return "、".join(wording.span(s.start, s.end) for s in spans[:_LISTED]) + (
        f"、ほか{rest:,}か所" if rest > 0 else ""
    )


def _seconds(seconds: float) -> str:
    return wording.length(round(seconds)) if seconds >= 10 else f"{seconds:.1f}秒"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000):,} KB"
