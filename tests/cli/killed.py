"""Interrupts and kills imports at random moments: what was published stays, and the next import makes the same store as
one that nobody disturbed."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from faultlib import DAY, LATER, NEXT, HEADER, Store, run_all
from storedump import dump

KILLS = 32
ROWS = 34000  # more than one page of the staging
RECORDS = 5000


def table(rng, rows, prefix):
    lines = [HEADER]
    for i in range(rows):
        kind = rng.choice(["", "", "finetune", "adapter", "merge"])
        parents = [f"{prefix}/m{rng.randrange(i + 1)}" for _ in range(2 if kind == "merge" else 1)]
        lines.append(f"{prefix}/m{i},{kind},\"{','.join(parents) if kind else ''}\"\n")
    return "".join(lines)


def changed_table(rng, text):
    """A week later: some went, some came, some declare something else."""
    lines = [line for line in text.splitlines(keepends=True)[1:] if rng.random() > 0.05]
    lines = [line.split(",")[0] + ",quantized,old/base\n" if rng.random() < 0.05 else line for line in lines]
    return HEADER + "".join(lines) + "".join(f"new/m{i},finetune,old/m{i}\n" for i in range(3000))


def records(rng, rows, week):
    lines = []
    for i in range(rows):
        if rng.random() < 0.04:
            continue
        touched = rng.random() < 0.1
        record = {"_id": f"{i:024x}", "id": f"hub/r{i}{'-renamed' if touched else ''}", "downloads": rng.randrange(9999),
                  "likes": rng.randrange(99), "sha": f"{week if touched else 0:040x}",
                  "tags": ["license:mit", f"dataset:set/d{i % 50}", f"base_model:hub/r{i // 3}", f"x{i % 700}"]}
        lines.append(json.dumps(record) + "\n")
    return "".join(lines)


def copy_store(store, folder):
    """Another store with the same weeks and the same identity."""
    other = Store(store.program, folder, first=None)
    shutil.copytree(store.path.parent, other.path.parent)
    return other


def start(store, *words):
    return subprocess.Popen(store.command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            env=store.environment)


def kill_at_random(store, rng, seconds, words):
    """Whether the import was published before the blow fell."""
    child = start(store, *words)
    time.sleep(rng.uniform(0, seconds))
    child.send_signal(signal.SIGKILL)
    child.communicate()
    date = words[2]
    return any(week["date"] == date for week in store.weeks()["snapshots"])


def disturb(program, folder, first, words, kills, seed):
    rng = random.Random(seed)
    base = Store(program, folder, first=first)
    base.good("check")
    calm = copy_store(base, f"{folder}/calm")
    begun = time.monotonic()
    calm.good(*words)
    seconds = time.monotonic() - begun
    expected, weeks, published, done = dump(calm.path), base.weeks(), 0, 0
    while done < kills:
        store = copy_store(base, f"{folder}/{done}")
        # Every third is killed again before it is left to finish.
        for _ in range(2 if done % 3 == 0 else 1):
            done += 1
            if kill_at_random(store, rng, seconds, words):
                published += 1
                break
            assert store.weeks() == weeks, "a killed import changed what was published"
            store.good("check")
        else:
            store.good(*words)
        assert dump(store.path) == expected, f"after {done} kills the store differs"
        store.good("check")
        shutil.rmtree(store.folder)
    print(f"     {done} kills, {published} of them after the publication")


def killed_tables(program, folder):
    rng = random.Random(1)
    first = table(rng, ROWS // 8, "old")
    os.mkdir(f"{folder}/files")
    path = f"{folder}/files/next.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write(changed_table(rng, first) + table(rng, ROWS, "more")[len(HEADER):])
    disturb(program, folder, first, ("import", "--date", NEXT, "--snapshot", path), KILLS // 2, 11)


def killed_records(program, folder):
    rng = random.Random(2)
    os.mkdir(f"{folder}/files")
    path = f"{folder}/files/next.json"
    with open(path, "w", encoding="utf-8") as file:
        file.write(records(rng, RECORDS, 2))
    disturb(program, folder, records(rng, RECORDS // 2, 1), ("import", "--date", NEXT, "--snapshot", path), KILLS // 2, 12)


def killed_replacement(program, folder):
    """With --replace the old snapshot is there until the new one is."""
    rng = random.Random(3)
    first = table(rng, 4000, "old")
    os.mkdir(f"{folder}/files")
    path = f"{folder}/files/next.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write(changed_table(rng, first))
    base = Store(program, folder, first=first)
    before = dump(base.path)
    words = ("import", "--date", DAY, "--replace", "--snapshot", path)
    calm = copy_store(base, f"{folder}/calm")
    begun = time.monotonic()
    calm.good(*words)
    seconds, after = time.monotonic() - begun, dump(calm.path)
    for number in range(6):
        store = copy_store(base, f"{folder}/{number}")
        kill_at_random(store, rng, seconds, words)
        store.good("check")
        assert dump(store.path) in (before, after), "neither the old snapshot nor the new one"


def interrupted(program, folder):
    """SIGINT and SIGTERM end an import that reads, waits or publishes: 130, and the store as before."""
    rng = random.Random(4)
    store = Store(program, folder)
    weeks, before = store.weeks(), dump(store.path)
    path = store.file("next.csv", table(rng, ROWS, "more"))
    caught = 0
    for number in range(8):
        child = start(store, "import", "--date", NEXT, "--snapshot", path)
        time.sleep(rng.uniform(0.05, 0.3))
        child.send_signal(signal.SIGINT if number % 2 == 0 else signal.SIGTERM)
        message = child.communicate()[1].decode()
        if child.returncode == 0:
            store.good("snapshots", "--forget", NEXT)
            continue
        assert child.returncode == 130, f"exit {child.returncode}: {message}"
        caught += 1
        assert store.weeks() == weeks
        store.good("check")
    assert caught > 0, "every import was done before it was interrupted"
    waiting = subprocess.Popen(store.command("import", "--date", LATER, "--added", "-"), stdin=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=store.environment)
    waiting.stdin.write((HEADER + "acme/late,,\n").encode())
    waiting.stdin.flush()
    time.sleep(0.5)
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(timeout=20) == 130
    waiting.stdin.close()
    waiting.stderr.close()
    assert dump(store.path) == before
    store.good("check")


run_all(sys.argv[1], [killed_tables, killed_records, killed_replacement, interrupted])
