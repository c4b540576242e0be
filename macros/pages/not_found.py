"""The page for what is not there, where nobody said at which address the site stands: right at any depth.

It carries its sheets in itself, and looks for the site's root above the address that was asked for.
"""

import re
from pathlib import Path

from macros.pages.page import Page

ADDRESS = "404.html"
SHEET = re.compile(r'<link rel="stylesheet" href="/(?P<place>assets/stylesheets/[\w.-]+\.css)">')
SEARCH = (
    '(async()=>{const parts=location.pathname.split("/").slice(1,-1);for(let n=parts.length;n>=0;n-=1){'
    'const root="/"+parts.slice(0,n).map(each=>each+"/").join("");'
    'const found=await fetch(root+"manifest.webmanifest",{method:"HEAD"}).catch(()=>null);'
    "if(found&&found.ok){for(const link of document.querySelectorAll('a[href^=\"/\"]'))"
    'link.setAttribute("href",root+link.getAttribute("href").slice(1));return}}})()'
)
"""Leads every link of the page from the root that it finds."""


def stand_anywhere(page: Page, folder: Path) -> None:
    """Have the page for what is not there look right, and lead on, below whatever path the site is served."""
    if page.address != ADDRESS:
        return

    def inlined(found: re.Match[str]) -> str:
        return f"<style>{(folder / found['place']).read_text(encoding='utf-8')}</style>"

    page.html = SHEET.sub(inlined, page.html).replace("</body>", f"<script>{SEARCH}</script></body>", 1)
