"""Draws families through stemma-cli: every kind of file is sound, hostile names stay harmless, and the same view gives the
same bytes."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

HOSTILE = [
    'evil/<script>alert(1)</script>', 'evil/"quoted" & ]]>', "evil/=cmd|' /C calc'!A0", "evil/a\u202eb", "evil/--><!--",
    "evil/label=\"x\"];node[", "/home/someone/models/base", "evil/%s%n%d", "evil/" + "long" * 30,
]
SVG = "{http://www.w3.org/2000/svg}"
faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def write_table(path):
    rows = ["parent,child,relation", "acme/base,acme/tuned,finetune", "acme/base,acme/other,finetune",
            "acme/tuned,mixer/blend,merge", "acme/other,mixer/blend,merge", "acme/tuned,fast/tuned-GGUF,quantized",
            "ring/a,ring/b,finetune", "ring/b,ring/a,finetune", "acme/base,acme/base-lora,adapter"]
    rows += [f"acme/tuned,fan/leaf-{n},quantized" for n in range(40)]
    rows += ['acme/base,"{}",finetune'.format(name.replace('"', '""')) for name in HOSTILE]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


class Cli:
    def __init__(self, program, folder):
        self.program, self.store = program, str(folder / "store.db")

    def run(self, *words, status=0):
        done = subprocess.run([self.program, "--store", self.store, *words], capture_output=True, check=False)
        check(done.returncode == status, f"{words}: exit {done.returncode}, expected {status}: {done.stderr.decode()}")
        return done.stdout.decode(), done.stderr.decode()


def check_svg(path, model):
    text = path.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    shown = "".join(root.itertext())
    check(model.split("/")[-1] in shown, f"{path.name}: {model} is not in it")
    check("2025-03-12" in shown and "exact" in shown, f"{path.name}: says neither day nor reading")
    check("<script" not in text and not re.search(r"\son\w+=", text), f"{path.name}: something could be run")
    links = [a.get("href") or a.get("{http://www.w3.org/1999/xlink}href") for a in root.iter(SVG + "a")]
    check(links and all(link.startswith("https://huggingface.co/") for link in links), f"{path.name}: links {links}")
    check(all(re.fullmatch(r"[A-Za-z][\w.-]*", e.get("id")) for e in root.iter() if e.get("id")), f"{path.name}: ids")
    check(any(e.tag == SVG + "title" for e in root.iter()), f"{path.name}: no titles")
    found = re.search(r"stemma:lineage\?[^\"<\s]+", text)
    check(found is not None, f"{path.name}: no view to come back to")
    return found.group(0).replace("&amp;", "&") if found else None


def check_pictures(cli, folder):
    first, second, third = (folder / f"{n}.svg" for n in "abc")
    cli.run("lineage", "acme/tuned", "-o", str(first))
    cli.run("lineage", "acme/tuned", "-o", str(second))
    view = check_svg(first, "acme/tuned")
    check(first.read_bytes() == second.read_bytes(), "the same model gave two different pictures")
    cli.run("lineage", "--view", view, "-o", str(third))
    check(first.read_bytes() == third.read_bytes(), "the view in a picture does not give the picture")
    cli.run("lineage", "acme/base", "-o", str(folder / "base.svg"))
    check_svg(folder / "base.svg", "acme/base")
    for name in HOSTILE:
        cli.run("lineage", name, "-o", str(folder / "hostile.svg"))
        ET.parse(folder / "hostile.svg")
    cli.run("lineage", "acme/base", "-o", str(folder / "base.png"))
    check((folder / "base.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n", "no PNG")
    cli.run("lineage", "acme/base", "-o", str(folder / "base.pdf"))
    check((folder / "base.pdf").read_bytes()[:5] == b"%PDF-", "no PDF")


def check_graphs(cli, folder):
    for suffix in ("dot", "graphml", "json", "csv"):
        cli.run("lineage", "acme/base", "-o", str(folder / f"graph.{suffix}"))
    ET.parse(folder / "graph.graphml")
    graph = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
    ids = {node["id"] for node in graph["nodes"]}
    check(set(HOSTILE) <= ids and "fan/leaf-39" in ids, "models are missing in the JSON")
    drawn = subprocess.run(["dot", "-Tplain", str(folder / "graph.dot")], capture_output=True, check=False)
    check(drawn.returncode == 0, f"Graphviz does not read the DOT: {drawn.stderr.decode()}")
    printed, _ = cli.run("lineage", "acme/base", "--json")
    check({node["id"] for node in json.loads(printed)["nodes"]} == ids, "--json prints another graph")


def check_words(cli, folder):
    tree, _ = cli.run("lineage", "mixer/blend")
    check("acme/tuned" in tree and "acme/base" in tree, "the tree leaves out ancestors")
    tree, _ = cli.run("lineage", "ring/a")
    check("ring/b" in tree, "the tree of a ring")
    tree, _ = cli.run("lineage", "acme/base")
    check("\u202e" not in tree, "the tree lets a terminal be turned round")
    _, told = cli.run("lineage", "acme/tunned", status=1)
    check("acme/tuned" in told, f"no nearest name: {told}")
    cli.run("lineage", status=2)
    cli.run("lineage", "acme/base", "--fold", "maybe", status=2)
    cli.run("lineage", "acme/base", "--snapshot", "2024-01-01", status=1)
    cli.run("lineage", "--view", "stemma:nonsense", status=1)
    before = (folder / "a.svg").read_bytes()
    _, told = cli.run("lineage", "acme/base", "-o", str(folder / "x.unknown"), status=2)
    check(".svg" in told, "no word of the endings that are known")
    os.environ["STEMMA_LAYOUT_HELPER"] = "/nonexistent/helper"
    _, told = cli.run("lineage", "acme/other", "-o", str(folder / "a.svg"), status=1)
    del os.environ["STEMMA_LAYOUT_HELPER"]
    check((folder / "a.svg").read_bytes() == before, "a picture that failed took the old one's place")


def main(program):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        write_table(folder / "edges.csv")
        cli = Cli(program, folder)
        cli.run("import", "--date", "2025-03-12", "--snapshot", str(folder / "edges.csv"))
        check_pictures(cli, folder)
        check_graphs(cli, folder)
        check_words(cli, folder)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


sys.exit(main(*sys.argv[1:]))
