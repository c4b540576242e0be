"""The verbs of the command line: what they say, what they return, what they would install."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.audit import browser
from macros.audit.browser import BrowserError
from tests.book import ROOT


class Machine:
    """A machine without a browser; what is run on it is written down, and may bring one."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, *, root: bool, debian: bool, works: bool = True
    ) -> None:
        self.commands: list[str] = []
        self.browser: str | None = None
        self.works = works
        monkeypatch.setattr(browser, "find", lambda: self.browser)
        monkeypatch.setattr(browser, "has_chinese_font", lambda: self.browser is not None)
        monkeypatch.setattr(browser, "is_debian", lambda: debian)
        monkeypatch.setattr(browser, "engine", lambda name: browser.Engine(f"/somewhere/{name}"))
        monkeypatch.setattr(browser, "python_that_prints", lambda: "/usr/bin/python3")
        monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(subprocess, "run", self.run)

    def run(self, command: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append(" ".join(command))
        if self.works:
            self.browser = "/somewhere/chromium"
        failed = subprocess.CompletedProcess(
            command, 100, "", "first\nE: Unable to locate package chromium\n"
        )
        return subprocess.CompletedProcess(command, 0, "", "") if self.works else failed


def test_a_debian_machine_gets_debian_packages_and_is_told_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, root=True, debian=True)
    browser.install()
    said = capsys.readouterr().out
    assert said.startswith("Installing Debian's packages chromium and fonts-noto-cjk")
    assert machine.commands[0].startswith("apt-get update")
    assert machine.commands[1].endswith("chromium fonts-noto-cjk")


@pytest.mark.parametrize(("root", "extra"), [(False, ""), (True, "--with-deps ")])
def test_any_other_machine_gets_playwrights_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: bool, extra: str
) -> None:
    machine = Machine(monkeypatch, root=root, debian=False)
    browser.install(quiet=True)
    assert capsys.readouterr().out.startswith("Installing Playwright's own Chromium")
    assert machine.commands == [f"{sys.executable} -m playwright install {extra}chromium"]


def test_where_it_cannot_be_installed_one_line_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Machine(monkeypatch, root=True, debian=True, works=False)
    assert main(["browser", "--quiet"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "apt-get" in line and "Unable to locate package chromium" in line


def test_where_there_is_a_browser_nothing_is_installed_nor_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, root=False, debian=False)
    machine.browser = "/usr/bin/chromium"
    browser.install(quiet=True)
    assert machine.commands == []
    assert capsys.readouterr().out == ""


def test_a_browser_named_by_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "chromium"
    mine.touch()
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert browser.find() == str(mine)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(BrowserError, match="CHROMIUM="):
        browser.find()


def test_an_installer_that_does_not_exist_is_no_traceback() -> None:
    with pytest.raises(BrowserError, match="no-such-installer"):
        browser.run("no-such-installer")


def test_check_tells_of_no_mistake_in_the_book(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0, capsys.readouterr().out
    assert capsys.readouterr().out == "No mistakes.\n"


@pytest.mark.parametrize("verb", ["build", "check", "serve", "browser", "audit"])
def test_the_makefile_calls_each_verb(verb: str) -> None:
    assert f"python -m macros {verb}" in (ROOT / "Makefile").read_text(encoding="utf-8")
