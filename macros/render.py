"""From a figure to its two pictures; drawn once, kept in .cache/figures while nothing in them changed."""

import hashlib
import json
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

from macros import svg, theme, warm
from macros.figure import Figure
from macros.theme import Layout

CACHE = Path(__file__).resolve().parents[1] / ".cache" / "figures"


@cache
def _code() -> str:
    """What besides the specification decides how a picture looks: our own clean-up and the libraries."""
    text = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (svg, theme))
    return text + version("vl-convert-python") + version("altair")


def specification(figure: Figure, layout: Layout) -> str:
    """Return the Vega-Lite specification with its data, as text that is the same for the same picture.

    The rows are plain data already: Altair need not turn each of their cells into plain data again.
    """
    from altair import Undefined
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):
        picture = figure.draw(layout)
        rows, picture["datasets"] = picture["datasets"], Undefined
        plain = picture.to_dict(validate=False) | {"datasets": rows}
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


_DRAWN: dict[str, str] = {}


def drawn() -> dict[str, str]:
    """Return the specification of every picture drawn so far: "name.layout" -> Vega-Lite."""
    return dict(_DRAWN)


def picture(figure: Figure, layout: Layout) -> str:
    """Draw a figure in a layout; raises PictureError when a label does not fit."""
    name = f"{figure.name}.{layout.name}"
    spec = warm.once(f"specification {name}", lambda: specification(figure, layout))
    _DRAWN[name] = spec
    return warm.once(f"picture {name}", lambda: _svg(figure, layout, spec))


def _svg(figure: Figure, layout: Layout, spec: str) -> str:
    key = hashlib.sha256(f"{figure.name}\n{layout}\n{spec}\n{_code()}".encode()).hexdigest()[:32]
    kept = CACHE / f"{key}.svg"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    import vl_convert

    clean = svg.tidy(vl_convert.vegalite_to_svg(spec), figure.name, layout.name)
    svg.refuse_bad_labels(clean, figure.name, layout.name)
    CACHE.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_text(clean, encoding="utf-8")
    fresh.replace(kept)
    return clean
