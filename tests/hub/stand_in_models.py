"""The stand-in Hub's detail route, tokens, and what weeks bring: renames, names taken again, owners who leave."""
import collections
import json
import signal
import subprocess
import sys
import time

import standin
from standin import Hub, expand

TOKEN = "hf_invented"
BEARER = "Bearer " + TOKEN
UPWARDS = [("sort", "createdAt"), ("direction", "1"), ("limit", "1000")]


def test_model(hub, simulate):
    everybody = standin.exported(simulate, 0)
    for item in everybody[::400] + [i for i in everybody if i["disabled"] or i["gated"]][:20]:
        got = hub.get(f"/api/models/{item['id']}")
        assert got.status == 200
        told = got.json
        assert told["modelId"] == item["id"] and told["usedStorage"] >= 0 and "spaces" in told
        for key in ["_id", "id", "sha", "gated", "disabled", "tags", "cardData", "config", "siblings"]:
            assert told[key] == item[key], key
        assert hub.get(f"/api/models/{item['id']}/revision/main").json == told
        assert hub.get(f"/api/models/{item['id'].replace('/', '%2F')}").json == told
        again = hub.get(f"/api/models/{item['id']}", If_None_Match=got.headers["ETag"])
        assert again.status == 304
    assert any(item["disabled"] for item in standin.exported(simulate, 16, scale="0.01"))
    path = f"/api/models/{everybody[5]['id']}"
    assert set(hub.get(path + "?expand[]=likes&expand[]=usedStorage").json) == {"_id", "id", "likes", "usedStorage"}
    providers = hub.get(path + "?expand=inferenceProviderMapping").json["inferenceProviderMapping"]
    assert isinstance(providers, dict)
    security = hub.get(path + "?securityStatus=true").json["securityRepoStatus"]
    assert security == {"scansDone": True, "filesWithIssues": []}
    refused = hub.get(path + "?expand=cardData.license")
    assert refused.status == 400 and refused.json["error"].endswith("xetEnabled]")
    assert "childrenModelCount" in refused.json["error"]
    wrong = hub.get(path + "/revision/v7")
    assert wrong.status == 404 and wrong.headers["X-Error-Code"] == "RevisionNotFound"


def declared(item):
    """The relation, and the parents."""
    if "baseModels" in item:
        return item["baseModels"]["relation"], [parent["id"] for parent in item["baseModels"]["models"]]
    card = item["cardData"]
    bases = card.get("base_model", [])
    bases = bases if isinstance(bases, list) else [bases]
    if not bases and "peft" in item["config"]:
        return "adapter", [item["config"]["peft"]["base_model_name_or_path"]]
    typed = [tag.split(":")[1] for tag in item["tags"] if tag.startswith("base_model:") and tag.count(":") == 2]
    return card.get("base_model_relation", typed[0] if typed else None), bases


def test_children(hub, simulate):
    """Counted from what the children say."""
    everybody = standin.exported(simulate, 0)
    counts = collections.defaultdict(collections.Counter)
    for item in everybody:
        relation, parents = declared(item)
        for parent in parents:
            counts[parent][relation] += 1
    families = [item["id"] for item in everybody if item["id"] in counts]
    assert len(families) > 50
    for name in families + [item["id"] for item in everybody[::500]]:
        told = hub.get(f"/api/models/{name}?expand=childrenModelCount").json["childrenModelCount"]
        assert set(told) == {"adapter", "merge", "quantized", "finetune"}
        assert {word: n for word, n in told.items() if n} == counts[name], (name, told, counts[name])


def test_names(hub, simulate):
    """Wrong case leads on; who is not there is refused, in two ways."""
    name = standin.exported(simulate, 0)[7]["id"]
    moved = hub.get(f"/api/models/{name.swapcase()}?expand=likes&x=1")
    assert moved.status == 307
    assert moved.headers["Location"] == f"/api/models/{name}?expand=likes&x=1"
    assert moved.headers["Content-Type"].startswith("text/plain") and b"Redirecting" in moved.body
    deep = hub.get(f"/api/models/{name.upper()}/revision/main")
    assert deep.headers["Location"] == f"/api/models/{name}/revision/main"
    for path in ["nobody/nothing", "nothing", "", "a/b/c", "%ff", "private-models/model-0"]:
        answer = hub.get("/api/models/" + path)
        assert answer.status == 401 and answer.json == {"error": "Invalid username or password."}, path
        assert answer.headers["X-Error-Code"] is None
    known = hub.get("/api/models/nobody/nothing", Authorization=BEARER)
    assert known.status == 404 and known.headers["X-Error-Code"] == "RepoNotFound"


