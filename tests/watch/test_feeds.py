"""One look at a feed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsroom import page
from newsserver import HOST, Answer, NewsServer, rss, serve
from pourparlers.fetch.client import Client
from pourparlers.ingest.apart import ReaderApart
from pourparlers.store.protocol import Feed, FeedItem
from pourparlers.watch.feeds import FeedReader, Looked

FIRST, SECOND = ("g1", "Le médiateur a reçu les délégations."), ("g2", "Le sommet aura lieu à Niamey.")


@pytest.fixture
def news() -> Iterator[NewsServer]:
    with serve() as server:
        yield server


@pytest.fixture(scope="module")
def apart() -> Iterator[ReaderApart]:
    with ReaderApart(seconds=10) as process:
        yield process


@pytest.fixture
def reader(apart: ReaderApart) -> Iterator[FeedReader]:
    with Client(allowed=[HOST]) as client:
        yield FeedReader(client, apart, every=900)


def look(reader: FeedReader, feed: Feed, items: tuple[FeedItem, ...] = (), now: float = 0.0) -> Looked:
    looked = reader.look(feed, {item.guid: item for item in items}, now=now)
    assert looked is not None
    return looked


def test_new_entries_come_oldest_first_and_once(news: NewsServer, reader: FeedReader) -> None:
    news.pages["/rss"] = Answer(rss(SECOND, FIRST), etag='"1"')
    first = look(reader, Feed(url=f"{news.url}/rss", outlet="La Dépêche"))
    assert [d.title for d in first.documents] == ["g1", "g2"]
    assert {d.outlet for d in first.documents} == {"La Dépêche"}
    assert (first.feed.etag, first.feed.due, first.feed.fails) == ('"1"', 900.0, 0)
    assert reader.look(first.feed, {}, now=899) is None
    unchanged = look(reader, first.feed, first.items, now=900)
    assert (unchanged.documents, unchanged.feed.etag, unchanged.feed.due) == ((), '"1"', 1800.0)
    news.pages["/rss"] = Answer(rss(("g3", "Nouveau."), SECOND, FIRST), etag='"2"')
    third = look(reader, unchanged.feed, first.items, now=1800)
    assert [d.title for d in third.documents] == ["g3"]


def test_an_entry_keeps_its_first_address_when_its_words_and_link_change(news: NewsServer, reader: FeedReader) -> None:
    news.pages["/rss"] = Answer(rss(FIRST))
    first = look(reader, Feed(url=f"{news.url}/rss"))
    news.pages["/rss"] = Answer(rss(("g1", "Le médiateur a reçu les deux délégations."), link="https://other.example/"))
    second = look(reader, first.feed, first.items, now=9000)
    assert second.documents[0].uri == first.documents[0].uri == "https://gazette.example/g1.html"
    assert second.documents[0].id != first.documents[0].id


def test_a_failing_feed_is_asked_less_and_less(news: NewsServer, reader: FeedReader) -> None:
    news.pages["/rss"] = Answer(status=500)
    feed, now, waits = Feed(url=f"{news.url}/rss"), 0.0, []
    for _ in range(9):
        feed = look(reader, feed, now=now).feed
        waits.append(feed.due - now)
        now = feed.due
    assert waits[:3] == [1800, 3600, 7200]
    assert waits[-1] == 86_400
    assert (feed.fails, feed.reason) == (9, "the server answers 500")
    news.pages["/rss"] = Answer(rss(FIRST))
    assert look(reader, feed, now=now).feed.fails == 0


def test_what_the_server_asks_for_is_heeded(news: NewsServer, reader: FeedReader) -> None:
    news.pages["/rss"] = Answer(status=429, headers={"Retry-After": "50000"})
    assert look(reader, Feed(url=f"{news.url}/rss")).feed.due == 50_000
    news.pages["/rss"] = Answer(status=410)
    assert look(reader, Feed(url=f"{news.url}/rss")).feed.due == 86_400


def test_what_is_no_feed_is_a_problem_and_comes_whole_the_next_time(news: NewsServer, reader: FeedReader) -> None:
    news.pages["/rss"] = Answer(b"<html>down</html>", etag='"1"')
    looked = look(reader, Feed(url=f"{news.url}/rss"))
    assert (looked.documents, looked.feed.etag) == ((), None)
    assert "no RSS or Atom" in looked.problems[0].reason
    whole = rss(SECOND, FIRST)
    news.pages["/rss"] = Answer(whole[: whole.index(b"g1</title>")], etag='"2"')
    torn = look(reader, Feed(url=f"{news.url}/rss"))
    assert [d.title for d in torn.documents] == ["g2"]
    assert torn.feed.etag is None
    assert "breaks off" in torn.problems[0].reason


def test_pages_are_read_where_that_is_asked_for(news: NewsServer, reader: FeedReader) -> None:
    news.pages["/rss"] = Answer(rss(SECOND, FIRST, link=f"{news.url}/"), etag='"1"')
    news.pages["/g1.html"] = Answer(page().encode(), headers={"Content-Type": "text/html"})
    news.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /g2.html\n")
    first = look(reader, Feed(url=f"{news.url}/rss", pages=True))
    assert [d.uri for d in first.documents] == [f"{news.url}/g1.html"]
    assert "Le médiateur africain" in (first.documents[0].text or "")
    assert (first.documents[0].published.value, first.documents[0].outlet) == ("2022-01-21", "La Gazette")
    assert [p.uri for p in first.problems] == [f"{news.url}/g2.html"]
    assert "robots.txt" in first.problems[0].reason
    news.asked.clear()
    look(reader, first.feed, first.items, now=9000)
    assert "/g1.html" not in news.paths()


def test_a_page_that_points_inward_is_refused(news: NewsServer, reader: FeedReader) -> None:
    news.pages["/rss"] = Answer(rss(FIRST, link="http://localhost:9/"))
    looked = look(reader, Feed(url=f"{news.url}/rss", pages=True))
    assert looked.documents == ()
    assert "private" in looked.problems[0].reason
