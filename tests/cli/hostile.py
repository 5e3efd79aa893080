"""Hostile names through every command and every form, and odd surroundings: locales, homes, caches, time zones."""
import csv
import io
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import unicodedata

from faultlib import DAY, HEADER, NEXT, Store, run_all

NAMES = [
    "acme/esc\x1b[2J\x1b]0;title\x07", "acme/csi\u009b2J", "acme/del\x7f", "acme/bell\x07back\x08", "acme/unit\x1f",
    "acme/rtl\u202egnp.exe", "acme/isolate\u2067x\u2069", "acme/mark\u200f\u200e\u061c", "acme/zero\u200b\u2060\ufeff",
    "acme/line\u2028para\u2029", "acme/tag\U000e0041\U000e007f", "acme/soft\u00adhyphen", "acme/<script>&amp;\"'</script>",
    "acme/%s%n%d", "acme/\\u001b[2J", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "'=apostrophe", "''@two", "'plain",
    "acme/two\nlines", "acme/tab\there", "acme/return\rhere", "acme/;semi", "acme/, comma", "acme/ spaces ", "acme/–dash",
    "acme/\u05d0\u05d1", "acme/\u6a21\u578b", "acme/\U0001f43f", "acme/e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "acme/long" + "x" * 1000,
]
# Quoted cells hold line ends, so every name of the list can be one in a table of edges.
ROOT = "acme/root"


def table(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def hostile_store(program, folder):
    store = Store(program, folder, first=None)
    rows = [["parent", "child", "relation"]]
    for i, name in enumerate(NAMES):
        rows.append([ROOT, name, ["finetune", "adapter", "merge", "quantized", "odd\x1b[2J\u202e"][i % 5]])
        rows.append([name, f"acme/child-{i}", "finetune"])
    store.good("import", "--date", DAY, "--snapshot", store.file("week\x1b[2J.csv", table(rows)))
    return store


def acts(text):
    """What a terminal would act on, or what turns or hides text."""
    return [c for c in text if (unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c not in "\n\u200c\u200d")]


def commands(name):
    return [["show", "--", name], ["history", "--", name], ["lineage", "--", name], ["search", "--", name]]


def all_texts(program, folder):
    store = hostile_store(program, folder)
    general = [["snapshots"], ["snapshots", "--findings", DAY], ["check"], ["search", "acme", "--top", "100"],
               ["lineage", ROOT]]
    general += [["report", kind, "--top", "100"] for kind in ("usage", "chains", "clusters", "degrees", "tasks")]
    for words in general + [words for name in NAMES for words in commands(name)]:
        text = store.good(*words)
        assert text and not acts(text), f"{words}: {acts(text)}"
        json_text = store.good(words[0], "--json", *words[1:])
        assert not acts(json_text), f"{words} --json: {acts(json_text)}"
        assert isinstance(json.loads(json_text), dict)


def all_errors(program, folder):
    store = hostile_store(program, folder)
    for name in NAMES[:10] + ["acme/root\x1b[31m", "\x1b]8;;http://x\x1b\\"]:
        for words in (["show", name + "?\x1b\u202e"], ["history", name + "?\u009b"], ["lineage", name + "?\u2067"],
                      ["report", name], ["report", "usage", "--table", name], ["report", "usage", "--format", name],
                      ["lineage", ROOT, "--fold", name], ["show", ROOT, "--snapshot", name], ["lineage", "--view", name],
                      ["import", "--date", name, "--snapshot", "x"], ["import", "--date", NEXT, "--snapshot", f"/none/{name}"],
                      ["snapshots", "-o", f"/none/{name}/x"], ["lineage", ROOT, "-o", f"{folder}/{name[:40].replace('/', '_')}.zip"],
                      ["report", "usage", "--top", name], [name]):
            done = store.run(*words)
            message = done.stderr.decode("utf-8")
            assert done.returncode in (1, 2) and not done.stdout, (words, done)
            assert not acts(message), f"{words}: {acts(message)}: {message!r}"


def exact_json(program, folder):
    """What is escaped means the same."""
    store = hostile_store(program, folder)
    for name in NAMES:
        assert json.loads(store.good("show", "--json", "--", name))["model"] == name
        assert json.loads(store.good("search", "--json", "--", name))["text"] == name
        graph = json.loads(store.good("lineage", "--json", "--", name))
        assert {ROOT, name} <= {node["id"] for node in graph["nodes"]}, name


def run_on_terminal(command, environment):
    main, terminal = pty.openpty()
    child = subprocess.Popen(command, stdout=terminal, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment)
    os.close(terminal)
    chunks = []
    while True:
        try:
            chunks.append(os.read(main, 65536))
        except OSError:
            break
        if not chunks[-1]:
            break
    os.close(main)
    assert child.wait(60) == 0
    return b"".join(chunks).decode("utf-8")


def terminals(program, folder):
    """CSV is byte for byte in a file and in a pipe; a terminal gets none of what it would act on."""
    store = hostile_store(program, folder)
    for words in (["search", "acme", "--top", "100"], ["lineage", ROOT], ["report", "degrees", "--top", "100"]):
        piped = store.good(*words, "--format", "csv")
        assert any(name in piped for name in NAMES[:1]), words
        shown = run_on_terminal(store.command(*words, "--format", "csv"), store.environment)
        assert not acts(shown.replace("\r\n", "\n")), f"{words}: {acts(shown)}"


def graphs(program, folder):
    """A lineage saved as a table of edges is the same graph when it is imported, guarded names and all."""
    store = hostile_store(program, folder)
    path = pathlib.Path(folder) / "edges.csv"
    store.good("lineage", ROOT, "--fold", "none", "-o", str(path))
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"[=+\-@\t\r\n]", cell), f"a spreadsheet would run {cell!r}"
    plain = [[re.sub(r"^'('*[=+\-@\t\r\n])", r"\1", cell) for cell in row] for row in rows]
    names = {name for row in plain[1:] for name in row[:2]}
    assert set(NAMES) <= names, set(NAMES) - names
    other = Store(program, f"{folder}/other", first=None)
    os.makedirs(other.folder)
    other.good("import", "--date", DAY, "--snapshot", other.file("edges.csv", table(plain)))
    for name in [ROOT, *NAMES]:
        here, there = (json.loads(s.good("show", "--json", "--", name)) for s in (store, other))
        for key in ("parents", "children", "descendants", "roots", "chains"):
            assert here[key] == there[key], f"{name!r} {key}: {here[key]}, {there[key]}"
    other.good("lineage", ROOT, "--fold", "none", "-o", f"{folder}/again.csv")
    assert pathlib.Path(f"{folder}/again.csv").read_bytes() == path.read_bytes(), "not the same file again"


