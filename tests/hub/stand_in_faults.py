"""The stand-in Hub's bad days: each looks as it should, comes again from the same seed, and ends."""
import email.utils
import gzip
import http.client
import json
import sys
import time
import urllib.parse
import zlib

import standin
from standin import Hub, expand

TOKEN = "hf_invented"
BEARER = "Bearer " + TOKEN
PAGE = [("sort", "createdAt"), ("direction", "1"), ("limit", "500")]
UPWARDS = [*PAGE, *expand("likes")]
KINDS = ["limit", "limit-seconds", "limit-date", "limit-bare", "server-error", "html-error", "portal", "error-200",
         "token-refused", "redirect-loop", "redirect-elsewhere", "cut", "bomb", "stall", "stall-body", "truncated",
         "short", "short-gzip", "corrupt", "corrupt-gzip", "link-loop", "link-elsewhere", "empty", "duplicates"]


class Day:
    """A Hub on which a request goes wrong once and then right."""

    def __init__(self, program, kind, *options):
        self.hub = Hub(program, "--faults", kind + ":1", "--fault-times", "1", "--token", TOKEN, "--stall", "0.3",
                       "--bomb", "64", "--retry-after", "3", *options)

    def __enter__(self):
        return self.hub

    def __exit__(self, kind, value, trace):
        if kind is None:
            try:
                self.hub.list(*PAGE)
            except (http.client.HTTPException, OSError):
                pass
            assert len(self.hub.list(*PAGE).json) == 500, "it did not go right the second time"
        self.hub.__exit__()


def broken(hub, *pairs, **headers):
    try:
        hub.list(*pairs, **headers)
    except (http.client.HTTPException, OSError) as error:
        return error
    raise AssertionError("the answer came through")


def test_limits(program):
    with Day(program, "limit") as hub:
        answer = hub.list(*PAGE)
        assert answer.status == 429 and answer.headers["RateLimit"] == '"api";r=0;t=3'
    for kind in ["limit-seconds", "limit-date", "limit-bare"]:
        with Day(program, kind) as hub:
            answer = hub.list(*PAGE)
            after = answer.headers["Retry-After"]
            assert answer.status == 429 and answer.headers["RateLimit"].startswith('"api";r=499;')
            assert (after is None) == (kind == "limit-bare") and (after == "3") == (kind == "limit-seconds")
            if kind == "limit-date":
                assert 1 <= email.utils.parsedate_to_datetime(after).timestamp() - time.time() <= 3.5
            hub.list(*PAGE)
            assert ("too-early" in hub.status()["violations"]) == (kind != "limit-bare")


def test_errors(program):
    codes = set()
    with Day(program, "server-error") as hub:
        for i in range(40):
            answer = hub.list(("limit", str(i + 1)))
            assert answer.json["error"] and answer.headers["RateLimit"]
            codes.add(answer.status)
    assert codes == {408, 500, 502, 503, 504}
    with Day(program, "html-error") as hub:
        answer = hub.list(*PAGE)
        assert answer.status == 502 and answer.headers["Content-Type"] == "text/html" and b"<html>" in answer.body
    with Day(program, "portal") as hub:
        answer = hub.list(*PAGE)
        assert answer.status == 200 and answer.headers["Content-Type"] == "text/html" and b"<html>" in answer.body
    with Day(program, "error-200") as hub:
        answer = hub.list(*PAGE)
        assert answer.status == 200 and list(answer.json) == ["error"]
    with Day(program, "token-refused") as hub:
        assert hub.list(*PAGE).status == 200
        answer = hub.list(*PAGE, Authorization=BEARER)
        assert answer.status == 401 and answer.headers["X-Error-Message"].startswith("Invalid credentials")
        assert hub.list(*PAGE, Authorization=BEARER).status == 200


def test_redirects(program):
    with Day(program, "redirect-loop") as hub:
        answer = hub.get("/api/models/nobody/x?expand=likes")
        assert answer.status == 307 and answer.headers["Location"] == "/api/models/nobody/x?expand=likes"
        assert hub.get("/api/models/nobody/x?expand=likes").status == 401
        assert hub.list(*PAGE).status == 307
    with Day(program, "redirect-elsewhere") as hub:
        origin = hub.status()["elsewhere"]["origin"]
        assert hub.list(*PAGE).headers["Location"].startswith(origin + "/api/models?sort=createdAt&")


