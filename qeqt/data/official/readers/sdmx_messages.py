"""SDMX-ML, as the ECB sends it, read by sdmx1."""

from __future__ import annotations

import io
from typing import Any

from qeqt.data.official.answers import AnswerError, Reading, decoded, period_day


def message_of(body: bytes) -> Any:
    """Return an SDMX message. Raises AnswerError where it is none."""
    import sdmx  # two seconds: only where a publisher speaks it

    decoded(body)
    try:
        return sdmx.read_sdmx(io.BytesIO(body))
    except Exception as error:  # a reader of XML fails in many ways: syntax, schema, missing parts
        raise AnswerError(f"the answer is no SDMX message: cut short or changed ({error})") from None


def attribute(part: Any, name: str) -> str:
    """Return an attribute of a series, "" where it has none."""
    found = part.attrib.get(name)
    return str(found.value) if found is not None else ""


def sdmx_message(body: bytes, series: str) -> Reading:
    """Read "FLOW/KEY": one series, with the unit and the power of ten that it names."""
    message = message_of(body)
    sets = getattr(message, "data", [])
    keys = [key for one in sets for key in one.series]
    if len(keys) != 1:
        raise AnswerError(f"the answer has {len(keys)} series, one is needed: the key {series!r} is too wide")
    wanted = series.rpartition("/")[2]
    key = ".".join(str(value.value) for value in keys[0].values.values())
    if key != wanted:
        raise AnswerError(f"the answer is {key!r}, {wanted!r} is needed")
    power = attribute(keys[0], "UNIT_MULT") or "0"
    found = Reading(unit=attribute(keys[0], "UNIT") + ("" if power == "0" else f" x 10^{power}"))
    for observation in sets[0].series[keys[0]]:
        (said,) = (str(part.value) for part in observation.dim.values.values())
        day = period_day(said, said)
        found.put(day, observation.value, day)
    return found
