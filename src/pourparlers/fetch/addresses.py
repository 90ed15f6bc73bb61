"""Which addresses may be asked: every one that a name resolves to is looked at, and only what was looked at is used."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from typing import TypeAlias
from urllib.parse import urlsplit

from ..errors import FetchError

Resolve: TypeAlias = Callable[[str, int], list[str]]
"""A host's name and a port -> the addresses it has, as text. Raises OSError where it has none."""

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
MOST_LENGTH = 2000


def resolve(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the open Internet: not of this machine, of a local network, or reserved.

    An IPv6 address that stands for an IPv4 one is as public as that.
    """
    try:
        found: _Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast and not found.is_reserved


def check_url(url: str) -> tuple[str, int]:
    """The host and port of `url`. Raises FetchError for what is no web address, or carries a name and password."""
    shown = url[:200]
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise FetchError(f"this is no web address ({error})", url=shown) from error
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            "addresses with a name or password in them are not used: they would be kept and shown", url="…"
        )
    if parts.scheme not in {"http", "https"} or not host or len(url) > MOST_LENGTH:
        raise FetchError("this is no web address: write https://… or http://…", url=shown)
    if any(ord(c) < 33 or ord(c) == 127 for c in url):
        raise FetchError("this address holds spaces or control characters", url=shown)
    return host.lower(), port or (443 if parts.scheme == "https" else 80)


def find_addresses(url: str, *, allowed: Collection[str], resolve_name: Resolve = resolve) -> list[str]:
    """The addresses at which `url` may be asked. Raises FetchError where its host has none, or one that is not public.

    One private address among several is enough to refuse all. A host named in `allowed` may have any.
    """
    host, port = check_url(url)
    try:
        found = resolve_name(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the name {host} is not known ({error})", url=url) from error
    if not found:
        raise FetchError(f"the name {host} has no address", url=url)
    if host not in allowed:
        for address in found:
            if not is_public(address):
                reason = f"{host} is at {address}, which is private: not asked; if it is meant, allow it by name"
                raise FetchError(reason, url=url)
    return found