def test_broken_connections(program):
    with Day(program, "cut") as hub:
        assert isinstance(broken(hub, *PAGE), http.client.RemoteDisconnected)
    for kind, least in [("truncated", 0), ("stall-body", 0.3)]:
        with Day(program, kind) as hub:
            start = time.monotonic()
            error = broken(hub, *PAGE)
            assert isinstance(error, http.client.IncompleteRead) and len(error.partial) > 1000
            assert abs(len(error.partial) - error.expected) <= 1
            assert error.partial.startswith(b'[{"_id"') and time.monotonic() - start >= least
    with Day(program, "truncated") as hub:
        error = broken(hub, *PAGE, Accept_Encoding="gzip")
        assert zlib.decompressobj(47).decompress(error.partial).startswith(b'[{"_id"')
    with Day(program, "stall") as hub:
        start = time.monotonic()
        assert len(hub.list(*PAGE).json) == 500 and time.monotonic() - start >= 0.3


def fails(answer):
    try:
        json.loads(answer.body.decode())
    except (ValueError, EOFError, OSError, zlib.error):
        return True
    return False


def test_broken_bodies(program):
    for kind in ["short", "short-gzip", "corrupt", "corrupt-gzip"]:
        for encoding in [None, "gzip"]:
            with Day(program, kind) as hub:
                answer = hub.list(*PAGE, Accept_Encoding=encoding)
                assert answer.status == 200 and fails(answer), (kind, encoding)
                if encoding and not kind.endswith("gzip"):
                    assert gzip.decompress(answer.raw).startswith(b'[{"_id"')
    with Day(program, "bomb") as hub:
        answer = hub.list(*PAGE)
        assert len(answer.raw) < 1000 * 1000 and answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.body) == 64 * 1024 * 1024 + 2 and json.loads(answer.body) == []


def test_pages_that_mislead(program):
    """Whoever goes on all the same, and drops what he has seen, still gets everybody."""
    with Hub(program) as hub:
        wanted = [item["_id"] for item in hub.items(*UPWARDS)]
    with Day(program, "link-loop") as hub:
        first = hub.list(*UPWARDS)
        assert first.next == hub.url + "/api/models?" + urllib.parse.urlencode(UPWARDS)
    with Day(program, "link-elsewhere") as hub:
        origin = hub.status()["elsewhere"]["origin"]
        answer, seen = hub.list(*UPWARDS), []
        while True:
            seen += [item["_id"] for item in answer.json]
            if answer.next is None:
                break
            assert answer.next.startswith((origin, hub.url))
            answer = hub.get(answer.next.replace(origin, hub.url))
        assert seen == wanted
    for way in ["1", "-1"]:
        pairs = [("sort", "createdAt"), ("direction", way), ("limit", "500")]
        with Day(program, "empty") as hub:
            pages = list(hub.crawl(*pairs))
            assert pages[0] == [] and pages[2] == [] and pages[-1]
            assert [item["_id"] for page in pages for item in page] == wanted[::int(way)]
        with Day(program, "duplicates") as hub:
            seen = [item["_id"] for item in hub.items(*pairs)]
            assert len(seen) > len(wanted) and list(dict.fromkeys(seen)) == wanted[::int(way)]
    for sort in ["downloads", "lastModified"]:
        for kind in ["empty", "duplicates"]:
            with Day(program, kind) as hub:
                seen = {item["_id"] for item in hub.items(("sort", sort), ("limit", "500"))}
                assert seen == set(wanted), (sort, kind)


def story(program, *options):
    """What happened to the same requests; a request is told by its number."""
    told = []
    with Hub(program, "--no-limits", "--stall", "0", "--bomb", "1", "--token", TOKEN, *options) as hub:
        for i in range(120):
            try:
                answer = hub.list(("limit", str(1 + i % 30)), Authorization=BEARER)
                told.append((answer.status, len(answer.raw), answer.headers["Content-Type"]))
            except (http.client.HTTPException, OSError) as error:
                told.append(type(error).__name__)
        return told, hub.status()["faults"]


