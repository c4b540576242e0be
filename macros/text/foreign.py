"""Which addresses would ask another host, in HTML and in styles, each read as a browser reads it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

CSS_ADDRESS = re.compile(
    r"""(?:url\(\s*["']?|@import\s*["']|image-set\((?:[^()]|\([^()]*\))*?["'])\s*((?:[a-z][a-z0-9+.-]*:|//)[^"')\s]*)""",
    re.IGNORECASE,
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")


def as_read(address: str) -> str:
    """An address as a browser reads it: no tab or break inside, no blank around, a backslash a slash."""
    return re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(0x21)))).replace("\\", "/")


def foreign(address: str) -> bool:
    """Whether loading this address would ask another host."""
    try:
        place = urlsplit(as_read(address))
    except ValueError:
        return True
    return bool(place.netloc) or place.scheme not in ("", "data", "mailto")


def styled(style: str) -> Iterator[str]:
    """Every address of another host that a style would load, escapes read as a browser reads them."""
    plain = CSS_ESCAPE.sub(lambda found: chr(int(found[1], 16) % 0x110000) if found[1] else found[2], style)
    plain = CSS_COMMENT.sub(" ", plain)
    yield from (address for address in CSS_ADDRESS.findall(plain) if foreign(address))
