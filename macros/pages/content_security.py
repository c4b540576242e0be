"""The policy header: each page names the scripts it may run and loads nothing from another host.

What a page holds is read by a parser, as a browser reads it; what the project does not know stops the build.
"""

import base64
import hashlib
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from macros.pages.page import FolderError, Page
from macros.text.foreign import as_read, foreign, styled

RECORD = Path(__file__).with_name("known_scripts.toml")
THEME = Path(__file__).resolve().parents[2] / "theme" / "assets" / "javascripts"
ROOT = re.compile(r'(?<=new URL\(")(?:\.|\.\.(?:/\.\.)*|/(?:[\w.-]+/?)*)(?=",location\))')
SOURCE = re.compile(r"(?:(?:\.\./)*|/(?:[\w.-]+/)*)assets/javascripts/(?P<name>[\w.-]+)(?:\?[0-9a-f]{8})?")
BUNDLE = re.compile(r"bundle\.[0-9a-f]{8}\.min\.js")
"""The theme's own script, on every page."""
DATA_BLOCKS = ("application/json", "application/ld+json")
FRAMES = "//iframe|//frame|//frameset|//object|//embed|//applet|//base|//portal|//fencedframe"
HANDLERS = "//@*[starts-with(name(), 'on')]"
# Letters small and without breaks, as a browser reads the beginning of an address.
ADDRESSES = (
    "//@srcdoc|//@*[contains(translate(., 'CIPRST\t\n\r', 'ciprst'), 'script:')"
    " or contains(translate(., 'DAT\t\n\r', 'dat'), 'data:')]"
)
NAMED = ("href", "xlink:href", "src", "action", "formaction", "data", "poster", "srcdoc", "ping")
STYLED = "//@*[contains(., '(') and (name()='style' or contains(., 'url'))]"
RUN = re.compile(r"(?!javascript:void\(0\)$)(?:java|vb|live)script:|data:(?!image/)", re.IGNORECASE)
"""Not the theme's own button to pass a search on, which runs nothing."""
# What a browser fetches by itself; a link that a reader may follow is not among it.
LOADED = (
    "//@src|//@poster|//@background|//object/@data|//@manifest|//@ping|//@*[name()='xlink:href'][not(parent::a)]"
    "|//*[self::use or self::image or self::feimage]/@href"
)
CANDIDATES = "//@srcset|//@imagesrcset"
HARMLESS = {"canonical", "alternate", "author", "license", "next", "prev", "search", "help", "me", "nofollow"}
"""Relations of a link that a browser does not fetch."""
ASKED = re.compile(
    r"""["'`](?!http://www\.w3\.org/\d{4}/[\w/]+["'`])((?:(?:https?|wss?|ftp):)?//[^"'`\s]+)"""
)
"""An address of another host in a script; the name of a kind of XML is none, and nothing fetches it."""


@cache
def known_scripts() -> frozenset[str]:
    """Every script that may stand in a page itself, the way to the root left open."""
    entries = tomllib.loads(RECORD.read_text(encoding="utf-8"))["script"]
    return frozenset(entry["text"] for entry in entries)


def signature(script: str) -> str:
    """How a policy names one inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def tree_of(page: Page) -> Any:
    """The page as a parser reads it; a file without anything in it is an empty page."""
    try:
        return lxml_html.document_fromstring(page.html.replace("\0", ""))
    except etree.ParserError:
        return lxml_html.document_fromstring("<html></html>")


def inline_scripts(tree: Any) -> list[str]:
    """What stands in the page itself and would be run."""
    scripts = tree.xpath("//script[not(@src)]")
    return [each.text or "" for each in scripts if each.get("type", "").lower() not in DATA_BLOCKS]


def secure(page: Page) -> None:
    """Stop at what a page of the book never holds, then give it its policy."""
    tree = tree_of(page)
    refuse_unknown(page, tree)
    refuse_foreign_hosts(page, tree)
    set_policy(page, tree)


def set_policy(page: Page, tree: Any = None, also: Collection[str] = ()) -> None:
    """Add the policy as the first thing the page says after its character set.

    It signs the scripts of the known list that stand on the page, and `also` those that the caller wrote.
    Raises FolderError for any other.
    """
    scripts = inline_scripts(tree_of(page) if tree is None else tree)
    for script in scripts:
        if script not in also and ROOT.sub("{root}", script) not in known_scripts():
            raise FolderError(
                f"{page.address}: a script that nobody knows: {shown(script)}; see {RECORD.name}"
            )
    signed = " ".join(sorted({signature(script) for script in scripts}))
    policy = (
        f"default-src 'none'; script-src 'self' {signed}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; manifest-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'"
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page.html = page.html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n      {tag}', 1)


def refuse_unknown(page: Page, tree: Any) -> None:
    """Stop at what a page of the book never holds: frames, refreshes, handlers, addresses that run something.

    Scripts in the page itself are the policy's; those with an address are held to the theme's folder here.
    """
    for element in tree.xpath(FRAMES):
        raise FolderError(f"{page.address}: <{element.tag}>: a page holds no frame and no other base")
    for element in tree.xpath("//meta[@http-equiv]"):
        raise FolderError(
            f"{page.address}: <meta http-equiv={element.get('http-equiv')}>: a page sends nobody on"
        )
    for handler in tree.xpath(HANDLERS):
        name = handler.attrname
        raise FolderError(f'{page.address}: {name}="{shown(handler)}": a script stands in no attribute')
    for address in tree.xpath(ADDRESSES):
        runs = address.attrname in NAMED and RUN.match(as_read(address))
        if runs or address.attrname == "srcdoc":
            raise FolderError(
                f'{page.address}: {address.attrname}="{shown(address)}": an address runs nothing'
            )
    for address in tree.xpath("//script/@src|//script/@href|//script/@*[name()='xlink:href']"):
        found = SOURCE.fullmatch(address)
        if not found or not (BUNDLE.fullmatch(found["name"]) or (THEME / found["name"]).is_file()):
            raise FolderError(f"{page.address}: a script that nobody knows: {shown(address)}")


def shown(text: str) -> str:
    """As much of a text as a line of a message holds."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def loaded(tree: Any) -> Iterator[str]:
    """Every address that a browser fetches by itself."""
    yield from tree.xpath(LOADED)
    for candidates in tree.xpath(CANDIDATES):
        yield from (candidate.split()[0] for candidate in candidates.split(",") if candidate.strip())
    for link in tree.xpath("//link[@href]"):
        if not set(link.get("rel", "").lower().split()) <= HARMLESS:
            yield link.get("href")
    for style in [*tree.xpath(STYLED), *tree.xpath("//style/text()")]:
        yield from styled(style)


def refuse_foreign_hosts(page: Page, tree: Any = None) -> None:
    """Stop when the page would load anything from another host."""
    for address in loaded(tree_of(page) if tree is None else tree):
        if foreign(address):
            raise FolderError(f"{page.address}: would load {address} from another host")


def refuse_foreign_styles(sheets: Iterable[Path]) -> None:
    """Stop when a style sheet would load anything from another host."""
    for sheet in sheets:
        for address in styled(sheet.read_text(encoding="utf-8")):
            raise FolderError(f"{sheet.name}: would load {address} from another host")


def refuse_foreign_scripts(scripts: Iterable[Path]) -> None:
    """Stop when a script, the theme's own aside, would ask another host for anything."""
    for script in scripts:
        if BUNDLE.fullmatch(script.name):
            continue
        if found := ASKED.search(script.read_text(encoding="utf-8")):
            raise FolderError(f"{script.name}: would ask {found[1]} of another host")
