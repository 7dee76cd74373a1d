"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[Path | None, typer.Option("--config", help="設定ファイル transcriber.toml", readable=False)]
"""Not looked at by Typer, who could not say whose right to what is missing."""
