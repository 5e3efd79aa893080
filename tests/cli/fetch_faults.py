"""What goes wrong while fetching: each fault by itself and all together, and what is said when nothing can be done."""
import http.server
import json
import resource
import sqlite3
import subprocess
import threading
import time

from fetchlib import WEEKS, fetch, run_tests, weeks
from storedump import dump

ARGUMENTS = ["--date", WEEKS[0], "--max-lookups", "8"]
# What a fetch gets over by itself, and leaves no trace of.
PASSING = ["limit", "limit-seconds", "limit-bare", "server-error", "html-error", "error-200", "cut", "stall",
           "truncated", "short-gzip", "corrupt-gzip", "duplicates", "descending-only", "link-elsewhere"]


def without_findings(rows):
    """Duplicates and order leave other numbers of arrival; findings tell of what was met."""
    return [row for row in rows if row[0] not in ("finding", "fact", "snapshot")]


def each_passes(place):
    base = place.store("base")
    with place.hub() as hub:
        calm = fetch(base, hub, *ARGUMENTS)
    for fault in PASSING:
        store = place.store(fault)
        with place.hub("--faults", f"{fault}:0.5", "--stall", "0.2") as hub:
            got = fetch(store, hub, *ARGUMENTS)
            rude = set(hub.status()["violations"])
            assert not rude, (fault, rude)
        assert got["complete"] and got["models"] == calm["models"], (fault, got)
        store.good("check")


def all_at_once(place):
    """Whatever a run ends with, the next one goes on; in the end all is there."""
    base = place.store("base")
    with place.hub() as hub:
        calm = fetch(base, hub, *ARGUMENTS)
    for seed in range(3):
        store = place.store(f"seed-{seed}")
        with place.hub("--faults", ",".join(PASSING + ["empty", "portal"]) + ":0.2", "--fault-seed", str(seed), "--stall",
                       "0.2") as hub:
            for _ in range(20):
                done = store.run("fetch", "--endpoint", hub.url, "--json", *ARGUMENTS)
                if done.returncode == 0:
                    break
                assert done.returncode == 1 and done.stderr.startswith(b"stemma-cli: "), done.stderr
                assert weeks(store) == []
            got = json.loads(done.stdout)
            assert got["complete"] and got["models"] == calm["models"], (seed, got, done.stderr)
        store.good("check")


def broken_records(place):
    """One bad record costs nobody else anything: it is counted and shown with its model's id."""
    calm, store = place.store("calm"), place.store("store")
    with place.hub() as hub:
        whole = fetch(calm, hub, *ARGUMENTS)
    with place.hub("--faults", "broken-records") as hub:
        got = fetch(store, hub, *ARGUMENTS)
    assert got["models"] >= whole["models"] and got["unreadable"] > 0 and got["findings"] > got["unreadable"], got
    found = json.loads(store.good("snapshots", "--findings", WEEKS[0], "--json"))["findings"]
    assert sum(finding["kind"] == "no-record" for finding in found) == got["unreadable"], found[:5]
    names = {name for name, in sqlite3.connect(calm.path).execute("SELECT text FROM name")}
    kept = {name for name, in sqlite3.connect(store.path).execute("SELECT text FROM name")}
    assert names <= kept, sorted(names - kept)[:5]
    store.good("check")


def unknown_keys(place):
    with place.hub("--faults", "expand-refused") as hub:
        store = place.store("store")
        got = fetch(store, hub, *ARGUMENTS)
        assert got["complete"], got
        assert "unknown-key" in store.good("snapshots", "--findings", WEEKS[0])


def churn(place):
    """Models come and vanish while pages are read."""
    with place.hub("--faults", "churn") as hub:
        store = place.store("store")
        assert fetch(store, hub, *ARGUMENTS)["complete"]
        store.good("check")


def refused_token(place):
    """A token that is refused in the middle is no deletion of anything."""
    with place.hub("--token", "hf_good", "--token-quota", "100000") as hub:
        store = place.store("store", HF_TOKEN="hf_good")
        fetch(store, hub, *ARGUMENTS)
        before = dump(store.path)
        store.environment["HF_TOKEN"] = "hf_bad"
        message = store.unchanged("fetch", "--endpoint", hub.url, "--date", WEEKS[1], says=["token"])
        assert "hf_bad" not in message
        assert dump(store.path) == before
    with place.hub("--token", "hf_good", "--token-quota", "100000", "--faults", "token-refused:0.3", "--fault-times", "1",
                   "--week", "1") as hub:
        store.environment["HF_TOKEN"] = "hf_good"
        refused = 0
        for _ in range(60):
            done = store.run("fetch", "--endpoint", hub.url, "--json", "--date", WEEKS[1], "--max-lookups", "40")
            if done.returncode == 0:
                break
            refused += 1
            message = done.stderr.decode()
            assert "token" in message and "hf_good" not in message, message
        got = json.loads(done.stdout)
        assert refused > 0 and got["complete"], (refused, got)
    calm = place.store("calm", HF_TOKEN="hf_good")
    with place.hub("--token", "hf_good", "--token-quota", "100000") as hub:
        fetch(calm, hub, *ARGUMENTS)
        hub.pass_week()
        expected = fetch(calm, hub, "--date", WEEKS[1], "--max-lookups", "40")
    assert [got[key] for key in ("models", "added", "deleted", "changed", "renamed", "not_listed")] == [
        expected[key] for key in ("models", "added", "deleted", "changed", "renamed", "not_listed")]


