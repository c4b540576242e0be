"""Asking publishers: politely, conditionally, and never a copy that the publisher did not confirm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from qeqt.data.official import client as clients
from qeqt.data.official.client import Client, NetworkError, site
from tests.data.official import loopback
from tests.data.official.loopback import Answer, Publishers


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    found = loopback.client(tmp_path / "answers")
    yield found
    found.close()


def serve(publishers: Publishers, *answers: Answer) -> str:
    """Answer one after the other, the last one for ever."""
    publishers.stock("us_mortgage_rate", periods=3)
    left = list(answers)
    publishers.edit = lambda name, _: left.pop(0) if len(left) > 1 else left[0]
    return f"{publishers.base}/fred?series=MORTGAGE30US"


def test_an_address_is_asked_once_a_run(publishers: Publishers, client: Client) -> None:
    address = serve(publishers, Answer(b"1"), Answer(b"2"))
    assert client.get(address) == client.get(address) == b"1"
    assert len(publishers.asked) == 1


def test_a_fault_is_remembered_for_the_run(publishers: Publishers, client: Client) -> None:
    address = serve(publishers, Answer(status=404), Answer(b"2"))
    for _ in range(2):
        with pytest.raises(NetworkError, match="the address moved"):
            client.get(address)
    assert len(publishers.asked) == 1


def test_a_host_that_cannot_be_reached_is_not_tried_again(client: Client) -> None:
    said = []
    for path in "ab":
        with pytest.raises(NetworkError) as caught:
            client.get(f"http://127.0.0.1:9/{path}")
        said.append(str(caught.value))
    assert all("no connection" in one for one in said)
    assert list(client.unreachable) == [b"127.0.0.1:9"]


TAGGED = {"ETag": '"1"', "Cache-Control": "max-age=0"}


def test_the_next_run_asks_whether_it_changed(publishers: Publishers, tmp_path: Path) -> None:
    address = serve(publishers, Answer(b"figures", headers=TAGGED), Answer(status=304, headers=TAGGED))
    for _ in range(2):
        client = loopback.client(tmp_path / "answers")
        assert client.get(address) == b"figures"
        client.close()
    assert len(publishers.asked) == 2


@pytest.mark.parametrize("fault", [Answer(fail="reset"), Answer(status=503), Answer(fail="half a body")])
def test_a_fault_is_never_no_revision(publishers: Publishers, tmp_path: Path, fault: Answer) -> None:
    """A copy is there, fresh by its own words; the publisher cannot be asked: that is a fault, not a copy."""
    fresh = Answer(b"figures" * 9, headers={"ETag": '"1"', "Cache-Control": "max-age=86400"})
    fault.body = b"figures" * 9
    address = serve(publishers, fresh, fault)
    first = loopback.client(tmp_path / "answers")
    assert first.get(address) == b"figures" * 9
    first.close()
    second = loopback.client(tmp_path / "answers")
    with pytest.raises(NetworkError):
        second.get(address)
    second.close()


def test_half_an_answer_is_not_kept(publishers: Publishers, tmp_path: Path) -> None:
    whole = Answer(b"figures" * 99, headers=TAGGED)
    address = serve(publishers, Answer(b"figures" * 99, headers=TAGGED, fail="half a body"), whole)
    first = loopback.client(tmp_path / "answers")
    with pytest.raises(NetworkError, match="broke off"):
        first.get(address)
    first.close()
    second = loopback.client(tmp_path / "answers")
    assert second.get(address) == b"figures" * 99
    second.close()


def test_it_says_who_it_is(publishers: Publishers, client: Client) -> None:
    address = serve(publishers, Answer(b"1"))
    client.get(address)
    (speaker,) = client.speakers.values()
    assert speaker.headers["User-Agent"] == clients.AGENT
    assert speaker.headers["Cache-Control"] == "no-cache"


def test_an_answer_without_end_is_cut_off(
    publishers: Publishers, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients, "LARGEST", 1000)
    address = serve(publishers, Answer(b"x" * 5000))
    with pytest.raises(NetworkError, match="MiB came"):
        client.get(address)


def test_a_redirect_does_not_give_up_encryption(client: Client) -> None:
    request = httpx.Request("GET", "https://fred.stlouisfed.org/x")
    answer = httpx.Response(302, headers={"Location": "http://fred.stlouisfed.org/x"}, request=request)
    with pytest.raises(NetworkError, match="https is needed"):
        client._still_there(answer)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("fred.stlouisfed.org", "fred2.stlouisfed.org", True),
        ("www.twse.com.tw", "mis.twse.com.tw", True),
        ("www.twse.com.tw", "www.tpex.org.tw", False),
        ("cpx.cbc.gov.tw", "evil.example", False),
        ("www.bankofengland.co.uk", "bankofengland.co.uk", True),
        ("www.bankofengland.co.uk", "other.co.uk", False),
    ],
)
def test_a_publisher_may_redirect_within_its_own_site(one: str, other: str, same: bool) -> None:
    assert (site(one) == site(other)) is same
