"""The stand-in Hub's list route: what it lists, in what order, page by page."""
import base64
import collections
import datetime
import gzip
import json
import sys
import urllib.parse

import standin
from standin import Hub, expand

DEFAULT = {"_id", "id", "likes", "trendingScore", "private", "downloads", "tags", "pipeline_tag", "library_name",
           "createdAt", "modelId"}
FULL = {"author", "sha", "lastModified", "gated", "disabled", "siblings"}
UPWARDS = [("sort", "createdAt"), ("direction", "1"), ("limit", "1000")]


def names(items):
    return [item["id"] for item in items]


def test_all_pages_are_the_export(hub, simulate):
    """Both ways, packed and plain, large pages and small ones."""
    wanted = standin.exported(simulate, 0)
    assert len(wanted) > 2500
    keys = expand(*standin.EXPORTED)
    assert hub.items(*UPWARDS, *keys) == wanted
    assert hub.items(*UPWARDS, *keys, Accept_Encoding="gzip") == wanted
    down = [("sort", "createdAt"), ("direction", "-1"), ("limit", "777")]
    assert hub.items(*down, *keys) == wanted[::-1]
    assert names(hub.items(("limit", "89"), ("sort", "createdAt"))) == names(wanted[::-1])


def test_ids_tell_the_time(hub, _simulate):
    items = hub.items(*UPWARDS)
    ids = [item["_id"] for item in items]
    assert ids == sorted(set(ids))
    legacy = [item for item in items if item["createdAt"].startswith("2022-03-02T23:29:0")]
    assert legacy and all(item["createdAt"][18] in "45" for item in legacy)
    for item in items:
        seconds = int(item["_id"][:8], 16)
        assert item["createdAt"] == utc(seconds), item


