"""A citation is read by reference managers as it was meant: nothing of it is lost, cut or taken for code."""

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.exports.citation import Citation, write_citation
from analytics.exports.presentation.collection import make_spec
from analytics.language import get_wording
from data.records import load_descriptor
from pages.server.middleware import middleware
from pages.server.routes.citation import citation_address
from pages.server.routes.embed import embed_address
from pages.server.routes.listing import routes

SPEC = make_spec("kreis_ages", ags="12062")
LATEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_", "$-$": "\u2212",
    r"\,": "\u202f", "~": "\u00a0",
}  # fmt: skip
RIS_FIELD = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
A_CITATION = Citation("k", "T.", "P", "v", date(2026, 3, 4), date(2026, 11, 28), "https://a.example/b?c=%7B", ("S",))


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=routes(), middleware=middleware()))


def read_bibtex(text):
    """One entry, strictly: key and fields in braces that end where they should, with the words LaTeX prints."""
    kind, key, body = re.fullmatch(r"@(\w+)\{([\w-]+),\n(.*)\n\}\n", text, re.DOTALL).groups()
    fields, place = {}, 0
    while place < len(body):
        name = re.compile(r"\s*(\w+) = \{").match(body, place)
        assert name, body[place:]
        assert name[1] not in fields
        start = end = name.end()
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(body[end], 0)
            end += 1
        fields[name[1]] = body[start : end - 1]
        place = end + 1 if body[end : end + 1] == "," else end
        assert place == len(body) or body[place] == "\n"
    return kind, key, fields


def printed(value):
    """What LaTeX prints; a sign it would act on and nobody escaped is an error."""
    found, place = "", 0
    value = value[1:-1] if value.startswith("{") and value.endswith("}") else value
    while place < len(value):
        written = next((one for one in LATEX if value.startswith(one, place)), None)
        sign = value[place]
        assert written or sign not in "\\{}&%$#_^", value[place:]
        found += LATEX[written] if written else sign
        place += len(written or sign)
    return found


