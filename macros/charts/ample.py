"""What the balance sheet comes to where the rule for ample reserves goes on for sixty years."""

from functools import cache

from macros.figures.results import Result, result, stamp
from qeqt import runs
from qeqt.results import Results

PLAN = "fed_2025_reserve_management"
MONTHS = 720


@cache
def _sixty_years() -> Results:
    return runs.run(PLAN, MONTHS, keep_ladders=False)


@result("ample_assets_share")
def ample_assets_share() -> Result:
    """Return total assets after sixty years of the rule, percent of nominal GDP."""
    found = _sixty_years()
    opening = runs.opening_of(runs.scenario_record(PLAN).opening)
    gdp = runs.environment_of(found.bank, opening.month, MONTHS).paths["gdp"]
    return Result(
        label="照充裕準備金的規則走六十年，總資產占名目 GDP",
        value=100.0 * found.columns["total_assets"][MONTHS - 1] / gdp[MONTHS],
        unit="percent",
        places=0,
        run=stamp(found),
        when=found.months[MONTHS - 1],
    )