def far_short(place):
    """A list that breaks off is not published without the user's word."""
    with place.hub(scale="0.004") as large, place.hub(scale="0.002") as small:
        store = place.store("store")
        fetch(store, large, *ARGUMENTS)
        words = ["fetch", "--endpoint", small.url, "--date", WEEKS[1], "--max-lookups", "2"]
        message = store.unchanged(*words, says=["Nothing is published", "--accept", "--restart", "kept"])
        assert store.unchanged(*words, says=["--accept"]) == message
        assert small.status()["routes"].get("detail", 0) == 0, "it was asked after a list that is too short"
        got = fetch(store, small, "--accept", "--max-lookups", "2")
        assert got["resumed"] and got["complete"] and got["deleted"] > got["models"] / 2, got
        store.good("check")


class Page(http.server.BaseHTTPRequestHandler):
    """Anything but a Hub."""

    answers = {"/html": ("text/html", b"<html>Welcome to the airport</html>"), "/empty": ("application/json", b"[]"),
               "/object": ("application/json", b'{"hello": 1}'), "/text": ("text/plain", b"hello")}

    def do_GET(self):
        kind, body = self.answers["/" + self.path.split("/")[1]]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def not_a_hub(place):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    store = place.store("store")
    store.good("import", "--date", WEEKS[0], "--snapshot", store.file("a.csv", "Model ID,Type,Base Model\na/a,,\n"))
    for path in Page.answers:
        store.unchanged("fetch", "--endpoint", url + path, "--date", WEEKS[1])
        assert "kept" not in store.bad("fetch", "--endpoint", url + path, "--date", WEEKS[1]).split("kept; fetch")[1:], path
    # Nothing was begun, so nothing is in anybody's way.
    store.good("import", "--date", WEEKS[1], "--snapshot", store.file("b.csv", "Model ID,Type,Base Model\na/b,,\n"))
    store.bad("fetch", "--endpoint", "http://127.0.0.1:9", "--date", WEEKS[2])
    server.shutdown()


def offline(place):
    store = place.store("store", HF_HUB_OFFLINE="1")
    store.bad("fetch", "--endpoint", "http://127.0.0.1:9", "--date", WEEKS[0], says=["HF_HUB_OFFLINE"])


def proxy(place):
    """A proxy that is not there is told from a Hub that is not there."""
    store = place.store("store", http_proxy="http://127.0.0.1:9", no_proxy="")
    store.bad("fetch", "--endpoint", "http://hub.invalid", "--date", WEEKS[0], says=["proxy"])


def certificate(place):
    """A server that nobody vouches for."""
    key, crt = f"{place.folder}/key.pem", f"{place.folder}/crt.pem"
    made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", crt,
                           "-days", "1", "-subj", "/CN=127.0.0.1"], capture_output=True, check=False)
    if made.returncode != 0:
        return
    import ssl
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(crt, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    store = place.store("store")
    store.bad("fetch", "--endpoint", f"https://127.0.0.1:{server.server_port}/empty", "--date", WEEKS[0],
              says=["certificate"])
    server.shutdown()


def old_clock(place):
    """Nothing depends on this machine's clock: a Hub that tells the time is believed."""
    with place.hub() as hub:
        store = place.store("store")
        got = fetch(store, hub, "--max-lookups", "0")
        assert got["snapshot"] == time.strftime("%Y-%m-%d", time.gmtime()), got
        store.unchanged("fetch", "--endpoint", hub.url, says=["another day"])
        store.unchanged("fetch", "--endpoint", hub.url, "--date", WEEKS[0], says=["older"])


def locked(place):
    with place.hub("--quota", "2", "--window", "1", limits=True) as hub:
        store = place.store("store")
        first = subprocess.Popen(store.command("fetch", "--endpoint", hub.url, *ARGUMENTS), stderr=subprocess.PIPE,
                                 env=store.environment)
        time.sleep(1)
        store.bad("fetch", "--endpoint", hub.url, *ARGUMENTS, says=["Another import"])
        holder = sqlite3.connect(store.path, timeout=20, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        message = first.communicate(timeout=60)[1].decode()
        assert first.returncode == 1 and "another program" in message and "fetch again" in message, message
        holder.execute("ROLLBACK")
        holder.close()
        got = fetch(store, hub, *ARGUMENTS)
        assert got["resumed"] and got["complete"], got
        store.good("check")


def disk_full(place):
    """A file that may not grow any more stands for a full disk."""
    with place.hub("--quota", "6", "--window", "1", scale="0.01", limits=True) as hub:
        store = place.store("store")
        limit = 4 * 1024 * 1024

        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(store.command("fetch", "--endpoint", hub.url, *ARGUMENTS), capture_output=True, check=False,
                              env=store.environment, preexec_fn=small_files,
                              restore_signals=False, timeout=120)
        message = done.stderr.decode()
        assert done.returncode == 1 and "full" in message and "kept" in message, (done.returncode, message)
        got = fetch(store, hub, *ARGUMENTS)
        assert got["complete"] and got["resumed"], got
        store.good("check")


run_tests([each_passes, all_at_once, broken_records, unknown_keys, churn, refused_token, far_short, not_a_hub, offline,
           proxy, certificate, old_clock, locked, disk_full])
