"""How the server is set up."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from ..errors import ConfigError

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SHORTEST_TOKEN = 16
"""Characters of a token at least: shorter ones are guessed."""


@dataclass(frozen=True, slots=True)
class Options:
    """`host` is the address that is listened on; `hosts` are the names by which requests may call it.

    `edit`: whether judgements and new dispatches are taken. `token`: what a request must show; needed where `host` is
    not this machine's own. `lang`: the language of labels where a request asks for none. `author`: whose judgements
    these are. Raises ConfigError for what is not safe.
    """

    host: str = "127.0.0.1"
    port: int = 8421
    edit: bool = False
    token: str | None = None
    hosts: frozenset[str] = frozenset()
    lang: str = "en"
    author: str = "user"

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise ConfigError(
                f"the token has fewer than {SHORTEST_TOKEN} characters; make one with "
                "`python -c 'import secrets; print(secrets.token_urlsafe())'`"
            )
        if self.token is None and not is_loopback(self.host):
            raise ConfigError(
                f"{self.host}: others can reach this address, and would read the record; set POURPARLERS_TOKEN (or "
                "--token) to a secret that they must show, or leave --host out to serve this machine only"
            )

    @property
    def names(self) -> frozenset[str]:
        """The names, in lower case, that a request may call the server by."""
        own = {self.host} - {"0.0.0.0", "::"}
        return frozenset(name.lower().strip("[]") for name in (*LOOPBACK_NAMES, *own, *self.hosts))


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