def test_seeds(program):
    first = story(program, "--faults", ",".join(KINDS) + ":0.5")
    assert first == story(program, "--faults", ",".join(KINDS) + ":0.5")
    assert first[0] != story(program, "--faults", ",".join(KINDS) + ":0.5", "--fault-seed", "2")[0]
    assert len(first[1]) > 10 and 30 < sum(first[1].values()) <= 60
    assert set(first[1]) <= set(KINDS)
    assert story(program)[1] == {}


def test_how_often(program):
    """Two times each unless said otherwise, or for ever; rates of several lists stand beside each other."""
    _, faults = story(program, "--faults", "portal:1")
    assert faults == {"portal": 60}
    _, faults = story(program, "--faults", "portal:1", "--fault-times", "3")
    assert faults == {"portal": 90}
    told, faults = story(program, "--faults", "portal,error-200:0.3", "--fault-times", "0")
    assert sum(faults.values()) > 40
    for i in range(30):
        kinds = [answer[1:] if answer[2] == "text/html" or answer[1] < 60 else None for answer in told[i::30]]
        hit = next((n for n, kind in enumerate(kinds) if kind), len(kinds))
        assert len(set(kinds[hit:])) <= 1, kinds
    _, faults = story(program, "--faults", "portal:0.2", "--faults", "error-200:0.4")
    assert set(faults) == {"portal", "error-200"}


def stubborn(hub, answer_to):
    """Asks until the answer is a page of the list; None where nothing helps."""
    for _ in range(200):
        try:
            answer = answer_to(Accept_Encoding="gzip", Authorization=BEARER)
            if answer.status == 200 and isinstance(answer.json, list) and answer.body != bomb_body():
                return answer
        except (http.client.HTTPException, OSError, ValueError, EOFError, zlib.error):
            hub.disconnect()
    raise AssertionError("it never went right")


def bomb_body():
    return b"[" + b" " * 1024 * 1024 + b"]"


def test_a_stubborn_client_comes_through(program):
    """Who asks again, drops duplicates and stays on this host gets everybody, in order."""
    pairs = [("sort", "createdAt"), ("direction", "1"), ("limit", "150"), *expand("likes")]
    with Hub(program) as hub:
        wanted = [item["_id"] for item in hub.items(*pairs)]
    with Hub(program, "--faults", ",".join(KINDS) + ":0.6", "--token", TOKEN, "--no-limits", "--stall", "0",
             "--bomb", "1", "--fault-times", "1") as hub:
        origin = hub.status()["elsewhere"]["origin"]
        path, seen = "/api/models?" + urllib.parse.urlencode(pairs), []
        while path is not None:
            answer = stubborn(hub, lambda **headers: hub.get(path, **headers))
            seen += [item["_id"] for item in answer.json]
            path = answer.next and answer.next.replace(origin, "").removeprefix(hub.url)
        assert list(dict.fromkeys(seen)) == wanted
        status = hub.status()
        assert len(status["faults"]) > 8 and status["elsewhere"]["requests"] == 0, status


def test_all(program):
    """Every kind, and the bad habits too."""
    with Hub(program, "--faults", "all:0.5", "--token", TOKEN, "--no-limits", "--stall", "0", "--bomb", "1",
             "--fault-times", "1") as hub:
        for i in range(200):
            try:
                hub.list(("limit", str(i + 1)), Authorization=BEARER, Accept_Encoding="gzip")
            except (http.client.HTTPException, OSError):
                pass
        assert set(hub.status()["faults"]) <= set(KINDS) and len(hub.status()["faults"]) > 15
        assert hub.get("/stand-in/broken").json and hub.get("/stand-in/fickle").json


def main():
    standin.run([test_limits, test_errors, test_redirects, test_broken_connections, test_broken_bodies,
                 test_pages_that_mislead, test_seeds, test_how_often,
                 test_a_stubborn_client_comes_through, test_all], sys.argv[1])


main()
