"""Imports the real weeks through stemma-cli and compares its figures with those of an independent oracle."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIP = 77


def run(cli, store, *words):
    done = subprocess.run([cli, "--store", store, "--quiet", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"stemma-cli {' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def differences(expected, found, path):
    """Every place where what is expected is not found; keys beyond those expected are allowed."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            if not isinstance(found, dict) or key not in found:
                yield f"{path}.{key}: missing"
            else:
                yield from differences(value, found[key], f"{path}.{key}")
        if path.endswith((".length", ".size")) and isinstance(found, dict):
            for key in found.keys() - expected.keys():
                yield f"{path}.{key}: {found[key]}, expected none"
    elif isinstance(expected, list):
        if len(expected) != len(found):
            yield f"{path}: {len(found)} entries, expected {len(expected)}"
        for number, (one, other) in enumerate(zip(expected, found)):
            yield from differences(one, other, f"{path}[{number}]")
    elif expected != found:
        yield f"{path}: {found}, expected {expected}"


def compare(cli, store, date, expected):
    for reading in ("exact", "paper"):
        usage = json.loads(run(cli, store, "report", "usage", "--snapshot", date, "--reading", reading, "--json"))
        yield from differences(expected["usage"], usage, f"{date} {reading} usage")
        for key, value in expected[reading].items():
            if key in ("chains", "clusters"):
                report = run(cli, store, "report", key, "--snapshot", date, "--reading", reading, "--json")
                yield from differences(value, json.loads(report), f"{date} {reading} {key}")
            else:
                yield from differences(value, usage.get(key), f"{date} {reading} {key}")


def main(cli, data):
    msc = pathlib.Path(data) / "msc"
    if not msc.is_dir():
        print(f"SKIP: the real weeks are not there ({msc})")
        return SKIP
    reference = json.loads((msc / "reference.json").read_text(encoding="utf-8"))
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        store = str(pathlib.Path(folder) / "stemma.db")
        for number, date in enumerate(sorted(reference)):
            if number == 0:
                run(cli, store, "import", "--date", date, "--snapshot", str(msc / f"snapshot_{date}.csv"))
            else:
                run(cli, store, "import", "--date", date, "--added", str(msc / f"added_{date}.csv"),
                    "--deleted", str(msc / f"deleted_{date}.csv"))
        for date in sorted(reference):
            faults += compare(cli, store, date, reference[date])
    for fault in faults[:40]:
        print(fault)
    print(f"{len(reference)} dates, two readings: {len(faults)} differences")
    return 1 if faults or len(reference) != 13 else 0


sys.exit(main(*sys.argv[1:]))
