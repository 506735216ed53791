"""How long all fascicles take through the browser's way: dropped in one form, read by the worker, taken in.

Run by `python -m bench.dropping`: `throughline serve` on a new SQLite record, the form without a script; medians.
"""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.corpus import fascicles, need_corpus

ROUNDS = 3
COMMAND = [sys.executable, "-m", "throughline.cli"]
BORDER = "a-border-between-the-parts-of-a-form"


@contextmanager
def served(data: str) -> Iterator[int]:
    """The site on a record with nothing but an organization in it; gives the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {**os.environ, "THROUGHLINE_DATA": data}
    paper = Path(data) / "paper.txt"
    paper.write_text("Resolution 1/1\n\nRequests the Secretary-General to report on boats.\n", encoding="utf-8")
    subprocess.run([*COMMAND, "read", str(paper)], env=environment, capture_output=True, check=True)
    server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(240):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.25)
        yield port
    finally:
        server.terminate()
        server.wait()


class Browser:
    """What a browser does with a form: keeps its cookie, and sends its token."""

    def __init__(self, port: int) -> None:
        self._port, self._cookie = port, ""

    def get(self, address: str) -> str:
        """A page."""
        return self._ask("GET", address, b"", {})[1]

    def post(self, address: str, page: str, parts: list[tuple[str, str, bytes]]) -> str:
        """Where the answer to a form leads; `parts` are names, names of files and contents."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found is not None
        body = b"".join(
            b'--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
            % (BORDER.encode(), name.encode(), f'; filename="{file}"'.encode() if file else b"", content)
            for name, file, content in [("csrfmiddlewaretoken", "", found[1].encode()), *parts]
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={BORDER}"}
        return self._ask("POST", address, body + f"--{BORDER}--\r\n".encode(), kind)[0]

    def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> tuple[str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=300)
        connection.request(method, address, body, {"Cookie": self._cookie, **headers})
        answer = connection.getresponse()
        if given := answer.getheader("Set-Cookie"):
            self._cookie = given.partition(";")[0]
        content = answer.read().decode("utf-8", "replace")
        assert answer.status < 400, content[:500]
        connection.close()
        return answer.getheader("Location") or "", content


def one_round() -> tuple[float, float, float]:
    """Seconds until all fascicles are sent, until they are previewed, and from there until they are taken in."""
    files = [("files", path.name, path.read_bytes()) for path in fascicles()]
    with tempfile.TemporaryDirectory() as data, served(data) as port:
        browser = Browser(port)
        page = browser.get("/UN/sources/reading")
        started = time.perf_counter()
        batch = browser.post("/UN/sources/reading/new", page, files)
        sent = time.perf_counter()
        page = _finished(browser, batch)
        read = time.perf_counter()
        assert f"{len(files)} files were read" in page, page
        browser.post(f"{batch}/take", page, [])
        page = _finished(browser, batch)
        assert f"{len(files)} files were taken in" in page, page
        return sent - started, read - sent, time.perf_counter() - read


def _finished(browser: Browser, batch: str) -> str:
    """The page of a batch once no worker has anything to do in it."""
    for _ in range(6000):
        page = browser.get(batch)
        if "data-in-work" not in page:
            return page
        time.sleep(0.1)
    sys.exit("The batch did not come to its end.")


def main() -> None:
    """Print the table."""
    need_corpus()
    rounds = [one_round() for _ in range(ROUNDS)]
    print("| what | median s | rounds |\n|---|---|---|")
    for what, seconds in zip(
        ("sent in one form", "until previewed", "until taken in"), zip(*rounds, strict=True), strict=True
    ):
        print(f"| {what} | {statistics.median(seconds):.1f} | {', '.join(f'{one:.1f}' for one in seconds)} |")


if __name__ == "__main__":
    main()
