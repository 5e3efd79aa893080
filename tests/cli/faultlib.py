"""What the tests of faults share: a store in a folder of its own, and stemma-cli run on it."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

HEADER = "Model ID,Type,Base Model\n"
FIRST = HEADER + "acme/base,,\nacme/tuned,finetune,acme/base\nacme/blend,merge,\"acme/base,acme/tuned\"\n"
DAY, NEXT, LATER = "2025-03-12", "2025-03-19", "2025-03-26"


class Store:
    """A store with one week in it."""

    def __init__(self, program, folder, first=FIRST):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.path = self.folder / "data" / "stemma.db"
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(self.folder / "cache"), LC_ALL="C.UTF-8")
        if first is not None:
            self.good("import", "--date", DAY, "--snapshot", self.file("first.csv", first))

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return str(path)

    def command(self, *words):
        return [self.program, "--store", str(self.path), "--quiet", *words]

    def run(self, *words, **options):
        return subprocess.run(self.command(*words), capture_output=True, check=False, env=self.environment,
                              timeout=120, **options)

    def good(self, *words, **options):
        done = self.run(*words, **options)
        assert done.returncode == 0, f"{words}: exit {done.returncode}\n{done.stderr.decode()}"
        return done.stdout.decode("utf-8")

    def bad(self, *words, status=1, says=(), **options):
        """The command fails with @status and a message of one line that holds every word of @says."""
        done = self.run(*words, **options)
        message = done.stderr.decode("utf-8")
        assert done.returncode == status, f"{words}: exit {done.returncode}, expected {status}\n{message}"
        assert message.startswith("stemma-cli: ") and len(message) < 2000, f"{words}: {message!r}"
        assert "\n" not in message.rstrip("\n"), f"{words}: more than a line: {message}"
        for word in says:
            assert word in message, f"{words}: the message does not say {word!r}: {message}"
        return message

    def bad_lines(self, *words, says):
        """The command fails after it has told what it found, a line each."""
        done = self.run(*words)
        message = done.stderr.decode("utf-8")
        assert done.returncode == 1, f"{words}: exit {done.returncode}, expected 1\n{message}"
        assert "stemma-cli: " in message.splitlines()[-1] and says in message, f"{words}: {message}"

    def weeks(self):
        return json.loads(self.good("snapshots", "--json"))

    def unchanged(self, *words, **expected):
        """As bad(), and the snapshots are as before and in order."""
        before = self.weeks()
        message = self.bad(*words, **expected)
        assert self.weeks() == before, f"{words}: the snapshots changed"
        self.good("check")
        return message


def run_all(program, tests):
    faults = 0
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(program, folder)
                print(f"ok   {test.__name__}")
            except Exception:
                faults += 1
                print(f"FAIL {test.__name__}\n{traceback.format_exc()}")
    print(f"{len(tests)} tests, {faults} failed")
    sys.exit(1 if faults else 0)
