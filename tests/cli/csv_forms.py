"""Every CSV that stemma-cli prints is one rectangular table of machine words and plain numbers, and says what the JSON says."""
import csv
import io
import itertools
import json
import re
import sys

from faultlib import DAY, HEADER, NEXT, Store, run_all

TABLES = {
    ("report", "usage"): ["models", "kinds"], ("report", "chains"): ["top", "summary", "lengths"],
    ("report", "clusters"): ["top", "summary", "ghosts"], ("report", "degrees"): ["in", "out"],
    ("report", "tasks"): ["rows"], ("show", "acme/base"): ["graph", "parents", "roots", "facts"],
    ("show", "gone/ghost"): ["graph", "parents", "roots", "facts"], ("history", "acme/base"): ["events", "weeks"],
    ("history", "acme/reused"): ["events", "namesake-1", "weeks"],
}
SINGLE = [("snapshots",), ("snapshots", "--findings", NEXT), ("search", "acme"), ("check",), ("lineage", "acme/base")]
# What may stand in columns that are not names, numbers or days.
WORDS = {
    "what": r"[a-z_0-9]+(\.[a-z_0-9]+)?", "relation": "finetune|adapter|merge|quantized|other", "known": "true|false",
    "listed": "true|false", "complete": "true|false", "kind": "[a-z_-]+", "rank": "exact|segment|prefix|substring|near",
    "remark": "self|in_cycle|ghost|", "source": None, "column": "[a-z_]+", "table": "[a-z0-9-]+",
    "date": r"\d{4}-\d\d-\d\d",
}
NAMES = {"model", "root", "task", "id", "text", "value", "before", "after", "parent", "child", "problem"}


def record(number, name, **more):
    parents = {"baseModels": {"relation": "adapter", "models": [{"id": more.pop("parent")}]}} if "parent" in more else {}
    return {"_id": f"{number:024x}", "id": name, "downloads": 123456 + number, "likes": 4321, "sha": f"{number:040x}",
            "pipeline_tag": "text-generation", "cardData": {"license": "mit"}, "createdAt": "2024-01-02T03:04:05.000Z",
            "gated": False, "tags": [], "siblings": [], "config": {}, **parents, **more}


def weeks(program, folder):
    store = Store(program, folder, first=None)
    first = [record(1, "acme/base"), record(2, "acme/tuned", parent="acme/base"), record(3, "acme/reused")]
    second = [record(1, "acme/base", gated="auto"), record(2, "acme/tuned", parent="acme/base"), record(4, "acme/reused"),
              record(5, "acme/low", parent="gone/ghost"), record(6, "acme/deep", parent="acme/tuned")]
    second += [record(7 + i, f"acme/m{i}", parent="acme/base") for i in range(1200)]
    second += [record(2000, "acme/self", parent="acme/self")]
    store.good("import", "--date", DAY, "--snapshot", store.file("a.json", json.dumps(first)))
    store.good("import", "--date", NEXT, "--snapshot", store.file("b.json", json.dumps(second)))
    return store


def read(text, what):
    assert text.endswith("\r\n") and "\r\n\r\n" not in text, f"{what}: a blank line, or no end of a line"
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(set(map(len, rows))) == 1, f"{what}: not a rectangle: {sorted(set(map(len, rows)))}"
    assert len(set(rows[0])) == len(rows[0]) and all(re.fullmatch("[a-z_]+", key) for key in rows[0]), rows[0]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def check_cells(rows, what):
    for key, cell in itertools.chain.from_iterable(row.items() for row in rows):
        if key in WORDS:
            assert WORDS[key] is None or re.fullmatch(WORDS[key], cell), f"{what}: {key} is {cell!r}"
        elif key not in NAMES:
            assert re.fullmatch(r"(\d+(\.\d+)?)?", cell), f"{what}: {key} is {cell!r}"


