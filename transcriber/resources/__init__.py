"""What ships with the program beside its code: Word templates, the catalogue of models, the folder tree staff see.

In a checkout these are the folders `templates/`, `models/` and `watch_folders/` of the top level, where people look for
them. The build copies them to below this package (pyproject.toml, force-include), so a wheel holds them too. Nothing
else in the program knows which of the two it is.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

CATALOGUE = "models"
TEMPLATES = "templates"
TREE = "watch_folders"
BILLS = "sbom"
"""Bills of materials (CycloneDX), a platform each, and the last check for known vulnerabilities."""

_PACKAGE = Path(str(resources.files(__package__)))
"""A real folder: pip and uv unpack every wheel, and Word templates are opened by their path."""

CHECKOUT: Path | None = None if (_PACKAGE / CATALOGUE).is_dir() else _PACKAGE.parent.parent
"""The folder of the checkout that runs; None where the program was installed from a wheel."""


def folder(name: str) -> Path:
    """Where a shipped folder lies.

    Args:
        name: `TEMPLATES`, `CATALOGUE`, `TREE` or `BILLS`.
    """
    return (CHECKOUT or _PACKAGE) / name
