"""The policy signs what stands on a known list; whatever else a page would run or load stops the build."""

import tomllib
from pathlib import Path

import pytest

from macros.pages import content_security
from macros.pages.content_security import (
    RECORD,
    refuse_foreign_hosts,
    refuse_foreign_scripts,
    refuse_foreign_styles,
    secure,
    signature,
)
from macros.pages.page import FolderError, Page
from tests.book import ROOT

HEAD = '<!doctype html><html><head><meta charset="utf-8">'
KNOWN = [entry["text"] for entry in tomllib.loads(RECORD.read_text(encoding="utf-8"))["script"]]


def page(body: str, head: str = "", path: str = "qe/what/index.html") -> Page:
    return Page(Path(path), f"{HEAD}{head}</head><body>{body}</body></html>")


@pytest.mark.parametrize("root", [".", "../..", "/", "/qeqt/"])
def test_known_scripts_are_signed_whatever_the_way_to_the_root_and_data_are_not(root: str) -> None:
    scripts = [text.replace("{root}", root) for text in KNOWN]
    tags = "".join(f"<script>{script}</script>" for script in scripts)
    one = page(tags + '<script type="application/json" id="__config">{"a": 1}</script>')
    secure(one)
    assert all(signature(script) in one.html for script in scripts)
    assert one.html.count("sha256-") == len(scripts)
    assert one.html.index("Content-Security-Policy") < one.html.index("<script>")


def test_a_signature_is_that_of_the_specification() -> None:
    # The example of the Content Security Policy specification.
    assert signature("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_the_scripts_of_the_theme_folder_are_on_the_list() -> None:
    for template in (ROOT / "theme").rglob("*.html"):
        tree = content_security.tree_of(Page(Path("x.html"), template.read_text(encoding="utf-8")))
        assert {*content_security.inline_scripts(tree)} <= {*KNOWN}, template


UNKNOWN = [
    "<script>alert(1)</script>",
    f"<script>{KNOWN[0]};alert(1)</script>",
    f"<script>{KNOWN[0].replace('{root}', 'https://elsewhere.example/')}</script>",
    "<script data-src=x>alert(1)</script>",
    "<script type=module>import('./x.js')</script>",
    "<SCRIPT type=text/plain>x</SCRIPT>",
    "<svg><script>alert(1)</script></svg>",
    "<script src=../../page.js></script>",
    '<script src="../../assets/javascripts/nobody.js"></script>',
    "<script src=https://cdn.example/assets/javascripts/figure.js></script>",
    '<script src="data:text/javascript,alert(1)"></script>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    "<iframe src=x.html></iframe>",
    "<object data=x.svg></object>",
    "<embed src=x.svg>",
    "<base href=../>",
    '<meta http-equiv="refresh" content="0; url=https://elsewhere.example">',
    "<meta http-equiv=set-cookie content=a=b>",
    "<img src=x.png onerror=alert(1)>",
    '<div id="event-x" onclick="alert(1)">',
    '<svg onload="alert(1)"></svg>',
    "<a href=javascript:alert(1)>x</a>",
    '<a href=" JavaScript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    "<a href='javascript:void(0);alert(1)'>x</a>",
    "<form action=javascript:alert(1)></form>",
    '<a href="data:text/html,x">x</a>',
    '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
]


@pytest.mark.parametrize("tag", UNKNOWN)
def test_what_nobody_knows_stops_the_build_with_the_page_named(tag: str) -> None:
    with pytest.raises(FolderError, match=r"^qe/what/: "):
        secure(page(tag))


FOREIGN = [
    '<script src="https://cdn.example/a.js"></script>',
    '<img alt="x" src="//cdn.example/a.png">',
    "<img src=https://cdn.example/a.png>",
    "<img/src=https://cdn.example/a.png>",
    '<img src="/\\cdn.example/a.png">',
    '<img src=" https://cdn.example/a.png">',
    '<img src="ht&#9;tps://cdn.example/a.png">',
    "<img srcset='a.png 1x, https://cdn.example/b.png 2x'>",
    "<video poster=//cdn.example/a.png></video>",
    '<link rel="stylesheet" href="https://fonts.example/css">',
    "<link rel=stylesheet href=https://fonts.example/css>",
    '<link href="https://fonts.example" rel="preconnect">',
    '<link href="https://fonts.example" rel="alternate stylesheet">',
    "<a ping=https://count.example href=x>x</a>",
    '<svg><use xlink:href="https://cdn.example/a.svg#x"/></svg>',
    '<svg><image href="https://cdn.example/a.png"/></svg>',
    '<p style="background: url(https://cdn.example/a.png)">',
    "<p style='background:URL( //cdn.example/a.png )'>",
    '<p style="background:url(\\68 ttps://cdn.example/a.png)">',
    "<p style=\"background:image-set('a.png' 1x, 'https://cdn.example/b.png' 2x)\">",
    '<rect fill="url(https://cdn.example/a.svg#x)"/>',
    "<style>@import'https://fonts.example/css';</style>",
    "<style>@import/**/url(//fonts.example/css);</style>",
]


@pytest.mark.parametrize("tag", FOREIGN)
def test_a_page_that_would_load_from_another_host_is_refused(tag: str) -> None:
    with pytest.raises(FolderError, match=r"qe/what/: would load .* from another host"):
        refuse_foreign_hosts(page(tag))


def test_a_link_that_a_reader_may_follow_is_no_load() -> None:
    secure(
        page(
            '<a href="https://www.example.org/?u=url(x)">a</a><a href="mailto:a@b.example">b</a>'
            '<img src="data:image/png;base64,AAAA"><svg><rect fill="url(#a)"/></svg><a href="#x">c</a>'
            '<a href="javascript:void(0)" title="分享"></a><p title="script: data: on">d</p>',
            '<link rel="canonical" href="https://b.example/"><link rel="icon" href="../../a.png">',
        )
    )


def test_a_file_of_the_owner_without_anything_in_it_loads_nothing() -> None:
    refuse_foreign_hosts(Page(Path("empty.html"), ""))


def test_a_style_sheet_that_would_load_from_another_host_is_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text("b{background:url('data:image/svg+xml;x')}", encoding="utf-8")
    refuse_foreign_styles([sheet])
    sheet.write_text("@import 'https://fonts.example/a.css';", encoding="utf-8")
    with pytest.raises(FolderError, match=r"a\.css"):
        refuse_foreign_styles([sheet])


def test_a_script_that_would_ask_another_host_is_refused(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_text(
        '// see https://www.example.org\nfetch("./a.json")\nconst n = 4 // 2\n'
        'document.createElementNS("http://www.w3.org/2000/svg", "svg")',
        encoding="utf-8",
    )
    refuse_foreign_scripts([script])
    for address in ('"https://cdn.example/a.json"', "`//cdn.example/${name}`", "'wss://cdn.example'"):
        script.write_text(f"fetch({address})", encoding="utf-8")
        with pytest.raises(FolderError, match=r"a\.js: would ask .*cdn\.example"):
            refuse_foreign_scripts([script])
