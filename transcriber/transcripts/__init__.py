"""From what was recognised to a transcript: units of text are given to voices, named, and written."""
