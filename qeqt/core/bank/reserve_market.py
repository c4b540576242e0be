"""The market for reserves: where liquidity stands on the banks' demand curve, spreads, stress.

Liquidity is reserves plus overnight reverse repo, over the assets of commercial banks. Reserves alone
mislead: in January 2023 they were lower than in October 2025, and there was no pressure, because reverse
repo still held two trillion dollars. Regimes: Afonso, Giannone, La Spada and Williams (New York Fed Staff
Report 1019); slope: Lopez-Salido and Vissing-Jorgensen (2023); September 2019: Anbil, Anderson and Senyuz
(FEDS Notes, 27 February 2020).
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers

SATIATED = 0.0
SLOPED = 1.0
SCARCE = 2.0
UNOBSERVED = 3.0


@dataclass
class ReserveMarket:
    """Ratios in percent of bank assets, spreads in basis points over the rate on reserves, monthly means."""

    reserves_to_bank_assets: Number
    liquidity_to_bank_assets: Number
    """Reserves plus overnight reverse repo."""
    regime: Number
    """0 satiated, 1 on the slope, 2 scarce, 3 below the data of the curve."""
    slope: Number
    """Basis points per log unit of liquidity, never positive."""
    effr_spread_bp: Number
    repo_spread_bp: Number
    stress_probability: Number
    """Chance that repo rates jump in the month, with the standing facility as it is."""
    stress_without_facility: Number
    """The same without a standing repo facility."""
    repo_peak_bp: Number
    """Spread of the worst day if stress breaks out: a day, not a monthly mean."""


@dataclass
class ReserveInputs:
    """What a month gives to the block, bn, and whether there is a standing repo facility (1 or 0)."""

    reserves: Number
    on_rrp: Number
    bank_assets: Number
    drain: Number
    """Reserves that leave within two business days (tax dates)."""
    settlement: Number
    """Treasury securities that settle in those days, net of redemptions."""
    standing_facility: Number


def demand_slope(x: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the slope of the demand curve, bp per log unit, at liquidity x (share of bank assets)."""
    satiation = parameters["satiation"]
    scarcity = parameters["scarcity"]
    steepness = parameters["demand_slope"]
    between = numbers.minimum(numbers.maximum((satiation - x) / (satiation - scarcity), 0.0), 1.0)
    beyond = numbers.maximum(scarcity - x, 0.0)
    return -steepness * between - parameters["demand_slope_growth"] * beyond


def scarcity_premium(x: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the integral of the slope over ln(liquidity) from satiation down to x, in basis points."""
    satiation = parameters["satiation"]
    scarcity = parameters["scarcity"]
    steepness = parameters["demand_slope"]
    middle = numbers.minimum(numbers.maximum(x, scarcity), satiation)
    low = numbers.minimum(x, scarcity)
    sloped = satiation * numbers.log(satiation / middle) - (satiation - middle)
    logs = numbers.log(scarcity / low)
    scarce = steepness * logs + parameters["demand_slope_growth"] * (scarcity * logs - (scarcity - low))
    return steepness / (satiation - scarcity) * sloped + scarce


def effr_spread(x: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the funds rate less the rate on reserves, bp: the level when satiated plus the premium."""
    return parameters["effr_spread_satiated"] + scarcity_premium(x, parameters, numbers)


def repo_spread(x: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the repo rate (SOFR) less the rate on reserves, bp: a hinge in logs, bending earlier."""
    tightness = numbers.maximum(numbers.log(parameters["repo_kink"] / x), 0.0)
    return parameters["repo_spread_satiated"] + parameters["repo_slope"] * tightness


def regime(x: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return 0 where banks are satiated, 1 on the slope, 2 where reserves are scarce, 3 below the data.

    ``observed_liquidity`` is the least of the years that the curve was fitted on: below it, spreads are the
    curve drawn on.
    """
    scarce = numbers.where(x < parameters["observed_liquidity"], UNOBSERVED, SCARCE)
    below = numbers.where(x < parameters["scarcity"], scarce, SLOPED)
    return numbers.where(x >= parameters["satiation"], SATIATED, below)


def shortage_of(x: Number, satiation: Number, numbers: Numbers) -> Number:
    """Return how far liquidity is below the point at which banks are satiated, as a share of it."""
    return numbers.maximum(1.0 - x / satiation, 0.0)


def stress_index(
    shortage: Number, reserves: Number, inputs: ReserveInputs, parameters: dict[str, Number]
) -> Number:
    """Return the log odds of a jump in repo rates without a facility: scarcity, drain, settlement."""
    return (
        parameters["stress_constant"]
        + parameters["stress_scarcity"] * shortage
        + parameters["stress_drain"] * inputs.drain / reserves
        + parameters["stress_settlement"] * inputs.settlement / reserves
    )


def probability(log_odds: Number, numbers: Numbers) -> Number:
    """Return the probability with those log odds."""
    return 1.0 / (1.0 + numbers.exp(-numbers.minimum(log_odds, 50.0)))


def peak_spread(
    shortage: Number, repo: Number, facility: Number, parameters: dict[str, Number], numbers: Numbers
) -> Number:
    """Return the repo spread of the worst day given stress, bp; a facility caps it near its own rate."""
    free = repo + parameters["stress_peak"] * shortage
    capped = numbers.minimum(free, parameters["facility_spread"])
    return free + (capped - free) * facility


def step(inputs: ReserveInputs, parameters: dict[str, Number], numbers: Numbers) -> ReserveMarket:
    """Return this month's ratios, spreads and chance of stress. The block has no memory."""
    reserves = numbers.maximum(inputs.reserves, 1.0e-9)
    x = (reserves + inputs.on_rrp) / inputs.bank_assets
    repo = repo_spread(x, parameters, numbers)
    shortage = shortage_of(x, parameters["satiation"], numbers)
    stress = stress_index(shortage, reserves, inputs, parameters)
    facility = inputs.standing_facility
    return ReserveMarket(
        100.0 * inputs.reserves / inputs.bank_assets,
        100.0 * x,
        regime(x, parameters, numbers),
        demand_slope(x, parameters, numbers),
        effr_spread(x, parameters, numbers),
        repo,
        probability(stress - parameters["stress_facility"] * facility, numbers),
        probability(stress, numbers),
        peak_spread(shortage, repo, facility, parameters, numbers),
    )
