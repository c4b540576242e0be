"""The browsers that the tests and the audit drive: found where they are, installed where they can be."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from macros.text.errors import VerbError

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without a sandbox because root has none in a container; without the browser's own errands on the network.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


FIREFOXES = ("firefox-esr", "firefox")
WEBKIT_DRIVER = "WebKitWebDriver"
WEBKIT_HOMES = ("/usr/lib", "/usr/libexec")
WEBKIT_BROWSER = "webkit2gtk-4.*/MiniBrowser"
PACKAGES = {"webkit": ("webkit2gtk-driver", "xvfb"), "firefox": ("firefox-esr",)}
"""Debian's packages of the engines beside Chromium; WebKit wants a screen, and Xvfb is one in memory."""
PRINTING = ("python3-gi", "gir1.2-webkit2-4.1")
"""Debian's packages by which WebKit prints: its driver cannot."""
SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Engine:
    """An engine beside Chromium: its browser, and what drives it (none: it drives itself)."""

    browser: str
    driver: str = ""


class BrowserError(VerbError):
    """No browser, and none could be installed."""


def find() -> str | None:
    """The path of a Chromium: the one CHROMIUM names, one on the PATH, or Playwright's own.

    Raises BrowserError when CHROMIUM names no file.
    """
    if named := os.environ.get("CHROMIUM"):
        if not Path(named).is_file():
            raise BrowserError(f"CHROMIUM={named}: no such file")
        return named
    for name in ON_PATH:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def engine(name: str) -> Engine | str:
    """Find "webkit" or "firefox"; a word why it is not there and how it would be."""
    found = _webkit() if name == "webkit" else _firefox()
    return found or (
        f"no {name} on this machine: `make browser` as root on Debian, "
        f"or install {' and '.join(PACKAGES[name])}"
    )


def _firefox() -> Engine | None:
    named = os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, FIREFOXES)), "")
    return Engine(named) if named and Path(named).is_file() else None


def _webkit() -> Engine | None:
    driver = shutil.which(WEBKIT_DRIVER)
    browsers = [
        str(place)
        for home in map(Path, WEBKIT_HOMES)
        for pattern in (WEBKIT_BROWSER, f"*/{WEBKIT_BROWSER}")
        for place in sorted(home.glob(pattern))
    ]
    seen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or shutil.which("Xvfb")
    return Engine(browsers[-1], driver) if driver and browsers and seen else None


def python_that_prints() -> str | None:
    """The Python that has WebKit's bindings: the system's, or none."""
    asks = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')"
    try:
        done = subprocess.run([SYSTEM_PYTHON, "-c", asks], capture_output=True, check=False)
    except OSError:
        return None
    return SYSTEM_PYTHON if done.returncode == 0 else None


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for Traditional Chinese; a system without fontconfig brings its own."""
    if not shutil.which("fc-list"):
        return sys.platform in ("darwin", "win32")
    listed = subprocess.run(["fc-list", ":lang=zh-tw", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def is_debian() -> bool:
    """Whether Debian's own packages are to be had (Ubuntu's chromium is a snap)."""
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()


def run(*command: str) -> None:
    """Run one installer.

    Raises BrowserError with the installer's last line when it fails.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise BrowserError(f"{command[0]}: {error.strerror}") from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no word why").splitlines()[-1]
        raise BrowserError(f"{' '.join(command)}: {said}")


def install(quiet: bool = False) -> None:
    """See to it that the three engines and a Chinese font are there; say first what will be installed.

    Chromium is needed; WebKit and Firefox come with Debian's packages, and where they cannot be had the tests
    that want them are skipped.

    Raises BrowserError when it cannot be done.
    """
    found, font = find(), has_chinese_font()
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and is_debian():
        packages = [*([] if found else ["chromium"]), *([] if font else ["fonts-noto-cjk"])]
        packages += [each for name in PACKAGES if isinstance(engine(name), str) for each in PACKAGES[name]]
        packages += [] if python_that_prints() else PRINTING
        if packages:
            print(f"Installing Debian's packages {' and '.join(packages)} ...", flush=True)
            run("apt-get", "update", "-qq")
            run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    elif not found:
        print("Installing Playwright's own Chromium into your cache (about 170 MB) ...", flush=True)
        run(sys.executable, "-m", "playwright", "install", *(["--with-deps"] if root else []), "chromium")
    found = find()
    if not found:
        raise BrowserError("still no Chromium; name one: CHROMIUM=/path/to/chromium make test")
    if not quiet:
        print(f"Browser: {found}")
        for name in PACKAGES:
            other = engine(name)
            print(f"{name}: {other if isinstance(other, str) else other.browser}")
        if not python_that_prints():
            print(f"webkit cannot print: install {' and '.join(PRINTING)}")
        if not has_chinese_font():
            print("No font for Traditional Chinese is installed: pictures of pages will show boxes.")
