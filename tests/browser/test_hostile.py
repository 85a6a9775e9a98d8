"""A member whose name tries to be HTML, a link, a picture: taken over through the store and looked at in Chromium."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, ROOT, Visit, free_port, new_visit, start_server
from tests.fuzz.hostile import KREIS, MEMBER, NAME

PAGES = (
    "/", "/initiativen", f"/initiativen?initiative={MEMBER}", f"/karte?kreis={KREIS}", f"/kreisprofil?kreis={KREIS}",
    "/foerderung", "/wachstum", "/weisseflecken", "/register", f"/embed/profile?member_id={MEMBER}", "/embed/register",
)  # fmt: skip
_FOUND = """() => {
    const found = [];
    const look = root => {
        for (const part of root.querySelectorAll('*')) {
            if (part.shadowRoot) look(part.shadowRoot);
            const target = String(part.getAttribute('href') || part.getAttribute('src') || '');
            if (target === 'x' || target.includes('evil.example') || target.startsWith('javascript:')
                || part.hasAttribute('onerror')) found.push(part.outerHTML.slice(0, 200));
        }
    };
    look(document);
    return found;
}"""


@pytest.fixture(scope="module")
def hostile_base(tmp_path_factory) -> Iterator[str]:
    """A server whose register holds the hostile member, taken over as an operator would."""
    folder = tmp_path_factory.mktemp("hostile")
    with (ROOT / "data/sources/members.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["member_id"] == MEMBER:
            row.update(dict.fromkeys(("name", "organisation", "focus_de", "note_de", "evidence_de"), NAME))
    file = folder / "members.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIRECTORY", str(folder / "store"))
        command = [sys.executable, "-m", "data.intake", str(file), "--apply"]
        taken = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
        assert taken.returncode == 0, taken.stdout + taken.stderr
        port = free_port()
        server = start_server(port, folder / "server.log")
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture(scope="module")
def hostile_visit(browser: Browser, hostile_base) -> Iterator[Visit]:
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    yield new_visit(context, hostile_base)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_hostile_name_is_read_as_a_name(hostile_visit, path):
    hostile_visit.forget()
    asked: list[str] = []
    page = hostile_visit.page
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    if path.startswith("/embed/"):
        page.goto(hostile_visit.base + path, wait_until="networkidle")
    else:
        hostile_visit.open(path)
        for _ in range(5):
            page.mouse.wheel(0, 1500)
            page.wait_for_timeout(100)
    assert page.evaluate(_FOUND) == []
    assert asked == []
    assert hostile_visit.foreign_requests == []


def test_the_profile_is_headed_by_the_whole_name(hostile_visit):
    page = hostile_visit.open(f"/initiativen?initiative={MEMBER}")
    # The invisible sign keeps an address in a name from becoming a link.
    assert page.locator("h1").inner_text().replace("\u2060", "").strip() == NAME
