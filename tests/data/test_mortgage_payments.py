"""The monthly payments of the worked example follow from the rates that the book prints."""

import pytest

from qeqt import data

BORROWED, MONTHS = 10_000_000, 360
HALF_STEP = 0.125


def payment(rate: float) -> float:
    """What a level-payment loan costs a month, at a rate in percent a year."""
    monthly = rate / 1200
    return BORROWED * monthly / (1 - (1 + monthly) ** -MONTHS)


@pytest.mark.parametrize("year", ["2021", "2026"])
def test_a_payment_is_that_of_the_rate_of_its_year(year: str) -> None:
    facts = data.facts()
    assert facts[f"mortgage_payment_{year}"].value == round(payment(facts[f"tw_mortgage_{year}"].value))


def test_half_a_step_more_costs_what_the_book_says() -> None:
    facts = data.facts()
    rate = facts["tw_mortgage_2026"].value
    assert facts["mortgage_payment_half_step"].value == round(payment(rate + HALF_STEP) - payment(rate))
