"""Experiments on hikes: which rise of the funds rate does as much as a run-off."""

from __future__ import annotations

from typing import Any

from qeqt.core.economy import term_premium
from qeqt.study.evidence import laboratory as lab
from qeqt.study.evidence import plans

Inputs = dict[str, Any]


def conversion(inputs: Inputs, name: str) -> float:
    """Return the conversion from the funds rate to the long yield: the row's number, or the parameter's."""
    stated = inputs.get("long_to_short_conversion")
    return float(stated) if isinstance(stated, (int, float)) else lab.parameters()[name]


def equivalent_funds_rate_hike(inputs: Inputs) -> float:
    """Return the hike with the same ten-year yield, bp."""
    return term_premium.hike_with_same_yield(
        plans.rolloff_effect(inputs), conversion(inputs, "conversion_same_yield")
    )


def equivalent_sustained_hike(inputs: Inputs) -> float:
    """Return the sustained hike with the same outcome for output, bp."""
    return term_premium.hike_with_same_outcome(
        plans.rolloff_effect(inputs), conversion(inputs, "conversion_same_outcome")
    )
