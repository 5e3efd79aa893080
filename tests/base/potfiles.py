"""Every file with texts for people has to be listed for the translators, and every listed file has to be there."""
import pathlib
import re
import sys

MARKS = re.compile(r"\b(?:_|N_|C_|NC_) \(|\bg?_?d?n?p?gettext \(|g_dngettext|translatable=\"yes\"|^\[Desktop Entry\]|<component")


def main(root):
    root = pathlib.Path(root)
    listed = {line.strip() for line in (root / "po/POTFILES").read_text(encoding="utf-8").splitlines() if line.strip()}
    sources = [p for pattern in ("src/**/*.c", "ui/**/*.ui", "data/*.in") for p in root.glob(pattern)]
    marked = {str(p.relative_to(root)) for p in sources if MARKS.search(p.read_text(encoding="utf-8"))}
    faults = [f"{name}: has texts, but is not in po/POTFILES" for name in sorted(marked - listed)]
    faults += [f"{name}: is in po/POTFILES, but not there" for name in sorted(listed) if not (root / name).is_file()]
    for fault in faults:
        print(fault)
    print(f"{len(marked)} files with texts, {len(faults)} faults")
    return 1 if faults or not marked else 0


sys.exit(main(sys.argv[1]))