def test_token(hub, _simulate):
    """Private models are for those who have it; a wrong one is never taken for a deletion."""
    mine = hub.get("/api/models/private-models/model-0", Authorization=BEARER)
    assert mine.status == 200 and mine.json["private"] is True
    anonymous = {item["id"] for item in hub.items(*UPWARDS)}
    known = {item["id"] for item in hub.items(*UPWARDS, Authorization=BEARER)}
    assert known - anonymous == {"private-models/model-0", "private-models/model-1"} and anonymous < known
    for sent in ["Bearer hf_wrong", "Bearer", "Basic abc", TOKEN]:
        for path in ["/api/models?limit=1", "/api/models/nobody/nothing"]:
            wrong = hub.get(path, Authorization=sent)
            assert wrong.status == 401 and wrong.headers["X-Error-Code"] is None
            assert wrong.headers["X-Error-Message"] == "Invalid credentials in Authorization header"


def test_weeks(hub, simulate):
    """Each week is the export's; who is renamed is found by either name."""
    before = {item["_id"]: item["id"] for item in standin.exported(simulate, 0)}
    former = {name: oid for oid, name in before.items()}
    renamed = recreated = vanished = 0
    for week in range(1, 17):
        told = hub.pass_week()
        wanted = standin.exported(simulate, week)
        assert told["week"] == week and told["models"] == len(wanted)
        if week in (1, 9, 16):
            assert hub.items(*UPWARDS, *expand(*standin.EXPORTED)) == wanted
        now = {item["_id"]: item["id"] for item in wanted}
        moved = [(before[oid], now[oid]) for oid in before if oid in now and before[oid] != now[oid]]
        for old, new in moved:
            answer = hub.get(f"/api/models/{old}?expand=sha")
            assert answer.status == 307 and answer.headers["Location"] == f"/api/models/{new}?expand=sha"
            assert hub.get(answer.headers["Location"]).json["_id"] == former[old]
        gone = sorted(set(before.values()) - set(now.values()) - {old for old, _ in moved})
        for name in gone[::9]:
            assert hub.get(f"/api/models/{name}").status == 401
        for oid, name in now.items():
            if oid not in before and former.get(name, oid) != oid:
                assert hub.get(f"/api/models/{name}").json["_id"] == oid != former[name]
                recreated += 1
        owners = {name.split("/")[0] for name in before.values()} - {name.split("/")[0] for name in now.values()}
        vanished += len(owners)
        renamed += len(moved)
        former.update({name: oid for oid, name in now.items()})
        before = now
    assert renamed >= 16 and recreated >= 8 and vanished > 0, (renamed, recreated, vanished)
    assert hub.get("/stand-in/week", method="POST").status == 409


def test_week_by_signal(program, simulate):
    with Hub(program, "--week", "3") as hub:
        hub.process.send_signal(signal.SIGUSR1)
        for _ in range(200):
            if hub.status()["week"] == 4:
                break
            time.sleep(0.02)
        status = hub.status()
        assert (status["week"], status["date"]) == (4, "2025-04-09"), status
        assert status["models"] == len(standin.exported(simulate, 4))


def test_week_passes_under_a_crawl(program, simulate):
    """Who is there before and after is found once, whichever way one reads."""
    for direction in ["1", "-1"]:
        with Hub(program, "--week", "2") as hub:
            seen = []
            for page in hub.crawl(("sort", "createdAt"), ("direction", direction), ("limit", "1000")):
                seen += [item["_id"] for item in page]
                if len(seen) == 1000:
                    hub.pass_week()
            weeks = [{item["_id"] for item in standin.exported(simulate, week)} for week in (2, 3)]
            assert len(seen) == len(set(seen)) and weeks[0] & weeks[1] <= set(seen) <= weeks[0] | weeks[1]


def test_seed_and_end(program, simulate):
    with Hub(program, "--seed", "7") as hub:
        assert hub.items(*UPWARDS, *expand(*standin.EXPORTED)) == standin.exported(simulate, 0, seed="7")
    hub = Hub(program)
    hub.process.send_signal(signal.SIGTERM)
    assert hub.process.wait(60) == 0
    hub.process.stdin.close()
    hub.process.stdout.close()
    for wrong in [["--week", "17"], ["--scale", "9"], ["--faults", "nonsense"], ["--faults", "cut:2"], ["more"]]:
        done = subprocess.run([program, *wrong], capture_output=True, check=False, stdin=subprocess.DEVNULL)
        assert done.returncode == 2 and done.stderr.startswith(b"stemma-stand-in-hub: "), wrong
    help_text = subprocess.run([program, "--faults", "help"], capture_output=True, check=True).stdout.decode()
    assert "portal" in help_text and "broken-records" in help_text


def test_control_is_json(hub, _simulate):
    assert hub.get("/stand-in/nothing").status == 404
    assert hub.get("/stand-in/status", method="POST").status == 405
    assert json.loads(hub.get("/stand-in/broken").body) == []


def main():
    program, simulate = sys.argv[1:]
    steps = [test_model, test_children, test_names, test_token, test_control_is_json, test_weeks]
    others = [test_week_by_signal, test_week_passes_under_a_crawl, test_seed_and_end]
    with Hub(program, "--no-limits", "--token", TOKEN, "--private", "2") as hub:
        arguments = {step: (hub, simulate) for step in steps} | {other: (program, simulate) for other in others}
        standin.run_each(arguments)


main()
