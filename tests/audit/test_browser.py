"""What a machine has is found: engines, a font, WebKit's bindings; machines are made up of small programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.audit import browser
from macros.audit.browser import Engine


def program(place: Path, says: str = "", ends: int = 0) -> str:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{f'echo {says}' if says else ':'}\nexit {ends}\n", encoding="utf-8")
    place.chmod(0o755)
    return str(place)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH, with nothing in it."""
    for name in ("CHROMIUM", "FIREFOX", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


@pytest.mark.parametrize(("ends", "found"), [(0, True), (1, False)])
def test_webkit_prints_where_the_system_s_python_has_its_bindings(
    path: Path, monkeypatch: pytest.MonkeyPatch, ends: int, found: bool
) -> None:
    python = program(path / "python", ends=ends)
    monkeypatch.setattr(browser, "SYSTEM_PYTHON", python)
    assert browser.python_that_prints() == (python if found else None)


def test_a_system_without_python_prints_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "SYSTEM_PYTHON", str(path / "none"))
    assert browser.python_that_prints() is None


@pytest.mark.parametrize(("says", "known"), [("", False), ("Noto", True)])
def test_a_font_is_one_that_fontconfig_lists(path: Path, says: str, known: bool) -> None:
    program(path / "fc-list", says)
    assert browser.has_chinese_font() is known


@pytest.mark.parametrize(("platform", "known"), [("darwin", True), ("win32", True), ("linux", False)])
def test_a_system_without_fontconfig_brings_its_own_font(
    path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, known: bool
) -> None:
    monkeypatch.setattr(browser.sys, "platform", platform)
    assert browser.has_chinese_font() is known


def test_a_chromium_on_the_path_is_found_by_any_of_its_names(path: Path) -> None:
    for name in reversed(browser.ON_PATH):
        chromium = program(path / name)
        assert browser.find() == chromium


def test_firefox_is_the_one_named_or_one_on_the_path(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = browser.engine("firefox")
    assert said == "no firefox on this machine: `make browser` as root on Debian, or install firefox-esr"
    plain = program(path / "firefox")
    assert browser.engine("firefox") == Engine(plain)
    newer = program(path / "firefox-esr")
    assert browser.engine("firefox") == Engine(newer)
    monkeypatch.setenv("FIREFOX", plain)
    assert browser.engine("firefox") == Engine(plain)
    monkeypatch.setenv("FIREFOX", str(path / "none"))
    assert "no firefox" in str(browser.engine("firefox"))


@pytest.mark.parametrize("lacks", ["", "driver", "browser", "screen"])
def test_webkit_needs_driver_browser_and_screen(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacks: str
) -> None:
    monkeypatch.setattr(browser, "WEBKIT_HOMES", (str(tmp_path / "lib"), str(tmp_path / "libexec")))
    driver = path / browser.WEBKIT_DRIVER
    shown = tmp_path / "lib" / "x86_64" / "webkit2gtk-4.1" / "MiniBrowser"
    for part, place in (("driver", driver), ("browser", shown), ("screen", path / "Xvfb")):
        if part != lacks:
            program(place)
    found = browser.engine("webkit")
    assert found == Engine(str(shown), str(driver)) if not lacks else "webkit2gtk-driver and xvfb" in found
    if lacks == "screen":
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        assert browser.engine("webkit") == Engine(str(shown), str(driver))


@pytest.mark.parametrize(
    ("release", "is_so"), [("ID=debian\n", True), ("ID=ubuntu\nID_LIKE=debian\n", False)]
)
def test_debian_is_what_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, release: str, is_so: bool
) -> None:
    place = tmp_path / "os-release"
    place.write_text(release, encoding="utf-8")
    monkeypatch.setattr(browser, "Path", lambda _: place)
    assert browser.is_debian() is is_so
