"""Reads every #include under src/ and fails on one that runs against the arrow of docs/architecture.md."""
import pathlib
import re
import sys

# A folder includes itself and what stands in an earlier place; folders of one place do not know each other.
PLACES = [
    ["base"], ["record"], ["hub", "files"], ["store"], ["intake"], ["snapshot"], ["analysis"], ["view"],
    ["lineage"], ["layout"], ["style"], ["scene"], ["chart", "diagram"], ["export"], ["report"], ["workspace"],
]
PLACE = {folder: n for n, place in enumerate(PLACES) for folder in place}
TOOLKIT = re.compile(r"gtk/|gdk/|gsk/|adwaita|graphene")
ONLY = {"sqlite3.h": "store", "libsoup/soup.h": "hub", "graphviz/": "layout", "cgraph": "layout", "gvc": "layout"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def faults_of(path, src):
    parts = path.relative_to(src).parts
    core = parts[0] == "core"
    folder = parts[1] if core else parts[0]
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        target = name.split("/")[0]
        if core and TOOLKIT.match(name):
            yield f"{path}: the core knows no toolkit: {name}"
        for header, owner in ONLY.items():
            if name.startswith(header) and folder != owner:
                yield f"{path}: only {owner}/ may include {name}"
        if core and target in ("simulate", "cli", "app"):
            yield f"{path}: the core includes {name}"
        if core and target in PLACE and target != folder and PLACE[target] >= PLACE[folder]:
            yield f"{path}: {folder}/ includes {name}, which stands to its right"
        if not core and folder == "simulate" and target in ("cli", "app"):
            yield f"{path}: the simulator includes {name}"


def main(root):
    src = pathlib.Path(root) / "src"
    files = sorted(p for p in src.rglob("*.[ch]"))
    unknown = [p for p in (src / "core").iterdir() if p.is_dir() and p.name not in PLACE]
    faults = [f"{p}: a folder without a place in the arrow" for p in unknown]
    for path in files:
        faults += faults_of(path, src)
    if not files:
        faults.append("no source found")
    for fault in faults:
        print(fault)
    print(f"{len(files)} files, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main(sys.argv[1]))
