"""The client against a server of this machine, allowed by name."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from newsserver import HOST, Answer, NewsServer, serve
from pourparlers.errors import FetchError
from pourparlers.fetch.client import Client


@pytest.fixture
def news() -> Iterator[NewsServer]:
    with serve({"/a": Answer(b"bonjour", headers={"Content-Type": "text/html; charset=x"}, etag='"1"')}) as server:
        yield server


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(allowed=[HOST], max_bytes=1_000_000, max_seconds=3) as opened:
        yield opened


def test_a_page_is_fetched_and_the_second_time_only_if_it_changed(news: NewsServer, client: Client) -> None:
    found = client.get(f"{news.url}/a")
    assert (found.data, found.kind, found.etag) == (b"bonjour", "text/html", '"1"')
    assert client.get(f"{news.url}/a", etag=found.etag).data is None
    assert news.paths() == ["/robots.txt", "/a", "/a"]  # robots.txt once
    agent = news.asked[1][2]["User-Agent"]
    assert agent.startswith("pourparlers/")


def test_without_a_name_nothing_of_this_machine_is_asked(news: NewsServer) -> None:
    with Client() as client, pytest.raises(FetchError, match="private"):
        client.get(f"{news.url}/a")
    assert news.asked == []


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_looked_at(news: NewsServer) -> None:
    """The second answer of the resolver is never used: each request resolves, checks and connects in one."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.255.255.1"]])
    port = news.url.rpartition(":")[2]
    with Client(allowed=["news.example"], resolve_name=lambda *_: next(answers)) as client:
        assert client.get(f"http://news.example:{port}/a").data == b"bonjour"
    assert news.asked[0][2]["Host"] == f"news.example:{port}"
    assert next(answers) == ["10.255.255.1"]


def test_rebinding_to_a_private_address_is_refused(news: NewsServer) -> None:
    answers = iter([["127.0.0.1"]])
    port = news.url.rpartition(":")[2]
    with Client(resolve_name=lambda *_: next(answers)) as client, pytest.raises(FetchError, match="private"):
        client.get(f"http://evil.example:{port}/a")
    assert news.asked == []


def test_a_redirection_is_looked_at_like_a_first_address(news: NewsServer) -> None:
    port = news.url.rpartition(":")[2]
    news.pages["/to"] = Answer(status=302, headers={"Location": f"http://localhost:{port}/a"})
    news.pages["/file"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    news.pages["/here"] = Answer(status=301, headers={"Location": "/a"})
    news.pages["/round"] = Answer(status=302, headers={"Location": "/round"})
    with Client(allowed=[HOST]) as client:
        with pytest.raises(FetchError, match="localhost is at"):
            client.get(f"{news.url}/to")
        with pytest.raises(FetchError, match="no web address"):
            client.get(f"{news.url}/file")
        with pytest.raises(FetchError, match="more than 5 times"):
            client.get(f"{news.url}/round")
        assert client.get(f"{news.url}/here").url == f"{news.url}/a"


ROBOTS = b"User-agent: pourparlers\nDisallow: /shut\n\nUser-agent: *\nDisallow: /\n"


def test_robots_are_heeded(news: NewsServer, client: Client) -> None:
    news.pages["/robots.txt"] = Answer(ROBOTS)
    news.pages["/shut"] = Answer(b"secret")
    news.pages["/by"] = Answer(status=302, headers={"Location": "/shut"})
    assert client.get(f"{news.url}/a").data == b"bonjour"
    for path in ("/shut", "/by"):
        with pytest.raises(FetchError, match=r"robots\.txt does not let"):
            client.get(f"{news.url}{path}")
    assert "/shut" not in news.paths()


def test_the_pace_that_robots_ask_for_is_kept(news: NewsServer, client: Client) -> None:
    news.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 1\n")
    began = time.perf_counter()
    client.get(f"{news.url}/a")
    assert time.perf_counter() - began < 0.9
    client.get(f"{news.url}/a")
    assert time.perf_counter() - began > 0.9


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_cannot_be_had_close_the_site(status: int, news: NewsServer, client: Client) -> None:
    news.pages["/robots.txt"] = Answer(status=status)
    with pytest.raises(FetchError, match=str(status)):
        client.get(f"{news.url}/a")
    assert news.paths() == ["/robots.txt"]


def test_what_the_server_asks_for_is_passed_on(news: NewsServer, client: Client) -> None:
    news.pages["/busy"] = Answer(status=503, headers={"Retry-After": "120"})
    news.pages["/odd"] = Answer(status=503, headers={"Retry-After": "99999999999"})
    news.pages["/date"] = Answer(status=503, headers={"Retry-After": "Fri, 21 Jan 2022 00:00:00 GMT"})
    waits = []
    for path in ("/busy", "/odd", "/date", "/gone"):
        with pytest.raises(FetchError) as caught:
            client.get(f"{news.url}{path}")
        waits.append((caught.value.status, caught.value.after))
    assert waits == [(503, 120.0), (503, 604_800.0), (503, None), (404, None)]


def drip(request: BaseHTTPRequestHandler) -> None:
    """A page that never ends, a byte at a time."""
    request.send_response(200)
    request.end_headers()
    for _ in range(200):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.1)


