"""A reviewer at work in LibreOffice itself, by its own interface (UNO). Runs under the system's Python (python3-uno).

    /usr/bin/python3 libre.py PORT PLAN.json IN.docx OUT.docx

The plan: {"tracked": bool, "edits": [{"left", "before", "right", "after"}, …], "merge": [text, …], "split": [text, …]}.
Each edit is found by its surroundings, which are there once, and typed over.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def connect(port: int) -> Any:  # UNO's objects have no types
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except NoConnectException:  # the office is still starting
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def value(name: str, what: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


def find(document: Any, text: str) -> Any:
    search = document.createSearchDescriptor()
    search.SearchString = text
    search.SearchCaseSensitive = True
    found = document.findAll(search)
    if found.Count != 1:
        raise SystemExit(f"{found.Count} places for {text!r}")
    return found.getByIndex(0)


def main() -> None:
    port, plan, source, target = sys.argv[1:]
    told = json.loads(Path(plan).read_text(encoding="utf-8"))
    context = connect(int(port))
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (value("Hidden", True),))
    document.RecordChanges = told["tracked"]
    for edit in told["edits"]:
        found = find(document, edit["left"] + edit["before"] + edit["right"])
        cursor = found.Text.createTextCursorByRange(found.Start)
        cursor.goRight(len(edit["left"]), False)
        cursor.goRight(len(edit["before"]), True)
        cursor.String = edit["after"]
    for text in told.get("split", []):
        found = find(document, text)
        found.Text.insertControlCharacter(found.End, 0, False)  # a paragraph break
    document.RecordChanges = False
    document.storeToURL(Path(target).as_uri(), (value("FilterName", "MS Word 2007 XML"),))
    document.close(True)


if __name__ == "__main__":
    main()
