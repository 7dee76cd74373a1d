"""Is a text one that staff can read? Japanese, with no foreign word but names; and which literals of the program are shown to them.

What counts as a name: commands and settings of this program, file kinds, programs, formats and units. Whoever adds a message with
another foreign word writes it in Japanese, or adds the word to `NAMES` if it is a name indeed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from transcriber import errors
from transcriber.settings import HOME

_NAMES = """
    transcriber init process render watch scan status retry cancel forget effect learn replay relabel hold release
    retention audit doctor finalise style models voices version list fetch verify bundle import enrol standard
    embedded high fake auto cpu cuda fair arrival careful fast council consultation keep hide full short inline
    suggest off true false text tier Word Excel PDF CSV SRT WebVTT TOML UTF zip GPU CPU MB KB GB dB Hz SHA WAV MP
    Windows Linux LibreOffice Python Ctrl SIGTERM cron pip sudo chmod chgrp find exec DTD Zoom OneDrive SharePoint
    OpenDocument Pages RTF HTML XML Strict Open Google Mac iPhone iPad ODT ID OK toml docx xlsx doc dotx docm dotm
    odt rtf pages txt csv xls xlsm xlsb ods json wav mp mp3 m4a html wma aac ogg flac opus mov wal shm sha256 sha
    office kind name recording templates deleted return draft meeting TotalTime config hf auth login rwx rwX go type
    red green for if in endfor endif elif else end tr tc p loop check preview from engine watching folders
"""

NAMES = frozenset(_NAMES.split())
"""Words that stand in Japanese text as they are."""

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_NOT_WORDS = re.compile(
    r"""<[^<>]*>                                    # markup
    | 「[^」]*」                                     # what is quoted: a name, a command
    | https?://\S+
    | エラー名\ \w+                                  # what support looks for
    | --[\w-]+                                       # options
    | [\w-]+\ =\ (?:"[^"]*"|\S+)                     # a line of a settings file
    | \{%.*?%\} | \{\{.*?\}\}                        # tags of templates
    | [\w~*:-]*[./\\_][\w./\\~*:-]*                  # files, folders, settings with their section
    """,
    re.VERBOSE,
)


def foreign_words(text: str) -> list[str]:
    """The words of `text` that are neither Japanese nor a name."""
    return [w for w in _WORD.findall(_NOT_WORDS.sub(" ", text)) if w not in NAMES]


def japanese(text: str) -> bool:
    """Whether there is Japanese in it at all."""
    return bool(_JAPANESE.search(text))


def faults_of_message(found: str, todo: str) -> list[str]:
    """What is wrong with the two halves of a message: not Japanese, foreign words, nothing to do."""
    wrong = [f"{w} in: {text}" for text in (found, todo) for w in foreign_words(text)]
    wrong += [f"not Japanese: {text!r}" for text in (found, todo) if not japanese(text)]
    if not found.rstrip().endswith(("。", "」", "）")) and "\n" not in found:
        wrong.append(f"found is no sentence: {found!r}")
    if not re.search(r"(ください|ます|です|ません|せん)[。）」]", todo):
        wrong.append(f"nothing to do: {todo!r}")
    return wrong


_TREE = {e.__name__ for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.TranscriberError)}
_OURS = _TREE | {"UnsafeArchive", "NotRegularFile", "TooLarge", "NoStart", "NoAnswer", "UnknownTarget", "AmbiguousName"}
"""Exceptions whose words are Japanese and written here."""

_DATA = frozenset({"transcriber/minutes/naming.py", "transcriber/minutes/written_days.py"})
"""Words that are looked for in names of files."""

_READS_FOREIGN_WORDS = frozenset({"transcriber/plain_reasons.py", "transcriber/cli/usage_errors.py"})
"""The places where what a library says is turned into Japanese."""

_HARMLESS = frozenset({"filename", "errno", "winerror", "lineno", "what", "most"})
"""What may be printed of a foreign exception: no words; or those of files.NotRegularFile and TooLarge, which are ours."""

_SHOWN = frozenset({"echo", "print", "add_task", "confirm", "prompt", "status", "add_row"})


def faults_of_source(source: str, name: str = "") -> list[str]:
    """What is wrong with the texts of a module:

    - a foreign word in a text that holds Japanese;
    - an error of the tree whose literal `found` or `todo` has no Japanese, or whose `todo` asks for nothing;
    - words of a foreign exception put into a text (they go through plain_reasons);
    - a text that a command prints, or the help of an option, in another language.
    """
    tree = ast.parse(source)
    wrong = [
        f"{name}:{n.lineno}: {w}"
        for n, text in _literals(tree, minutes="/minutes/" in name)
        if japanese(text)
        for w in foreign_words(text)
    ]
    reads = name in _READS_FOREIGN_WORDS
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in _TREE or (called == "error" and isinstance(node.func, ast.Name)):
                wrong += [f"{name}:{node.lineno}: {w}" for w in _of_error(node)]
            if called in _SHOWN and "cli" in name:
                wrong += [f"{name}:{node.lineno}: English: {t}" for a in node.args[:1] for t in _english(a)]
            wrong += [
                f"{name}:{node.lineno}: English: {t}"
                for k in node.keywords
                if k.arg == "help"
                for t in _english(k.value)
            ]
        elif isinstance(node, ast.ExceptHandler) and node.name and not reads and not _ours(node.type):
            wrong += [f"{name}:{line}: words of {node.name}" for line in _leaks(node, node.name)]
        elif isinstance(node, ast.FunctionDef) and not reads:
            for argument in node.args.args:
                said = ast.unparse(argument.annotation) if argument.annotation else ""
                if re.fullmatch(r"\w*(Error|Exception)", said) and said not in _OURS:
                    wrong += [f"{name}:{line}: words of {argument.arg}" for line in _leaks(node, argument.arg)]
    return wrong


def modules() -> Iterator[tuple[str, str]]:
    """The program's modules with their sources."""
    for path in sorted((HOME / "transcriber").rglob("*.py")):
        if path.relative_to(HOME).as_posix() not in _DATA:
            yield path.relative_to(HOME).as_posix(), path.read_text(encoding="utf-8")