def read_ris(text):
    """One record, strictly: a field a line, every line ended as the format wants, none cut."""
    assert text.endswith("ER  - \r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert not any(sign in line for line in lines for sign in "\r\n\x85\u2028\u2029")
    fields = [RIS_FIELD.fullmatch(line).groups() for line in lines]
    assert (fields[0][0], fields[-1]) == ("TY", ("ER", ""))
    return fields


@pytest.mark.parametrize("lang", ["de", "en"])
def test_all_forms_name_the_same_figure_version_dates_sources_and_address(client, atlas, lang):
    address = embed_address("http://testserver", SPEC, lang)
    path, _, query = citation_address("", SPEC, lang).partition("?")
    text, bib, ris = (client.get(f"{path}.{ending}?{query}").text for ending in ("txt", "bib", "ris"))
    shipped = datetime.fromisoformat(load_descriptor()["created"]).date()
    today = datetime.now(UTC).date()
    w = get_wording(lang)
    _, key, fields = read_bibtex(bib)
    named = dict(read_ris(ris))
    assert named["TI"] == printed(fields["title"])
    assert named["TI"] in text
    assert "Elbe-Elster" in named["TI"]
    assert named["UR"] == fields["url"] == address
    assert address in text
    assert client.get(address.removeprefix("http://testserver")).status_code == 200
    assert fields["version"] == atlas.version
    assert (named["DA"], named["PY"]) == (f"{shipped:%Y/%m/%d}", str(shipped.year))
    assert (fields["year"], fields["month"]) == (str(shipped.year), f"{shipped:%m}")
    assert named["ET"] in text
    assert named["ET"] in printed(fields["howpublished"])
    assert w.date(shipped) in named["ET"]
    assert atlas.version in named["ET"]
    assert (named["Y2"], fields["urldate"]) == (f"{today:%Y/%m/%d}", today.isoformat())
    assert {"de": "abgerufen am", "en": "accessed on"}[lang] + f" {w.date(today)}" in text
    assert named["N1"] == printed(fields["note"])
    assert "Statistische Ämter des Bundes und der Länder" in named["N1"]
    assert named["N1"] in text
    assert key.startswith("ankommen-atlas-")


def test_another_state_language_or_view_has_another_key(client):
    keys = set()
    for spec in (SPEC, make_spec("kreis_ages", ags="12071"), make_spec("growth")):
        for lang in ("de", "en"):
            path, _, query = citation_address("", spec, lang).partition("?")
            keys.add(read_bibtex(client.get(f"{path}.bib?{query}").text)[1])
    assert len(keys) == 6


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_page_shows_all_forms_and_leads_to_files_and_figure(client, lang):
    answer = client.get(citation_address("", SPEC, lang))
    heading = {"de": "So wird diese Abbildung zitiert", "en": "How to cite this figure"}[lang]
    assert f"<h1>{heading}</h1>" in answer.text
    for sign in ("@misc{", "TY  - ELEC", "Ankommen-Atlas ("):
        assert sign in answer.text
    links = re.findall(r'<a href="([^"]+)"', answer.text)
    assert len(links) == 4
    for link in links:
        target = urlsplit(str(answer.url.join(link.replace("&amp;", "&"))))
        assert client.get(f"{target.path}?{target.query}").status_code == 200
    # It names today: a copy would be wrong tomorrow.
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_files_are_kept_under_a_name_and_known_by_their_type(client):
    for ending, media_type in (
        ("txt", "text/plain"), ("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems"),
    ):  # fmt: skip
        answer = client.get(f"/embed/growth/zitieren.{ending}")
        assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
        assert re.fullmatch(
            rf"attachment; filename\*=UTF-8''ankommen-atlas-[\w-]+\.{ending}", answer.headers["content-disposition"]
        )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/embed/growth/zitieren.enw", 404), ("/embed/nix/zitieren", 404), ("/embed/nix/zitieren.bib", 404),
        ("/embed/kreis_ages/zitieren.ris", 400), ("/embed/growth/zitieren.txt?ags=12062", 400),
        ("/embed/kreis_ages/zitieren?ags=99999", 400),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_not_cited(client, path, status):
    assert client.get(path).status_code == status


@given(st.text(max_size=60), st.sampled_from(["de", "en"]))
def test_any_words_survive_both_formats(words, lang):
    words = " ".join(re.split(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", words)).strip()
    citation = Citation(**(vars(A_CITATION) | {"title": words or "T", "publisher": words or "P", "sources": (words,)}))
    w = get_wording(lang)
    _, _, fields = read_bibtex(write_citation(citation, "bib", w))
    assert (printed(fields["title"]), printed(fields["author"])) == (citation.title, citation.publisher)
    named = dict(read_ris(write_citation(citation, "ris", w)))
    assert (named["TI"], named["AU"]) == (citation.title, citation.publisher)
    assert named["N1"] == printed(fields["note"])


def test_a_line_is_written_as_checked_by_hand():
    assert write_citation(A_CITATION, "txt", get_wording("de")) == (
        "P (2026): T. In: Ankommen-Atlas, Datenstand v vom 4. März 2026. https://a.example/b?c=%7B "
        "(abgerufen am 28. November 2026). Quelle: S.\n"
    )
    assert write_citation(A_CITATION, "ris", get_wording("en")) == (
        "TY  - ELEC\r\nAU  - P\r\nTI  - T.\r\nT2  - Ankommen-Atlas\r\nPB  - P\r\nPY  - 2026\r\nDA  - 2026/03/04\r\n"
        "ET  - data version v of 4 March 2026\r\nUR  - https://a.example/b?c=%7B\r\nY2  - 2026/11/28\r\nLA  - en\r\n"
        "N1  - Source: S.\r\nER  - \r\n"
    )
