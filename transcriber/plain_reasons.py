"""Why something failed, in Japanese, where only the system or a library knows it: their own words are English, and no clerk's.

An exception that is not ours reaches a message through here and nowhere else (tests/unit/messages/test_foreign_words.py).
Each function returns what stands in the parentheses of a message: no full stop, nothing of the foreign text but line numbers.
"""

from __future__ import annotations

import errno
import re
import sqlite3
import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_SYSTEM = {
    errno.EACCES: "権限がありません",
    errno.EPERM: "権限がありません",
    errno.ENOENT: "見つかりません",
    errno.EEXIST: "同じ名前のものがすでにあります",
    errno.ENOTDIR: "途中にフォルダではないものがあります",
    errno.EISDIR: "ファイルではなくフォルダです",
    errno.ENOTEMPTY: "フォルダが空ではありません",
    errno.EROFS: "読み取り専用です",
    errno.ENOSPC: "空き容量がありません",
    errno.EDQUOT: "割り当てられた容量を使い切りました",
    errno.EFBIG: "ファイルが大きすぎます",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EINVAL: "この名前か操作は使えません",
    errno.EBUSY: "ほかのプログラムが使っています",
    errno.ETXTBSY: "ほかのプログラムが使っています",
    errno.EAGAIN: "いまは使えません",
    errno.ELOOP: "リンク（ショートカット）が使われています",
    errno.EXDEV: "別のディスクにまたがっています",
    errno.EIO: "読み書きの途中で機器の誤りが起きました",
    errno.ENXIO: "機器がありません",
    errno.ENODEV: "機器がありません",
    errno.ENOMEM: "メモリーが足りません",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ENFILE: "開いているファイルが多すぎます",
    errno.ESTALE: "共有フォルダとの接続が切れました",
    errno.ENOTCONN: "つながっていません",
    errno.ECONNRESET: "接続が切れました",
    errno.ECONNREFUSED: "接続を断られました",
    errno.ETIMEDOUT: "時間内に応答がありません",
    errno.EHOSTDOWN: "相手の機器が止まっています",
    errno.EHOSTUNREACH: "相手の機器に届きません",
    errno.ENETUNREACH: "ネットワークにつながっていません",
}
_WINDOWS = {
    32: "ほかのプログラムが使っています",
    33: "ほかのプログラムが使っています",
    53: "ネットワークの場所が見つかりません",
    59: "ネットワークに予期しない誤りが起きました",
    64: "ネットワークの接続が切れました",
    67: "ネットワークの場所が見つかりません",
    123: "名前に使えない文字があります",
    206: "名前が長すぎます",
}

_DATABASE = {
    sqlite3.SQLITE_BUSY: "ほかのプログラムが使っています",
    sqlite3.SQLITE_LOCKED: "ほかのプログラムが使っています",
    sqlite3.SQLITE_READONLY: "書き込めません",
    sqlite3.SQLITE_CANTOPEN: "開けません",
    sqlite3.SQLITE_PERM: "権限がありません",
    sqlite3.SQLITE_IOERR: "読み書きの途中で機器の誤りが起きました",
    sqlite3.SQLITE_NOMEM: "メモリーが足りません",
    sqlite3.SQLITE_PROTOCOL: "ほかのプログラムとの取り合いが終わりません",
}

_TOML = (
    (r"overwrite|Cannot declare|Cannot mutate|Duplicate", "同じ項目か見出しが2回書かれています"),
    (r"escape|Invalid hex", "引用符 \" の中の \\ は使えません。Windows のパスは ' で囲みます"),
    (r"Unterminated string|Illegal character '\\n'|Expected '[\"']", "引用符が閉じていません"),
    (r"Invalid value", '値の書き方が違います。文字は引用符 " で囲みます'),
    (r"Expected newline", "1行に項目が2つあるか、値の引用符が足りません"),
    (r"Expected '='|Invalid initial character|Invalid statement", "「項目 = 値」の形になっていません"),
    (r"Unclosed|Expected '\]|Expected ']", "括弧が閉じていません"),
    (r"Illegal character|Found invalid character", "使えない文字があります"),
)
_LINE = re.compile(r"\(at line (\d+), column \d+\)")

