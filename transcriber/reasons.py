"""Why something failed, in Japanese, from what the system and libraries raise. None of their own words are passed on."""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_SYSTEM: Mapping[str, str] = {
    "ENOENT": "見つかりません",
    "EACCES": "権限がありません",
    "EPERM": "権限がありません",
    "ENOSPC": "空き容量がありません",
    "EDQUOT": "使ってよい容量を使い切っています",
    "EFBIG": "大きすぎます",
    "EROFS": "読み取り専用です",
    "EIO": "ディスクか装置が読み書きに失敗しました",
    "ENAMETOOLONG": "名前が長すぎます",
    "EISDIR": "ファイルではなくフォルダです",
    "ENOTDIR": "フォルダではなくファイルです",
    "EEXIST": "同じ名前のものがあります",
    "ENOTEMPTY": "フォルダが空ではありません",
    "ELOOP": "リンクです",
    "EBUSY": "ほかのプログラムが使っています",
    "ETXTBSY": "ほかのプログラムが使っています",
    "EAGAIN": "いまは使えません",
    "EMFILE": "開いているファイルが多すぎます",
    "ENFILE": "開いているファイルが多すぎます",
    "ENOMEM": "メモリーが足りません",
    "ENOEXEC": "実行できないファイルです",
    "EPIPE": "相手のプログラムが終わっています",
    "ESTALE": "接続が切れています",
    "ENOTCONN": "接続が切れています",
    "ETIMEDOUT": "応答がありません",
    "EHOSTDOWN": "接続先が動いていません",
    "EHOSTUNREACH": "接続先に届きません",
    "ENETUNREACH": "ネットワークにつながっていません",
    "ENETDOWN": "ネットワークにつながっていません",
    "ECONNREFUSED": "接続先に断られました",
    "ECONNRESET": "接続が切れました",
    "ECONNABORTED": "接続が切れました",
    "EXDEV": "別のディスクです",
    "EINVAL": "この場所では使えない名前か操作です",
    "EILSEQ": "使えない文字が名前にあります",
    "ENOTSUP": "この場所では使えない操作です",
    "ENODEV": "装置がありません",
    "ENXIO": "装置がありません",
}
_BY_NUMBER = {getattr(errno, name): words for name, words in _SYSTEM.items() if hasattr(errno, name)}
_WINDOWS = {32: "ほかのプログラムが使っています", 33: "ほかのプログラムが使っています"} | dict.fromkeys(
    (53, 59, 64, 67, 1231, 1236), "接続が切れています"
)

_LINE = re.compile(r"line (\d+)")
_TWICE = re.compile(r"Cannot declare \((.*)\) twice")
_ITEM = re.compile(r"[A-Za-z0-9_-]+(?=\s*=)")
_QUOTED = re.compile(r"'([^']*)'")
_ONE_OF = re.compile(r"is not one of (.*?)\.?$")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_ENGLISH = re.compile("[a-z]{2,} [a-z]{2,}")

_VALUES: Mapping[str, str] = {
    "missing": "必ず書いてください",
    "extra_forbidden": "知らない項目です",
    "int_type": "整数で書いてください",
    "int_parsing": "整数で書いてください",
    "int_from_float": "整数で書いてください",
    "float_type": "数で書いてください",
    "float_parsing": "数で書いてください",
    "finite_number": "数で書いてください",
    "bool_type": "true か false で書いてください",
    "bool_parsing": "true か false で書いてください",
    "string_type": '文字で、" " で囲んで書いてください',
    "string_too_short": "短すぎます",
    "string_too_long": "長すぎます",
    "string_pattern_mismatch": "この形では使えません",
    "path_type": "フォルダかファイルの場所を、文字で書いてください",
    "list_type": "[ ] で囲んだ並びで書いてください",
    "tuple_type": "[ ] で囲んだ並びで書いてください",
    "set_type": "[ ] で囲んだ並びで書いてください",
    "dict_type": "項目の集まりとして書いてください",
    "model_type": "項目の集まりとして書いてください",
    "model_attributes_type": "項目の集まりとして書いてください",
    "too_short": "少なすぎます",
    "too_long": "多すぎます",
    "date_type": "日付で書いてください（例 2026-09-03）",
    "date_parsing": "日付で書いてください（例 2026-09-03）",
    "date_from_datetime_parsing": "日付で書いてください（例 2026-09-03）",
    "datetime_parsing": "日時で書いてください",
    "time_parsing": "時刻で書いてください（例 9:30）",
}
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "より大きい数にしてください"),
    "greater_than_equal": ("ge", "以上にしてください"),
    "less_than": ("lt", "より小さい数にしてください"),
    "less_than_equal": ("le", "以下にしてください"),
}


def of_system(error: OSError) -> str:
    """What the operating system complains of, to stand in parentheses: no full stop."""
    windows = getattr(error, "winerror", None)
    if windows in _WINDOWS:
        return _WINDOWS[windows]
    if error.errno in _BY_NUMBER:
        return _BY_NUMBER[error.errno]
    number = windows or error.errno
    return f"システムのエラー番号 {number}" if number else "理由は分かりません"


def place_in_toml(error: tomllib.TOMLDecodeError) -> str:
    """Where a settings file cannot be read: 「 12 行目」, 「最後の行」; it goes on after 「の」."""
    line = line_in_toml(error)
    return f" {line} 行目" if line else "最後の行"


def line_in_toml(error: tomllib.TOMLDecodeError) -> int:
    """The line where it cannot be read, from 1 on; 0: at its end."""
    found = _LINE.search(str(error))
    return int(found[1]) if found else 0


def doubled_in_toml(error: tomllib.TOMLDecodeError, text: str) -> str:
    """The section or item that stands there a second time, and what to do; empty: that is not what is wrong.

    Args:
        text: of the file.
    """
    if found := _TWICE.search(str(error)):
        twice = f"[{'.'.join(re.findall(_QUOTED, found[1]))}] "
    elif "overwrite" in str(error) and (line := line_in_toml(error)):
        item = _ITEM.match(text.splitlines()[line - 1].strip())
        twice = f"項目「{item[0]}」" if item else "同じ項目"
    else:
        return ""
    return f"{twice}が2つあります。1つにまとめて、もう1つの行を消してください。"


def of_validation(error: ValidationError) -> str:
    """The places of a validation error, in one line a person can act on."""
    return "、".join(f"{'.'.join(map(str, e['loc']))}（{of_value(e)}）" for e in error.errors())


def of_value(one: Any) -> str:
    """What is wrong with one value: an entry of `ValidationError.errors()`."""
    kind, about = one["type"], one.get("ctx", {})
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"{_number(about.get(name))} {words}"
    if kind in ("enum", "literal_error"):
        return f"使えるのは {_listed(str(about.get('expected', '')))} です"
    if kind in ("value_error", "assertion_error"):
        own = str(about.get("error", ""))
        allowed_here = _ONE_OF.search(own)
        if allowed_here:
            return f"使えるのは {_listed(allowed_here[1])} です"
        return own if _JAPANESE.search(own) and not _ENGLISH.search(own) else "使えない値です"
    return _VALUES.get(kind, "使えない値です")


def _listed(values: str) -> str:
    return values.replace("'", "").replace(" or ", "、").replace(", ", "、")


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
