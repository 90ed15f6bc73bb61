"""Which addresses may be asked."""

from __future__ import annotations

import pytest

from pourparlers.errors import FetchError
from pourparlers.fetch.addresses import check_url, find_addresses, is_public, resolve


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.7", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "2002:0a00:0001::",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1", "", "localhost", "1.2.3", "0x7f.1", "2130706433",
    ],
)  # fmt: skip
def test_private_addresses_are_known_in_every_dress(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://Example.org/a", "example.org", 443),
        ("http://example.org:8080/", "example.org", 8080),
        ("http://example.org./", "example.org", 80),
        ("http://[::1]/", "::1", 80),
    ],
)
def test_the_host_of_an_address(url: str, host: str, port: int) -> None:
    assert check_url(url) == (host, port)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)", "example.org", "",
        "http://", "http:///a", "http://example.org:99999/", "http://[::1/", "http://example.org/a b",
        "http://example.org/\r\nHost: x",
        "http://exa\tmple.org/", "http://example.org/" + "a" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        check_url(url)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(FetchError) as caught:
        check_url("https://me:geheim@example.org/rss")
    assert "geheim" not in str(caught.value)


def test_one_private_address_among_several_refuses_all() -> None:
    def two(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.5"]

    with pytest.raises(FetchError, match=r"10\.0\.0\.5, which is private"):
        find_addresses("http://example.org/", allowed=(), resolve_name=two)
    assert find_addresses("http://example.org/", allowed={"example.org"}, resolve_name=two) == [
        "93.184.216.34",
        "10.0.0.5",
    ]


@pytest.mark.parametrize(
    "url", ["http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://0x7f.1/", "http://127.1/"]
)
def test_this_machine_is_refused_under_all_its_names(url: str) -> None:
    with pytest.raises(FetchError):
        find_addresses(url, allowed=())


def test_allowing_a_name_does_not_allow_what_looks_like_it() -> None:
    with pytest.raises(FetchError, match="private"):
        find_addresses("http://127.0.0.1/", allowed={"localhost"})


def test_an_unknown_name_is_said_so() -> None:
    def none(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match="not known"):
        find_addresses("http://nowhere.example/", allowed=(), resolve_name=none)
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