_PLAIN = {
    "extra_forbidden": "知らない項目です",
    "missing": "書かれていません",
    "missing_argument": "書かれていません",
    "int_type": "整数で書きます",
    "int_parsing": "整数で書きます",
    "int_parsing_size": "数が大きすぎます",
    "int_from_float": "整数で書きます",
    "float_type": "数で書きます",
    "float_parsing": "数で書きます",
    "finite_number": "数で書きます",
    "bool_type": "true か false で書きます",
    "bool_parsing": "true か false で書きます",
    "string_type": "文字で、引用符で囲んで書きます",
    "string_unicode": "使えない文字があります",
    "list_type": "[ ] で囲んで並べます",
    "tuple_type": "[ ] で囲んで並べます",
    "set_type": "[ ] で囲んで並べます",
    "frozen_set_type": "[ ] で囲んで並べます",
    "dict_type": "見出し [ ] の下に項目を並べます",
    "mapping_type": "見出し [ ] の下に項目を並べます",
    "model_type": "見出し [ ] の下に項目を並べます",
    "model_attributes_type": "見出し [ ] の下に項目を並べます",
    "path_type": "ファイルかフォルダの場所を、引用符で囲んで書きます",
    "date_type": "日付で書きます",
    "date_parsing": "日付で書きます",
    "date_from_datetime_parsing": "日付で書きます",
    "datetime_type": "日付と時刻で書きます",
    "datetime_parsing": "日付と時刻で書きます",
    "string_pattern_mismatch": "決まった形になっていません",
}
_WITH_LIMIT = {
    "greater_than": ("gt", "{}より大きい数で書きます"),
    "greater_than_equal": ("ge", "{}以上の数で書きます"),
    "less_than": ("lt", "{}より小さい数で書きます"),
    "less_than_equal": ("le", "{}以下の数で書きます"),
    "string_too_short": ("min_length", "{}文字以上で書きます"),
    "string_too_long": ("max_length", "{}文字以内で書きます"),
    "too_short": ("min_length", "{}個以上並べます"),
    "too_long": ("max_length", "{}個以内で並べます"),
}
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def of_system(error: OSError) -> str:
    """What the operating system refused; of an error nobody put into words here, its number."""
    windows = getattr(error, "winerror", None)
    if windows in _WINDOWS:
        return _WINDOWS[windows]
    if error.errno in _SYSTEM:
        return _SYSTEM[error.errno]
    return f"エラー番号 {windows or error.errno}" if windows or error.errno else name_of(error)


def of_database(error: sqlite3.Error) -> str:
    """What SQLite refused."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return _DATABASE.get(code & 0xFF) or f"エラー番号 {code}"


def of_toml(error: tomllib.TOMLDecodeError) -> str:
    """Where a TOML file cannot be read, and what is wrong there if it is one of the usual mistakes."""
    said = str(error)
    line = _LINE.search(said)
    place = f"{line[1]} 行目" if line else "ファイルの終わり" if "end of document" in said else "場所は分かりません"
    what = next((words for pattern, words in _TOML if re.search(pattern, said)), "")
    return f"{place}：{what}" if what else place


def of_validation(error: ValidationError) -> str:
    """The entries that cannot be taken and what each should be, in one line."""
    return "、".join(f"{'.'.join(map(str, e['loc']))}（{_entry(e)}）" for e in error.errors())


def of_values(error: ValidationError) -> str:
    """As `of_validation`, for a value that has no entry's name, such as one on the command line."""
    return "、".join(dict.fromkeys(_entry(e) for e in error.errors()))


def name_of(error: BaseException) -> str:
    """What support needs to find a fault that is nobody's in the office: the name that the program has for it."""
    return f"エラー名 {type(error).__name__}"


def _entry(found: Mapping[str, Any]) -> str:
    kind, told = found["type"], found.get("ctx") or {}
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in _WITH_LIMIT:
        name, words = _WITH_LIMIT[kind]
        return words.format(told.get(name, ""))
    if kind in ("enum", "literal_error"):
        choices = re.findall(r"'([^']*)'", str(told.get("expected", "")))
        return f"使えるのは {'、'.join(choices)} です"
    said = str(told.get("error", ""))  # of a check of our own, which says it in Japanese
    return said if _JAPANESE.search(said) else "この値は使えません"
