"""What is said in meetings is expected, what no meeting says is not; and what sounds alike is found."""

from __future__ import annotations

import math
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from sudachipy import Dictionary

from transcriber.language import ngram_model
from transcriber.language.heard_words import turning_words
from transcriber.language.ngram_model import NUMBER, PERSON, PLACE, UNKNOWN, NgramModel, WordCutter
from transcriber.language.readings import Reader
from transcriber.language.risk_words import holds_risk_word
from transcriber.language.similar_words import shipped_similar_words
from transcriber.language.word_sounds import read_sounds, shipped_sounds

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "build_ngrams"
READER = Reader()


@pytest.mark.parametrize(
    ("said", "misheard"),
    [
        ("小中学校を合わせて", "長中学校を合わせて"),
        ("質疑なしと認めます", "質疑なしと見止めます"),
        ("物価高騰の影響がございます", "豚高等の影響がございます"),
        ("補正予算の所要額を計上しました", "補正予算の消費学を計上しました"),
        ("御意見をどうぞ", "御意見を道場"),
    ],
)
def test_what_is_said_in_meetings_is_more_expected(said: str, misheard: str) -> None:
    assert READER.unexpected(said) + 3 < READER.unexpected(misheard)


def test_the_words_before_decide() -> None:
    (alone, *_), (behind, *_) = READER.surprises("認めます"), READER.surprises("認めます", before="御異議なしと")
    assert behind.nats + 2 < alone.nats


def test_a_number_a_name_and_a_place_are_one_word_each_whatever_they_are() -> None:
    kinds = [(w.kind, w.text) for w in WordCutter(Dictionary()).words("令和12年に佐藤さんが京都で")]
    assert [k for k, _ in kinds] == [UNKNOWN, NUMBER, UNKNOWN, UNKNOWN, PERSON, UNKNOWN, UNKNOWN, PLACE, UNKNOWN]
    assert READER.unexpected("令和6年度の予算") == READER.unexpected("令和7年度の予算")


def test_what_the_office_told_is_no_stranger() -> None:
    word = "ぴよぴよ号"
    assert READER.unexpected(f"{word}を運行します", told=f"{word}、循環バス") + 5 < READER.unexpected(
        f"{word}を運行します"
    )


def test_nobodys_name_stands_in_the_file() -> None:
    tables = ngram_model.shipped_tables()
    cutter = WordCutter(Dictionary())
    own = [w for w in tables.words if any(c.kind == PERSON for c in cutter.words(w))]
    assert len(tables.words) > 20_000
    assert len(own) < 0.01 * len(tables.words), own[:50]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[ModuleType, Path]:
    """The script as a module, and files made of a little text."""
    loader = SourceFileLoader("build_ngrams", str(SCRIPT))
    module = module_from_spec(spec_from_loader("build_ngrams", loader))
    loader.exec_module(module)
    folder = tmp_path_factory.mktemp("minutes")
    (folder / "a.txt").write_text(
        "本日の会議を開きます。\n補正予算の審議を行います。これより採決します。\n見出し\n" * 20, encoding="utf-8"
    )
    stream, words = module.numbered(module.sentences(folder))
    module.save(folder, words, module.tables(stream, len(words) + ngram_model.FIRST_WORD, 1, 0.0))
    module.save_sounds(folder)
    return module, folder


def test_the_probabilities_of_all_words_are_one(built: tuple[ModuleType, Path]) -> None:
    tables = ngram_model.read_tables(built[1] / ngram_model.NGRAMS_FILE)
    model = NgramModel(tables, Dictionary())
    every = range(ngram_model.FIRST_WORD + len(tables.words))
    budget = tables.words["予算"]
    for first, second in (
        (0, 0),
        (0, tables.words["補正"]),
        (tables.words["補正"], budget),
        (budget, tables.words["本日"]),
    ):
        whole = sum(math.exp(-model.nats(first, second, third)) for third in every)
        assert whole == pytest.approx(1.0, abs=0.1), (first, second)


def test_only_whole_sentences_are_counted(built: tuple[ModuleType, Path]) -> None:
    tables = ngram_model.read_tables(built[1] / ngram_model.NGRAMS_FILE)
    assert "見出し" not in tables.words and {"会議", "補正", "予算", "採決"} <= tables.words.keys()


def test_words_and_likely_pairs_are_found_by_their_sound(built: tuple[ModuleType, Path]) -> None:
    sounds, tables = (
        read_sounds(built[1] / "word_sounds.npz"),
        ngram_model.read_tables(built[1] / ngram_model.NGRAMS_FILE),
    )
    pair = (tables.words["補正"], tables.words["予算"])
    assert (0, pair) in list(sounds.near(sounds.beats("ホセイヨサン"), 0))
    assert (1, pair) in list(sounds.near(sounds.beats("ホセーヨザン"), 1))
    assert list(sounds.near(sounds.beats("マッタクベツ"), 1)) == []
    assert list(sounds.near("", 0)) == list(sounds.near("\0" * 60, 2)) == []


def test_every_sound_is_found_as_it_stands() -> None:
    sounds = shipped_sounds()
    for at in np.linspace(0, len(sounds.sounds) - 1, 200, dtype=int):
        first, second = map(int, sounds.words[at])
        assert (0, (first, second) if second else (first,)) in list(sounds.near(sounds.sounds[at], 0))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("豚高等の影響がございます。", "物価高騰"),
        ("関係気管と連携してまいります。", "関係機関"),
        ("豚高等の影響がございますか？", "物価高騰"),
        ("豚高等の影響は１０％です！", "物価高騰"),
        ("を答えいたします。", "お答え"),
    ],
)
def test_a_word_of_meetings_is_proposed_where_another_stands(heard: str, meant: str) -> None:
    found = shipped_similar_words().proposals(heard)
    assert next(w.text for w in found if w.start == 0) == meant, found


@pytest.mark.parametrize(
    "heard", ["本案は原案のとおり下決されました。", "本案に讃声の方の起立を求めます。", "自冊を考えたことは。"]
)
def test_no_vote_and_nothing_heavy_is_written_because_it_is_often_said(heard: str) -> None:
    found = shipped_similar_words().proposals(heard)
    assert not any(turning_words(w.text) or holds_risk_word(w.text) for w in found), found


@pytest.mark.parametrize("heard", ["担当は工藤です。", "高知の方に伺います。", "番号は1234です。"])
def test_people_places_and_numbers_give_way_to_nothing(heard: str) -> None:
    kept = [(w.start, w.end) for w in WordCutter(Dictionary()).words(heard) if w.kind in (NUMBER, PERSON, PLACE)]
    assert kept
    assert not any(p.start < b and a < p.end for p in shipped_similar_words().proposals(heard) for a, b in kept)


@pytest.mark.parametrize(
    "said",
    [
        "ただいまから令和6年第3回定例会を開会いたします。",
        "生活困窮者自立支援制度について御説明いたします。",
        "お困りのことはありますか。",
        "",
        "１２３、ＡＢＣ。",
    ],
)
def test_nothing_is_proposed_for_what_is_said_in_meetings(said: str) -> None:
    assert shipped_similar_words().proposals(said) == []


def test_few_proposals_are_made_for_a_place_and_each_says_what_it_wins() -> None:
    found = shipped_similar_words().proposals("豚高等の影響と関係気管の連携がございます。")
    assert len(found) >= 2 and all(w.gain > 4 + 8 * w.apart for w in found)
    assert all(sum(w.start < o.end and o.start < w.end for o in found) <= 5 for w in found)