def all_tables(program, folder):
    store = weeks(program, folder)
    for words, names in TABLES.items():
        main = store.good(*words, "--format", "csv")
        assert main == store.good(*words, "--format", "csv", "--table", names[0]), f"{words}: another main table"
        tables = {name: read(store.good(*words, "--format", "csv", "--table", name), (words, name)) for name in names}
        for name, rows in tables.items():
            check_cells(rows, (words, name))
        whole = read(store.good(*words, "--format", "csv", "--table", "all"), (words, "all"))
        assert list(whole[0]) == ["table", "row", "column", "value"]
        again = {}
        for cell in whole:
            again.setdefault(cell["table"], {}).setdefault(int(cell["row"]), {})[cell["column"]] = cell["value"]
        for name, rows in tables.items():
            assert [again.get(name, {})[n] for n in sorted(again.get(name, {}))] == rows, (words, name)
        assert set(again) <= set(names), (words, again.keys())
        text = store.good(*words, "--table", names[0])
        assert text.split("\n\n")[-1] in store.good(*words), f"{words}: the table alone is another one"
    for words in SINGLE:
        check_cells(read(store.good(*words, "--format", "csv"), words), words)


def same_as_json(program, folder):
    store = weeks(program, folder)

    def both(*words, table=None):
        more = ["--table", table] if table else []
        return json.loads(store.good(*words, "--json")), read(store.good(*words, "--format", "csv", *more), words)

    def flatten(tree, path=""):
        for key, value in tree.items():
            if isinstance(value, dict):
                yield from flatten(value, f"{path}{key}.")
            else:
                yield f"{path}{key}", value

    for kind, members in (("clusters", ("root", "size", "chains", "adapter", "task")), ("chains", ("root", "length", "merge"))):
        tree, rows = both("report", kind)
        assert [[str(top[key]) for key in members] for top in tree["top"]] == [[row[key] for key in members] for row in rows]
        tree, rows = both("report", kind, table="summary")
        flat = dict(flatten(tree))
        for row in rows:
            if row["what"] != "ghost_families":
                assert float(flat[row["what"]]) == float(row["count"]), (kind, row)
    tree, rows = both("report", "tasks")
    assert [{key: str(value) for key, value in row.items()} for row in tree["rows"]] == rows
    tree, rows = both("report", "usage", table="kinds")
    assert all(str(tree[row["what"]]) == row["count"] for row in rows) and rows
    tree, rows = both("report", "usage")
    assert all(str(tree[row["what"]]) == row["count"] for row in rows) and rows[0]["what"] == "base"
    tree, rows = both("history", "acme/base")
    assert [(e["date"], e["kind"], e["after"] or "") for e in tree["events"]] == [(r["date"], r["kind"], r["after"]) for r in rows]
    for table in ("graph", "facts"):
        tree, rows = both("show", "acme/base", table=table)
        flat = dict(flatten(tree))
        for row in rows:
            value = flat[row["what"]]
            if isinstance(value, bool):
                assert row["value"] == str(value).lower(), row
            elif not isinstance(value, list):
                assert row["value"] == ("" if value is None else str(value)), (row, value)
    tree, rows = both("snapshots")
    assert [(w["date"], str(w["models"]), str(w["complete"]).lower()) for w in tree["snapshots"]] == \
        [(r["date"], r["models"], r["complete"]) for r in rows]
    tree, rows = both("search", "acme")
    assert [(h["model"], str(h["listed"]).lower(), h["rank"]) for h in tree["hits"]] == \
        [(r["model"], r["listed"], r["rank"]) for r in rows]


def unknown_is_empty(program, folder):
    """A table of names tells of no licence: neither none nor a word for a person."""
    store = Store(program, folder)
    rows = {row["what"]: row for row in read(store.good("show", "acme/base", "--format", "csv", "--table", "facts"), "facts")}
    assert rows["licence"] == {"what": "licence", "known": "false", "value": ""}, rows["licence"]
    assert rows["downloads"]["known"] == "false" and rows["gated"]["value"] == ""
    text = store.good("show", "acme/base")
    assert "not known" in text and "Known" not in text


run_all(sys.argv[1], [all_tables, same_as_json, unknown_is_empty])
