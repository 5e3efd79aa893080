"""Fetching from a Hub that behaves: whole weeks, parts, families, and what may be done beside an unfinished fetch."""
import json
import signal
import sqlite3
import subprocess
import time

from fetchlib import WEEKS, fetch, run_tests, weeks
from storedump import dump

REPORTS = ["usage", "chains", "clusters", "degrees", "tasks"]


def figures(store, date):
    return {kind: json.loads(store.good("report", kind, "--snapshot", date, "--json")) for kind in REPORTS}


def three_weeks(place):
    """Three weeks fetched give the figures of the same weeks imported from files."""
    fetched, imported = place.store("fetched"), place.store("imported")
    with place.hub() as hub:
        for number, date in enumerate(WEEKS):
            if number > 0:
                hub.pass_week()
            got = fetch(fetched, hub, "--date", date)
            imported.good("import", "--date", date, "--snapshot", place.records(number))
            assert got["complete"] and got["snapshot"] == date and not got["resumed"], got
            assert (got["deleted"] > 0) == (number > 0), got
    assert [(week["date"], week["models"]) for week in weeks(fetched)] == [
        (week["date"], week["models"]) for week in weeks(imported)]
    for date in WEEKS:
        assert figures(fetched, date) == figures(imported, date), date
    for since, until in zip(WEEKS, WEEKS[1:]):
        changes = [json.loads(store.good("report", "changes", "--since", since, "--snapshot", until, "--json"))
                   for store in (fetched, imported)] if "changes" in fetched.good("report", "--help") else [1, 1]
        assert changes[0] == changes[1]
    fetched.good("check")


def a_part(place):
    """--max-models gives an incomplete snapshot on top of the complete one; the next complete one takes it away."""
    store = place.store("store")
    with place.hub() as hub:
        whole = fetch(store, hub, "--date", WEEKS[0])
        before = figures(store, WEEKS[0])
        hub.pass_week()
        part = fetch(store, hub, "--date", WEEKS[1], "--max-models", "700")
        assert not part["complete"] and part["deleted"] == 0 and part["listed"] == 700, part
        assert part["models"] >= whole["models"], part
        assert [week["complete"] for week in weeks(store)] == [True, False]
        assert json.loads(store.good("report", "usage", "--json"))["snapshot"] == WEEKS[0]
        assert json.loads(store.good("report", "usage", "--snapshot", "newest", "--json"))["snapshot"] == WEEKS[1]
        store.good("check")
        calm = place.copy(store, "calm")
        calm.good("snapshots", "--forget", WEEKS[1])
        fetch(store, hub, "--date", WEEKS[1])
        fetch(calm, hub, "--date", WEEKS[1])
        assert [week["complete"] for week in weeks(store)] == [True, True]
        assert figures(store, WEEKS[1]) == figures(calm, WEEKS[1])
        assert figures(store, WEEKS[0]) == before
        store.good("check")
        first = place.store("first")
        assert not fetch(first, hub, "--max-models", "10")["complete"]
        assert json.loads(first.good("report", "usage", "--json"))["models"] == 10


def an_import_after_a_part(place):
    """Files go on top of the complete snapshot, as if there were no part; a refused import leaves the part."""
    store = place.store("store")
    changes = store.file("added.csv", "Model ID,Type,Base Model\nacme/new,,\n")
    with place.hub() as hub:
        fetch(store, hub, "--date", WEEKS[0])
        calm = place.copy(store, "calm")
        hub.pass_week()
        fetch(store, hub, "--date", WEEKS[1], "--max-models", "900")
    bad = store.file("bad.csv", "Model ID,Type,Base Model\nacme/new,,\nacme/new,,\n")
    store.unchanged("import", "--date", WEEKS[2], "--added", bad)
    for each in (store, calm):
        each.good("import", "--date", WEEKS[2], "--added", changes)
    assert weeks(store) == weeks(calm)
    assert figures(store, WEEKS[2]) == figures(calm, WEEKS[2])
    store.good("check")


def told_by_filter(store, root):
    """How many descend from @root by what the Hub's filter knows: not what only a card or an adapter's config says."""
    db = sqlite3.connect(store.path)
    children = {}
    for child, parent in db.execute(
            "SELECT c.text, coalesce (b.text, p.text) FROM edge e JOIN model m ON m.key = e.model "
            "JOIN name c ON c.id = m.name JOIN name p ON p.id = e.parent LEFT JOIN model o ON o.oid = e.parent_oid "
            "LEFT JOIN name b ON b.id = o.name WHERE e.source < 3"):
        children.setdefault(parent, []).append(child)
    db.close()
    met, queue = {root}, [root]
    while queue:
        queue += [child for child in children.get(queue.pop(), []) if child not in met and not met.add(child)]
    return len(met)


def biggest_family(store):
    clusters = json.loads(store.good("report", "clusters", "--json"))["top"]
    return clusters[0]["root"], clusters[0]["size"]


