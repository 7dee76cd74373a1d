"""The lines of a recording's journal in the words that staff read (`transcriber status 番号`)."""

from __future__ import annotations

from transcriber.queue.job import Event, Status
from transcriber.retention.rules import FileKind

_WORDS = {
    **{status.value: status.label for status in Status},
    "leased": "処理を始めました",
    "stage": "段階",
    "copied": "録音を作業用フォルダに写し取りました",
    "released": "途中で止めました。続きからやり直します",
    "requeued": "もう一度、順番を待つことにしました",
    "delayed": "うまくいかなかったので、時間をおいてやり直します",
    "unstable": "録音が変わったので、届き終わるのを待ち直します",
    "died": "処理の途中でプログラムが止まりました",
    "archived": "元の録音を 処理済み に移しました",
    "archive_failed": "元の録音を 処理済み に移せませんでした",
    "retried": "やり直しの指示を受けました",
    "cancel": "取りやめの指示を受けました",
    "forgotten": "記録を消しました",
    "detached": "元の録音が 1_録音 になくなりました",
    "renamed": "録音の名前が変わりました",
    "reattached": "同じ内容の録音を、元の録音として扱いました",
    "superseded": "録音を足したものの下書きが、ほかにできました",
    "returned": "確認済みのファイルが戻りました",
    "held": "消さない指定（hold）を受けました",
    "hold_released": "消さない指定（hold）が解かれました",
    "erased": "保存期間の決まりにより消しました",
    "names_erased": "名前を記録から消しました",
}

_DETAILS = {
    "asked to stop": "止める指示",
    "stopped hard": "すぐに止める指示",
    "settings": "設定が変わったため",
    "original": "元の録音がなくなったため",
    **{kind.value: kind.label for kind in FileKind},
}


def event_words(event: Event) -> str:
    """What happened, in Japanese; of an error its kind is named as in the log."""
    told = _WORDS.get(event.what, event.what)
    if not event.detail or event.what == "returned":  # a hash says nothing to a reader
        return told
    if event.what == "stage":
        return f"{told}：{event.detail}"
    if event.what == "died":
        stage, _, times = event.detail.rpartition(" ")
        return f"{told}（{stage or '準備'}、{times}回目）"
    detail = _DETAILS.get(event.detail)
    return f"{told}（{detail}）" if detail else f"{told}（エラーの種類：{event.detail}）"
