"""The licences of the code that the site serves: which packages it is made of, and their texts in one file.

Texts come from the packages themselves: those of Python from what is installed, those of JavaScript from
npm, in the versions that the charts library and the theme were bundled from.
"""

import json
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

from macros.text.errors import VerbError

FILE = Path(__file__).resolve().parents[2] / "theme" / "assets" / "licences.txt"
PYTHON = ("mkdocs-material", "mkdocs")
"""Whose scripts, styles and templates the pages carry."""
ICONS = ("fontawesome", "material", "octicons", "simple")
"""The theme's sets of icons, each with its own licence."""
BUNDLED = re.compile(rb"npm/([a-z0-9.-]{1,40})@([0-9]+\.[0-9]+\.[0-9]+)/")
IN_THE_THEME = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)")
INSIDE = {
    "clipboard": ("delegate", "good-listener", "select", "tiny-emitter"),
    "vega-embed": ("fast-json-patch", "semver"),
}
"""What these packages carry within their own bundle."""
NAMES = ("LICENSE", "LICENCE", "COPYING", "UNLICENSE")
RULE = "=" * 78


@dataclass(frozen=True, order=True)
class Package:
    """A package whose code is served, the version that its text was read from, and the text."""

    name: str
    version: str
    licence: str
    text: str


def home_of(package: str) -> Path:
    """Return the folder of an installed package; VerbError when it is not installed."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise VerbError(f"{package} is not installed: make site sets everything up")
    return Path(found.origin).parent


def in_the_charts() -> dict[str, str]:
    """Return package -> version of the charts library, as the library that bundles it names its sources."""
    found: dict[str, list[str]] = defaultdict(list)
    for binary in sorted(home_of("vl_convert").iterdir()):
        if binary.suffix in (".so", ".pyd"):
            for name, version in set(BUNDLED.findall(binary.read_bytes())):
                found[name.decode()].append(version.decode())
    return {name: max(versions, key=number) for name, versions in found.items()}


def in_the_theme() -> set[str]:
    """Return the packages of the theme's script bundle, as its source map names them."""
    scripts = home_of("material") / "templates" / "assets" / "javascripts"
    found: set[str] = set()
    for file in scripts.glob("bundle.*.js.map"):
        sources = json.loads(file.read_text(encoding="utf-8"))["sources"]
        found |= {match[1] for source in sources if (match := IN_THE_THEME.search(source))}
    return found


def number(version: str) -> tuple[int, ...]:
    """Return a version as numbers, to be compared."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def needed() -> dict[str, str]:
    """Return npm package -> version whose licence must be served, "" where no version is named."""
    found = {**dict.fromkeys(in_the_theme(), ""), **in_the_charts()}
    inner = [name for outer, names in INSIDE.items() if outer in found for name in names]
    return {**dict.fromkeys(inner, ""), **found}


def of_python() -> Iterator[Package]:
    """The installed packages of Python, with every licence file that they bring."""
    for name in PYTHON:
        found = distribution(name)
        files = [file for file in found.files or () if re.search(r"(?i)licen[cs]e", file.name)]
        files = [file for file in files if "dist-info" in str(file) or "reference" in file.name]
        text = "\n\n".join(file.read_text(encoding="utf-8").strip() for file in files)
        said = [found.metadata[key] for key in ("License-Expression", "License") if key in found.metadata]
        yield Package(found.metadata["Name"], found.version, said[0].splitlines()[0] if said else "", text)


def of_icons() -> Iterator[Package]:
    """The theme's sets of icons, whose drawings stand in the pages."""
    for name in ICONS:
        files = sorted((home_of("material") / "templates" / ".icons" / name).glob("LICENSE*"))
        text = "\n\n".join(file.read_text(encoding="utf-8").strip() for file in files)
        yield Package(f"icons: {name}", distribution(PYTHON[0]).version, "", text)


def of_npm(wanted: dict[str, str], folder: Path) -> Iterator[Package]:
    """The packages of JavaScript, fetched by npm into a folder without running anything of theirs."""
    asked = {name: version or "*" for name, version in wanted.items()}
    install(asked, folder)
    for name in sorted(asked):
        home = folder / "node_modules" / name
        said = json.loads((home / "package.json").read_text(encoding="utf-8"))
        yield Package(name, said["version"], str(said.get("license", "")), licence_text(home, said))


def install(asked: dict[str, str], folder: Path) -> None:
    """Have npm put packages into a folder; one whose version is gone is taken in the nearest later one."""
    said = ""
    for _ in range(len(asked)):
        (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": asked}), "utf-8")
        done = subprocess.run(
            ["npm", "install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"],
            cwd=folder, capture_output=True, text=True,
        )  # fmt: skip
        gone = re.search(r"No matching version found for ([a-z0-9.-]+)@(\d[0-9.]*\d)", done.stderr)
        if not done.returncode:
            return
        if not gone or asked.get(gone[1], "").startswith("^"):
            said = done.stderr
            break
        asked[gone[1]] = f"^{gone[2]}"
    raise VerbError(f"npm could not install the packages of the charts library: {said.strip()[-400:]}")


def licence_text(home: Path, said: dict[str, object]) -> str:
    """Return a package's licence: its file, else what its description and its readme say."""
    files = sorted(file for file in home.iterdir() if file.name.upper().startswith(NAMES))
    if files:
        return "\n\n".join(file.read_text(encoding="utf-8").strip() for file in files)
    readme = next((file for file in home.iterdir() if file.name.lower().startswith("readme")), None)
    section = re.search(r"(?is)\n#+\s*licen[cs]e\s*\n(.*)", readme.read_text("utf-8")) if readme else None
    author = said.get("author")
    named = author.get("name") if isinstance(author, dict) else author
    lines = [
        f"License: {said.get('license')}",
        f"Author: {named}" if named else "",
        section[1] if section else "",
    ]
    return "\n".join(line.strip() for line in lines if line)


def printed(packages: Iterable[Package]) -> str:
    """Return the file: what is served, then every text once, under the packages that it is of."""
    packages = sorted(packages, key=lambda package: package.name.lower())
    texts: dict[str, list[Package]] = defaultdict(list)
    for package in packages:
        texts["\n".join(line.rstrip() for line in package.text.splitlines())].append(package)
    lines = [f"{each.name} {each.version}  {each.licence}".rstrip() for each in packages]
    parts = [
        "Third-party code that this site serves, and its licences. Made by: make licences\n\n"
        + "\n".join(lines)
    ]
    for text, owners in texts.items():
        parts.append("\n".join([RULE, ", ".join(f"{each.name} {each.version}" for each in owners), "", text]))
    return "\n\n".join(parts) + "\n"


def licences() -> str:
    """Make the file anew; a line that says what is in it."""
    with tempfile.TemporaryDirectory() as scratch:
        packages = [*of_python(), *of_icons(), *of_npm(needed(), Path(scratch))]
    if empty := [package.name for package in packages if not package.text.strip()]:
        raise VerbError(f"no licence text found in {', '.join(empty)}")
    FILE.write_text(printed(packages), encoding="utf-8")
    return f"{len(packages)} packages: {FILE}"
