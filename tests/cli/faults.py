"""Hands stemma-cli every kind of bad input: each is refused by name and line, and the store is as before."""
import gzip
import json
import os
import sys

from faultlib import DAY, FIRST, HEADER, LATER, NEXT, Store, run_all

ROW = "acme/new,,\n"


def refuse(store, name, content, *says):
    path = store.file(name, content)
    for option in ("--snapshot", "--added"):
        store.unchanged("import", "--date", NEXT, option, path, says=(name, *says))


def broken_tables(program, folder):
    store = Store(program, folder)
    refuse(store, "empty.csv", b"", "empty")
    refuse(store, "blank.csv", b" \n\n ", "nothing")
    refuse(store, "header.csv", "Model,Kind\na,b\n", "header", "line 1")
    refuse(store, "missing.csv", "Model ID,Type\nacme/new,\n", "header", "line 1")
    refuse(store, "short.csv", HEADER + ROW + "acme/short,\n", "line 3")
    refuse(store, "long.csv", HEADER + ROW + "acme/long,,,\n", "line 3")
    refuse(store, "open.csv", HEADER + ROW + "\"acme/open,,\n" + "acme/x,,\n" * 3, "line 3")
    refuse(store, "quote.csv", HEADER + ROW + "acme/\"odd\",,\n", "line 3")
    refuse(store, "after.csv", HEADER + "\"acme/a\"b,,\n", "line 2")
    refuse(store, "nul.csv", (HEADER + ROW).encode() + b"acme/\0x,,\n", "line 3", "NUL")
    refuse(store, "bytes.csv", (HEADER + ROW).encode() + b"acme/\xff\xfe,,\n", "line 3", "UTF-8")
    refuse(store, "surrogate.csv", HEADER.encode() + b"acme/\xed\xa0\x80,,\n", "line 2", "UTF-8")
    refuse(store, "huge.csv", HEADER + "a" * (65 << 20) + ",,\n", "line 2")


def sound_tables(program, folder):
    store = Store(program, folder)
    days = iter(f"2025-04-{day:02}" for day in range(1, 29))

    def take(content, models, name="a.csv"):
        store.good("import", "--date", next(days), "--snapshot", store.file(name, content))
        found = store.weeks()["snapshots"][-1]["models"]
        assert found == models, f"{found} models, expected {models}"

    take(b"\xef\xbb\xbf" + FIRST.encode(), 3)
    take(FIRST.replace("\n", "\r\n"), 3)
    take(FIRST.rstrip("\n"), 3)
    take(HEADER + "\"acme/two\nlines\",,\n" + ROW, 2)
    take(HEADER + "\"acme/\"\"odd\"\"\",,\n", 1)
    take(HEADER + "a" * (10 << 20) + ",,\n" + ROW, 1)  # no id is as long as that
    take(HEADER + f"acme/x,finetune,{'b' * (10 << 20)}\n", 1)
    take(gzip.compress(FIRST.encode()), 3, "packed.csv")
    take(FIRST, 3, "plain.json.gz")
    take(json.dumps([{"_id": f"{i:024x}", "id": f"acme/m{i}"} for i in range(5)]), 5, "records.csv")
    take("parent,child,relation\nacme/a,acme/b,merge\nacme/a,acme/b,finetune\n", 2, "edges.csv")
    store.good("check")


def broken_json(program, folder):
    store = Store(program, folder)
    sound = '{"_id":"621ffdc036468d709f174301","id":"acme/new"}'
    refuse(store, "cut.json", f"[{sound},\n{sound[:20]}", "line")
    refuse(store, "unclosed.json", f"[{sound}", "line")
    refuse(store, "cut-line.json", f"{sound}\n{sound[:-3]}", "line 2")
    refuse(store, "deep.json", "[" * 1000000, "deep")
    refuse(store, "deep-object.json", '{"id":"acme/x","config":' + '{"a":' * 1000000, "deep")
    refuse(store, "comma.json", f"[{sound},\n]", "line")
    refuse(store, "behind.json", f"[{sound}]\nmore", "line 2")
    refuse(store, "comment.json", f"[{sound} /* and so on */]", "line 1")
    refuse(store, "bytes.json", b'[{"id":"acme/\xff"}]', "UTF-8")
    refuse(store, "nul.json", b'[{"id":"acme/a"},\n\0]', "line 2")
    refuse(store, "error.json", '{"error":"Internal Error"}')
    refuse(store, "numbers.json", "[1,2,3]")


