"""Kills fetches at random moments: whoever goes on makes the same store as one that nobody disturbed. A number as last
argument: how many kills."""
import random
import shutil
import signal
import subprocess
import sys
import time

from fetchlib import WEEKS, fetch, run_tests
from storedump import dump

KILLS = int(sys.argv.pop()) if sys.argv[-1].isdigit() else 10
SCALE = "0.006"  # ten pages
# So slow that pages come one by one, and so fast that they come at once: there, lookups take most of the time.
SLOW, FAST = ["--quota", "8", "--window", "1"], []


def fetch_calmly(store, hub, words):
    begun = time.monotonic()
    got = fetch(store, hub, *words)
    return got, time.monotonic() - begun


def kill_at_random(store, hub, rng, seconds, words):
    child = subprocess.Popen(store.command("fetch", "--endpoint", hub.url, *words), stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, env=store.environment)
    time.sleep(rng.uniform(0, seconds))
    child.send_signal(signal.SIGKILL)
    child.communicate()


def disturb(place, hub, base, words, kills, rng, report):
    before = base.weeks()
    calm = place.copy(base, "calm")
    got, seconds = fetch_calmly(calm, hub, words)
    expected, done, resumed, published = dump(calm.path), 0, 0, 0
    while done < kills:
        store = place.copy(base, f"store-{done}")
        for _ in range(rng.choice([1, 1, 2, 3])):
            kill_at_random(store, hub, rng, seconds, words)
            done += 1
            if store.weeks() != before:
                published += 1
                break
            store.good("check")
        else:
            resumed += fetch(store, hub, *words)["resumed"]
        assert dump(store.path) == expected, f"after {done} kills the store differs"
        store.good("check")
        shutil.rmtree(store.folder)
    report.append((done, resumed, published))
    shutil.rmtree(calm.folder)
    return got


def killed(place):
    rng = random.Random(5)
    report = []
    base = place.store("base")
    with place.hub(*SLOW, scale=SCALE, limits=True) as hub:
        fetch(base, hub, "--date", WEEKS[0], "--max-lookups", "0")
        hub.pass_week()
        disturb(place, hub, base, ["--date", WEEKS[1], "--max-lookups", "3", "--share", "100"], KILLS // 2, rng, report)
    with place.hub(*FAST, scale="0.01") as hub:
        base = place.store("fast")
        fetch(base, hub, "--date", WEEKS[0], "--max-lookups", "20")
        hub.pass_week()
        got = disturb(place, hub, base, ["--date", WEEKS[1]], KILLS - KILLS // 2, rng, report)
        assert got["not_listed"]["asked"] > 0 and got["unexplained"]["asked"] > 0, got
    done, resumed, published = (sum(column) for column in zip(*report))
    assert resumed > done / 8, f"only {resumed} of {done} were taken up"
    print(f"     {done} kills, {resumed} times taken up, {published} kills after the publication")


def killed_first(place):
    """The very first fetch, of which nothing is indexed until it is published."""
    rng = random.Random(6)
    with place.hub(*SLOW, scale=SCALE, limits=True) as hub:
        base = place.store("base")
        base.good("import", "--date", "2025-01-01", "--snapshot", base.file("a.csv", "Model ID,Type,Base Model\na/a,,\n"))
        base.good("snapshots", "--forget", "2025-01-01")
        disturb(place, hub, base, ["--date", WEEKS[0], "--max-lookups", "3", "--share", "100"], KILLS // 2, rng, [])


run_tests([killed, killed_first])
