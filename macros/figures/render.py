"""From a figure to its two pictures; drawn once, kept in .cache/figures while nothing in them changed."""

import json
from functools import cache
from threading import RLock

from macros.figures import svg
from macros.figures.figure import Figure
from macros.figures.theme import Layout
from macros.kept import build_cache, store

KIND = "figures"
ONE_THEME = RLock()
"""Altair's theme is one for the process: figures that threads draw are written one after another."""


@cache
def _made_by() -> str:
    """Name what besides the specification decides how a picture looks: our own clean-up and the libraries."""
    return store.key(store.code(svg), store.libraries())


def specification(figure: Figure, layout: Layout) -> str:
    """Return the Vega-Lite specification with its data, as text that is the same for the same picture.

    Altair's check of every part against its schema is left out here; a test makes it.
    """
    import altair as alt
    from altair.utils.schemapi import debug_mode

    from macros.figures import style

    with ONE_THEME, debug_mode(False), alt.theme.enable(style.NAME, small=layout.small, label=layout.label):
        plain = figure.draw(layout).to_dict(validate=False)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def kept_specification(figure: Figure, layout: Layout) -> str:
    """Return the specification of a figure, kept while nothing in it changed."""
    return build_cache.once(
        f"specification {figure.name}.{layout.name}", lambda: specification(figure, layout)
    )


def picture(figure: Figure, layout: Layout) -> str:
    """Draw a figure in a layout; raises PictureError when a label does not fit."""
    name = f"{figure.name}.{layout.name}"
    spec = kept_specification(figure, layout)
    return build_cache.once(f"picture {name}", lambda: drawn(figure, layout, spec))


def drawn(figure: Figure, layout: Layout, spec: str) -> str:
    """Draw a figure's specification; raises PictureError when a label does not fit."""

    def draw() -> str:
        import vl_convert

        clean = svg.tidy(vl_convert.vegalite_to_svg(spec), figure.name, layout.name)
        svg.refuse_bad_labels(clean, figure.name, layout.name)
        return clean

    of = store.key(figure.name, str(layout), spec, _made_by())
    return store.once(KIND, f"{figure.name}.{layout.name}", of, draw)
