"""The demo, read and served by the command that people use, and a real browser to look at it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = ROOT / "build" / "screenshots"
# The demo reads eight papers before it serves.
PATIENCE = 90


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Debian's Chromium the browser tests skip, and say so."""
    if CHROMIUM.exists():
        return
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not installed: apt-get install chromium"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo's record, read anew and served to whoever sits at the machine."""
    data = tmp_path_factory.mktemp("record")
    with served("demo", tmp_path_factory.mktemp("site"), "--data", str(data)) as address:
        yield address


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a record in which people sign in (tests/browser/office.py); others see what is published."""
    data = tmp_path_factory.mktemp("office")
    made = [sys.executable, "-m", "tests.browser.office"]
    subprocess.run(made, check=True, capture_output=True, cwd=ROOT, env=_environment(data), timeout=PATIENCE * 2)
    with served("serve", tmp_path_factory.mktemp("served"), data=data) as address:
        yield address


@contextmanager
def served(command: str, folder: Path, *more: str, data: Path | None = None) -> Iterator[str]:
    """The address at which a command of ours serves, until the block ends."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    log = folder / "log"
    words = [sys.executable, "-m", "throughline.cli", command, "--port", str(port), *more]
    with (
        log.open("wb") as said,
        subprocess.Popen(words, stdout=said, stderr=said, cwd=ROOT, env=_environment(data)) as server,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/HWU", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _environment(data: Path | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHLINE_")}
    return {**kept, "THROUGHLINE_DATA": str(data)} if data else kept


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(PATIENCE * 4):
        try:
            with urlopen(address, timeout=20) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.25)
        if server.poll() is not None:
            break
    raise AssertionError(f"The demo did not come up:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()
