"""A reviewer at work in ONLYOFFICE's own document engine. Runs under a Python that has document-builder (PyPI, AGPL), in an
environment of its own; it is no part of the product.

    PYTHON onlyoffice.py PLAN.json IN.docx OUT.docx

The plan is that of libre.py: {"tracked": bool, "edits": [{"left", "before", "right", "after"}, …]}. Each edit is found by its
surroundings, which are there once, and typed over.
"""

import json
import sys
from pathlib import Path
from typing import Any

import docbuilder


def main() -> None:
    plan, source, target = sys.argv[1:]
    told = json.loads(Path(plan).read_text(encoding="utf-8"))
    builder = docbuilder.CDocBuilder()
    if builder.OpenFile(source, "") != 0:
        raise SystemExit("ONLYOFFICE cannot open it")
    edit(builder, told)
    if builder.SaveFile("docx", target) != 0:
        raise SystemExit("ONLYOFFICE cannot save it")
    builder.CloseFile()


def edit(builder: Any, told: dict[str, Any]) -> None:
    """In a function of its own: what is left of the document must be gone before it is closed."""
    api = builder.GetContext().GetGlobal()["Api"]
    document = api.GetDocument()
    document.SetTrackRevisions(told["tracked"])
    for each in told["edits"]:
        found = document.Search(each["left"] + each["before"] + each["right"], True)
        if found.GetLength() != 1:
            raise SystemExit(f"{found.GetLength()} places for {each}")
        found[0].Select()
        api.ReplaceTextSmart([each["left"] + each["after"] + each["right"]])
    document.SetTrackRevisions(False)


if __name__ == "__main__":
    main()