def not_what_it_says(program, folder):
    store = Store(program, folder)
    refuse(store, "picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    refuse(store, "page.json", "<!doctype html><title>404</title>\n")
    packed = gzip.compress(FIRST.encode() * 200)
    refuse(store, "cut.csv.gz", packed[:-9])
    refuse(store, "flipped.csv.gz", packed[:60] + bytes([packed[60] ^ 0x55]) + packed[61:])
    refuse(store, "trailing.csv.gz", packed + b"more")
    refuse(store, "stemma.csv", store.path.read_bytes())


def missing_files(program, folder):
    store = Store(program, folder)
    store.unchanged("import", "--date", NEXT, "--snapshot", f"{folder}/none.csv", says=["none.csv"])
    store.unchanged("import", "--date", NEXT, "--added", folder, says=[folder])
    good = store.file("good.csv", HEADER + ROW)
    store.unchanged("import", "--date", NEXT, "--added", good, f"{folder}/none.csv", says=["none.csv"])
    if os.getuid() != 0:
        os.chmod(good, 0)
        store.unchanged("import", "--date", NEXT, "--added", good, says=["good.csv"])


def wrong_changes(program, folder):
    store = Store(program, folder)
    change = ("import", "--date", NEXT)
    new = store.file("new.csv", HEADER + ROW)
    twice = store.file("twice.csv", HEADER + ROW + "acme/x,,\n" + ROW)
    listed = store.file("listed.csv", HEADER + "acme/y,,\nacme/tuned,,\n")
    unknown = store.file("unknown.csv", HEADER + "acme/blend,,\nacme/none,,\n")
    both = store.file("both.csv", HEADER + "acme/blend,,\nacme/blend,,\n")
    store.unchanged(*change, "--added", twice, says=["twice.csv", "line 4", "acme/new", "line 2"])
    store.unchanged(*change, "--added", new, twice, says=["twice.csv", "line 2", "acme/new"])
    store.unchanged(*change, "--snapshot", twice, says=["twice.csv", "line 4", "acme/new", "line 2"])
    kept = store.file("kept.csv", FIRST + "acme/tuned,finetune,acme/base\n")
    store.unchanged(*change, "--snapshot", kept, says=["kept.csv", "line 5", "acme/tuned", "line 3"])
    store.unchanged(*change, "--added", listed, says=["listed.csv", "line 3", "acme/tuned"])
    store.unchanged(*change, "--deleted", unknown, says=["unknown.csv", "line 3", "acme/none"])
    store.unchanged(*change, "--deleted", both, says=["both.csv", "line 3", "acme/blend", "line 2"])
    store.unchanged(*change, "--deleted", unknown, "--added", new, says=["unknown.csv", "acme/none"])
    edges = store.file("edges.csv", "parent,child,relation\nacme/base,acme/tuned,merge\n")
    store.unchanged(*change, "--deleted", edges, says=["edges.csv", "line 2"])
    mixed = store.file("mixed.csv", "parent,child,relation\nacme/base,acme/new,merge\n")
    store.unchanged(*change, "--added", new, mixed, says=["mixed.csv", "line 2", "acme/new"])
    listing = store.file("listing.csv", FIRST + "acme/other,finetune,acme/base\n")
    for child in ("acme/tuned", "acme/other"):
        more = store.file("more.csv", f"parent,child,relation\nacme/base,{child},merge\n")
        store.unchanged(*change, "--snapshot", listing, more, says=["more.csv", "line 2", child])
    again = store.file("again.csv", "parent,child,relation\nacme/base,acme/tuned,merge\n")
    store.unchanged(*change, "--added", again, says=["again.csv", "line 2", "acme/tuned"])


def whole_changes(program, folder):
    """What the refusals above do not refuse."""
    store = Store(program, folder)
    header = store.file("header.csv", HEADER)
    away = store.file("away.csv", HEADER + "acme/tuned,merge,whatever it says here\n")
    back = store.file("back.csv", HEADER + "acme/tuned,quantized,acme/base\n")
    store.good("import", "--date", NEXT, "--added", header, "--deleted", header)
    store.good("import", "--date", LATER, "--deleted", away, "--added", back)
    assert [week["models"] for week in store.weeks()["snapshots"]] == [3, 3, 3]
    edges = store.file("edges.csv", "parent,child,relation\nacme/base,acme/new,merge\nother/a,acme/new,merge\n")
    store.good("import", "--date", "2025-04-02", "--added", edges)
    usage = json.loads(store.good("report", "usage", "--json"))
    assert (usage["models"], usage["merged"], usage["quantized"]) == (5, 2, 1), usage
    store.good("check")


def odd_records(program, folder):
    """Oddities inside a sound record are findings, not faults."""
    store = Store(program, folder)
    odd = HEADER + "acme/loop,finetune,acme/loop\nacme/ghost,adapter,gone/base\nacme/word,distilled,acme/loop\n"
    store.good("import", "--date", NEXT, "--snapshot", store.file("odd.csv", odd))
    records = [{"_id": "621ffdc036468d709f174301", "id": "acme/a", "downloads": "many", "likes": -3, "tags": 7},
               {"id": 5}, {"_id": "short", "id": "acme/b", "cardData": [], "siblings": "none"}]
    store.good("import", "--date", LATER, "--snapshot", store.file("odd.json", json.dumps(records)))
    assert all(week["findings"] > 0 for week in store.weeks()["snapshots"][1:])
    assert store.weeks()["snapshots"][-1]["models"] == 2
    store.good("check")


def dates(program, folder):
    store = Store(program, folder)
    new = store.file("new.csv", HEADER + ROW)
    for option in ("--snapshot", "--added"):
        store.unchanged("import", "--date", DAY, option, new, says=[DAY, "--replace"])
        store.unchanged("import", "--date", "2025-03-01", option, new, says=["2025-03-01", DAY])
        store.unchanged("import", "--date", "2025-03-01", option, new, "--replace", says=["2025-03-01", DAY])
    store.unchanged("import", "--date", "2025-02-30", "--snapshot", new, status=2, says=["2025-02-30"])
    store.unchanged("import", "--snapshot", new, status=2, says=["--date"])
    store.unchanged("import", "--date", NEXT, status=2, says=["--snapshot"])
    store.unchanged("import", "--date", NEXT, "--snapshot", new, "--added", new, status=2, says=["--snapshot"])
    store.unchanged("import", "--date", DAY, "--replace", "--snapshot",
                    store.file("broken.csv", HEADER + ROW + "x\n"), says=["broken.csv", "line 3"])
    store.unchanged("report", "usage", "--snapshot", "2025-03-13", says=["2025-03-13", DAY])
    store.unchanged("snapshots", "--forget", NEXT, says=[NEXT])
    store.good("import", "--date", DAY, "--replace", "--snapshot", new)
    assert [week["models"] for week in store.weeks()["snapshots"]] == [1]
    store.good("check")


def first_import_refused(program, folder):
    """Nothing is there yet, and a refusal leaves nothing behind; a good list then makes the store."""
    store = Store(program, folder, first=None)
    store.bad("import", "--date", DAY, "--snapshot", store.file("bad.csv", HEADER + "x\n"), says=["bad.csv", "line 2"])
    store.bad("import", "--date", DAY, "--added", store.file("new.csv", HEADER + ROW), says=["--snapshot"])
    assert [*store.path.parent.iterdir()] == [], [*store.path.parent.iterdir()]
    store.bad("report", "usage", says=["no store"])
    store.path.touch()
    store.bad("report", "usage", says=["empty file"])
    store.good("import", "--date", DAY, "--snapshot", store.file("first.csv", FIRST))
    assert [week["models"] for week in store.weeks()["snapshots"]] == [3]
    store.good("check")


def standard_input(program, folder):
    store = Store(program, folder)
    store.bad("import", "--date", NEXT, "--added", "-", input=(HEADER + ROW + "x\n").encode(), says=["line 3"])
    store.good("import", "--date", NEXT, "--added", "-", input=gzip.compress((HEADER + ROW).encode()))
    assert [week["models"] for week in store.weeks()["snapshots"]] == [3, 4]
    gone = store.file("gone.csv", HEADER + "acme/tuned,,\n")
    store.good("import", "--date", LATER, "--deleted", "-", "--added", gone, input=(HEADER + "acme/tuned,,\n").encode())
    assert store.weeks()["snapshots"][-1]["source"] == "−standard input, +gone.csv", store.weeks()


run_all(sys.argv[1], [broken_tables, sound_tables, broken_json, not_what_it_says, missing_files, wrong_changes,
                      whole_changes, odd_records, dates, first_import_refused, standard_input])