def a_family(place):
    """A family on an empty store, on top of a snapshot, and once more: the newest takes the place of the one before."""
    store, alone = place.store("store"), place.store("alone")
    with place.hub() as hub:
        fetch(store, hub, "--date", WEEKS[0])
        root, all_of_it = biggest_family(store)
        size = told_by_filter(store, root)
        assert 500 < size <= all_of_it
        got = fetch(alone, hub, "--family", root, "--date", WEEKS[0])
        assert got["model"] == root and got["ancestors"] == 0 and not got["bounded"], got
        assert got["descendants"] + 1 == size == got["models"], (got, size)
        assert biggest_family(alone) == (root, size)
        calm = json.loads(store.good("report", "clusters", "--json"))
        hub.pass_week()
        for day in (WEEKS[0], WEEKS[1]):
            got = fetch(store, hub, "--family", f"{hub.url}/{root}/tree/main", "--date", day)
            assert not got["complete"] and got["deleted"] == 0, got
            assert [(week["date"], week["complete"]) for week in weeks(store)] == [(WEEKS[0], True), (day, False)]
            assert json.loads(store.good("report", "clusters", "--json")) == calm
            store.good("check")
        leaf = json.loads(store.good("report", "chains", "--json"))["top"][0]["models"]
        got = fetch(alone, hub, "--family", leaf[-1])
        assert got["ancestors"] >= len(leaf) - 1, (got, leaf)
        few = fetch(place.store("few"), hub, "--family", root, "--max-models", "5")
        assert few["bounded"] and few["descendants"] == 5, few
        store.bad("fetch", "--endpoint", hub.url, "--family", "acme/nobody", says=["acme/nobody", "as before"])
        store.bad("fetch", "--endpoint", hub.url, "--family", "no such/thing/at all", says=["no such"])
        assert hub.status()["violations"] == {}


def stop(place, hub, store, *words, after=1.5):
    child = subprocess.Popen(store.command("fetch", "--endpoint", hub.url, *words), stderr=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, env=store.environment)
    time.sleep(after)
    child.send_signal(signal.SIGINT)
    message = child.communicate(timeout=30)[1].decode()
    assert child.returncode == 130, f"{child.returncode} {message}"
    return message


def stopped(place):
    """Ctrl+C keeps what came; nothing else gets in its way until it is finished or forgotten; going on is the same call."""
    with place.hub("--quota", "2", "--window", "1", limits=True) as hub:
        store = place.store("store")
        csv = store.file("all.csv", "Model ID,Type,Base Model\nacme/a,,\n")
        message = stop(place, hub, store, "--date", WEEKS[0], "--max-lookups", "0")
        assert "Stopped" in message and "kept" in message and "fetch again" in message, message
        assert weeks(store) == []
        store.bad("import", "--date", WEEKS[0], "--snapshot", csv, says=["not finished", "--drop"])
        store.bad("fetch", "--endpoint", hub.url, "--family", "acme/a", says=["acme/a"])
        store.bad("fetch", "--endpoint", hub.url, "--date", WEEKS[1], says=["not finished", WEEKS[0], "--restart"])
        store.bad("fetch", "--endpoint", "http://127.0.0.1:9", says=["not finished", hub.url, "--endpoint"])
        calm, dropped = place.copy(store, "calm"), place.copy(store, "dropped")
        got = fetch(store, hub, "--max-lookups", "0")
        assert got["resumed"] and got["snapshot"] == WEEKS[0] and got["complete"], got
        assert not fetch(calm, hub, "--restart", "--date", WEEKS[0], "--max-lookups", "0")["resumed"]
        assert dump(store.path) == dump(calm.path)
        dropped.good("fetch", "--drop")
        dropped.good("import", "--date", WEEKS[0], "--snapshot", csv)
        dropped.good("check")
        # On top of a snapshot: it cannot be forgotten under the crawl's feet, an older one can.
        fetch(store, hub, "--date", WEEKS[1], "--max-lookups", "0")
        stop(place, hub, store, "--date", WEEKS[2], "--max-lookups", "0")
        store.bad("snapshots", "--forget", WEEKS[1], says=["not finished"])
        store.good("snapshots", "--forget", WEEKS[0])
        assert fetch(store, hub, "--max-lookups", "0")["resumed"]
        assert [week["date"] for week in weeks(store)] == WEEKS[1:]
        store.good("check")


def renames_and_ghosts(place):
    """Renames are told from recreations by identity; where a name leads is asked for once and remembered."""
    store = place.store("store")
    scale = "0.02"
    with place.hub(scale=scale) as hub:
        first = fetch(store, hub, "--date", WEEKS[0])
        asked = first["unexplained"]["asked"]
        assert asked > 0, first
        renamed = 0
        for date in WEEKS[1:]:
            hub.pass_week()
            got = fetch(store, hub, "--date", date)
            renamed += got["renamed"]
            assert 0 < got["not_listed"]["asked"] <= got["deleted"] + got["not_listed"]["there"] + got["renamed"], got
            assert got["unexplained"]["asked"] < max(asked / 2, 20), "names were asked for again"
        assert renamed > 0
        assert hub.status()["violations"] == {}
    store.good("check")


run_tests([three_weeks, a_part, an_import_after_a_part, a_family, stopped, renames_and_ghosts])
