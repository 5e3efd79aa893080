"""What the tests of fetching share: a store, and a stand-in Hub on this machine to fetch from."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "hub"))

from faultlib import Store  # noqa: E402
from standin import Hub  # noqa: E402

WEEKS = ["2025-03-12", "2025-03-19", "2025-03-26"]
SCALE = "0.003"


class Place:
    """The programs, and a folder for stores."""

    def __init__(self, cli, stand_in, simulate, folder):
        self.cli, self.stand_in, self.simulate, self.folder = cli, stand_in, simulate, folder

    def store(self, name, **environment):
        store = Store(self.cli, f"{self.folder}/{name}", first=None)
        os.makedirs(store.path.parent)
        for variable in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_ENDPOINT", "HF_HUB_OFFLINE", "http_proxy", "https_proxy",
                         "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            store.environment.pop(variable, None)
        store.environment.update({"HF_HOME": f"{self.folder}/hf", **environment})
        return store

    def copy(self, store, name):
        """Another store with the same weeks and the same identity."""
        other = self.store(name)
        shutil.rmtree(other.path.parent)
        shutil.copytree(store.path.parent, other.path.parent)
        return other

    def hub(self, *options, scale=SCALE, limits=False):
        return Hub(self.stand_in, *options, *([] if limits else ["--no-limits"]), scale=scale)

    def records(self, week, scale=SCALE):
        path = f"{self.folder}/week-{week}.json"
        subprocess.run([self.simulate, "--scale", scale, "--week", str(week), "--format", "json", "-o", path],
                       check=True, stdout=subprocess.DEVNULL)
        return path


def fetch(store, hub, *words):
    return json.loads(store.good("fetch", "--endpoint", hub.url, "--json", *words))


def weeks(store):
    return store.weeks()["snapshots"]


def run_tests(tests):
    programs = sys.argv[1:4]
    only = sys.argv[4:]
    faults = 0
    for test in tests:
        if only and test.__name__ not in only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Place(*programs, folder))
                print(f"ok   {test.__name__}", flush=True)
            except Exception:
                faults += 1
                print(f"FAIL {test.__name__}\n{traceback.format_exc()}", flush=True)
    sys.exit(1 if faults else 0)
