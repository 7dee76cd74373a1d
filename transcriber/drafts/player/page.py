"""Pack the page: markup, style, script and data into one HTML file that can ask for nothing but its own sound."""

from __future__ import annotations

import html
import json
import re
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from transcriber.drafts.player.page_data import page_content, page_title
from transcriber.minutes.transcript import Transcript
from transcriber.untrusted.harmless_text import source_hash

SCRIPTS = ("model.js", "sound.js", "list.js", "search.js", "panels.js", "timeline.js", "fold.js", "keys.js", "main.js")
"""In the order they are joined; all of one scope, so a later one may use what an earlier one declares at the top."""

_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""Within a script element nothing of the data can end it, begin a comment, or be read as markup; JSON reads it as before."""


def player_page(transcript: Transcript, *, office: str, audio: str) -> str:
    """The whole page.

    Args:
        office: 自治体名・部署名; may be empty.
        audio: path of the sound file, relative to where the page will lie, with forward slashes.
    """
    web = files(__package__) / "web"
    style = web.joinpath("style.css").read_text(encoding="utf-8")
    joined = "\n".join(web.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = f'"use strict";\n(() => {{\n{joined}\n}})();\n'
    parts = {
        "csp": _policy(style, script),
        "title": html.escape(page_title(transcript)),
        "style": style,
        "data": _json(page_content(transcript, office=office, audio=quote(audio))),
        "script": script,
    }
    markup = web.joinpath("page.html").read_text(encoding="utf-8")
    return re.sub(r"@([a-z]+)@", lambda found: parts[found[1]], markup)


def _policy(style: str, script: str) -> str:
    """Nothing is allowed but this style, this script (by their hashes), and sound from where the page is or was picked."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{source_hash(style)}'",
            f"script-src '{source_hash(script)}'",
            "media-src 'self' file: blob:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
