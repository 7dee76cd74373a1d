"""How names sound that many people bear, and what sounds like one: a recogniser writes an ordinary word for a name that it does not expect."""

from __future__ import annotations

from functools import cache
from importlib import resources

from transcriber.language.readings import Reader, vowel_of
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.characters import hiragana


def sound_of(text: str, reader: Reader) -> str:
    """As names are spelled: を within one is お (名を見 for 直美), a long vowel is written out (ユータ for 裕太)."""
    kana = hiragana(reader.kana(text)).replace("を", "お").replace("づ", "ず")
    for at in range(1, len(kana)):
        if kana[at] == "ー":
            kana = kana[:at] + {"お": "う"}.get(vowel_of(kana[at - 1]), vowel_of(kana[at - 1])) + kana[at + 1 :]
    return kana


def is_given_sound(sound: str) -> bool:
    """Whether many given names sound so."""
    return sound in _sounds("given_sounds")


def is_surname_sound(sound: str) -> bool:
    """Whether surnames sound so."""
    return sound in _sounds("surname_sounds")


def is_whole_name(sound: str) -> bool:
    """Whether it is a surname and a given name in a row: むらいかつひこ."""
    return any(
        sound[:cut] in _sounds("surname_sounds") and sound[cut:] in _sounds("given_sounds")
        for cut in range(2, len(sound) - 2)
    )


def sounds_like_name(name: str, words: PersonalWords, reader: Reader) -> bool:
    """Whether it sounds like a name and is no other word for somebody: 安いです for 安井です."""
    sound = sound_of(name, reader)
    return (
        len(sound) > 2
        and (is_given_sound(sound) or is_surname_sound(sound) or is_whole_name(sound))
        and not (words.no_given_kana.fullmatch(sound) or words.no_name_answers.match(name))
        and not (words.no_names.fullmatch(name) or words.relations.search(name))
    )


@cache
def _sounds(table: str) -> frozenset[str]:
    """As scripts/build_name_sounds made them."""
    return frozenset(resources.files(__package__).joinpath(f"data/{table}.txt").read_text(encoding="utf-8").split())
