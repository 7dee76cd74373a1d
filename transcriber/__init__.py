"""Local transcription of municipal meetings: from a dropped recording to a Word draft.

`transcriber --help` is the front door; docs/architecture.md is the floor plan.
"""

__version__ = "0.2.0"
