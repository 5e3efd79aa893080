"""The stand-in Hub's bad habits that last: broken records, orders ignored, keys refused, a list that moves."""
import datetime
import re
import sys

import standin
from standin import Hub, expand

UPWARDS = [("sort", "createdAt"), ("direction", "1"), ("limit", "100")]
EVERYTHING = expand(*standin.EXPORTED, "trendingScore")


def pick(text, place):
    """The item of a list's text that begins at @place; the text need not be sound JSON within strings."""
    depth, quoted, escaped = 0, False, False
    for end in range(place, len(text)):
        letter = text[end]
        if quoted:
            quoted = escaped or letter != '"'
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            quoted = True
        elif letter in "[{":
            depth += 1
        elif letter in "]}":
            depth -= 1
            if depth == 0:
                return text[place:end + 1]
    raise AssertionError("an item without end")


def test_broken_records(program, simulate):
    """Each stands in its place with its marks, and everybody else is there as ever."""
    with Hub(program, "--faults", "broken-records", "--no-limits") as hub:
        kinds = hub.get("/stand-in/broken").json
        assert len(kinds) == hub.status()["extras"] > 50
        assert len({kind["_id"] for kind in kinds}) == len(kinds) == len({kind["kind"] for kind in kinds})
        wanted = {item["_id"] for item in standin.exported(simulate, 0)}
        seen, texts = [], []
        answer = hub.list(*UPWARDS, *EVERYTHING)
        while True:
            text = answer.body.decode()
            texts.append(text)
            seen += re.findall(r'\{"_id":"([0-9a-f]{24})","id":(?:"[^"]*"|null|7),"author"', text)
            if answer.next is None:
                break
            answer = hub.get(answer.next)
        assert seen == sorted(seen) and wanted < set(seen)
        assert set(seen) - wanted == {kind["_id"] for kind in kinds if kind["key"] != "_id"}
        whole = "".join(texts)
        for kind in kinds:
            if kind["key"] in ("_id", "id") or kind["kind"] in ("deep", "card-of-10-mib", "template-vast"):
                continue
            item = pick(whole, whole.index('{"_id":"%s"' % kind["_id"]))
            assert f'"{kind["key"]}":' in item and f'"id":"{kind["id"]}"' in item, kind
        for mark in ['"base_model":null', '"base_model":[[', "\\ud800", "a\\u0000b", "\u202e", '"downloads":3,"downloads":4',
                     "[" * 100000, "18446744073709551616", '"id":null', '"id":7', '"_id":null', '"license":false']:
            assert mark in whole, mark[:40]
        assert max(map(len, texts)) > 10 * 1024 * 1024


def test_broken_records_stay(program, _simulate):
    """The same in every week, and one at a time by its name."""
    with Hub(program, "--faults", "broken-records", "--week", "2", "--no-limits") as hub:
        before = hub.get("/stand-in/broken").json
        hub.pass_week()
        assert hub.get("/stand-in/broken").json == before
        for kind in before:
            if kind["kind"] in ("base-self", "likes-object"):
                told = hub.get(f"/api/models/{kind['id']}").json
                assert told["_id"] == kind["_id"] and kind["key"] in told
        assert hub.list(*UPWARDS, *expand("likes"), ("search", "licence-false")).json[0]["likes"] == 0


def test_directions_are_ignored(program, _simulate):
    with Hub(program, "--faults", "descending-only") as hub:
        items = hub.items(("sort", "createdAt"), ("direction", "1"), ("limit", "1000"))
        ids = [item["_id"] for item in items]
        assert ids == sorted(ids, reverse=True) and len(ids) > 2500
        assert "direction" in hub.list(*UPWARDS).headers["X-HF-Warning"]


def test_keys_are_refused(program, _simulate):
    with Hub(program, "--faults", "expand-refused") as hub:
        answer = hub.list(*UPWARDS, *EVERYTHING)
        assert answer.status == 400
        complaint = answer.json["error"]
        taken = complaint[complaint.index("[") + 1:complaint.index("]")].split(", ")
        assert set(standin.EXPORTED) - set(taken) == {"evalResults", "downloadsAllTime", "gguf"}
        assert hub.list(*UPWARDS, *expand(*taken)).status == 200


def test_churn(program, simulate):
    """Who is not fickle is found once; those who come late have ids of today."""
    start = format(int(datetime.datetime.now().timestamp()), "08x")
    wanted = {item["_id"]: item["id"] for item in standin.exported(simulate, 0)}
    for direction in ["1", "-1"]:
        with Hub(program, "--faults", "churn") as hub:
            fickle = set(hub.get("/stand-in/fickle").json)
            assert 0 < len(fickle) < len(wanted) / 10
            items = hub.items(("sort", "createdAt"), ("direction", direction), ("limit", "100"))
            ids = [item["_id"] for item in items]
            assert len(ids) == len(set(ids))
            lost = {wanted[oid] for oid in set(wanted) - set(ids)}
            assert lost and lost <= fickle
            late = set(ids) - set(wanted)
            assert all(oid[:8] >= start for oid in late) and (direction == "-1" or len(late) > 5)
            assert late == {item["_id"] for item in items if item["id"].startswith("late-comers/")}


def main():
    standin.run([test_broken_records, test_broken_records_stay, test_directions_are_ignored, test_keys_are_refused,
                 test_churn], *sys.argv[1:])


main()
