"""A number of the model that a chapter prints."""

from macros.figures.results import Result, result, run, stamp


@result("example_reserves_end")
def example_reserves_end() -> Result:
    """Return reserves at the end of the capped run-off."""
    found = run("fed_2022_capped")
    return Result(
        "縮減結束時的準備金",
        float(found.columns["reserves"][-1]),
        "bn USD",
        0,
        stamp(found),
        found.months[-1],
    )
