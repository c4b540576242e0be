"""What the Federal Reserve's announcements did to Taiwan, estimated from surprises and public figures.

Surprises are what an announcement moved in a window of minutes; responses are estimated by local projections
and by a Bayesian vector autoregression with external instruments. Every estimate is also made without its
largest dates, and what one date carries is said.
"""

from __future__ import annotations

from typing import Any


class EstimationError(ValueError):
    """An estimate cannot be made: a library, a column or enough observations are missing."""


def libraries() -> tuple[Any, Any]:
    """Return NumPy and statsmodels; EstimationError says how to get them where they are missing."""
    try:
        import numpy
        import statsmodels.api
    except ImportError as error:
        raise EstimationError(f"estimates need {error.name}: pip install 'qeqt[estimate]'") from None
    return numpy, statsmodels.api
