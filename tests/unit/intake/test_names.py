"""Names of every script and length stay usable on every PC of the share."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.system import file_names


@given(st.text(min_size=0, max_size=300), st.sampled_from(["", "_下書き.docx", " (2).docx"]))
def test_a_fitted_name_can_always_be_created(tmp_path_factory, stem, ending):
    stem = stem.encode("utf-8", "replace").decode()
    name = file_names.fit(stem, ending)
    assert name.endswith(ending)
    assert 0 < len(name.encode()) <= file_names.MAX_BYTES
    assert not set(name) & set('<>:"/\\|?*\0\n')
    file = tmp_path_factory.getbasetemp() / "names"
    file.mkdir(exist_ok=True)
    (file / name).touch()
    (file / name).unlink()


def test_an_ordinary_name_stays_as_it_is():
    assert file_names.fit("令和6年第3回定例会", "_下書き.docx") == "令和6年第3回定例会_下書き.docx"


def test_two_long_names_that_differ_only_at_the_end_stay_two():
    long = "会" * 100
    assert file_names.fit(long + "一", ".docx") != file_names.fit(long + "二", ".docx")


def test_a_character_is_not_cut_from_its_marks():
    decomposed = unicodedata.normalize("NFD", "が") * 90
    name = file_names.fit("x" + decomposed)
    assert unicodedata.normalize("NFC", name) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [("会議.docx", "会議 (2).docx"), ("委員会", "委員会 (2)"), ("a" * 251 + ".wav", None)],
)
def test_a_second_name_keeps_its_suffix(name, expected):
    second = file_names.numbered_name(name, 2)
    assert file_names.numbered_name(name, 1) == name
    assert len(second.encode()) <= file_names.MAX_BYTES
    assert expected is None or second == expected


def test_parts_sort_as_people_count():
    assert sorted(["p10", "p2", "p１"], key=file_names.natural) == ["p１", "p2", "p10"]


def test_two_spellings_of_one_name_are_the_same():
    assert file_names.same(unicodedata.normalize("NFD", "ガイド.WAV")) == file_names.same("ガイド.wav")


def test_a_shift_jis_name_is_shown_as_it_was_meant():
    listed = "会議.wav".encode("cp932").decode("utf-8", "surrogateescape")
    assert not file_names.is_text(listed)
    assert file_names.readable(listed) == "会議.wav"


@pytest.mark.parametrize("name", ["CON", "nul.txt", "...", " ", "", "a. "])
def test_names_windows_refuses_become_names_it_takes(name):
    fitted = file_names.fit(name)
    assert fitted.strip(". ") == fitted
    assert fitted.upper() not in ("CON", "NUL.TXT", "")


@pytest.mark.parametrize(
    "copy",
    [
        "録音 - コピー.wav", "録音 - コピー (2).wav", "録音 - コピー - コピー.wav", "録音のコピー.wav", "録音のコピー 2.wav",
        "録音_コピー.wav", "録音コピー.wav", "録音(1).wav", "録音 (12).wav", "録音（１）.wav", "録音 - コピー(1).wav",
        "録音 copy.wav", "録音 copy 2.wav", "録音 - Copy.wav", "録音 - Copy (3).wav", "コピー ～ 録音.wav",
        "コピー (2) ～ 録音.wav", "Copy of 録音.wav", "Copy (2) of 録音.wav",
        unicodedata.normalize("NFD", "録音のコピー.wav"),
    ],
)  # fmt: skip
def test_the_marks_of_a_copy_are_known(copy):
    assert file_names.without_copy_mark(copy) == "録音.wav"


@pytest.mark.parametrize(
    "name",
    ["録音.wav", "第3回定例会(火).wav", "録音 2.wav", "委員会(1日目).wav", "コピー.wav", "(1).wav", "photocopy機.wav"],
)
def test_a_name_without_such_a_mark_is_left_alone(name):
    assert file_names.without_copy_mark(name) == name


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("録音.wav", "録音"), ("録音.WAV", "録音"), ("R8.11.10 定例会", "R8.11.10 定例会"), ("R8.11.10", "R8.11.10"),
        ("定例会.午後", "定例会.午後"), ("R8.11.10 定例会.m4a", "R8.11.10 定例会"), (".録音", ".録音"),
    ],
)  # fmt: skip
def test_a_number_gets_behind_the_name_and_before_the_ending_of_a_file(name, stem):
    ending = name.removeprefix(stem)
    assert file_names.stem(name) == stem
    assert file_names.numbered_name(name, 2) == f"{stem} (2){ending}"
    assert file_names.without_copy_mark(f"{stem} - コピー (2){ending}") == name


def test_a_registered_character_in_a_name_stays_and_marks_join_their_letters():
    assert file_names.fit("神\ufa19谷委員\u30cf\u3099ス", ".docx") == "神\ufa19谷委員\u30d0ス.docx"
