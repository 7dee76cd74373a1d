"""What staff are told of a file that came back: the figures, and what it lacks or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence

from transcriber.drafts.word import my_number_places
from transcriber.drafts.word.identity import Identity
from transcriber.errors import ReturnedFileError
from transcriber.minutes import my_numbers
from transcriber.profiles.tree import CHECKED, DRAFTS, INBOX, ProfileTree
from transcriber.queue.job import Job
from transcriber.review import speaker_labels
from transcriber.review.effect import Effect
from transcriber.review.returned_document import ReturnedDocument
from transcriber.system import file_names, wall_clock
from transcriber.untrusted import word_files
from transcriber.untrusted.file_kinds import ContentKind


def unknown(name: str, made: Identity | None, why: str = "") -> ReturnedFileError:
    """A file that belongs to no draft of this machine.

    Args:
        why: what its name and its text say, where they do not tell which draft it is of.
    """
    name = my_numbers.without_my_numbers(name)
    if made is None:
        return ReturnedFileError(
            f"{CHECKED} の「{name}」は、どの下書きのものか分かりません{f'（{why}）' if why else ''}。",
            f"{DRAFTS} の下書きを直したファイルを入れてください。下書きから作った文書でなければ、ほかの場所に移してください。",
        )
    when = wall_clock.in_japan(made.created)
    return ReturnedFileError(
        f"{CHECKED} の「{name}」は、このパソコンに記録のない下書きです（設定「{made.profile}」、{when.year}年{when.month}月{when.day}日作成）。"
        "別のパソコンで作ったか、共有フォルダを通さずに作って（transcriber process）作業フォルダが残っていないものです。",
        f"作ったパソコンが別にあれば、そちらの {CHECKED} に入れてください。ここで数字を出すには、元の録音を {INBOX} に入れてください。"
        "下書きができると、このファイルを自動で読み直します。",
    )


def one_off(figures: Effect, paper: ReturnedDocument, name: str) -> tuple[str, str]:
    """Of a draft that `transcriber process` made on this machine."""
    found, todo = _my_numbers(paper, name)
    return (
        f"共有フォルダを通さずに作った下書きです（transcriber process）。{_result(figures)}{found}",
        f"{todo}数字は月のまとめに入ります。学習候補には入りません。続けて使う会議は、録音を {INBOX} に入れてください。",
    )


def _my_numbers(paper: ReturnedDocument, name: str) -> tuple[str, str]:
    """Where a My Number was typed, and that it may not stay; nothing where none was."""
    places = (*paper.my_numbers, *(["ファイルの名前"] if my_numbers.holds_my_number(name) else []))
    if not places:
        return "", ""
    return my_number_places.standing_at(
        places
    ), f"個人番号は記録に残せません。{my_number_places.WITHOUT_IT}直したら、もう一度入れてください。"


def _result(figures: Effect) -> str:
    if figures.accuracy_strict is None:
        return ""
    corrections = sum(c.count for c in figures.corrections.values())
    return f"文字正解率 {figures.accuracy_strict * 100:.1f}％、直し {corrections}か所。"


def note(
    paper: ReturnedDocument, tree: ProfileTree, job: Job, figures: Effect | None, name: str, *, by_name: bool = False
) -> tuple[str, str]:
    """What staff are told of a file that was read: figures, what was unusual about it, and what the checklist still lacks.

    Args:
        name: of the file.
        by_name: that alone said which draft it is of.
    """
    held, without = _my_numbers(paper, name)
    said = [_result(figures) if figures is not None else "", held]
    todo = [without]
    if file_names.same(job.profile) != file_names.same(tree.root.name):
        said.append(f"設定「{job.profile}」の下書きです。")
    if by_name:
        said.append(
            f"下書きの目印がなくなっていたので、ファイル名「{my_numbers.without_my_numbers(name)}」から、この録音の下書きと判断しました。"
        )
        todo.append(f"違う会議のものなら、{CHECKED} から取り除いてください。")
    said.append(word_files.saved_as(paper.form))
    if paper.left_out:
        parts = "、".join(paper.left_out[:3])
        said.append(f"ファイルの一部（{parts}）が壊れていたので、そこは読んでいません。")
        todo.append("Word で開いて、直したところが残っているか確かめてください。")
    if unsettled := list(
        dict.fromkeys(x.label for x in paper.lines if x.label and speaker_labels.is_unsettled(x.label))
    ):
        said.append(
            f"話者名「{'」「'.join(unsettled[:5])}」は、1人に決まっていないので、話者の直しとして数えていません。"
        )
        todo.append("決まった氏名に直して、もう一度入れてください。")
    if paper.checklist.open:
        listed = "、".join(map(str, paper.checklist.open))
        said.append(
            f"確認チェックリスト{paper.checklist.items}項目のうち{len(paper.checklist.open)}項目に印がありません（{listed}）。"
        )
        todo.append("このまま受け付けました。残りを確かめて印を付けたら、もう一度入れてください。")
    return "".join(said), "".join(todo)


_SEVERAL = "同じ下書きの確認済みのファイルがほかにもあります"
_IF_ANOTHER = "正しいのがほかのファイルなら、"


def tells_of_several(found: str) -> bool:
    """Whether a note says so (`one_of_several`)."""
    return _SEVERAL in found


def without_several(found: str, todo: str) -> tuple[str, str]:
    """A note and what to do, without what is said of several files, which stands last."""
    return found.partition(_SEVERAL)[0], todo.partition(_IF_ANOTHER)[0]


def one_of_several(name: str, others: Sequence[str]) -> tuple[str, str]:
    """Of a file of whose draft other files came back, which say something else: which one counts, and how to choose another; nothing
    where there are none."""
    if not others:
        return "", ""
    name, *others = map(my_numbers.without_my_numbers, (name, *others))
    listed = "」「".join(others[:3])
    more = f"など{len(others)}件" if len(others) > 3 else ""
    return (
        f"{_SEVERAL}（「{listed}」{more}）。いまは「{name}」で数えています。",
        f"{_IF_ANOTHER}Word で開いて保存し直してください。要らないものは {CHECKED} から取り除いてください。",
    )


def pages_folder(name: str) -> ReturnedFileError:
    """A document of Pages that came as a folder, as it does over some shares."""
    found, todo = word_files.said_of(ContentKind.PAGES)
    return ReturnedFileError(f"{CHECKED} の「{name}」{found}", todo)


def list_of_speakers(name: str) -> ReturnedFileError:
    """A list of speakers where only checked drafts are read."""
    return ReturnedFileError(
        f"{CHECKED} の「{name}」は話者の一覧（話者.xlsx）ですが、ここにあるものは読まれません。",
        f"話者の名前を直したものなら、{DRAFTS} にあるその下書きのフォルダに入れてください（下書きが作り直されます）。"
        f"直していないものなら、{CHECKED} から取り除いてください。",
    )


def too_deep(name: str) -> ReturnedFileError:
    """A folder so far down that nobody looks into it."""
    return ReturnedFileError(
        f"{CHECKED} のフォルダ「{name}」は、フォルダの中のフォルダが深すぎるので、中を見ていません。",
        f"確認済みの Word の文書を {CHECKED} に直接入れてください。",
    )
