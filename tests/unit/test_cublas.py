"""cuBLAS of the `gpu` extra: found among the installed packages, the library it needs first."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.system import cublas


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package as pip leaves it, with empty libraries."""
    folder = tmp_path / "nvidia" / "cublas" / "lib"
    folder.mkdir(parents=True)
    information = tmp_path / "nvidia_cublas_cu12-12.9.1.4.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: nvidia-cublas-cu12\nVersion: 12.9.1.4\n")
    names = [*reversed(cublas.LIBRARIES), "libnvblas.so.12"]
    for name in names:
        (folder / name).touch()
    (information / "RECORD").write_text("".join(f"nvidia/cublas/lib/{name},,\n" for name in names))
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def test_both_libraries_are_loaded_in_the_order_in_which_they_need_each_other(package: Path) -> None:
    loaded: list[str] = []
    assert cublas.load_cublas(loaded.append) == tuple(package / name for name in cublas.LIBRARIES)
    assert loaded == [str(package / name) for name in cublas.LIBRARIES]


def test_a_library_that_does_not_fit_the_system_is_left_to_ctranslate2(package: Path) -> None:
    assert cublas.load_cublas() == ()  # an empty file is no library


def test_without_the_package_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cublas, "PACKAGE", "a-package-that-nobody-has")
    assert cublas.load_cublas() == ()
