"""A running stand-in Hub, and plain HTTP to ask it. Standard library only."""
import gzip
import http.client
import json
import re
import subprocess
import urllib.parse

SCALE = "0.002"
AGENT = "Stemma/0; glib/2; libsoup/3"
EXPORTED = ["author", "baseModels", "cardData", "config", "createdAt", "disabled", "downloads", "downloadsAllTime",
            "evalResults", "gated", "gguf", "lastModified", "library_name", "likes", "pipeline_tag", "private",
            "safetensors", "sha", "siblings", "tags"]


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.raw = body

    @property
    def body(self):
        return gzip.decompress(self.raw) if self.headers.get("Content-Encoding") == "gzip" else self.raw

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def next(self):
        found = re.search(r'<([^>]*)>; rel="next"', self.headers.get("Link") or "")
        return found.group(1) if found else None


class Hub:
    """Ends with its block, and by itself should this process be killed."""

    def __init__(self, program, *options, scale=SCALE):
        self.process = subprocess.Popen([program, "--scale", scale, "--with-parent", *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.url = self.process.stdout.readline().decode().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.url
        self.host = self.url[len("http://"):]
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.disconnect()
        self.process.stdin.close()
        status = self.process.wait(60)
        self.process.stdout.close()
        assert status == 0, f"the server ended with {status}"

    def disconnect(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def get(self, path, method="GET", **headers):
        """@headers with _ for -; raises what http.client raises where the connection breaks."""
        path = path.removeprefix(self.url)
        sent = {"User-Agent": AGENT}
        sent.update({name.replace("_", "-"): value for name, value in headers.items() if value is not None})
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            self.connection.request(method, path, headers=sent)
            got = self.connection.getresponse()
            return Answer(got.status, got.headers, got.read())
        except (http.client.HTTPException, OSError):
            self.disconnect()
            raise

    def list(self, *pairs, **headers):
        return self.get("/api/models?" + urllib.parse.urlencode(pairs), **headers)

    def status(self):
        return self.get("/stand-in/status").json

    def pass_week(self):
        answer = self.get("/stand-in/week", method="POST")
        assert answer.status == 200, answer.body
        return answer.json

    def crawl(self, *pairs, **headers):
        """All pages, as lists of items."""
        answer = self.list(*pairs, **headers)
        while True:
            assert answer.status == 200, answer.body
            yield answer.json
            if answer.next is None:
                return
            assert answer.next.startswith(self.url + "/api/models?"), answer.next
            answer = self.get(answer.next, **headers)

    def items(self, *pairs, **headers):
        return [item for page in self.crawl(*pairs, **headers) for item in page]


def expand(*keys):
    return [("expand", key) for key in keys]


def exported(program, week, seed="1", scale=SCALE):
    """What stemma-simulate writes of a week."""
    out = subprocess.run([program, "--seed", seed, "--scale", scale, "--week", str(week), "--format", "json"],
                         check=True, capture_output=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def run_each(arguments):
    """Each function with its own arguments; one line for each, as TAP has it."""
    print(f"1..{len(arguments)}", flush=True)
    for number, (function, given) in enumerate(arguments.items(), 1):
        function(*given)
        print(f"ok {number} {function.__name__}", flush=True)


def run(functions, *arguments):
    run_each({function: arguments for function in functions})
