"""Holds stemma-cli to its contract: every way to call it wrongly, its exit statuses, and the help beside the manual."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

from faultlib import DAY, HEADER, LATER, NEXT, Store, run_all

COMMANDS = ["import", "fetch", "snapshots", "report", "lineage", "show", "history", "search", "check"]
MODEL, GHOST = "acme/base", "gone/ghost"


def three_weeks(program, folder):
    store = Store(program, folder)
    more = store.file("more.csv", HEADER + "acme/more,adapter,gone/ghost\n")
    none = store.file("none.csv", HEADER)
    store.good("import", "--date", NEXT, "--added", more)
    store.good("import", "--date", "2025-04-30", "--added", none)
    return store


def given_twice(program, folder):
    store = three_weeks(program, folder)
    new = store.file("new.csv", HEADER + "acme/new,,\n")
    calls = [
        ("date", ["import", "--date", LATER, "--date", LATER, "--snapshot", new]),
        ("store", ["snapshots", "--store", str(store.path)]),
        ("format", ["snapshots", "--format", "json", "--format=json"]),
        ("output", ["snapshots", "-o", f"{folder}/a", "-o", f"{folder}/b"]),
        ("output", ["snapshots", "-o", f"{folder}/a", f"--output={folder}/b"]),
        ("snapshot", ["show", MODEL, "--snapshot", DAY, "--snapshot", NEXT]),
        ("top", ["report", "clusters", "--top", "3", "--top=4"]),
        ("top", ["search", "acme", "--top", "3", "--top", "3"]),
        ("reading", ["report", "usage", "--reading", "exact", "--reading", "paper"]),
        ("table", ["report", "usage", "--table", "models", "--table", "kinds"]),
        ("up", ["lineage", MODEL, "--up", "1", "--up", "1"]),
        ("down", ["lineage", MODEL, "--down", "1", "--down", "2"]),
        ("fold", ["lineage", MODEL, "--fold", "none", "--fold", "auto"]),
        ("view", ["lineage", "--view", "stemma:a", "--view", "stemma:b"]),
        ("forget", ["snapshots", "--forget", DAY, "--forget", NEXT]),
        ("findings", ["snapshots", "--findings", DAY, "--findings", NEXT]),
    ]
    for option, words in calls:
        store.unchanged(*words, status=2, says=[f"--{option} is given twice"])
    assert not list(pathlib.Path(folder).glob("[ab]")), "something was written"
    store.good("snapshots", "--json", "--json", "-q")


def empty_values(program, folder):
    store = three_weeks(program, folder)
    new = store.file("new.csv", HEADER + "acme/new,,\n")
    for words in (["import", "--date", "", "--snapshot", new], ["snapshots", "-o", ""], ["snapshots", "--output="],
                  ["show", MODEL, "--snapshot", ""], ["report", "usage", "--reading", ""], ["report", "usage", "--format="],
                  ["import", "--date", LATER, "--snapshot", ""], ["import", "--date", LATER, "--snapshot="],
                  ["import", "--date", LATER, "--added", "--deleted", new]):
        store.unchanged(*words, status=2, says=["wants"])
    for words in (["--store", "", "snapshots"], ["snapshots", "--store="]):
        done = subprocess.run([program, *words], capture_output=True, check=False, env=store.environment)
        assert done.returncode == 2 and b"--store" in done.stderr, done


def contradictions(program, folder):
    store = three_weeks(program, folder)
    new = store.file("new.csv", HEADER + "acme/new,,\n")
    store.good("lineage", MODEL, "-o", f"{folder}/view.svg")
    view = re.search(r"stemma:lineage\?[^\"<\s]+", pathlib.Path(f"{folder}/view.svg").read_text(encoding="utf-8")).group(0)
    view = view.replace("&amp;", "&")
    calls = [
        (["report", "usage", "--json", "--format", "csv"], ["--json", "csv"]),
        (["report", "usage", "--format", "text", "-o", f"{folder}/x.json"], ["text", "x.json"]),
        (["report", "usage", "--json", "-o", f"{folder}/x.CSV"], ["json", "x.CSV"]),
        (["report", "usage", "--json", "--table", "kinds"], ["--table", "JSON"]),
        (["report", "usage", "-o", f"{folder}/x.json", "--table", "kinds"], ["--table", "JSON"]),
        (["lineage", MODEL, "--json", "-o", f"{folder}/x.svg"], ["--format", "x.svg"]),
        (["lineage", MODEL, "--format", "text", "-o", f"{folder}/x.dot"], ["--format", "x.dot"]),
        (["lineage", MODEL, "--format", "csv", "-o", f"{folder}/x.json"], ["csv", "x.json"]),
        (["lineage", "acme/tuned", "--view", view], ["--view", MODEL, "acme/tuned"]),
        (["snapshots", "--forget", DAY, "--findings", DAY], ["--forget", "--findings"]),
        (["snapshots", "--forget", DAY, "--json"], ["--forget", "--json"]),
        (["snapshots", "--forget", DAY, "-o", f"{folder}/x"], ["--forget", "-o"]),
        (["import", "--date", LATER, "--snapshot", new, "--deleted", new], ["--snapshot", "--deleted"]),
        (["import", "--date", LATER, "--snapshot", "-", "-"], ["once"]),
        (["import", "--date", LATER, "--added", "-", "--deleted", "-"], ["once"]),
    ]
    for words, says in calls:
        store.unchanged(*words, status=2, says=says)
    assert not list(pathlib.Path(folder).glob("x*")), "something was written"
    store.good("lineage", MODEL, "--view", view)
    store.good("lineage", "--view", view, "--down", "1", "--snapshot", NEXT)
    store.good("report", "usage", "--json", "--format", "json", "-o", f"{folder}/fits.json")


def endings(program, folder):
    store = three_weeks(program, folder)
    for words in (["report", "usage"], ["show", MODEL], ["history", MODEL], ["search", "acme"], ["snapshots"], ["check"]):
        plain = {}
        for ending in ("json", "csv", "txt"):
            path = pathlib.Path(folder) / f"result.{ending}"
            store.good(*words, "-o", str(path))
            plain[ending] = path.read_bytes().decode("utf-8")
            form = "text" if ending == "txt" else ending
            assert plain[ending] == store.good(*words, "--format", form), f"{words} {ending}"
        assert isinstance(json.loads(plain["json"]), dict)
        assert plain["txt"] not in (plain["json"], plain["csv"])
        store.good(*words, "--json", "-o", f"{folder}/result.data")
        assert (pathlib.Path(folder) / "result.data").read_text(encoding="utf-8") == plain["json"]
        assert store.good(*words, "--json", "-o", "-") == plain["json"]
    store.good("lineage", MODEL, "--json", "-o", f"{folder}/graph.data")
    graph = pathlib.Path(folder) / "graph.data"
    assert json.loads(graph.read_text(encoding="utf-8")) == json.loads(store.good("lineage", MODEL, "--json"))
    store.good("lineage", MODEL, "--format", "text", "-o", f"{folder}/tree")
    assert (pathlib.Path(folder) / "tree").read_text(encoding="utf-8") == store.good("lineage", MODEL)


def places(program, folder):
    """What is no place for a store or a result is said before any work, and nothing is written over the store."""
    store = three_weeks(program, folder)
    for words in (["report", "usage"], ["lineage", MODEL], ["snapshots"], ["check"]):
        store.unchanged(*words, "-o", folder, says=[folder, "folder"])
        store.unchanged(*words, "-o", f"{folder}/none/x.json", says=[f"{folder}/none"])
    held = store.path.read_bytes()
    os.symlink(store.path, f"{folder}/link")
    for path in (str(store.path), f"{folder}/link", f"{store.path}-intake"):
        if os.path.exists(path):
            store.unchanged("report", "usage", "-o", path, status=2, says=["the store itself"])
    assert store.path.read_bytes() == held
    for words in (["snapshots"], ["import", "--date", DAY, "--snapshot", store.file("a.csv", HEADER)], ["check", "--repair"]):
        done = subprocess.run([program, "--store", folder, *words], capture_output=True, check=False,
                              env=store.environment)
        assert done.returncode == 1 and b"is a folder" in done.stderr, (words, done)


def nearest_days(program, folder):
    store = three_weeks(program, folder)
    calls = [["report", "usage", "--snapshot"], ["show", MODEL, "--snapshot"], ["search", "acme", "--snapshot"],
             ["lineage", MODEL, "--snapshot"], ["snapshots", "--findings"], ["snapshots", "--forget"]]
    for words in calls:
        message = store.unchanged(*words, "2025-03-13", says=["2025-03-13", DAY, NEXT])
        assert "2025-04-30" not in message, message
        store.unchanged(*words, "2025-04-01", says=["2025-04-01", NEXT, "2025-04-30"])
        store.unchanged(*words, "1999-12-31", says=["1999-12-31", "oldest", DAY])
        store.unchanged(*words, "9999-12-31", says=["9999-12-31", "newest", "2025-04-30"])
        for odd in ("2026-02-30", "1066-10-14", "0000-00-00", "today", "2025-3-12", "-1", "2025-03-12T00:00", "²"):
            store.unchanged(*words, odd, says=[odd, "YYYY-MM-DD", "2025-04-30"])
    new = store.file("new.csv", HEADER + "acme/new,,\n")
    for odd in ("2026-02-30", "1066-10-14", "0000-00-00", "today", "12025-03-12"):
        store.unchanged("import", "--date", odd, "--snapshot", new, status=2, says=[odd])


def statuses(program, folder):
    """All commands, and each way of calling them wrongly that they have."""
    store = three_weeks(program, folder)
    arguments = {"import": ["--date", LATER, "--snapshot", store.file("a.csv", HEADER)],
                 "fetch": ["--endpoint", "http://127.0.0.1:9"], "snapshots": [], "check": [],
                 "report": ["usage"], "lineage": [MODEL], "show": [MODEL], "history": [MODEL], "search": ["acme"]}
    for command in COMMANDS:
        store.unchanged(command, *arguments[command], "--nonsense", status=2, says=["--nonsense"])
        store.unchanged(command, "--quiet", "surplus", *arguments[command], status=2, says=["See"])
        for option in ("--help", "-h", "--version"):
            done = store.run(command, option)
            assert done.returncode == 0 and done.stdout and not done.stderr, (command, option, done)
    for command in ("import", "report", "lineage", "show", "history", "search"):
        store.unchanged(command, status=2, says=[command])
    for command in ("lineage", "show", "history"):
        store.unchanged(command, "acme/bas", says=["acme/bas", MODEL])
        store.unchanged(command, b"acme/\xff\xfe", status=2, says=["UTF-8"])
    for command in ("lineage", "show", "history", "search", "report"):
        store.unchanged(command, "", status=2, says=[command, "nothing"])
    store.unchanged("search", b"\xff", status=2, says=["UTF-8"])
    assert store.good("search", "nothing-at-all-like-it")
    message = store.unchanged("history", "acme/bas")
    assert "in the snapshot of" not in message and "No snapshot" in message, message
    store.unchanged("history", GHOST, says=[GHOST, "never listed"])
    store.unchanged("show", "acme/more", "--snapshot", DAY, says=["acme/more", DAY, NEXT])
    for kind in ("nonsense", "Usage"):
        store.unchanged("report", kind, status=2, says=["usage", "clusters"])
    for top in ("-1", "99999999999", "ten", "1.5", "0x10", "1e3"):
        store.unchanged("report", "clusters", "--top", top, status=2, says=["--top", top])
        store.unchanged("search", "acme", f"--top={top}", status=2, says=["--top", top])
        store.unchanged("lineage", MODEL, "--up", top, status=2, says=["--up", top])
    for top in ("0", "2147483647", "010"):
        store.good("report", "clusters", "--top", top)
        store.good("search", "acme", "--top", top)
        store.good("lineage", MODEL, "--up", top, "--down", top)
    for kind in ("usage", "chains", "clusters", "degrees", "tasks"):
        store.unchanged("report", kind, "--table", "nonsense", status=2, says=["nonsense", "all"])
    for words in ([], ["nonsense"], ["--nonsense"], ["--store"]):
        done = subprocess.run([program, *words], capture_output=True, check=False, env=store.environment)
        assert done.returncode == 2 and not done.stdout and done.stderr.startswith(b"stemma-cli: "), (words, done)


def quiet(program, folder):
    """Results on standard output alone; --quiet leaves nothing on the other; remarks are not results."""
    store = three_weeks(program, folder)
    new = store.file("new.csv", HEADER + "acme/one,,\nacme/self,finetune,acme/self\n")
    loud = [program, "--store", str(store.path)]
    runs = [["import", "--date", "2025-05-07", "--snapshot", new], ["snapshots", "--forget", "2025-05-07"],
            ["lineage", MODEL, "-o", f"{folder}/l.svg"], ["report", "usage", "-o", f"{folder}/u.json"]]
    for words in runs:
        told = subprocess.run([*loud, *words], capture_output=True, check=True, env=store.environment)
        assert not told.stdout, (words, told)
        if words[0] == "import":
            assert b"2 models;" in told.stderr and b"1 oddity;" in told.stderr, told.stderr
            subprocess.run([*loud, "--quiet", "snapshots", "--forget", "2025-05-07"], check=True, env=store.environment)
        if words[0] == "snapshots":
            store.good("import", "--date", "2025-05-07", "--snapshot", new)
        done = store.run(*words)
        assert not done.stdout and not done.stderr and done.returncode == 0, (words, done)
    one = store.file("one.csv", HEADER + "acme/one,,\n")
    told = subprocess.run([*loud, "import", "--date", "2025-05-14", "--snapshot", one], capture_output=True, check=True,
                          env=store.environment)
    assert b"1 model;" in told.stderr and b"oddit" not in told.stderr, told.stderr


def interruptions(program, folder):
    store = Store(program, folder)
    weeks = store.weeks()
    for signals, status in (((signal.SIGINT,), 130), ((signal.SIGTERM,), 130), ((signal.SIGINT, signal.SIGINT), 130)):
        fifo = f"{folder}/fifo-{len(signals)}-{signals[0]}"
        os.mkfifo(fifo)
        child = subprocess.Popen(store.command("import", "--date", NEXT, "--snapshot", fifo), stderr=subprocess.PIPE,
                                 env=store.environment)
        with open(fifo, "wb") as feed:
            feed.write(HEADER.encode() + b"acme/x,,\n")
            feed.flush()
            for number in signals:
                time.sleep(0.3)
                child.send_signal(number)
            if len(signals) > 1:
                child.wait(30)
            else:
                time.sleep(0.3)
        message = child.communicate(timeout=60)[1].decode()
        assert child.returncode == status, (signals, child.returncode, message)
        assert len(signals) > 1 or ("Interrupted" in message and "as before" in message), message
        assert store.weeks() == weeks
        store.good("check")


def broken_pipes(program, folder):
    """A reader that leaves ends stemma-cli as it ends other tools, without a word."""
    store = Store(program, folder)
    store.good("import", "--date", NEXT, "--snapshot",
               store.file("many.csv", HEADER + "".join(f"acme/model-{i},,\n" for i in range(20000))))
    for form in ("text", "json", "csv"):
        command = store.command("search", "acme", "--top", "20000", "--format", form)
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=store.environment)
        child.stdout.read(10)
        child.stdout.close()
        message = child.stderr.read()
        child.wait(60)
        assert child.returncode == -signal.SIGPIPE and not message, (form, child.returncode, message)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(store.command("snapshots"), stdout=full, stderr=subprocess.PIPE, check=False,
                              env=store.environment)
    assert done.returncode == 1 and b"standard output" in done.stderr, done


def options_of(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def manual(program, folder):
    """Every option of the help stands in the manual page of the command, and the other way round."""
    store = Store(program, folder, first=None)
    pages = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "man"

    def page(name):
        text = (pages / f"{name}.1").read_text(encoding="utf-8").replace("\\-", "-")
        assert ".SH NAME" in text and ".SH SYNOPSIS" in text, f"{name}.1 is no page"
        return re.sub(r"\\f[BIRP]", "", text)

    whole = store.good("--help")
    for command in COMMANDS:
        own = page(f"stemma-cli-{command}")
        told = options_of(store.good(command, "--help"))
        described = options_of("\n".join(re.findall(r"^\.TP\n(.*)$", own, re.MULTILINE)))
        assert told == described, f"{command}: in the help {sorted(told)}, in the manual {sorted(described)}"
        synopsis = own.split(".SH SYNOPSIS")[1].split(".SH")[0]
        assert options_of(synopsis) <= told, f"{command}: {options_of(synopsis) - told}"
        assert command in whole and f"stemma-cli-{command}" in page("stemma-cli"), command
        assert ".SH EXIT STATUS" in own, command
    assert options_of(whole) - {"--help"} <= options_of(page("stemma-cli"))
    names = {path.stem for path in pages.glob("stemma-cli-*.1")}
    assert names == {f"stemma-cli-{command}" for command in COMMANDS}, names


run_all(sys.argv[1], [given_twice, empty_values, contradictions, endings, places, nearest_days, statuses, quiet,
                      interruptions, broken_pipes, manual])
