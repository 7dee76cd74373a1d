"""Other programs on the same consultations: GiNZA's named entities, and Microsoft Presidio over GiNZA's model.

    python -m scripts.bench.masking.peers write OUT.json [--count 300]
    peer/bin/python scripts/bench/masking/peers.py find OUT.json        (peer: pip install ginza ja_ginza presidio-analyzer)
    python -m scripts.bench.masking.peers score OUT.json

They are given every chance: each kind of theirs counts for each kind of ours, My Number included; dates and places of every kind count
for recall, and as wrong only where nothing personal stands.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

GINZA_KINDS = {
    "Person": "person",
    "Province": "address",
    "City": "address",
    "Country": "address",
    "GPE_Other": "address",
    "Postal_Address": "address",
    "Address_Other": "address",
    "Phone_Number": "phone",
    "Company": "employer",
    "Corporation_Other": "employer",
    "Organization_Other": "employer",
    "Show_Organization": "employer",
    "School": "school",
    "Date": "birth_date",
    "ID_Number": "id_number",
    "N_Product": "id_number",
}
"""Of the extended named entity hierarchy that ja_ginza answers with."""

PRESIDIO_KINDS = {"PERSON": "person", "LOCATION": "address", "ORGANIZATION": "employer", "DATE_TIME": "birth_date"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("write", "find", "score"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--count", type=int, default=300)
    asked = parser.parse_args()
    {"write": _write, "find": _find, "score": _score}[asked.what](asked.file, asked.count)


def _write(file: Path, count: int) -> None:
    from scripts.bench.masking.__main__ import SETS
    from scripts.bench.masking.consultations import consultations

    vocabulary, seed = SETS["reporting"]
    talks = consultations(vocabulary, count, seed)
    file.write_text(json.dumps([[x.text for x in t.lines] for t in talks], ensure_ascii=False), encoding="utf-8")


def _find(file: Path, _: int) -> None:
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    talks = json.loads(file.read_text(encoding="utf-8"))
    plain = spacy.load("ja_ginza")
    mapped = {"Person": "PERSON", "City": "LOCATION", "Province": "LOCATION", "Company": "ORGANIZATION"}
    mapped |= {
        "School": "ORGANIZATION",
        "Date": "DATE_TIME",
        "GPE_Other": "LOCATION",
        "Organization_Other": "ORGANIZATION",
    }
    engine = NlpEngineProvider(
        nlp_configuration={
            "nlp_engine_name": "spacy",
            "models": [{"lang_code": "ja", "model_name": "ja_ginza"}],
            "ner_model_configuration": {"model_to_presidio_entity_mapping": mapped, "labels_to_ignore": []},
        }
    ).create_engine()
    presidio = AnalyzerEngine(nlp_engine=engine, supported_languages=["ja"])
    answer: dict[str, Any] = {"ginza": [], "presidio": []}
    began = time.perf_counter()
    for talk in talks:
        docs = [plain(text) for text in talk]
        answer["ginza"].append(
            [
                (GINZA_KINDS[e.label_], n, e.start_char, e.end_char)
                for n, d in enumerate(docs)
                for e in d.ents
                if e.label_ in GINZA_KINDS
            ]
        )
    answer["ginza seconds"] = time.perf_counter() - began
    began = time.perf_counter()
    for talk in talks:
        answer["presidio"].append(
            [
                (PRESIDIO_KINDS.get(r.entity_type, "id_number"), n, r.start, r.end)
                for n, text in enumerate(talk)
                for r in presidio.analyze(text, language="ja")
            ]
        )
    answer["presidio seconds"] = time.perf_counter() - began
    answer["presidio entities"] = presidio.get_supported_entities("ja")
    file.with_suffix(".found.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")


def _score(file: Path, _: int) -> None:
    from scripts.bench.masking.__main__ import SETS, ours
    from scripts.bench.masking.consultations import consultations
    from scripts.bench.masking.scoring import Tally
    from transcriber.minutes.personal_data import PersonalKind

    answer = json.loads(file.with_suffix(".found.json").read_text(encoding="utf-8"))
    vocabulary, seed = SETS["reporting"]
    talks = consultations(vocabulary, len(answer["ginza"]), seed)
    for name in ("ginza", "presidio"):
        result = Tally()
        for talk, found in zip(talks, answer[name], strict=True):
            every = [(PersonalKind(k), n, a, b) for k, n, a, b in found]
            result.add(talk, every, any_kind=True)
        print(f"{name}, {answer[f'{name} seconds']:.0f} s")
        print(result.table())
    print("entities that Presidio knows in Japanese:", ", ".join(answer["presidio entities"]))
    result = Tally()
    began = time.perf_counter()
    for talk in talks:
        result.add(talk, ours(talk))
    print(f"ours, {time.perf_counter() - began:.0f} s")
    print(result.table())


if __name__ == "__main__":
    main()