def flood(request: BaseHTTPRequestHandler) -> None:
    """A page without an end or a length."""
    request.send_response(200)
    request.end_headers()
    for _ in range(1000):
        request.wfile.write(b"x" * 65_536)


HOSTILE = {
    "bomb": (Answer(gzip.compress(b"0" * 80_000_000), headers={"Content-Encoding": "gzip"}), "larger than 1,000,000"),
    "large": (Answer(b"0" * 2_000_000), "larger than 1,000,000"),
    "flood": (flood, "larger than 1,000,000"),
    "slow": (drip, "too long"),
    "torn": (Answer(gzip.compress(b"0" * 9000)[:-9], headers={"Content-Encoding": "gzip"}), "breaks off"),
    "no gzip": (Answer(b"plain", headers={"Content-Encoding": "gzip"}), "damaged"),
    "brotli": (Answer(b"x", headers={"Content-Encoding": "br"}), "was not asked for"),
    "short": (Answer(b"x", headers={"Content-Length": "99"}), "failed"),
    "header": (Answer(b"x", headers={"X": "a" * 200_000}), "failed"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_is_refused_in_time(name: str, news: NewsServer, client: Client) -> None:
    page, reason = HOSTILE[name]
    news.pages["/x"] = page
    began = time.perf_counter()
    with pytest.raises(FetchError, match=reason):
        client.get(f"{news.url}/x")
    assert time.perf_counter() - began < 8


def test_what_was_compressed_is_unpacked(news: NewsServer, client: Client) -> None:
    news.pages["/z"] = Answer(gzip.compress(b"bonjour" * 999), headers={"Content-Encoding": "gzip"})
    assert client.get(f"{news.url}/z").data == b"bonjour" * 999


def test_a_server_that_is_not_there_is_said_so(client: Client) -> None:
    with pytest.raises(FetchError, match="no connection"):
        client.get("http://127.0.0.1:9/")


def test_alerts_go_to_named_hosts_only(news: NewsServer, client: Client) -> None:
    news.pages["/hook"] = Answer(b"x" * 5_000_000)
    client.post(f"{news.url}/hook", b"{}", headers={"Idempotency-Key": "alert-1"})
    method, _, headers, body = news.asked[-1]
    assert (method, body, headers["Idempotency-Key"]) == ("POST", b"{}", "alert-1")
    with pytest.raises(FetchError, match="not allowed by name"):
        client.post("http://localhost:1/hook", b"{}", headers={})
    with pytest.raises(FetchError, match="404"):
        client.post(f"{news.url}/none", b"{}", headers={})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of news.example with its key, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "cert.pem"
    arguments = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-days", "2"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", made, *arguments]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl to make a certificate with")
    return folder


@pytest.mark.parametrize(("name", "fits"), [("news.example", True), ("other.example", False)])
def test_the_certificate_is_that_of_the_name_although_the_address_was_chosen(
    name: str, fits: bool, certificate: Path
) -> None:
    asked: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    context.sni_callback = lambda _, wanted, __: asked.append(wanted)
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    with serve({"/a": Answer(b"bonjour")}, tls=context) as news:
        url = f"https://{name}:{news.url.rpartition(':')[2]}/a"
        with Client(allowed=[name], resolve_name=lambda *_: ["127.0.0.1"], tls=trusted) as client:
            if fits:
                assert client.get(url).data == b"bonjour"
            else:
                with pytest.raises(FetchError, match="certificate"):
                    client.get(url)
    assert asked[0] == name