def _of_error(call: ast.Call) -> Iterator[str]:
    for position, argument in enumerate(call.args[:2]):
        text = _text(argument)
        if text is None or not text.strip("○ "):  # made elsewhere
            continue
        if not japanese(text):
            yield f"not Japanese: {text!r}"
        elif position == 1 and text.strip("○ ") and not re.search(r"(ください|ます|です|せん|○)[。）」]?", text):
            yield f"nothing to do: {text!r}"


def _english(node: ast.expr) -> list[str]:
    text = _text(node)
    return [text] if text and not japanese(text) and foreign_words(text) else []


def _ours(kind: ast.expr | None) -> bool:
    names = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return all((getattr(n, "id", "") or getattr(n, "attr", "")) in _OURS for n in names)


def _leaks(body: ast.AST, name: str) -> Iterator[int]:
    """Lines on which something of the exception's words gets into a Japanese text or into an error of ours."""
    for node in ast.walk(body):
        if isinstance(node, ast.JoinedStr) and japanese(_text(node) or ""):
            if any(_words_of(v, name) for v in node.values if isinstance(v, ast.FormattedValue)):
                yield node.lineno
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in _OURS and any(_words_of(a, name) for a in node.args if not isinstance(a, ast.JoinedStr)):
                yield node.lineno


def _words_of(node: ast.AST, name: str) -> bool:
    """Whether an expression holds words of the exception: not what plain_reasons makes of it, nor its file or number."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(
        ("plain_reasons.", "files.", "storage_error", "isinstance")
    ):
        return False
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
        return node.attr not in _HARMLESS
    if isinstance(node, ast.Name) and node.id == name:
        return True
    return any(_words_of(child, name) for child in ast.iter_child_nodes(node))


def _literals(tree: ast.AST, *, minutes: bool) -> Iterator[tuple[ast.expr, str]]:
    """The texts of a module that are no docstring, comment, pattern or description of a developer's schema (transcript.json)."""
    skip: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                skip.add(id(statement.value))
        if isinstance(node, ast.JoinedStr):
            skip |= {id(part) for value in node.values for part in ast.walk(value)}
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            skip |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.keyword) and node.arg == "description" and (minutes or _of_developers(node.value)):
            skip |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in skip and (text := _text(node)):
            yield node, text


def _of_developers(node: ast.expr) -> bool:
    """A description that is English and quotes a Japanese word."""
    text = _text(node) or ""
    return len(_WORD.findall(text)) > len(_JAPANESE.findall(text))


def _text(node: ast.AST) -> str | None:
    """A literal's text, with ○ where something is put in; None of anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "○" for v in node.values)
    return None
