"""Builds killed, starved and disturbed: the last site is whole or back, the next is right, nothing is left.

`make kills` prints the table. What is killed is the main process alone, as the kernel kills what takes too
much memory; a book of two pages stands for the whole one.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from macros.site.build import runs
from tests.book import ROOT
from tests.site.test_build import add_to, fingerprint, write_book

DRIVER = """
import os, pathlib, signal, sys
from unittest import mock
from macros.site import build, second_process
place, number, root = sys.argv[1:]
second_process.FEW = 0
mock.patch("macros.site.finish.build_search").start()
mock.patch("macros.chapter.check._subjects", return_value=[]).start()
mock.patch("macros.kept.build_cache.knows", return_value=True).start()
calls = 0
if __name__ == "__main__":
    if place:
        owner, _, name = place.rpartition(".")
        real = getattr(eval(owner), name)
        def counted(*given, **named):
            global calls
            calls += 1
            if calls == int(number):
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)
        setattr(eval(owner), name, counted)
    from macros.text.errors import VerbError
    try:
        print(build.build(pathlib.Path(root)))
    except VerbError as error:
        sys.exit(str(error))
"""
STEPS = {
    "killed before the check": ("build.second_process.rendered_pages", 1),
    "killed before the builder": ("build.make", 1),
    "killed before the steps over the folder": ("build.finish", 1),
    "killed before the first rename": ("build.swap", 1),
    "killed between the two renames": ("pathlib.Path.rename", 2),
    "killed before the old site goes": ("build.shutil.rmtree", 1),
}
"""When it is killed: what is called then, and at which call of it."""
LATER = "後來的一句"
ENDED = 20.0
"""Seconds in which whatever a killed build began must end."""
SMALL = 30_000
"""Bytes that a file may have where a disk takes no more."""


@dataclass(frozen=True)
class Row:
    """What became of one disturbed build."""

    what: str
    as_meant: bool
    whole: bool
    back: bool
    right: bool
    left: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether it was disturbed and nothing was lost by it."""
        return self.as_meant and (self.whole or self.back) and self.right and not self.left

    def __str__(self) -> str:
        """Print a line of the table."""
        said = ["yes" if each else "no" for each in (self.as_meant, self.whole, self.back, self.right)]
        cells = "".join(f"{cell:<{width}}" for cell, width in zip(said, WIDTHS[1:-1], strict=True))
        return f"{self.what:<{WIDTHS[0]}}{cells}{', '.join(self.left) or 'nothing'}"


WIDTHS = (42, 10, 12, 12, 12, 0)
HEAD = ("what", "happened", "site whole", "or back", "next right", "left behind")


@dataclass(frozen=True)
class Done:
    """How a build in a process of its own ended."""

    code: int
    said: str
    waiting: bool


def driven(root: Path, step: str = "", before: Callable[[], None] | None = None, **environment: str) -> Done:
    """Build a book in a process of its own, killed at a step; how it ended, and whether a part goes on."""
    place, number = STEPS.get(step, ("", 0))
    script = root.parent / "driver.py"
    script.write_text(DRIVER, encoding="utf-8")
    done = subprocess.Popen(
        [sys.executable, str(script), place, str(number), str(root)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=before,
    )
    end = time.monotonic() + 1200
    while done.poll() is None and time.monotonic() < end:  # its output may stay open in what it began
        time.sleep(0.1)
    waiting = group_runs(done.pid)
    with suppress(ProcessLookupError):
        os.killpg(done.pid, signal.SIGKILL)
    assert done.stdout
    return Done(done.wait(), done.stdout.read().decode("utf-8", "replace").strip(), waiting)


def group_runs(group: int) -> bool:
    """Whether anything of a group of processes still runs, when it had its time to end."""
    end = time.monotonic() + ENDED
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def left_behind(root: Path) -> Iterator[str]:
    """Folders of builds that no process works on."""
    for folder in (root / ".cache").glob("site-*"):
        if not runs(int(folder.name.split("-")[1])):
            yield folder.name


def judged(what: str, root: Path, last: dict[str, str], as_meant: bool, waiting: bool) -> Row:
    """Look at what a disturbed build left, let one build fail and one succeed."""
    site, page = root / "site", root / "docs" / "faq.md"
    known = fingerprint(site)
    whole = known == last or ("index.html" in known and LATER in text(site / "index.html"))
    before = text(page)
    add_to(page, '\n[[ fact("no_such_fact") ]]\n')
    back = driven(root).code == 1 and "index.html" in fingerprint(site)
    page.write_text(before, encoding="utf-8")
    right = driven(root).code == 0 and LATER in text(site / "index.html")
    left = [*left_behind(root), *(["a process"] if waiting else [])]
    return Row(what, as_meant, whole, back, right, tuple(left))


def text(file: Path) -> str:
    """What a file says, nothing where there is none."""
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def killed(what: str, root: Path) -> Row:
    """Kill the build of a changed book at a step."""
    last = fingerprint(root / "site")
    done = driven(root, what)
    return judged(what, root, last, done.code == -signal.SIGKILL, done.waiting)


def one_line(done: Done) -> bool:
    """Whether a build stopped with a line for its author, and no traceback."""
    return done.code == 1 and "Traceback" not in done.said and len(done.said.splitlines()) == 1


def disk_full(what: str, root: Path) -> Row:
    """No file may grow beyond a few bytes."""
    last = fingerprint(root / "site")
    done = driven(root, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)))
    return judged(what, root, last, done.code == 1 and "Traceback" not in done.said, done.waiting)


