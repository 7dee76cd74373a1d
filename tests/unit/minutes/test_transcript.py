"""transcript.json: what is written can be read, and anything else is refused."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pydantic
import pytest
import transcripts

from transcriber.minutes.transcript import RecordKind, Transcript, schema, timecode


def test_what_is_written_comes_back_the_same(tmp_path: Path) -> None:
    transcript = transcripts.transcript(RecordKind.COUNCIL)
    transcript.write(tmp_path / "transcript.json")
    assert Transcript.read(tmp_path / "transcript.json") == transcript


def test_it_satisfies_the_published_schema() -> None:
    document = json.loads(transcripts.transcript(RecordKind.CONSULTATION).model_dump_json())
    jsonschema.validate(document, schema())
    del document["utterances"][0]["start"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


def test_an_unknown_field_is_an_error_not_a_silent_loss() -> None:
    document = json.loads(transcripts.transcript(RecordKind.COUNCIL).model_dump_json())
    document["meeting"]["titel"] = "…"
    with pytest.raises(pydantic.ValidationError, match="titel"):
        Transcript.model_validate(document)


@pytest.mark.parametrize(("seconds", "code"), [(0, "00:00:00"), (59.99, "00:00:59"), (3723.4, "01:02:03")])
def test_timecodes(seconds: float, code: str) -> None:
    assert timecode(seconds) == code
