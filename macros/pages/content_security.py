"""The policy header: each page names the scripts it may run and loads nothing from another host."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from macros.pages.page import FolderError, Page

INLINE = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.DOTALL)
DATA_BLOCK = re.compile(r'type="application/(?:ld\+)?json"')
# What a browser fetches by itself; a link that a reader may follow is not among it.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|track|object|input|use|image)\b[^>]*?"""
    r"""\s(?:src|srcset|poster|data|href|xlink:href)=["']([^"']+)["']"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|icon|apple-touch-icon|preload|modulepreload|preconnect|dns-prefetch|manifest))"""
    r"""[^>]*\shref=["']([^"']+)["']""",
    re.IGNORECASE,
)
CSS_ADDRESS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')]+)""", re.IGNORECASE)


def signature(script: str) -> str:
    """How a policy names one inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def set_policy(page: Page) -> None:
    """Add the policy as the first thing the page says after its character set."""
    scripts = [body for attributes, body in INLINE.findall(page.html) if not DATA_BLOCK.search(attributes)]
    signed = " ".join(sorted({signature(script) for script in scripts}))
    policy = (
        f"default-src 'none'; script-src 'self' {signed}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; manifest-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'"
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page.html = page.html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n      {tag}', 1)


def foreign(address: str) -> bool:
    """Whether loading this address would ask another host."""
    return bool(urlsplit(address).netloc)


def refuse_foreign_hosts(page: Page) -> None:
    """Stop when the page would load anything from another host."""
    for found in LOADED.finditer(page.html):
        address = found.group(1) or found.group(2)
        if foreign(address):
            raise FolderError(f"{page.address}: would load {address} from another host")


def refuse_foreign_styles(sheets: Iterable[Path]) -> None:
    """Stop when a style sheet would load anything from another host."""
    for sheet in sheets:
        if found := CSS_ADDRESS.search(sheet.read_text(encoding="utf-8")):
            raise FolderError(f"{sheet.name}: would load {found.group(1)} from another host")
