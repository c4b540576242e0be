"""Addresses that lead to a house and not to a paper in it: home pages, lists, the newest issue of a release.

A record names its document, or stands without an address: publisher, title and date find it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

LISTS = frozenset(
    {
        "bankofcanada.ca",
        "bankofengland.co.uk/asset-purchase-facility",
        "bankofengland.co.uk/boeapps/database",
        "bankofengland.co.uk/financial-policy-committee",
        "bankofengland.co.uk/markets/market-notices",
        "bankofengland.co.uk/monetary-policy-summary-and-minutes/monetary-policy-summary-and-minutes",
        "bankofengland.co.uk/monetary-policy/quantitative-easing",
        "bankofengland.co.uk/monetary-policy/the-interest-rate-bank-rate",
        "bankofengland.co.uk/news",
        "bankofengland.co.uk/quarterly-bulletin",
        "bankofengland.co.uk/working-paper",
        "bea.gov/data/gdp/gross-domestic-product",
        "bea.gov/data/personal-consumption-expenditures-price-index",
        "bls.gov/cpi",
        "bls.gov/cps",
        "boj.or.jp/en/mopo/mpmdeci/index.htm",
        "boj.or.jp/en/statistics/boj/other/acmai/index.htm",
        "boj.or.jp/statistics/sj",
        "cbc.gov.tw/tw/np-302-1.html",
        "cbc.gov.tw/tw/np-470-1.html",
        "ecb.europa.eu/press/annual-reports-financial-statements/annual/html/index.en.html",
        "ecb.europa.eu/press/govcdec/mopo/html/index.en.html",
        "ecb.europa.eu/press/pr/date/2026/html/index.en.html",
        "ecb.europa.eu/press/pr/wfs/2022/html/index.en.html",
        "ecb.europa.eu/press/pr/wfs/html/index.en.html",
        "ecb.europa.eu/press/research-publications/working-papers/html/index.en.html",
        "federalreserve.gov/aboutthefed/bios/board/default.htm",
        "federalreserve.gov/aboutthefed/fed-financial-statements.htm",
        "federalreserve.gov/econres/notes/feds-notes/default.htm",
        "federalreserve.gov/monetarypolicy/fomc_historical.htm",
        "federalreserve.gov/monetarypolicy/fomccalendars.htm",
        "federalreserve.gov/publications/annual-report.htm",
        "federalreserve.gov/releases/h10",
        "federalreserve.gov/releases/h15",
        "federalreserve.gov/releases/h41",
        "federalreserve.gov/releases/h8",
        "federalreserve.gov/releases/z1/dataviz/dfa",
        "frbsf.org/research-and-insights/publications/economic-letter",
        "freddiemac.com/pmms",
        "imf.org/en/Publications/WEO",
        "newyorkfed.org/markets/desk-operations/repo",
        "newyorkfed.org/markets/desk-operations/reverse-repo",
        "newyorkfed.org/markets/opolicy",
        "newyorkfed.org/markets/reference-rates/sofr",
        "newyorkfed.org/markets/soma-holdings",
        "newyorkfed.org/research/epr",
        "rbnz.govt.nz/monetary-policy",
        "reit.com/data-research",
        "riksbank.se/en-gb",
        "senate.gov/legislative/votes_new.htm",
        "twse.com.tw/zh/trading/foreign/bfi82u.html",
    }
)
"""Without scheme, "www." and the last slash; every address without a path is a front door besides."""


def front_door(address: str) -> bool:
    """Say whether an address is a home page or a list.

    >>> front_door("https://www.twse.com.tw/"), front_door("https://www.bis.org/publ/work966.htm")
    (True, False)
    """
    parts = urlsplit(address)
    if not address:
        return False
    if not parts.path.strip("/") and not parts.query:
        return True
    return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/") in LISTS and not parts.query
