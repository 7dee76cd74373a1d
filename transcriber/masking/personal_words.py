"""The words of data/personal.toml, as the rules use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transcriber.minutes import rule_files


@dataclass(frozen=True)
class PersonalWords:
    """Parts of regular expressions over folded text, and words to look up. `block` and `lot` are 丁目 and 番地 as the recogniser writes them."""

    my_number: re.Pattern[str]
    account: re.Pattern[str]
    phone: re.Pattern[str]
    id_number: re.Pattern[str]
    my_number_sound: re.Pattern[str]
    account_sound: re.Pattern[str]
    phone_sound: re.Pattern[str]
    address_sound: re.Pattern[str]
    counters: re.Pattern[str]
    between_digits: str
    address: re.Pattern[str]
    block: str
    lot: str
    lot_signs: str
    lot_ends: str
    building: str
    carriers: str
    address_topic: re.Pattern[str]
    room_asked: str
    no_rooms: re.Pattern[str]
    things_named: re.Pattern[str]
    comes_from: re.Pattern[str]
    birth: re.Pattern[str]
    relations: re.Pattern[str]
    relation_sounds: frozenset[str]
    kinds_of_person: re.Pattern[str]
    no_names: re.Pattern[str]
    never_in_names: re.Pattern[str]
    no_given: re.Pattern[str]
    no_given_kana: re.Pattern[str]
    household: re.Pattern[str]
    org_endings: tuple[str, ...]
    org_forms: tuple[str, ...]
    org_fronts: frozenset[str]
    org_trades: tuple[str, ...]
    work: re.Pattern[str]
    org_generic: frozenset[str]
    school_endings: tuple[str, ...]
    school_generic: frozenset[str]
    no_places: frozenset[str]
    no_residences: re.Pattern[str]
    no_address: re.Pattern[str]
    no_towns: re.Pattern[str]
    before_places: re.Pattern[str]
    lives: re.Pattern[str]
    works_at: re.Pattern[str]
    works_left: re.Pattern[str]
    work_asked: re.Pattern[str]
    name_asked: str
    name_asked_sound: re.Pattern[str]
    no_name_answers: re.Pattern[str]
    number_told: re.Pattern[str]
    beside_names: str
    name_said: re.Pattern[str]
    name_opens: str
    addressed: re.Pattern[str]
    former_name_sound: re.Pattern[str]
    job_sound: re.Pattern[str]
    deeds: re.Pattern[str]
    residence_sound: re.Pattern[str]
    kindergarten: str
    no_san: re.Pattern[str]
    no_child: re.Pattern[str]


@cache
def personal_words() -> PersonalWords:
    """Read once."""
    tables = rule_files.read_rules(__package__, "personal")

    def any_of(name: str) -> str:
        return "|".join(sorted(rule_files.words(tables[name]), key=len, reverse=True))

    def longest(name: str) -> tuple[str, ...]:
        return tuple(sorted(rule_files.words(tables[name]), key=len, reverse=True))

    return PersonalWords(
        my_number=re.compile(any_of("my_number_cues")),
        account=re.compile(any_of("account_cues")),
        phone=re.compile(any_of("phone_cues")),
        id_number=re.compile(any_of("id_cues")),
        my_number_sound=re.compile(any_of("my_number_sounds")),
        account_sound=re.compile(any_of("account_sounds")),
        phone_sound=re.compile(any_of("phone_sounds")),
        address_sound=re.compile(any_of("address_sounds")),
        counters=re.compile(rf"\s?(?:{any_of('counters')})"),
        between_digits=any_of("between_digits"),
        address=re.compile(any_of("address_cues")),
        block=rf"(?:(?:{any_of('block_signs')})\s?(?:{any_of('block_ends')}))",
        lot=rf"(?:(?:{any_of('lot_signs')})\s?(?:{any_of('lot_ends')}))",
        lot_signs=f"(?:{any_of('lot_signs')})",
        lot_ends=f"(?:{any_of('lot_ends')})",
        building=any_of("building"),
        address_topic=re.compile(rf"(?:{any_of('address_cues')})(?:の?(?:ところ|場所))?(?:は|が|って)、?$"),
        carriers=any_of("address_carriers"),
        room_asked=any_of("room_asked"),
        no_rooms=re.compile(any_of("no_rooms")),
        things_named=re.compile(f"(?:{any_of('things_named')})の?お?$"),
        comes_from=re.compile(any_of("comes_from")),
        birth=re.compile(any_of("birth_cues")),
        relations=re.compile(any_of("relations")),
        kinds_of_person=re.compile(f"(?:{any_of('kinds_of_person')})$"),
        relation_sounds=frozenset(longest("relation_sounds")),
        no_names=re.compile(f"{any_of('no_names')}|{any_of('no_whole_names')}"),
        never_in_names=re.compile(any_of("no_names")),
        no_given=re.compile(any_of("no_given")),
        no_given_kana=re.compile(any_of("no_given_kana")),
        household=re.compile(any_of("household")),
        org_endings=longest("org_endings"),
        org_forms=longest("org_forms"),
        org_fronts=frozenset(longest("org_fronts")),
        org_trades=longest("org_trades"),
        work=re.compile(any_of("work_context")),
        org_generic=frozenset(longest("org_generic")),
        school_endings=longest("school_endings"),
        school_generic=frozenset(longest("school_generic")),
        no_places=frozenset(longest("no_places")),
        no_residences=re.compile(f"(?:{any_of('no_residences')})$"),
        no_address=re.compile(any_of("no_address")),
        no_towns=re.compile(any_of("no_towns")),
        before_places=re.compile(f"^.*?(?:{any_of('before_places')})、?"),
        lives=re.compile(any_of("lives")),
        works_at=re.compile(any_of("works_at")),
        works_left=re.compile(any_of("works_left")),
        work_asked=re.compile(any_of("work_asked")),
        name_asked=any_of("name_asked"),
        name_asked_sound=re.compile(any_of("name_asked_sounds")),
        no_name_answers=re.compile(any_of("no_name_answers")),
        number_told=re.compile(
            rf"(?:{any_of('number_words')})[がはも]、?(?P<said>[^、。？?\s]{{2,12}}?)番?の?"
            r"(?:です|で(?=[、。間違よい]|$)|と(?:[、。書な]|いう)|[、。\n]|$)"
        ),
        beside_names=any_of("beside_names"),
        name_said=re.compile(any_of("name_said")),
        name_opens=any_of("name_opens"),
        addressed=re.compile(any_of("addressed")),
        former_name_sound=re.compile(any_of("former_name_sounds")),
        job_sound=re.compile(any_of("job_sounds")),
        deeds=re.compile(any_of("deeds")),
        residence_sound=re.compile(any_of("residence_sounds")),
        kindergarten=any_of("kindergarten_writings"),
        no_san=re.compile(any_of("sounds_before_san")),
        no_child=re.compile(any_of("said_of_children")),
    )
