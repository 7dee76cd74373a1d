"""The Japanese font of the pictures: Noto Sans CJK JP (SIL Open Font License 1.1), which the program brings with it.

A picture must look the same on every PC; which fonts a PC has, nobody knows. Word files name their fonts, and the word
processor finds them.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from transcriber.errors import FontMissing

JAPANESE_FONT = "Noto Sans CJK JP"
_PACKAGE, _FILE = "noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"


def japanese_font() -> Path:
    """The font file.

    Raises:
        FontMissing: it is not where the installation put it.
    """
    try:
        file = Path(str(resources.files(_PACKAGE).joinpath(_FILE)))
    except ModuleNotFoundError:
        file = Path(_FILE)
    if not file.is_file():
        raise FontMissing(
            f"図の文字に使うフォント（{JAPANESE_FONT}）が、プログラムの中にありません。",
            "プログラムを入れ直してください（それまで、話者の時間帯の図は名前の代わりに番号で示します）。",
        )
    return file
