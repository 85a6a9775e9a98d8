"""The desk in a browser: the whole way of an official file, a broken one, undo, and a new year on the map."""

import csv
import io
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.intake import write_template_csv
from tests.browser.axe import serious_violations
from tests.browser.busy import BusyMachine
from tests.browser.conftest import (
    DESKTOP,
    PHONE,
    ROOT,
    Visit,
    ask,
    forget_visits,
    free_port,
    new_visit,
    pick_option,
    start_server,
)
from tests.browser.leaving import leave_and_return
from tests.samples import books
from tests.server.files import population_file, regional_file

SLOW_MS = 60_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Place of the store and of the server's log."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def upload_url(folder) -> Iterator[str]:
    """A server with a store of its own, so that no other test sees the versions."""
    before = os.environ["ATLAS_DATA_DIRECTORY"]
    os.environ["ATLAS_DATA_DIRECTORY"] = str(folder / "store")
    port = free_port()
    process = start_server(port, folder / "server.log")
    os.environ["ATLAS_DATA_DIRECTORY"] = before
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def visit(desktop_profile: BrowserContext, upload_url) -> Iterator[Visit]:
    """Somebody who has never been here, in a browser that has kept our scripts since the first test."""
    visit = new_visit(desktop_profile, upload_url)
    forget_visits(visit)
    yield visit
    visit.page.close()


@pytest.fixture
def second_visit(browser: Browser, upload_url) -> Iterator[Visit]:
    """Somebody else, at the same time."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    yield new_visit(context, upload_url)
    context.close()


def upload(visit: Visit, name: str, content: bytes) -> Page:
    visit.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(visit.page.get_by_role("heading", name=re.compile("Was aufgefallen ist"))).to_be_visible(timeout=SLOW_MS)
    return visit.settle()


def take_over(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Als neue Version übernehmen").click()
    expect(visit.page.get_by_test_id("stAlert").first).to_contain_text("ist aktiv", timeout=SLOW_MS)
    visit.settle()


def office_workbook(migration: pd.DataFrame) -> bytes:
    """The figures of 2024 moved on to the year 2025, as the office's workbook: six more in all, one in each group."""
    rows = migration[migration["year"] == 2024]
    more = rows["age_group"].map(lambda group: 6 if group == "insgesamt" else 1)
    moved = {name: rows[name] + more for name in ("arrivals", "departures")}
    return books.official_migration(rows.assign(year=2025, **moved))


def test_the_whole_way_of_an_official_workbook_and_the_new_year_on_the_map(visit, second_visit, atlas):
    somebody = second_visit.open("/karte")
    expect(somebody.locator("h1").first).to_contain_text("2024", timeout=SLOW_MS)

    page = visit.open("/daten")
    upload(visit, "tabelle.xlsx", office_workbook(atlas.migration))
    expect(page.get_by_text("12711-04-02-4").first).to_be_visible()
    expect(page.get_by_text("Tabelle der Regionaldatenbank (Arbeitsmappe)")).to_be_visible()
    expect(page.get_by_text("Nichts ist aufgefallen.")).to_be_visible()
    expect(page.get_by_text("140 neu, 0 geändert, 0 entfallen, 0 gleich")).to_be_visible()
    expect(page.get_by_role("heading", name="Die Karte für 2025, vorher und nachher")).to_be_visible()
    next_step = "Für Raten fehlt die Bevölkerung 2025 (Tabelle 12411-02-03-4): laden Sie sie als Nächstes hoch."
    expect(page.get_by_text(next_step)).to_be_visible()
    assert serious_violations(page) == []
    page.get_by_label("Ihr Name für die Versionsliste").fill("Anna Beispiel")
    page.get_by_label("Ihr Name für die Versionsliste").press("Enter")
    visit.settle()
    take_over(visit)
    expect(page.get_by_text(next_step)).to_be_visible()

    upload(visit, "einwohner.csv", population_file(atlas.population))
    expect(page.get_by_text("UTF-8").first).to_be_visible()
    take_over(visit)

    # No restart, and nothing but a click of the other visitor.
    expect(somebody.locator('input[type="range"]')).to_have_attribute("max", "2024")
    pick_option(somebody, "Kennzahl", "Zuzüge")
    expect(somebody.locator('input[type="range"]')).to_have_attribute("max", "2025", timeout=SLOW_MS)
    page = visit.open("/karte")
    expect(page.locator("h1").first).to_contain_text("2025", timeout=SLOW_MS)

    page = visit.open("/versionen")
    expect(page.get_by_text("Anna Beispiel").first).to_be_visible()
    expect(page.get_by_text("tabelle.xlsx").first).to_be_visible()
    assert serious_violations(page) == []

    page.get_by_role("button", name=re.compile("Rückgängig")).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Rückgängig gemacht", timeout=SLOW_MS)
    page = visit.open("/karte")
    expect(page.locator("h1").first).to_contain_text("2024", timeout=SLOW_MS)


