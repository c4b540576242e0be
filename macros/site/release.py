"""A release: tag, package, changelog and citation name one version, or nothing is built."""

import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from macros.text.changelog import Release, releases
from macros.text.errors import VerbError
from qeqt import __version__

ROOT = Path(__file__).resolve().parents[2]
NOTES = "NOTES.md"


class ReleaseError(VerbError):
    """What would be released goes by two versions, or could not be built."""


def newest(root: Path = ROOT) -> Release:
    """The newest dated section of the changelog; ReleaseError where there is none."""
    found = next(releases((root / "CHANGELOG.md").read_text(encoding="utf-8")), None)
    if found is None:
        raise ReleaseError('CHANGELOG.md: no section "## 1.2.3 (2026-12-31)"; a release needs one')
    return found


def disagreements(tag: str = "", root: Path = ROOT, package: str = __version__) -> list[str]:
    """A line for each place that names another version or day than the changelog's newest section."""
    section = newest(root)
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    said = [
        ("qeqt/version.py: __version__", package, section.name),
        ("CITATION.cff: version", str(cited.get("version")), section.name),
        ("CITATION.cff: date-released", str(cited.get("date-released")), section.day.isoformat()),
    ]
    if tag:
        said.append(("tag", tag, f"v{section.name}"))
    return [
        f"{place} is {found!r}; CHANGELOG.md's newest section needs {needed!r}"
        for place, found, needed in said
        if found != needed
    ]


def release(tag: str = "", root: Path = ROOT) -> str:
    """Build wheel and source archive into dist/, with the release's notes; a line that says which.

    Raises ReleaseError when versions disagree or the build fails.
    """
    if found := disagreements(tag, root):
        raise ReleaseError("\n".join(found))
    folder = root / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"hatchling build: {done.stderr.strip() or done.stdout.strip()}")
    (folder / NOTES).write_text(newest(root).text + "\n", encoding="utf-8")
    return "\n".join(f"dist/{file.name}" for file in sorted(folder.iterdir()))