def unwritable(what: str, root: Path) -> Row:
    """What the folder of half-built sites would be is a file."""
    last, cache = fingerprint(root / "site"), root / ".cache"
    shutil.rmtree(cache)
    cache.write_text("", encoding="utf-8")
    done = driven(root)
    cache.unlink()
    return judged(what, root, last, one_line(done), done.waiting)


def site_is_a_file(what: str, root: Path) -> Row:
    """What the site would be is a file of the owner's."""
    shutil.rmtree(root / "site")
    (root / "site").write_text("mine", encoding="utf-8")
    done = driven(root)
    kept = (root / "site").is_file() and text(root / "site") == "mine"
    if kept:
        (root / "site").unlink()
    return replace(judged(what, root, {}, one_line(done) and kept, done.waiting), whole=kept)


def two_at_once(what: str, root: Path) -> Row:
    """Two builds of the same book begin at the same moment."""
    last = fingerprint(root / "site")
    command = [sys.executable, str(root.parent / "driver.py"), "", "0", str(root)]
    driver = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(command, cwd=root, env=driver, stdout=-3, stderr=-3) for _ in range(2)]
    return judged(what, root, last, sorted(each.wait() for each in both) in ([0, 0], [0, 1]), False)


def succeeds(**environment: str) -> Callable[[str, Path], Row]:
    """A disturbance that a build does not mind."""

    def disturbed(what: str, root: Path) -> Row:
        done = driven(root, **environment)
        return judged(what, root, {}, done.code == 0, done.waiting)

    return disturbed


DISTURBED: dict[str, Callable[[str, Path], Row]] = {
    **dict.fromkeys(STEPS, killed),
    "no room on the disk": disk_full,
    ".cache cannot be written": unwritable,
    "site is a file": site_is_a_file,
    "two builds at once": two_at_once,
    "a locale without Chinese": succeeds(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
    "a locale that is not there": succeeds(LC_ALL="xx_XX.big5", LANG="xx_XX"),
    "no git": succeeds(PATH="/nowhere"),
}


def main() -> int:
    """Disturb a build in every way and print what became of it; 0 when nothing was ever lost."""
    folder = Path(tempfile.mkdtemp(prefix="書 與 ")) / "the book"
    folder.mkdir()
    first = folder / "first"
    first.mkdir()
    write_book(first)
    chosen = sys.argv[1:] or list(DISTURBED)
    try:
        if (done := driven(first)).code:
            raise SystemExit(f"The book of two pages could not be built: {done.said}")
        print("".join(f"{cell:<{width}}" for cell, width in zip(HEAD, WIDTHS, strict=True)), flush=True)
        good = True
        for what in chosen:
            root = folder / "disturbed"
            shutil.copytree(first, root, symlinks=True)
            add_to(root / "docs" / "index.md", f"\n{LATER}。\n")
            row = DISTURBED[what](what, root)
            print(row, flush=True)
            good = good and row.good
            shutil.rmtree(root)
    finally:
        shutil.rmtree(folder.parent)
    return not good


if __name__ == "__main__":
    sys.exit(main())