def test_a_coordinators_list_asks_one_question_and_is_taken_over(visit):
    page = visit.open("/daten")
    upload(visit, "liste.xlsx", books.book({"Liste": books.COORDINATORS_LIST}))
    expect(page.get_by_text("„liste.xlsx“ gehört zur Tabelle „Register der Initiativen“.")).to_be_visible()
    expect(page.get_by_text("1 Fehler, 0 Warnungen und 2 Hinweise")).to_be_visible()
    expect(page.get_by_text("„ca. 2019“ wird als 2019 gelesen")).to_be_visible()
    expect(page.get_by_text("Zeile 2: Welcher Ort ist der Sitz?")).to_be_visible()
    assert serious_violations(page) == []
    page.get_by_role("button", name="Forst (Lausitz)").click()
    expect(page.get_by_text("1 neu, 0 geändert, 0 entfallen, 0 gleich")).to_be_visible(timeout=SLOW_MS)
    visit.settle()
    take_over(visit)
    page = visit.open("/initiativen")
    expect(page.get_by_text("Rückkehr Probe").first).to_be_attached(timeout=SLOW_MS)


def test_a_counting_sheet_is_fetched_filled_in_tried_and_taken_over(visit, tmp_path):
    page = visit.open("/zaehlbogen")
    expect(page.get_by_role("heading", name="0 von 23 Initiativen haben gezählt")).to_be_visible()
    assert serious_violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Vorlage herunterladen (Excel)").click()
    assert download.value.suggested_filename == "zaehlbogen.xlsx"
    download.value.save_as(tmp_path / "zaehlbogen.xlsx")
    book = load_workbook(tmp_path / "zaehlbogen.xlsx")
    for column, value in {"A": "guben-tut-gut", "B": "2025-H1", "C": 12, "D": 5, "E": 0}.items():
        book["Zählbogen"][f"{column}2"] = value
    book.save(tmp_path / "guben.xlsx")

    page = visit.open("/daten")
    upload(visit, "guben.xlsx", (tmp_path / "guben.xlsx").read_bytes())
    expect(page.get_by_text("1 neu, 0 geändert, 0 entfallen, 0 gleich")).to_be_visible()
    take_over(visit)

    page = visit.open("/zaehlbogen")
    expect(page.get_by_role("heading", name="1. Halbjahr 2025: Gezählt haben 1 von 22 Initiativen")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("12")
    expect(page.get_by_text("1 von 22 Initiativen").first).to_be_visible()
    assert serious_violations(page) == []


def test_what_a_nightly_job_stores_is_seen_without_a_restart(visit, upload_url, folder, atlas):
    file = folder / "nachtlauf.csv"
    file.write_bytes(regional_file(atlas.migration, atlas.kreise))
    environment = os.environ | {"ATLAS_DATA_DIRECTORY": str(folder / "store")}
    command = [sys.executable, "-m", "data.intake", str(file), "--apply"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    page = visit.open("/versionen")
    expect(page.get_by_text("nachtlauf.csv").first).to_be_visible()
    with urllib.request.urlopen(f"{upload_url}/data/migration.csv", timeout=20) as answer:
        assert b",2025," in answer.read()


def test_a_broken_template_lists_all_findings_and_gives_them_as_csv(visit, tmp_path):
    head, first, *_ = write_template_csv("members", "de").decode("utf-8-sig").split("\r\n")
    cells = next(csv.reader(io.StringIO(first), delimiter=";"))
    broken = [*cells]
    broken[0] = ""
    broken[headings(head).index("Status")] = "vielleicht"
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([headings(head), cells, broken])
    page = visit.open("/daten")
    upload(visit, "vorlage.csv", text.getvalue().encode("utf-8-sig"))
    expect(page.get_by_text("„vielleicht“").first).to_be_visible()
    expect(page.get_by_text("Zeile 3").first).to_be_visible()
    expect(page.get_by_role("button", name="Als neue Version übernehmen")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Befunde als CSV").click()
    download.value.save_as(tmp_path / "befunde.csv")
    rows = list(csv.DictReader((tmp_path / "befunde.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {row["Zeile"] for row in rows} >= {"3"}
    assert any("vielleicht" in cell for row in rows for cell in row.values())


def headings(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line), delimiter=";"))


def test_a_web_page_instead_of_a_table_gets_a_sentence(visit):
    page = visit.open("/daten")
    upload(visit, "tabelle.csv", b"<!doctype html><html><head><title>Anmeldung</title></head></html>")
    expect(page.get_by_text("Anmeldung").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def broken_off(page: Page, base: str) -> int:
    """How many files the server saw break off."""
    metrics = ask(page, f"{base}/metrics").text()
    counts = re.findall(r'atlas_uploads_total\{outcome="broken_off"\} (\d+)', metrics)
    return int(counts[0]) if counts else 0


def test_leaving_while_a_file_is_sent_is_asked_about_and_stores_nothing(visit, upload_url, folder):
    page = visit.open("/daten")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", slow)
    uploader = page.get_by_test_id("stFileUploader").first
    # Browsers ask only people who have done something on the page.
    page.get_by_role("heading", level=1).click()
    # The spinner turns before the first byte is on its way; only what was begun can break off.
    with page.expect_request(lambda request: request.method in ("PUT", "POST") and "upload_file" in request.url):
        page.locator("input[type=file]").set_input_files(
            {"name": "gross.csv", "mimeType": "text/csv", "buffer": b"12051;Brandenburg;2024;17\n" * 200_000}
        )
    expect(uploader.get_by_test_id("stFileChipIconSpinner")).to_be_visible()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    before = broken_off(page, upload_url)
    page.reload()
    visit.settle()
    assert asked == ["beforeunload"]
    # Who left all the same is told which file is missing, until they have read it.
    told = page.get_by_role("alert").filter(has_text="gross.csv")
    expect(told).to_contain_text("Davon ist nichts gespeichert")
    told.get_by_role("button", name="Schließen").click()
    expect(told).to_have_count(0)
    expect(uploader.get_by_test_id("stFileChip")).to_have_count(0)
    deadline = time.monotonic() + SLOW_MS / 1000
    while broken_off(page, upload_url) == before:
        assert time.monotonic() < deadline, "no upload was counted as broken off"
        page.wait_for_timeout(50)
    assert "Traceback" not in (folder / "server.log").read_text(errors="replace")


def break_off(visit: Visit, path: str) -> Page:
    """The desk, after the line was cut while a file was sent."""
    page = visit.open(path)
    page.route("**/_stcore/upload_file/**", lambda route: route.abort("connectionreset"))
    page.locator("input[type=file]").set_input_files(
        {"name": "tabelle.csv", "mimeType": "text/csv", "buffer": b"ags;jahr\n12051;2024\n"}
    )
    return page


def test_a_file_that_broke_off_says_so_in_plain_english_and_in_german_after_the_switch(visit):
    page = break_off(visit, "/daten?lang=en")
    alert = page.get_by_test_id("stFileUploader").first.get_by_role("alert")
    expect(alert).to_contain_text("Nothing was stored", timeout=SLOW_MS)
    expect(alert).not_to_contain_text("Axios")
    # The German words come with the page's language, the browser's own state stays.
    page.evaluate("document.documentElement.lang = 'de'")
    expect(alert).to_contain_text("Nichts wurde gespeichert")
    page.evaluate("document.documentElement.lang = 'en'")
    expect(alert).to_contain_text("Nothing was stored")


def test_a_file_that_broke_off_says_so_and_is_taken_the_second_time(visit):
    page = break_off(visit, "/daten")
    alert = page.get_by_test_id("stFileUploader").first.get_by_role("alert")
    expect(alert).to_contain_text("Nichts wurde gespeichert", timeout=SLOW_MS)
    page.unroute_all()
    page.get_by_role("button", name="tabelle.csv entfernen").click()
    upload(visit, "tabelle.csv", b"ags;jahr\n12051;2024\n")
    expect(alert).to_have_count(0)


def test_the_desk_fits_a_phone(browser: Browser, upload_url, atlas):
    context = browser.new_context(viewport=PHONE, locale="de-DE")
    visit = new_visit(context, upload_url)
    page = visit.open("/daten")
    upload(visit, "tabelle.csv", regional_file(atlas.migration, atlas.kreise, year=2026))
    widths = page.get_by_test_id("stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert widths[0] <= widths[1]
    assert visit.console_errors == []
    context.close()


def test_on_a_server_that_others_reach_nothing_can_be_changed_and_the_page_says_so(browser: Browser, tmp_path):
    port = free_port()
    server = start_server(port, tmp_path / "server.log", "--server.address", "0.0.0.0")  # noqa: S104
    context = browser.new_context(viewport=DESKTOP, locale="de-DE")
    try:
        page = new_visit(context, f"http://127.0.0.1:{port}").open("/daten")
        expect(page.get_by_role("heading", name="Lesen ist offen, Ändern nicht")).to_be_visible(timeout=SLOW_MS)
        expect(page.locator("input[type=file]")).to_have_count(0)
    finally:
        context.close()
        server.terminate()
        server.wait(timeout=20)


# Everything a click can answer, in turn: two columns, unknown words, a district nobody knows, numbers of two readings.
DOUBTFUL = (
    "Zu- und Fortzüge über Kreisgrenzen, Heimatkreis-Prämie\n"
    "Kreis;Jahr;Altersgruppe;Zuzüge;Zugezogene;Fortzüge\nElbe-Elstr;2025;insgesamt;1.560;2.560;1200\n"
)


def press(visit: Visit, busy: BusyMachine, name: str, delay_ms: int) -> None:
    """Presses a button, follows a link at once, and comes back."""
    with busy:
        visit.page.get_by_role("button", name=name).first.click()
        leave_and_return(visit, delay_ms)


def test_every_answer_to_a_file_right_before_a_link_is_there_on_return(visit, busy):
    page = visit.open("/daten")
    upload(visit, "fraglich.csv", DOUBTFUL.encode())
    for name, delay in {"Zugezogene": 0, "Diese Wörter": 60, "Elbe-Elster (12062)": 400, "Deutsch: ": 0}.items():
        expect(page.get_by_role("button", name=name).first).to_be_visible()
        press(visit, busy, name, delay)
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    for name, question in {"Alle Korrekturen": "Elbe-Elster (12062)", "Bestätigung zurück": "Diese Wörter"}.items():
        press(visit, busy, name, 0)
        expect(page.get_by_role("button", name=question)).to_have_count(1)


def test_a_version_taken_over_undone_or_activated_right_before_a_link_is_so_on_return(visit, busy, atlas):
    page = visit.open("/daten")
    upload(visit, "einwohner.csv", population_file(atlas.population, year=2026))
    press(visit, busy, "Als neue Version übernehmen", 0)
    told = page.get_by_test_id("stAlert").first
    expect(told).to_contain_text("ist aktiv")
    # Tests before may have left versions of their own.
    (number,) = re.findall(r"Version (\d+)", told.inner_text())
    press(visit, busy, "Rückgängig machen", 60)
    expect(page.get_by_text("Rückgängig gemacht")).to_be_visible()
    page = visit.open("/versionen?tabelle=population")
    press(visit, busy, "Aktivieren", 400)
    expect(page.get_by_test_id("stAlert").first).to_contain_text(f"zeigt jetzt Version {number}.")
    press(visit, busy, "Rückgängig (", 0)
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Rückgängig gemacht")
