"""The profile of one Kreis: the link decides, numbers as checked by hand, links to the initiatives."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import READY_MS


def test_a_link_opens_the_profile_of_its_district(read):
    page = read("/kreisprofil?kreis=12052").page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cottbus gewann 2024 durch Umzüge 1.185 Menschen")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_the_sentences_carry_the_hand_checked_numbers(read):
    page = read("/kreisprofil?kreis=12062").page
    expect(page.get_by_text("97.967 Menschen (Zensus 2022)")).to_be_visible()
    expect(page.get_by_text("266 mehr zu als fort (+12,4 je 1.000): Rang 12 von 20")).to_be_visible()


def test_an_unknown_district_gives_a_notice_and_the_default(open_page):
    page = open_page("/kreisprofil?kreis=00000")
    expect(page.get_by_test_id("stAlert")).to_contain_text("„00000“")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elbe-Elster")


def test_choosing_another_district_writes_it_into_the_address(open_page):
    page = open_page("/kreisprofil")
    page.get_by_role("combobox", name="Kreis", exact=True).click()
    page.get_by_role("option", name="Barnim").click()
    page.wait_for_url("**kreis=12060**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Barnim gewann")


def test_an_initiative_leads_to_its_own_profile(read):
    """The last test of its window, which it leaves by a link."""
    page = read("/kreisprofil?kreis=12062").page
    page.get_by_role("link", name="Profil: Comeback Elbe-Elster").click()
    page.wait_for_url(re.compile(r"/initiativen\?.*initiative=comeback-elbe-elster"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comeback Elbe-Elster")


def test_the_profile_speaks_english_too(open_page):
    page = open_page("/kreisprofil?kreis=12062&lang=en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elbe-Elster gained 457 people through moves in 2024")
    expect(page.get_by_text("97,967 people lived here (2022 census)")).to_be_visible()


def test_the_profile_leads_to_the_comparison_of_the_same_district(read):
    """The last test of its window, which it leaves by a link."""
    page = read("/kreisprofil?kreis=12052").page
    page.get_by_role("link", name="Weitere Orte zum Vergleich").click()
    page.wait_for_url("**/vergleich?kreis=12052*")
    expect(page.get_by_role("heading", name="Cottbus ähnelt am meisten")).to_be_visible(timeout=READY_MS)


def test_what_surrounds_the_moves_is_chosen_and_stands_in_the_address(open_page):
    page = open_page("/kreisprofil?kreis=12071&umfeld=gdp_per_capita")
    rose = "Spree-Neiße: Bruttoinlandsprodukt je Einwohner von 31.002\xa0€ (2010) auf 54.459\xa0€ (2023) gestiegen"
    expect(page.get_by_role("heading", name=rose)).to_be_visible(timeout=READY_MS)
    expect(page.get_by_text("Umfeld, keine Ursache:")).to_be_visible()
    field = page.get_by_role("combobox", name="Umfeld der Wanderung")
    # Scrolling to the field may close its list again; typing opens it in any case.
    field.click()
    field.fill("Beschäftigte am Arbeitsort")
    page.keyboard.press("Enter")
    page.wait_for_url("**umfeld=employees_at_workplace**")
    fell = "Spree-Neiße: Beschäftigte am Arbeitsort von 36.073 (2010) auf 33.940 (2025) gesunken"
    expect(page.get_by_role("heading", name=fell)).to_be_visible(timeout=READY_MS)


def test_the_dossier_is_one_click_away_and_tells_what_changed(open_page):
    page = open_page("/kreisprofil?kreis=12062&monate=24")
    expect(page.get_by_role("heading", name="datierte Änderungen seit dem")).to_be_visible(timeout=READY_MS)
    for label, beginning in (("Zwei Seiten (PDF)", b"%PDF"), ("Vier Folien (PPTX)", b"PK")):
        with page.expect_download(timeout=READY_MS) as download:
            page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename.startswith("besuch-elbe-elster.")
        assert download.value.path().read_bytes().startswith(beginning)
