"""Locks, fills, forbids and damages the store itself: stemma-cli says so, and never overwrites what it cannot read."""
import fcntl
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys

from faultlib import DAY, FIRST, HEADER, NEXT, Store, run_all

NOBODY = 65534
ROW = "acme/new,,\n"


def many(n, day=""):
    return HEADER + "".join(f"acme/model-{i}-of-many-with-a-long-name{day},,\n" for i in range(n))


def content(store):
    """The store as bytes. A reader may leave an empty log beside it."""
    files = {path.name: path.read_bytes() for path in store.path.parent.iterdir()
             if path.name.startswith(store.path.name) and not path.name.endswith(("-shm", "-intake"))}
    return {name: data for name, data in files.items() if data}


def locked_by_another(program, folder):
    store = Store(program, folder)
    new = store.file("new.csv", HEADER + ROW)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.bad("import", "--date", NEXT, "--added", new, says=["stemma.db", "locked", "another program"])
    assert len(store.weeks()["snapshots"]) == 1
    store.bad("snapshots", "--forget", DAY, says=["another program"])
    other.execute("ROLLBACK")
    other.close()
    store.good("import", "--date", NEXT, "--added", new)


def second_intake(program, folder):
    store = Store(program, folder)
    new = store.file("new.csv", HEADER + ROW)
    with open(f"{store.path}-intake", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        store.unchanged("import", "--date", NEXT, "--added", new, says=["Another import"])
        store.unchanged("snapshots", "--forget", DAY, says=["Another import"])
    store.good("import", "--date", NEXT, "--added", new)


def no_room_in_a_file(program, folder):
    """A file may not grow past a limit, as on a full disk."""
    store = Store(program, folder)
    big = store.file("big.csv", many(60000))
    for size in (300000, 2 << 20, 8 << 20):
        before = store.weeks()
        message = store.bad("import", "--date", NEXT, "--snapshot", big, restore_signals=False,
                            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        assert "full" in message, message
        assert store.weeks() == before
        store.good("check")
    store.good("import", "--date", NEXT, "--snapshot", big)
    store.good("check")


def no_room_on_the_disk(program, folder):
    disk = f"{folder}/data"
    os.mkdir(disk)
    if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", disk], check=False,
                                          capture_output=True).returncode != 0:
        print("     (a small disk cannot be mounted here: the limit of a file's size stands for it)")
        return
    try:
        store = Store(program, folder)
        big = store.file("big.csv", many(60000))
        store.bad("import", "--date", NEXT, "--snapshot", big, says=["stemma.db", "full"])
        assert len(store.weeks()["snapshots"]) == 1
        store.good("check")
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        store.good("import", "--date", NEXT, "--added", store.file("new.csv", HEADER + ROW))
        store.good("check")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def read_only(program, folder):
    """Neither the file nor its folder may be written; root is nobody for as long as that takes."""
    store = Store(program, folder)
    new = store.file("new.csv", HEADER + ROW)
    os.chmod(folder, 0o755)
    os.chmod(store.path.parent, 0o555)
    os.chmod(store.path, 0o444)
    cache = store.folder / "nobody"
    cache.mkdir(mode=0o777)
    cache.chmod(0o777)
    store.environment["XDG_CACHE_HOME"] = str(cache)
    who = {"user": NOBODY} if os.getuid() == 0 else {}
    before = content(store)
    weeks = json.loads(store.good("snapshots", "--json", **who))
    assert [week["models"] for week in weeks["snapshots"]] == [3]
    assert json.loads(store.good("report", "usage", "--json", **who))["models"] == 3
    store.good("check", **who)
    store.bad("import", "--date", NEXT, "--added", new, says=["stemma.db", "permission"], **who)
    store.bad("snapshots", "--forget", DAY, says=["stemma.db", "permission"], **who)
    assert content(store) == before
    os.chmod(store.path.parent, 0o755)
    store.bad("import", "--date", NEXT, "--added", new, says=["stemma.db"], **who)
    assert content(store)[store.path.name] == before[store.path.name]


def no_place_for_a_store(program, folder):
    store = Store(program, folder, first=None)
    first = store.file("first.csv", FIRST)
    store.bad("report", "usage", says=["no store", str(store.path)])
    store.file("data", "a file where the folder should be")
    store.bad("import", "--date", DAY, "--snapshot", first, says=[f"{folder}/data"])
    os.remove(f"{folder}/data")
    store.path.mkdir(parents=True)
    store.bad("import", "--date", DAY, "--snapshot", first, says=[str(store.path)])
    store.bad("report", "usage", says=[str(store.path)])
    store.bad("check", "--repair", says=[str(store.path)])
    assert store.path.is_dir()


def from_a_newer_version(program, folder):
    store = Store(program, folder)
    new = store.file("new.csv", HEADER + ROW)
    with sqlite3.connect(store.path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    before = content(store)
    for words in (("import", "--date", NEXT, "--added", new), ("report", "usage"), ("snapshots",), ("check",),
                  ("check", "--repair"), ("snapshots", "--forget", DAY)):
        store.bad(*words, says=["stemma.db", "newer", "99"])
        assert content(store) == before, words


def another_database(program, folder):
    store = Store(program, folder)
    store.path.unlink()
    with sqlite3.connect(store.path) as other:
        other.execute("CREATE TABLE wages (name, amount)")
    other.close()
    before = content(store)
    new = store.file("new.csv", HEADER + ROW)
    for words in (("import", "--date", NEXT, "--snapshot", new), ("report", "usage"), ("check", "--repair")):
        store.bad(*words, says=["stemma.db", "not a store"])
        assert content(store) == before, words


def damaged_in_the_middle(program, folder):
    store = Store(program, folder, first=many(30000))
    new = store.file("new.csv", many(30000, "-new"))
    weeks = store.weeks()
    noise = bytes(range(1, 256)) * 257
    size = store.path.stat().st_size
    with open(store.path, "r+b") as file:
        for place in range(65536, size - len(noise), 2 * len(noise)):
            file.seek(place)
            file.write(noise)
    before = content(store)
    shutil.rmtree(store.folder / "cache")
    for words in (("report", "usage"), ("check",)):
        store.bad_lines(*words, says="damaged" if words[0] == "report" else "fault")
        assert content(store) == before, words
    store.bad("import", "--date", NEXT, "--snapshot", new, says=["stemma.db", "damaged"])
    assert store.weeks() == weeks
    damaged = store.path.read_bytes()
    store.bad_lines("check", "--repair", says="set aside")
    aside = [path for path in store.path.parent.iterdir() if ".damaged-" in path.name and path.suffix != ".db-wal"]
    assert any(path.read_bytes() == damaged for path in aside) and not store.path.exists()


def not_a_store_at_all(program, folder):
    """Whatever --store names: what is no store is never renamed."""
    store = Store(program, folder)
    notes = store.folder / "notes.txt"
    notes.write_text("milk, bread, and a line that is long enough to be looked at as a database\n", encoding="utf-8")
    store.path = notes
    store.bad("check", "--repair", says=["notes.txt", "not a store"])
    assert notes.read_text(encoding="utf-8").startswith("milk")


def damaged_at_the_front(program, folder):
    store = Store(program, folder)
    new = store.file("new.csv", HEADER + ROW)
    with open(store.path, "r+b") as file:
        file.write(b"\xa5" * 8192)
    before = content(store)
    for words in (("import", "--date", NEXT, "--snapshot", new), ("report", "usage"), ("snapshots",), ("check",)):
        store.bad(*words, says=["stemma.db"])
        assert content(store) == before, words
    store.bad_lines("check", "--repair", says="set aside")
    aside = [path for path in store.path.parent.iterdir() if ".damaged-" in path.name]
    assert len(aside) == 1 and aside[0].read_bytes() == before[store.path.name]
    assert not store.path.exists()
    store.good("import", "--date", DAY, "--snapshot", store.file("again.csv", FIRST))
    assert aside[0].read_bytes() == before[store.path.name]
    store.good("check")


def cut_short(program, folder):
    store = Store(program, folder, first=many(5000))
    shutil.rmtree(store.folder / "cache")
    with open(store.path, "r+b") as file:
        file.truncate(store.path.stat().st_size // 2)
    before = content(store)
    for words in (("report", "usage"), ("check",)):
        store.bad_lines(*words, says="")
        assert content(store) == before, words


def damaged_cache(program, folder):
    """What is derived is only ever rebuilt: damage there changes no answer."""
    store = Store(program, folder, first=many(2000))
    good = store.good("report", "usage", "--json")
    for file in (store.folder / "cache").rglob("*"):
        if file.is_file():
            content_before = file.read_bytes()
            for damaged in (b"", content_before[: len(content_before) // 2], b"\xa5" * len(content_before)):
                file.write_bytes(damaged)
                assert store.good("report", "usage", "--json") == good, file
    store.good("check", "--repair")
    store.good("check")


signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
run_all(sys.argv[1], [locked_by_another, second_intake, no_room_in_a_file, no_room_on_the_disk, read_only,
                      no_place_for_a_store, from_a_newer_version, another_database, damaged_in_the_middle, not_a_store_at_all,
                      damaged_at_the_front, cut_short, damaged_cache])
