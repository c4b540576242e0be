"""What the search weighs, how fast and how good it is, each figure beside what it is held to."""

from __future__ import annotations

import gzip
import math
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from macros.audit.measure import Row
from macros.audit.search_box import LISTEN, Answer, Box
from macros.audit.search_grading import (
    NEGATIVE,
    Names,
    Query,
    false_answers,
    in_reading_order,
    newest_set,
    read_queries,
    score,
)
from macros.search.index import INDEX, read
from macros.search.install import BOX, SCRIPTS, WORKER

KB = 1000
SLOWER = 4  # the reader's processor against ours
INDEX_KB, INDEX_BYTES_A_CHARACTER, WORKER_KB = 220, 1.7, 20
SET_UP_S, KEY_TO_RESULTS_MS = 0.5, 100
MRR, HIT_1, HIT_3, FAQ_3, NOTHING, FALSE, MARKED = 0.92, 0.88, 0.95, 0.90, 0.04, 0.20, 0.10
ASIDE_MRR, ASIDE_HIT_1, ASIDE_KIND, ASIDE_NOTHING, ASIDE_FALSE = 0.90, 0.86, 0.75, 0.02, 0.15


def packed(file: Path) -> int:
    """Bytes of a file as it travels."""
    return len(gzip.compress(file.read_bytes(), 9))


def characters(site: Path) -> int:
    """Characters of the book that the index makes findable: headings, texts, glossary entries; no spaces."""
    data = read(site)
    texts = [text for entry in data["entries"] for text in entry[3:5]]
    texts += [text for own, _, *said in data["words"] if said for text in (own, *said[:2])]
    return len("".join("".join(texts).split()))


def weights(site: Path) -> Iterator[Row]:
    """What the search loads."""
    index = site / INDEX
    yield Row("search index, gzip", packed(index) / KB, "kB", INDEX_KB)
    yield Row(
        "search index, gzip bytes a character",
        packed(index) / characters(site),
        "",
        INDEX_BYTES_A_CHARACTER,
    )
    scripts = sum(packed(site / SCRIPTS / name) for name in (*WORKER, BOX))
    yield Row("search worker and box, gzip", scripts / KB, "kB", WORKER_KB)


def ninety_fifth(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay under."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def ask_all(
    browser: Browser, url: str, queries: Sequence[Query], slower: int = 1
) -> tuple[Box, dict[str, Answer]]:
    """Ask every query; `slower`: how many times slower the page's processor is made."""
    page = browser.new_page()
    page.add_init_script(LISTEN)
    box = Box(page, url)
    if slower > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return box, {query.text: box.ask(query.text) for query in queries}


def speeds(box: Box, answers: dict[str, Answer]) -> Iterator[Row]:
    """How long a reader waits, page and worker slowed alike."""
    waits = [answer.milliseconds for answer in answers.values()]
    yield Row("search, worker's start to its first answer", box.set_up / 1000, "s", SET_UP_S)
    yield Row(f"search, input to results, p95 at {SLOWER}x", ninety_fifth(waits), "ms", KEY_TO_RESULTS_MS)
    thinking = [answer.thinking for answer in answers.values()]
    yield Row(f"search, of these in the worker, p95 at {SLOWER}x", ninety_fifth(thinking), "ms")


def quality(
    queries: Sequence[Query],
    answers: dict[str, list[list[str]]],
    marked: Collection[str] = (),
    of: str = "search",
) -> Iterator[Row]:
    """How good the answers are, all kinds together and then one by one; `of` begins each name."""
    found, seen = score(queries, answers, marked), of == "search"
    yield Row(f"{of}, MRR@10", found.mrr, "", floor=MRR if seen else ASIDE_MRR)
    yield Row(f"{of}, first answer right", found.hit_1, "", floor=HIT_1 if seen else ASIDE_HIT_1)
    yield Row(f"{of}, one of the first three right", found.hit_3, "", floor=HIT_3)
    yield Row(f"{of}, question of the FAQ among the first three", found.faq_3, "", floor=FAQ_3)
    yield Row(f"{of}, no result", found.nothing, "", NOTHING if seen else ASIDE_NOTHING)
    yield Row(f"{of}, answered only by the closest", found.marked, "", MARKED)
    false = false_answers(queries, answers, marked)
    yield Row(f"{of}, negatives that show anything unmarked", false, "", FALSE if seen else ASIDE_FALSE)
    for kind in dict.fromkeys(query.kind for query in queries if query.kind != NEGATIVE):
        some = [query for query in queries if query.kind == kind]
        worth = score(some, answers, marked).mrr
        yield Row(f"{of}, MRR@10, {kind} ({len(some)})", worth, "", floor=None if seen else ASIDE_KIND)


def audit_search(browser: Browser, url: str, site: Path, root: Path) -> Iterator[Row]:
    """Every row about the search of a built site served at `url`; `root` is the project."""
    tables = root / "tests" / "search"
    queries, aside = read_queries(tables / "queries.csv"), newest_set(tables / "kept_aside.csv")
    box, answers = ask_all(browser, url, queries, SLOWER)
    others = {query.text: box.ask(query.text) for query in aside}
    names = Names(site, root / "docs")
    yield from weights(site)
    yield from speeds(box, answers)
    seen = {text: [names(address) for address in answer.addresses] for text, answer in answers.items()}
    met = {
        query.text: in_reading_order(query, others[query.text].addresses, others[query.text].card)
        for query in aside
    }
    for some, found, given, of in (
        (queries, seen, answers, "search"),
        (aside, met, others, "search, kept aside"),
    ):
        yield from quality(some, found, {text for text, answer in given.items() if answer.marked}, of)
