"""Requests per second, 99th percentile and bytes over the network, compared with the same pages as static files."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools import chromium
from tools.repository import ROOT

RUNS = 3


def tables(place: Path, folder: Path) -> None:
    """Print both tables for a municipality that `benchmarks.pipeline` has released and exported at `place`."""
    home, files = place / folder.name, place / folder.name / "site"
    goal = next(path for path in sorted((files / "maal").iterdir()) if (path / "index.html").exists())
    pages = {"front page": "", "goal page": f"maal/{goal.name}/"}
    with gunicorn("kobling.config.wsgi:application", KOBLING_HOME=str(home)) as ours:
        with gunicorn("benchmarks.static:application", KOBLING_BENCH_STATIC=str(files)) as theirs:
            _speed(pages, f"{ours}/{folder.name}/", f"{theirs}/")
        _bytes(pages, f"{ours}/{folder.name}/")


def _speed(pages: dict[str, str], ours: str, theirs: str) -> None:
    print("\n## Serving (2 workers x 4 threads, wrk with 16 connections, best of 3 rounds in turn)\n")
    if shutil.which("wrk") is None:
        print("wrk is not installed; install it with: apt-get install wrk")
        return
    print("| page | requests/s | p99 ms | as a static file, requests/s | p99 ms | ours / file |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, address in pages.items():
        rounds = [(_wrk(ours + address), _wrk(theirs + address)) for _ in range(RUNS)]
        mine, file = max(one for one, _ in rounds), max(other for _, other in rounds)
        print(f"| {name} | {mine[0]:.0f} | {mine[1]:.0f} | {file[0]:.0f} | {file[1]:.0f} | {mine[0] / file[0]:.2f} |")


def _wrk(address: str) -> tuple[float, float]:
    """Return requests per second and the 99th percentile in milliseconds."""
    output = subprocess.run(
        ["wrk", "-t1", "-c16", "-d4s", "--latency", "-H", "Accept-Encoding: gzip", address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", output)
    if rate is None or slow is None or "Non-2xx" in output:
        raise RuntimeError(f"wrk on {address} printed:\n{output}")
    return float(rate[1]), float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]]


def _bytes(pages: dict[str, str], ours: str) -> None:
    print("\n## Bytes over the wire on first view, everything included (Chromium, empty cache)\n")
    program = chromium.find()
    if program is None:
        print(chromium.MISSING)
        return
    print("| page | kB | of which fonts | requests |")
    print("|---|---:|---:|---:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium.arguments())
        for name, address in pages.items():
            sizes = _first_view(browser, ours + address)
            fonts = sum(size for kind, size in sizes if kind == "Font")
            print(f"| {name} | {sum(size for _, size in sizes) / 1000:.0f} | {fonts / 1000:.0f} | {len(sizes)} |")
        browser.close()


def _first_view(browser: Browser, address: str) -> list[tuple[str, float]]:
    """Return the type and the bytes, headers included, of every resource that a page fetches."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: list[tuple[str, float]] = []
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.append((kinds.get(event["requestId"], "?"), event["encodedDataLength"])),
    )
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    context.close()
    return sizes


@contextmanager
def gunicorn(application: str, **settings: str) -> Iterator[str]:
    """Run gunicorn on a free port, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | settings
    command = [sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}", "-w", "2", "--threads", "4"]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing listens on port {port} after 10 seconds")
