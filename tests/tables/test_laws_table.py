"""The Act on its page: every article read, in order, each findable, with the text that was read."""

import re

from macros.tables import registry
from macros.text.address import from_root
from qeqt.data.laws import laws


def test_the_act_prints_every_article_that_was_read() -> None:
    act = laws()["cbc_act"]
    shown = registry.table(from_root, "cbc_act")
    assert re.findall(r'id="cbc_act-([\d-]+)"', shown) == list(act.articles)
    assert all(gist in shown for gist in act.articles.values())
    assert act.address in shown
    assert "data-unsearched" not in shown
    assert "2014" in shown
