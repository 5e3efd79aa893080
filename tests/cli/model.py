"""Compares what stemma-cli tells of single models with what a naive reading of the same lists tells."""
import csv
import io
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

RELATIONS = ["finetune", "adapter", "merge", "quantized"]
DAYS = ["2025-03-12", "2025-03-19", "2025-03-26", "2025-04-02"]


class Cli:
    def __init__(self, program, folder):
        self.program = program
        self.store = str(pathlib.Path(folder) / "stemma.db")
        self.folder = pathlib.Path(folder)

    def run(self, *words, status=0):
        command = [self.program, "--store", self.store, "--quiet", *words]
        done = subprocess.run(command, capture_output=True, check=False)
        error = done.stderr.decode()
        assert done.returncode == status, f"{words}: exit {done.returncode}, expected {status}\n{error}"
        return error if status else done.stdout.decode()

    def json(self, *words):
        return json.loads(self.run(*words, "--json"))

    def import_text(self, day, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.run("import", "--date", day, "--snapshot", str(path))


# --- A random graph without cycles, and the naive answers.

def random_rows(rng):
    """Rows (model, relation, parents); a parent that is no model is a ghost."""
    names = [f"owner{i % 4}/model-{i:02}" for i in range(40)]
    rows = []
    for i, name in enumerate(names):
        pool = names[:i] + ["gone/base-a", "gone/base-b"]
        kind = rng.choice(["", "", "finetune", "adapter", "quantized", "merge"])
        if kind == "":
            rows.append((name, "", []))
        elif kind == "merge":
            rows.append((name, kind, rng.sample(pool, min(len(pool), rng.randint(2, 4)))))
        else:
            rows.append((name, kind, [rng.choice(pool)]))
    return rows


def to_csv(rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Model ID", "Type", "Base Model"])
    for name, kind, parents in rows:
        writer.writerow([name, kind, ", ".join(parents)])
    return out.getvalue()


class Naive:
    def __init__(self, rows):
        self.parents = {name: [(p, kind) for p in parents] for name, kind, parents in rows}
        self.children = {}
        for name, kind, parents in rows:
            for parent in parents:
                self.children.setdefault(parent, []).append((name, kind))

    def reach(self, name, edges):
        seen, todo = set(), [name]
        while todo:
            for other, _ in edges.get(todo.pop(), []):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    def is_root(self, name):
        return name in self.parents and not self.parents[name] and name in self.children

    def ways(self, name, edges):
        """All ways from name along edges to where they end."""
        if not edges.get(name):
            return [[name]]
        return [[name] + way for other, _ in edges[name] for way in self.ways(other, edges)]

    def show(self, name):
        up, down = self.reach(name, self.parents), self.reach(name, self.children)
        roots = sorted(n for n in up | {name} if self.is_root(n))
        above = [w for w in self.ways(name, self.parents) if self.is_root(w[-1])]
        below = self.ways(name, self.children)
        in_chain = above and len(above[0] + below[0]) > 2
        counts = dict.fromkeys(RELATIONS + ["other"], 0)
        for _, kind in self.children.get(name, []):
            counts[kind] += 1
        return {
            "model": name, "listed": name in self.parents,
            "descendants": len(down), "ancestors": len(up), "roots": roots,
            "children": counts,
            "chains": len(above) * len(below) if in_chain else 0,
            "longest_chain": max(map(len, above)) + max(map(len, below)) - 1 if in_chain else 0,
            "parents": [{"model": p, "relation": kind, "source": "file", "ghost": p not in self.parents}
                        for p, kind in self.parents.get(name, [])],
        }


def check_equal(found, expected, where):
    for key, value in expected.items():
        if isinstance(value, dict):
            check_equal(found[key], value, f"{where}.{key}")
        elif key == "parents":
            assert len(found[key]) == len(value), f"{where}: {found[key]}, expected {value}"
            for one, other in zip(found[key], value):
                check_equal(one, other, f"{where}.parents")
        else:
            assert found[key] == value, f"{where}.{key}: {found[key]}, expected {value}"


def check_graph(program, seed):
    rng = random.Random(seed)
    rows = random_rows(rng)
    naive = Naive(rows)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        cli = Cli(program, folder)
        cli.import_text(DAYS[0], "week.csv", to_csv(rows))
        for name in itertools.chain(naive.parents, (n for n in naive.children if n not in naive.parents)):
            found = cli.json("show", name)
            check_equal(found, naive.show(name), f"seed {seed} {name}")
            assert found["snapshot"] == DAYS[0]
            assert found["licence"] is None and "licence" not in found["known"], "a table tells of no licence"
        degrees = cli.json("report", "degrees", "--top", "5")
        for key, edges in (("in", naive.parents), ("out", naive.children)):
            best = sorted(((-len(e), n) for n, e in edges.items() if e and n in naive.parents))[:5]
            assert [(-r["degree"], r["model"]) for r in degrees[key]] == best, f"seed {seed} degrees {key}"
            assert all(r["task"] is None for r in degrees[key])


# --- Weeks of records, with what has to be told of them.

def record(oid, name, **more):
    base = {"_id": f"{oid:024x}", "id": name, "private": False, "disabled": False, "gated": False,
            "downloads": 5, "likes": 1, "sha": "1" * 40, "tags": [],
            "pipeline_tag": "text-generation", "library_name": "transformers",
            "createdAt": "2024-01-02T03:04:05.000Z", "lastModified": "2024-02-02T03:04:05.000Z",
            "cardData": {"license": "mit"}, "siblings": [], "config": {}}
    base.update(more)
    return base


def child_of(parent, relation):
    return {"baseModels": {"relation": relation, "models": [{"_id": f"{parent[0]:024x}", "id": parent[1]}]}}


BASE, OTHER = (1, "acme/base"), (2, "acme/other")
FIRST = [
    record(*BASE, downloads=100),
    record(*OTHER),
    record(3, "fast/tuned", **child_of(BASE, "finetune")),
    record(4, "acme/left", gated="auto"),
    record(5, "acme/reused"),
]
SECOND = [
    record(*BASE, downloads=110, sha="2" * 40, gated="manual",
           cardData={"license": "apache-2.0", "datasets": ["acme/text"]}),
    record(*OTHER, pipeline_tag="fill-mask", disabled=True),
    record(3, "fast/tuned-renamed", **child_of(OTHER, "quantized")),
    record(6, "acme/reused"),
    record(7, "<b>&amp;'\";DROP/x", **child_of(BASE, "adapter")),
]
THIRD = [
    record(*BASE, downloads=120, sha="2" * 40,
           cardData={"license": "apache-2.0", "datasets": ["acme/text"], "new_version": "acme/other"}),
    record(*OTHER, pipeline_tag="fill-mask"),
    record(3, "fast/tuned-renamed", **child_of(OTHER, "quantized")),
    record(4, "acme/left"),
    record(6, "acme/reused"),
    record(7, "<b>&amp;'\";DROP/x", **child_of(BASE, "adapter")),
]
HISTORIES = {
    "acme/base": [(0, "listed", None, "acme/base"), (1, "licence", "mit", "apache-2.0"),
                  (1, "gated", None, "manual"), (1, "updated", "1" * 40, "2" * 40),
                  (1, "datasets", None, "acme/text"), (2, "ungated", "manual", None),
                  (2, "new_version", None, "acme/other")],
    "acme/other": [(0, "listed", None, "acme/other"), (1, "disabled", None, "disabled"),
                   (1, "task", "text-generation", "fill-mask"), (2, "enabled", "disabled", None)],
    "fast/tuned-renamed": [(0, "listed", None, "fast/tuned"),
                           (1, "renamed", "fast/tuned", "fast/tuned-renamed"),
                           (1, "parents", "acme/base", "acme/other"),
                           (1, "relation", "finetune", "quantized")],
    "acme/left": [(0, "listed", None, "acme/left"), (1, "deleted", "acme/left", None),
                  (2, "returned", None, "acme/left"), (2, "ungated", "auto", None)],
    "acme/reused": [(1, "added", None, "acme/reused"), (1, "recreated", None, "acme/reused")],
    "<b>&amp;'\";DROP/x": [(1, "added", None, "<b>&amp;'\";DROP/x")],
}


def events_of(history):
    return [(DAYS.index(e["date"]), e["kind"], e["before"], e["after"]) for e in history["events"]]


def check_histories(cli):
    for name, expected in HISTORIES.items():
        found = cli.json("history", name)
        assert events_of(found) == expected, f"history {name}: {events_of(found)}, expected {expected}"
        assert found["model"] == name and found["key"] > 0
    by_old_name = cli.json("history", "fast/tuned")
    assert by_old_name["model"] == "fast/tuned-renamed", by_old_name["model"]
    base = cli.json("history", "acme/base")
    counted = [{"date": day, "value": value} for day, value in zip(DAYS, (100, 110, 120))]
    assert base["downloads"] == counted, base["downloads"]
    reused = cli.json("history", "acme/reused")
    former = [(0, "listed", None, "acme/reused"), (1, "deleted", "acme/reused", None)]
    assert [events_of(n) for n in reused["namesakes"]] == [former], reused["namesakes"]
    left = cli.json("history", "acme/left")
    assert [d["date"] for d in left["downloads"]] == [DAYS[0], DAYS[2]], "not listed, not counted"


def check_shown(cli):
    base = cli.json("show", "acme/base", "--snapshot", DAYS[1])
    children = {"finetune": 0, "adapter": 1, "merge": 0, "quantized": 0, "other": 0}
    expected = {"licence": "apache-2.0", "gated": True, "disabled": False, "downloads": 110, "sha": "2" * 40,
                "kind": "root", "datasets": ["acme/text"], "evaluations": [], "children": children,
                "created": "2024-01-02T03:04:05Z", "first_seen": DAYS[0], "last_seen": DAYS[2]}
    check_equal(base, expected, "acme/base")
    before = cli.json("show", "fast/tuned-renamed", "--snapshot", DAYS[0])
    assert before["model"] == "fast/tuned", "a model is followed through its renames"
    assert before["parents"][0]["source"] == "baseModels"
    tasks = {r["relation"]: r for r in cli.json("report", "tasks")["rows"]}
    assert tasks["finetune"]["nlp"] == 1 and tasks["finetune"]["total"] == 1, tasks
    assert tasks["quantized"]["nlp"] == 1 and tasks["merge"]["total"] == 0, tasks


def check_search(cli):
    found = cli.json("search", "ACME/")
    assert found["text"] == "ACME/" and found["snapshot"] == DAYS[2]
    base = {"model": "acme/base", "listed": True, "downloads": 120}
    assert found["hits"][0] == {**base, "rank": "prefix"}, found["hits"][0]
    assert len(cli.json("search", "a", "--top", "2")["hits"]) == 2
    assert cli.json("search", "acme/base")["hits"][0]["rank"] == "exact"
    assert cli.json("search", "acme/bqse")["hits"][0] == {**base, "rank": "near"}
    assert cli.json("search", "zzzzzzzzzzzzzzzz")["hits"] == []


def check_refusals(cli):
    error = cli.run("show", "acme/bas", status=1)
    assert "acme/base" in error, error
    error = cli.run("show", "acme/left", "--snapshot", DAYS[1], status=1)
    assert DAYS[0] in error and DAYS[2] in error, error
    assert "2031-01-01" in cli.run("show", "acme/base", "--snapshot", "2031-01-01", status=1)
    assert "acme/base" in cli.run("history", "acme/bas", status=1)
    cli.run("show", status=2)
    cli.run("show", "one", "two", status=2)
    cli.run("search", "a", "--top", "-1", status=2)
    cli.run("history", status=2)
    assert "\x1b" not in cli.run("show", "a\x1b[2Jb", status=1)


def check_forms(cli):
    for words in (["show", "acme/base"], ["history", "acme/base"], ["search", "acme"], ["report", "degrees"],
                  ["report", "tasks"]):
        text = cli.run(*words)
        assert "acme" in text or words[1] == "tasks", words
        for row in csv.reader(io.StringIO(cli.run(*words, "--format", "csv"))):
            assert all("\x1b" not in cell for cell in row)
    rows = list(csv.reader(io.StringIO(cli.run("search", "DROP", "--format", "csv"))))
    assert rows[1][0].lstrip("'") == "<b>&amp;'\";DROP/x", rows
    hostile = cli.json("show", "<b>&amp;'\";DROP/x")
    assert hostile["model"] == "<b>&amp;'\";DROP/x" and hostile["parents"][0]["model"] == "acme/base"


def check_weeks(program):
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        cli = Cli(program, folder)
        for day, week in zip(DAYS, (FIRST, SECOND, THIRD)):
            cli.import_text(day, "week.json", json.dumps(week))
        check_histories(cli)
        check_shown(cli)
        check_search(cli)
        check_refusals(cli)
        check_forms(cli)


def main(program):
    for seed in range(4):
        check_graph(program, seed)
    check_weeks(program)
    print("all as a naive reading tells it")


main(*sys.argv[1:])
