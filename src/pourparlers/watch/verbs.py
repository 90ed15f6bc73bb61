"""What the façade does to follow feeds and folders. `api.Pourparlers` inherits these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigError, FetchError
from ..holder import RecordHolder
from ..lang.catalogue import load_catalogue
from ..store.protocol import Feed

if TYPE_CHECKING:
    from .rounds import RoundSummary


class WatchVerbs(RecordHolder):
    """Feeds that are followed, and one round over them and over folders."""

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that are followed, by address, with how they answered the last time."""
        return self._store.watchbook.feeds()

    def add_feed(self, url: str, *, outlet: str | None = None, pages: bool = False) -> Feed:
        """Follow the feed at `url`, from the next round on; nothing is fetched now.

        `outlet` is what its dispatches are to name as their outlet; with `pages` the page of each entry is read, and
        not the feed's own words. Of a feed that is followed already, the entries that were read stay known. Raises
        ConfigError for what is no web address.
        """
        from ..fetch.addresses import check_url  # noqa: PLC0415 - each verb loads what it needs

        try:
            check_url(url)
        except FetchError as error:
            raise ConfigError(f"{error.url}: {error.reason}") from error
        book = self._store.watchbook
        held = next((one for one in book.feeds() if one.url == url), Feed(url=url))
        feed = replace(held, outlet=outlet, pages=pages, etag=None, modified=None, due=0.0)
        book.add_feed(feed)
        return feed

    def remove_feed(self, url: str) -> None:
        """Follow the feed at `url` no longer; what was read of it stays. Raises NotFoundError for an unknown one."""
        self._store.watchbook.remove_feed(url)

    def look(
        self,
        folders: Iterable[str | Path] = (),
        *,
        now: float,
        every: float = 900.0,
        allow: Sequence[str] = (),
        command: Sequence[str] = (),
        webhook: str | None = None,
        alert_feed: Path | None = None,
        lang: str = "en",
    ) -> RoundSummary:
        """One round of a watch: read what is new in the feeds and `folders`, and give the alerts that come of it.

        `now` is the time in seconds since 1970: the library reads no clock. A feed is asked every `every` seconds, less
        often when it fails. `allow` names hosts that may have private addresses, and those that alerts may be sent
        to. An alert is handed to `command` (a program and its arguments, JSON on its standard input), to `webhook`
        (an address; JSON by POST), and written to the Atom file `alert_feed`; its title is in the language `lang`. The
        first round of all gives none for what the record already holds. Raises ConfigError for a webhook that is not
        allowed, StoreError where another watch goes over the database.
        """
        from .outbox import Channels, check_channels  # noqa: PLC0415
        from .rounds import RoundOfWatch, RoundOptions  # noqa: PLC0415

        channels = Channels(command=tuple(command), webhook=webhook, feed=alert_feed)
        check_channels(channels, allow)
        options = RoundOptions(
            folders=tuple(str(folder) for folder in folders), allowed=tuple(allow), every=every, channels=channels
        )
        with self._store.alone():
            say = load_catalogue(lang)
            return RoundOfWatch(self._store, self.engine, self._build, options=options, say=say).run(now=now)
