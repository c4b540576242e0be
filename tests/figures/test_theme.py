"""The palette: read by everybody, told apart by everybody."""

import itertools
import math
import re

import pytest

from macros.figures import theme
from macros.figures.theme import DARK, LIGHT, TOKENS_CSS, palette

BANKS = ("fed", "ecb", "boe", "boj", "cbc")
TEXT = ("ink", "ink-soft", "accent", "qe", "qt", *BANKS, *(f"series-{n}" for n in range(1, 7)))

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SIGHT = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    light, dark = sorted(
        (
            sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
            for colour in (one, other)
        ),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb):
    red, green, blue = (min(1, max(0, part)) for part in rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def distance(one, other, sight):
    seen = [
        oklab([sum(w * c for w, c in zip(row, linear(colour), strict=True)) for row in SIGHT[sight]])
        for colour in (one, other)
    ]
    return 100 * math.dist(*seen)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("token", TEXT)
def test_every_colour_that_writes_is_read_on_paper(scheme, token):
    assert contrast(palette()[scheme][token], palette()[scheme]["paper"]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(
    "family",
    [BANKS, ("qe", "qt"), tuple(f"series-{n}" for n in range(1, 7))],
    ids=["banks", "policies", "series"],
)
def test_colours_of_one_chart_are_told_apart_by_colour_blind_readers(scheme, sight, family):
    for one, other in itertools.combinations(family, 2):
        assert distance(palette()[scheme][one], palette()[scheme][other], sight) > 7, (one, other)


def test_both_schemes_and_print_name_the_same_colours():
    text = TOKENS_CSS.read_text(encoding="utf-8")
    blocks = [set(re.findall(r"--qeqt-([\w-]+):", body)) for body in re.findall(r"\{([^{}]*)\}", text)]
    assert len(blocks) == 3
    assert blocks[0] == blocks[1] == blocks[2]


def test_a_colour_is_asked_for_by_name():
    assert theme.colour("fed") == "var(--qeqt-fed)"
    with pytest.raises(KeyError, match="nearest: series-1"):
        theme.colour("serie-1")


def test_a_han_character_is_one_em_and_a_latin_letter_about_half():
    assert theme.em_width("聯準會", 10) == 30
    assert theme.em_width("Fed", 10) == pytest.approx(16.8)
