"""What a run says of itself where its answers lie outside the data that its equations were fitted on."""

from __future__ import annotations

from qeqt.core.number import Number, Numbers


def unobserved_liquidity(
    names: list[str], columns: dict[str, list[Number]], parameters: dict[str, Number], numbers: Numbers
) -> list[str]:
    """Return a caution for each stretch of months in which liquidity is scarcer than in the data.

    The demand curve for reserves was fitted on what banks held in 2018-2025; below the least of it, spreads
    and the chance of stress are the curve drawn on. ``names``: the months; liquidity in percent.
    """
    if "liquidity_to_bank_assets" not in columns or "observed_liquidity" not in parameters:
        return []
    held = columns["liquidity_to_bank_assets"]
    bound = 100.0 * numbers.largest(parameters["observed_liquidity"])
    found: list[str] = []
    first = ""
    last = ""
    least = bound
    for t in range(len(held)):
        lowest = -numbers.largest(-held[t])
        if lowest < bound:
            if first == "":
                first = names[t]
                least = lowest
            last = names[t]
            least = min(least, lowest)
        elif first != "":
            found.append(liquidity_caution(first, last, least, bound))
            first = ""
    if first != "":
        found.append(liquidity_caution(first, last, least, bound))
    return found


def beyond_data(moves: dict[str, Number], observed: dict[str, list[float]], numbers: Numbers) -> list[str]:
    """Return a caution for each move to a value that the bank never decided and no data have shown."""
    found: list[str] = []
    for name in moves:
        if name in observed:
            value = moves[name]
            low = observed[name][0]
            high = observed[name][1]
            highest = numbers.largest(value)
            lowest = -numbers.largest(-value)
            if highest > high:
                found.append(never(name, highest, low, high))
            elif lowest < low:
                found.append(never(name, lowest, low, high))
    return found


def never(name: str, value: float, low: float, high: float) -> str:
    """Return the caution of a move beyond the data, in words."""
    return (
        f"{name} is {value:.2f}, data go from {low:.2f} to {high:.2f}; "
        "the answer is the model drawn on, no estimate"
    )


def liquidity_caution(first: str, last: str, least: float, bound: float) -> str:
    """Return the caution of a stretch of months, in words."""
    return (
        f"{first} to {last}: reserves and reverse repo are as low as {least:.2f}% of bank assets, below the "
        f"{bound:.2f}% that the demand curve's data reach; "
        "spreads and stress are the curve drawn on, no estimate"
    )