def utc(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_other_orders(hub, _simulate):
    everybody = set(names(hub.items(*UPWARDS)))
    for sort, key in [("downloads", "downloads"), ("likes", "likes"), ("lastModified", "lastModified"),
                      ("trendingScore", "trendingScore"), ("nonsense", "trendingScore"), (None, "trendingScore")]:
        for direction in ["-1", "1"]:
            pairs = [("sort", sort)] if sort else []
            items = hub.items(*pairs, ("direction", direction), ("limit", "333"), *expand(key))
            assert len(items) == len(everybody) and set(names(items)) == everybody, sort
            values = [item[key] for item in items]
            assert values == sorted(values, reverse=direction == "-1"), (sort, direction)
            for before, after in zip(items, items[1:]):
                assert before[key] != after[key] or before["_id"] < after["_id"]
    assert hub.list(("sort", "nonsense"), ("limit", "1")).headers["X-HF-Warning"].startswith("sort; ")


def test_pages(hub, _simulate):
    assert len(hub.list(("limit", "5000")).json) == 1000
    assert len(hub.list(("limit", "7")).json) == 7
    assert len(hub.list().json) == 1000
    assert hub.list(("limit", "none")).status == 400
    assert hub.list(("limit", "0")).status == 400
    assert hub.list(("limit", "1"), ("cursor", "bm90aGluZw==")).status == 400
    assert hub.list(("limit", "1"), ("cursor", "?")).status == 400
    first = hub.list(*UPWARDS).json
    assert hub.list(("skip", "5"), *UPWARDS).json[0] == first[5]
    assert hub.items(("skip", "5"), ("sort", "createdAt"), ("direction", "1"), ("limit", "400"))[0] == first[5]


def test_link(hub, _simulate):
    """Parameters in their order, expand[] as expand, the cursor last and escaped; other relations beside it."""
    path = "/api/models?limit=3&sort=downloads&expand[]=author&nonsense=a%20b&expand%5B%5D=tags&expand=likes"
    link = hub.get(path).next
    query = urllib.parse.urlsplit(link).query
    assert query.startswith("limit=3&sort=downloads&expand=author&nonsense=a%20b&expand=tags&expand=likes&cursor=")
    assert "=" not in query.split("&cursor=")[1] and query.endswith("%3D")
    again = urllib.parse.urlsplit(hub.get(link).next).query
    assert again.count("cursor=") == 1 and again != query

    def predicate(*pairs):
        cursor = urllib.parse.parse_qs(urllib.parse.urlsplit(hub.list(*pairs).next).query)["cursor"][0]
        return json.loads(base64.b64decode(cursor))

    last = hub.list(*UPWARDS).json[-1]
    assert predicate(*UPWARDS) == {"_id": {"$gt": last["_id"]}}
    last = hub.list(("sort", "createdAt"), ("limit", "9")).json[-1]
    assert predicate(("sort", "createdAt"), ("limit", "9")) == {"_id": {"$lt": last["_id"]}}
    last = hub.list(("sort", "likes"), ("limit", "9")).json[-1]
    assert predicate(("sort", "likes"), ("limit", "9")) == {
        "$or": [{"likes": last["likes"], "_id": {"$gt": last["_id"]}}, {"likes": {"$lt": last["likes"]}},
                {"likes": None}]}
    answer = hub.list(*UPWARDS)
    shapes = set()
    while answer.next is not None:
        links = [part.split("rel=")[1] for part in answer.headers["Link"].split(", ")]
        shapes.add(tuple(links))
        answer = hub.get(answer.next)
    answer = hub.list(("limit", "150"), ("sort", "createdAt"))
    while answer.next is not None:
        shapes.add(tuple(part.split("rel=")[1] for part in answer.headers["Link"].split(", ")))
        answer = hub.get(answer.next)
    assert shapes == {('"next"',), ('"first"', '"next"'), ('"next"', '"first"')}, shapes
    assert answer.headers["Link"] is None


def test_keys(hub, _simulate):
    page = hub.list(*UPWARDS).json
    assert set().union(*page) == DEFAULT
    assert all(DEFAULT - {"pipeline_tag", "library_name"} <= set(item) for item in page)
    assert any("pipeline_tag" not in item for item in page)
    assert set().union(*hub.list(*UPWARDS, ("full", "true")).json) == DEFAULT | FULL
    more = hub.list(*UPWARDS, ("cardData", "true"), ("config", "1")).json
    assert set().union(*more) == DEFAULT | {"cardData", "config"}
    assert set().union(*hub.list(*UPWARDS, *expand("likes", "likes")).json) == {"_id", "id", "likes"}
    page = hub.list(*UPWARDS, *expand("inferenceProviderMapping", "inference", "spaces", "transformersInfo",
                                      "xetEnabled", "model-index")).json
    assert all(isinstance(item["inferenceProviderMapping"], list) for item in page)
    assert {item.get("inference") for item in page} == {None, "warm"}
    assert all(len(item["spaces"]) <= 100 for item in page) and any(item["spaces"] for item in page)
    assert any("transformersInfo" in item for item in page) and any("model-index" in item for item in page)
    refused = ["childrenModelCount", "usedStorage", "_id", "cardData.license", "nonsense", ""]
    for name in refused:
        answer = hub.list(*UPWARDS, *expand("likes", name))
        assert answer.status == 400, name
        complaint = answer.json["error"]
        assert complaint.startswith('"expand" must be one of [author, baseModels, cardData, config, createdAt,')
        taken = complaint[complaint.index("[") + 1:-1].split(", ")
        assert len(taken) == 30 and not set(taken) & set(refused)
    assert hub.list(*UPWARDS, *expand(*taken)).status == 200


def test_filters(hub, simulate):
    everybody = standin.exported(simulate, 0)

    def check(wanted, *pairs):
        got = names(hub.items(*pairs, *UPWARDS))
        assert got == names(wanted), f"{pairs}: {len(got)} instead of {len(wanted)}"
        return len(wanted)

    parents = collections.Counter(tag for item in everybody for tag in item["tags"] if tag.startswith("base_model:"))
    for tag, count in [*parents.most_common(8), *list(parents.items())[:20]]:
        assert check([i for i in everybody if tag in i["tags"]], ("filter", tag)) == count > 0
    tag = parents.most_common(1)[0][0]
    licence = next(t for i in everybody if tag in i["tags"] for t in i["tags"] if t.startswith("license:"))
    assert check([i for i in everybody if {tag, licence} <= set(i["tags"])], ("filter", tag), ("filter", licence)) > 0
    some = [t for i in everybody[::97] for t in i["tags"]]
    for tag in sorted(set(some))[::3]:
        assert check([i for i in everybody if tag in i["tags"]], ("filter", tag)) > 0
    check([], ("filter", "base_model:nobody/nothing"))
    author = collections.Counter(i.get("author") for i in everybody).most_common(1)[0][0]
    assert check([i for i in everybody if i.get("author") == author], ("author", author)) > 1
    assert check([i for i in everybody if "gguf" in i["id"].lower()], ("search", "GGuf")) > 1
    assert check([i for i in everybody if i.get("pipeline_tag") == "text-generation"],
                 ("pipeline_tag", "text-generation")) > 1
    for value, wanted in [("true", {"auto", "manual"}), ("false", {False}), ("auto", {"auto"}), ("manual", {"manual"})]:
        assert check([i for i in everybody if i["gated"] in wanted], ("gated", value)) > 0


def test_headers(hub, _simulate):
    """What stands on every answer; and what was seen before is not sent again."""
    plain = hub.list(*UPWARDS)
    packed = hub.list(*UPWARDS, Accept_Encoding="br, gzip")
    assert plain.headers["Content-Encoding"] is None and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.raw) == plain.raw and len(packed.raw) < len(plain.raw) / 3
    assert plain.headers["Content-Type"] == "application/json; charset=utf-8"
    assert plain.headers["ETag"].startswith('W/"')
    assert plain.headers["X-Request-Id"] != packed.headers["X-Request-Id"]
    again = hub.list(*UPWARDS, If_None_Match=plain.headers["ETag"])
    assert again.status == 304 and again.raw == b""
    assert hub.list(*UPWARDS, ("full", "1"), If_None_Match=plain.headers["ETag"]).status == 200
    assert hub.get("/api/nothing").status == 404
    assert hub.get("/api/models", method="DELETE").status == 405
    for answer in [plain, again, hub.get("/api/nothing"), hub.list(("limit", "x"))]:
        assert answer.headers["RateLimit"].startswith('"api";r=')
        assert answer.headers["X-Request-Id"].startswith("Root=1-")


def main():
    program, simulate = sys.argv[1:]
    tests = [test_all_pages_are_the_export, test_ids_tell_the_time, test_other_orders, test_pages, test_link,
             test_keys, test_filters, test_headers]
    with Hub(program, "--no-limits") as hub:
        standin.run(tests, hub, simulate)


main()
