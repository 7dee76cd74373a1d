"""What staff are told of a file that came back: the figures, and what it lacks or why it cannot be taken."""

from __future__ import annotations

from transcriber.drafts.word.identity import Identity
from transcriber.errors import ReturnedFileError
from transcriber.profiles.tree import CHECKED, DRAFTS, INBOX, ProfileTree
from transcriber.queue.job import Job
from transcriber.review.effect import Effect
from transcriber.review.returned_document import ReturnedDocument
from transcriber.system import file_names


def unknown(name: str, made: Identity | None) -> ReturnedFileError:
    """A file that belongs to no draft of this machine."""
    if made is None:
        return ReturnedFileError(
            f"{CHECKED} の「{name}」は、どの下書きのものか分かりません。",
            f"{DRAFTS} の下書きを直したファイルを入れてください。下書きから作った文書でなければ、ほかの場所に移してください。",
        )
    when = made.created.astimezone()
    return ReturnedFileError(
        f"{CHECKED} の「{name}」は、このパソコンに記録のない下書きです（設定「{made.profile}」、{when.year}年{when.month}月{when.day}日作成）。"
        "別のパソコンで作ったか、共有フォルダを通さずに作って（transcriber process）作業フォルダが残っていないものです。",
        f"作ったパソコンが別にあれば、そちらの {CHECKED} に入れてください。ここで数字を出すには、元の録音を {INBOX} に入れてください。"
        "下書きができると、このファイルを自動で読み直します。",
    )


def one_off(figures: Effect) -> tuple[str, str]:
    """Of a draft that `transcriber process` made on this machine."""
    return (
        f"共有フォルダを通さずに作った下書きです（transcriber process）。{_result(figures)}",
        f"数字は月のまとめに入ります。学習候補には入りません。続けて使う会議は、録音を {INBOX} に入れてください。",
    )


def _result(figures: Effect) -> str:
    if figures.accuracy_strict is None:
        return ""
    corrections = sum(c.count for c in figures.corrections.values())
    return f"文字正解率 {figures.accuracy_strict * 100:.1f}％、直し {corrections}か所。"


def note(paper: ReturnedDocument, tree: ProfileTree, job: Job, figures: Effect | None) -> tuple[str, str]:
    """What staff are told of a file that was read: figures, and what the checklist still lacks."""
    said = [_result(figures)] if figures is not None else []
    if file_names.same(job.profile) != file_names.same(tree.root.name):
        said.append(f"設定「{job.profile}」の下書きです。")
    if not paper.checklist.open:
        return "".join(said), ""
    listed = "、".join(map(str, paper.checklist.open))
    said.append(
        f"確認チェックリスト{paper.checklist.items}項目のうち{len(paper.checklist.open)}項目に印がありません（{listed}）。"
    )
    return "".join(said), "このまま受け付けました。残りを確かめて印を付けたら、もう一度入れてください。"
