"""What goes wrong between a browser and the server: files too large, not readable, sent twice, cut off; a restart."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from app.api import presence
from app.api.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CASEBOOK = Path(sys.executable).with_name("casebook")
GULL = "Rapid Review\n\n1.1 The gull stood on the harbour wall and nobody wrote down why.\n"


def with_key(page, web):
    with page.expect_response(lambda answer: answer.url.endswith("/session") and answer.status == 204):
        page.goto(f"/collection#key={web[0].key}")
    page.reload()
    page.locator(".cb-add").wait_for()


def give(page, name, data):
    page.set_input_files("#files", {"name": name, "mimeType": "application/octet-stream", "buffer": data})


def test_files_that_are_too_large_or_of_a_kind_not_read(page, web):
    with_key(page, web)
    give(page, "large.pdf", b"x" * 6_000_000)
    page.get_by_text("These files have 6 MB together; at most 5 MB are taken at a time.").wait_for()
    give(page, "tune <b>.exe", b"MZ\x00\x00")
    told = page.locator(".cb-told-failed")
    told.wait_for()
    assert "tune _b_.exe: Could not be read." in told.inner_text()
    assert page.locator(".cb-told b b").count() == 0


def test_two_tabs_that_add_the_same_file_add_it_once(web, tmp_path):
    (tmp_path / "gull.txt").write_text(GULL, encoding="utf-8")
    client = Client(web[0].address, key=web[0].key)
    with ThreadPoolExecutor(2) as pool:
        jobs = list(pool.map(lambda _: client.add(tmp_path / "gull.txt"), range(2)))
    assert sorted(job.files[0].outcome for job in jobs) == ["added", "skipped"]
    assert client.remove("gull").review == "gull"


def test_an_upload_that_is_cut_off_leaves_nothing_behind(web):
    at = urlsplit(web[0].address)
    client = Client(web[0].address, key=web[0].key)
    reviews = client.health().reviews
    head = (
        f"POST /api/v1/reviews HTTP/1.1\r\nHost: {at.netloc}\r\nAuthorization: Bearer {web[0].key}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="files"; filename="half.txt"\r\n\r\n1.1 Half of'
    )
    with socket.create_connection((at.hostname, at.port)) as tab:
        tab.sendall(head.encode())
        time.sleep(0.3)
    with urllib.request.urlopen(f"{web[0].address}/api/v1/jobs") as response:
        assert b"half.txt" not in response.read()
    assert client.health().reviews == reviews


def serve(library, port):
    environment = {**os.environ, "CASEBOOK_LIBRARY": str(library), "CASEBOOK_HOST": "127.0.0.1"}
    command = [CASEBOOK, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    while (found := presence.read(library)) is None or found.pid != process.pid:
        assert process.poll() is None
        time.sleep(0.1)
    return process, found


def test_a_question_outlives_a_restart_of_the_server(browser, folder, tmp_path):
    shutil.copytree(folder / "library", tmp_path / "library")
    process, here = serve(tmp_path / "library", 0)
    page = browser.new_context(base_url=here.address).new_page()
    try:
        page.goto("/")
        page.wait_for_selector(".cb-welcome")
        process.kill()  # in the middle of things: nothing is tidied up
        process.wait()
        page.get_by_label("Your question").fill("What do reviews say about missed appointments?")
        page.keyboard.press("Enter")
        page.get_by_text("Casebook does not answer. Start it again").wait_for()
        process, _ = serve(tmp_path / "library", urlsplit(here.address).port)
        page.reload()
        page.wait_for_selector(".cb-answer")
        assert quote("missed") in page.url
    finally:
        page.context.close()
        process.terminate()
        process.wait(timeout=20)
