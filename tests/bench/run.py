"""Measures the stages of docs/figures.md on a simulated Hub and prints them beside their goals.

    run.py STEMMA_CLI STEMMA_SIMULATE BENCH_CORE UNDER_DISPLAY BENCH_APP SCALE

Times are of this machine at this moment: the ratio to the goal, and from one scale to the next, says more than the
milliseconds. Every stage has a check figure, so that something that was not done is not taken for something fast."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

GOALS_MS = {
    "open a saved snapshot": 5,
    "chains and clusters together": 30,
    "a click: all ancestors and descendants": 1,
    "a name, searched for among all": 30,
    "first picture of the family with the most cards": 200,
    "window: from launch to the cluster table": 1000,
    "window: longest block while lineage loads": 16,
    "window: longest block while model loads": 16,
    "window: longest block while clusters loads": 16,
    "window: longest block while a crawl writes": 16,
    "window: a frame while panning": 12,
    "window: a frame while zooming": 12,
}
# Of the whole Hub; a Hub of another size may have its share.
GOAL_SAVED_MB = 60
GOAL_SEALING_MB = 400
GOALS_PER_S = {"import CSV": 100_000, "import Hub JSON": 40_000}


def run(*words, may_skip=False):
    """Seconds, processor seconds, peak memory in MB and standard output of a command that has to succeed; no output
    where it says that something it needs is missing."""
    start = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.stdout.close()
    if may_skip and os.waitstatus_to_exitcode(status) == 77:
        out, status = None, 0
    if status != 0:
        sys.exit(f"{' '.join(words)}: exit status {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def show(stage, reached, goal, unit, better, check, memory=None):
    verdict = "" if goal is None else ("reached" if (reached <= goal if better == "less" else reached >= goal) else "missed")
    goal_text = "" if goal is None else f"{goal:,}"
    memory_text = "" if memory is None else f"{memory:.0f} MB"
    print(f"{stage:50} {reached:14,.3f} {unit:9} {goal_text:>10} {verdict:8} {memory_text:>9}  check {check:,}")


def bench_import(cli, simulate, scale, form, folder):
    source = folder / f"week.{form}"
    run(simulate, "--seed", "1", "--scale", scale, "--week", "15", "--format", form, "-o", str(source))
    store = folder / f"{form}.db"
    wall, cpu, memory, _ = run(cli, "--store", str(store), "--quiet", "import", "--date", "2025-06-25", "--snapshot",
                               str(source))
    listed = json.loads(run(cli, "--store", str(store), "snapshots", "--json")[3])["snapshots"][0]["models"]
    stage = "import CSV" if form == "csv" else "import Hub JSON"
    show(stage, listed / wall, GOALS_PER_S[stage], "models/s", "more", listed, memory)
    show(f"{stage}, by processor time", listed / cpu, None, "models/s", "more", listed)
    show(f"{stage}: store for each model", store.stat().st_size / listed, None, "bytes", "less", listed)
    source.unlink()
    return store, listed


def bench_sealing(cli, store, cache, scale):
    """The cache is thrown away, so that the snapshot is sealed from the store by a process that does little else."""
    for path in cache.rglob("*"):
        if path.is_file():
            path.unlink()
    wall, cpu, memory, out = run(cli, "--store", str(store), "report", "usage", "--json")
    models = json.loads(out)["models"]
    show("sealing a snapshot from the store", wall * 1000, None, "ms", "less", models)
    show("sealing: peak memory", memory, GOAL_SEALING_MB * max(float(scale), 1), "MB", "less", models)
    saved = sum(path.stat().st_size for path in cache.rglob("*.snapshot")) / 1e6
    show("a saved snapshot", saved, GOAL_SAVED_MB * float(scale), "MB", "less", models)


def show_stages(out):
    """The rows of a program that prints a line of JSON a stage. Returns the lines."""
    stages = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    for stage in stages:
        if "stage" in stage:
            show(stage["stage"], stage["median_ms"], GOALS_MS.get(stage["stage"]), "ms", "less", stage["check"],
                 stage.get("peak_mb"))
    return stages


def bench_window(under_display, app, store, model, stand_in, scale):
    _, _, _, out = run(under_display, app, str(store), model, stand_in, str(min(float(scale), 0.1)), may_skip=True)
    if out is None:
        for stage in (name for name in GOALS_MS if name.startswith("window: ")):
            print(f"{stage:50} {'not measured: no display tools here':>35}")
        return
    show_stages(out)


def peer_clusters(store, expected):
    """The same sizes by SQLite's own recursion, over the same edges, as what people use today."""
    import sqlite3
    db = sqlite3.connect(store)
    start = time.monotonic()
    rows = db.execute("""
        WITH node AS (SELECT f.model, f.name FROM fact f),
             link AS (SELECT n.model AS parent, e.model AS child FROM edge e JOIN node n ON n.name = e.parent
                      WHERE n.model <> e.model),
             root AS (SELECT DISTINCT parent AS model FROM link WHERE parent NOT IN (SELECT model FROM edge)),
             tree (root, model) AS (SELECT model, model FROM root
                                    UNION SELECT t.root, l.child FROM tree t JOIN link l ON l.parent = t.model)
        SELECT count(*) FROM tree""").fetchone()[0]
    seconds = time.monotonic() - start
    verdict = "agrees" if rows == expected else f"DISAGREES: {rows:,}"
    print(f"{'  the same sizes by a recursive query in SQLite':50} {seconds * 1000:14,.3f} ms        {verdict}")
    return seconds * 1000


def main(cli, simulate, core, under_display, app, stand_in, scale):
    print(f"Simulated Hub, seed 1, scale {scale}, week of 2025-06-25; {os.cpu_count()} processors, "
          f"load {os.getloadavg()[0]:.1f}")
    print(f"{'stage':50} {'reached':>14} {'unit':9} {'goal':>10} {'':8} {'peak':>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        cache = folder / "cache"
        cache.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(cache)
        os.environ["XDG_DATA_HOME"] = str(folder / "data")
        store, _ = bench_import(cli, simulate, scale, "csv", folder)
        bench_sealing(cli, store, cache, scale)
        stages = show_stages(run(core, str(store))[3])
        figures = next(stage for stage in stages if stage.get("stage") == "all cluster figures")
        if float(scale) <= 0.1:
            ratio = peer_clusters(store, figures["check"]) / figures["median_ms"]
            print(f"{'  ratio to ours':50} {ratio:14,.0f} times")
        seconds, _, memory, out = run(cli, "--store", str(store), "report", "clusters", "--json")
        show("from launch to the cluster table, command line", seconds * 1000, 1000, "ms", "less",
             json.loads(out)["count"], memory)
        hardest = next((stage["hardest"] for stage in stages if "hardest" in stage), None)
        if hardest is not None:
            bench_window(under_display, app, store, hardest, stand_in, scale)
        store.unlink()
        store, _ = bench_import(cli, simulate, scale, "json", folder)
        bench_sealing(cli, store, cache, scale)
    return 0


sys.exit(main(*sys.argv[1:]))