def make_locales(folder):
    """Those with a decimal comma, a dotless i and digits of their own, if their sources are on this machine."""
    os.makedirs(folder)
    for name in ("de_DE", "tr_TR", "ar_EG"):
        command = ["localedef", "-i", name, "-f", "UTF-8", f"{folder}/{name}.UTF-8"]
        try:
            subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError:
            pass
    made = os.listdir(folder)
    print(f"     locales: {', '.join(made) or 'none to be had'}")
    return {"LOCPATH": folder} if made else {}


def surroundings(program, folder):
    """The same bytes of JSON and CSV in every locale, zone and home; text at least comes."""
    store = Store(program, folder)
    many = HEADER + "acme/base,,\n" + "".join(f"acme/m{i},finetune,acme/base\n" for i in range(1500))
    store.good("import", "--date", NEXT, "--snapshot", store.file("many.csv", many + "acme/\u00e9t\u00e9,merge,acme/base\n"))
    words = [["report", "clusters"], ["report", "usage"], ["report", "tasks"], ["show", "acme/base"], ["snapshots"],
             ["history", "acme/base"], ["search", "été"]]
    forms = [[*w, "--format", form] for w in words for form in ("json", "csv")]
    expected = [store.good(*form) for form in forms]
    base = {**store.environment, **make_locales(f"{folder}/locales")}
    bare = {"PATH": base.get("PATH", "/usr/bin:/bin"), "XDG_CACHE_HOME": base["XDG_CACHE_HOME"]}
    changes = [{"LC_ALL": locale} for locale in ("C", "POSIX", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "nonsense")]
    changes += [{"TZ": zone} for zone in ("Pacific/Kiritimati", "America/Adak", "nonsense", ":/dev/null", "")]
    changes += [{"LANGUAGE": "de:tr"}, {"HOME": "/dev/null"}, {"COLUMNS": "1", "TERM": "dumb"}]
    for change in changes:
        store.environment = {**base, **change}
        found = [store.good(*form) for form in forms]
        assert found == expected, f"{change}: another result"
        assert store.good("report", "clusters") and store.good("lineage", "acme/base")
    store.environment = bare
    assert [store.good(*form) for form in forms] == expected, "without an environment"


def homes(program, folder):
    """No home, no data folder, no cache that could be written: told, or done without."""
    store = Store(program, folder)
    base = store.environment
    closed = pathlib.Path(folder) / "closed"
    closed.write_text("a file where a folder should be", encoding="utf-8")
    for cache in (str(closed), "/proc/1/none", "/dev/null/cache"):
        store.environment = {**base, "XDG_CACHE_HOME": cache}
        assert json.loads(store.good("report", "usage", "--json"))["models"] == 3
        store.good("lineage", "acme/base", "-o", f"{folder}/x.svg")
        store.good("check")
    for home in ({"XDG_DATA_HOME": f"{folder}/empty"}, {"XDG_DATA_HOME": str(closed)}):
        done = subprocess.run([program, "snapshots"], capture_output=True, check=False, env={**base, **home})
        assert done.returncode == 1 and done.stderr.startswith(b"stemma-cli: "), (home, done)
    bare = {key: value for key, value in base.items() if key != "HOME" and not key.startswith("XDG_")}
    done = subprocess.run([program, "--version"], capture_output=True, check=True, env=bare)
    assert done.stdout.startswith(b"stemma-cli ")
    store.environment = {**bare, "XDG_CACHE_HOME": base["XDG_CACHE_HOME"]}
    store.good("check")


run_all(sys.argv[1], [all_texts, all_errors, exact_json, terminals, graphs, surroundings, homes])
