"""The stand-in Hub's quotas in fixed windows, and what it notes of a client's manners."""
import re
import socket
import sys
import time

import standin
from standin import Hub

TOKEN = "hf_invented"
ONE = ("limit", "1")


def limits(answer):
    left, seconds = map(int, re.fullmatch(r'"api";r=(\d+);t=(\d+)', answer.headers["RateLimit"]).groups())
    policy = re.fullmatch(r'"fixed window";"api";q=(\d+);w=(\d+)', answer.headers["RateLimit-Policy"])
    return left, seconds, int(policy.group(1)), int(policy.group(2))


def test_defaults(program):
    with Hub(program, "--token", TOKEN) as hub:
        left, seconds, quota, window = limits(hub.list(ONE))
        assert (left, quota, window) == (499, 500, 300) and 290 < seconds <= 300
        left, _, quota, _ = limits(hub.list(ONE, Authorization="Bearer " + TOKEN))
        assert (left, quota) == (999, 1000)
        left, _, quota, _ = limits(hub.list(ONE, Authorization="Bearer wrong"))
        assert (left, quota) == (498, 500)
        assert limits(hub.get("/api/models/nobody/nothing"))[0] == 497
        assert limits(hub.get("/api/nothing"))[0] == 496
        hub.status()
        assert limits(hub.list(ONE))[0] == 495
    with Hub(program, "--no-limits") as hub:
        assert limits(hub.list(ONE))[2] == 1000000


def test_windows(program):
    """The quota, then 429 until the window ends, then the quota again."""
    with Hub(program, "--quota", "5", "--token-quota", "7", "--window", "2", "--token", TOKEN) as hub:
        refused = wait_for_a_new_window(hub)
        assert refused.json["error"]
        left, seconds, quota, window = limits(refused)
        assert (left, quota, window) == (0, 5, 2) and 1 <= seconds <= 2
        assert refused.headers["Retry-After"] is None and refused.headers["X-Request-Id"]
        assert hub.list(ONE, Authorization="Bearer " + TOKEN).status == 200
        status = hub.status()
        assert status["windows"]["anonymous"]["most"] > 5 and status["violations"]["too-early"] >= 1
        time.sleep(seconds)
        assert [hub.list(ONE).status for _ in range(6)] == [200] * 5 + [429]


def wait_for_a_new_window(hub):
    """Uses up what is left of this window; the first refusal."""
    while True:
        answer = hub.list(ONE)
        if answer.status == 429:
            return answer
        assert answer.status == 200


def test_pace(program):
    """More than the polite share is noted, less is not."""
    with Hub(program, "--quota", "10", "--share", "50") as hub:
        for _ in range(5):
            hub.list(ONE)
        assert "too-fast" not in hub.status()["violations"]
        for _ in range(3):
            hub.list(ONE)
        assert hub.status()["violations"] == {"too-fast": 3}


def test_manners(program):
    with Hub(program, "--token", TOKEN) as hub:
        hub.list(ONE, User_Agent="Stemma/0.1.0; glib/2.74.6; libsoup/3.2.3; origin/somewhere")
        assert hub.status()["violations"] == {}
        for agent in ["curl/8", "Stemma/1", "", "Stemma/1; glib/2; libsoup/3; more"]:
            hub.list(ONE, User_Agent=agent)
        assert hub.status()["violations"] == {"user-agent": 4}
        hub.get("/stand-in/reset", method="POST")
        hub.list(("sort", "likes"))
        hub.list(("limit", "1001"))
        hub.list(ONE, ("full", "true"), ("expand", "likes"))
        hub.list(ONE, ("search", TOKEN))
        status = hub.status()
        assert status["violations"] == {"no-limit": 1, "limit-too-large": 1, "expand-mixed": 1,
                                        "token-in-address": 1}
        assert status["routes"] == {"list": 4} and status["answers"]["200"] >= 4
        hub.get("/api/models/a/b")
        hub.get("/api/nothing")
        assert hub.status()["routes"] == {"list": 4, "detail": 1, "other": 1}
        assert hub.get("/stand-in/reset", method="POST").json["routes"] == {}


def test_connections(program):
    """Each that is open counts, those that were closed do not."""
    with Hub(program, "--connections", "3") as hub:
        hub.list(ONE)
        address = hub.host.split(":")
        others = []
        for _ in range(4):
            other = socket.create_connection((address[0], int(address[1])), timeout=30)
            other.sendall(f"GET /api/models?limit=1 HTTP/1.1\r\nHost: {hub.host}\r\n"
                          f"User-Agent: {standin.AGENT}\r\n\r\n".encode())
            assert other.recv(12) == b"HTTP/1.1 200"
            others.append(other)
        status = hub.status()
        assert status["connections"] == {"open": 5, "most": 5}
        assert status["violations"] == {"too-many-connections": 2}
        for other in others:
            other.close()
        for _ in range(200):
            if hub.status()["connections"]["open"] == 1:
                break
            time.sleep(0.02)
        assert hub.status()["connections"] == {"open": 1, "most": 5}


def test_elsewhere(program):
    """The other host counts who comes, and who brings a token."""
    with Hub(program, "--token", TOKEN) as hub:
        origin = hub.status()["elsewhere"]["origin"]
        assert origin.startswith("http://127.0.0.1:") and origin != hub.url
        here, hub.host = hub.host, origin.removeprefix("http://")
        hub.disconnect()
        assert hub.get("/api/models").status == 404
        assert hub.get("/api/models", Authorization="Bearer " + TOKEN).status == 404
        hub.disconnect()
        hub.host = here
        status = hub.status()
        assert status["elsewhere"] == {"origin": origin, "requests": 2, "with_authorization": 1}
        assert status["violations"] == {"token-elsewhere": 1}


def main():
    standin.run([test_defaults, test_windows, test_pace, test_manners, test_connections, test_elsewhere], sys.argv[1])


main()
