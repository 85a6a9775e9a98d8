"""The catalogue of the data in DCAT-AP.de 3.0."""

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SKOS, XSD

from analytics.exports.opendata.dcat import LICENCE_URIS, NOT_STATED, SEVERAL_OPEN, Publisher, write_catalogue
from analytics.exports.opendata.jsonstat import is_cube
from analytics.exports.opendata.package import TABLE_FORMATS
from data.tables import PACKAGE_TABLES
from tests.server.conftest import INDICATORS

PUBLIC = "https://atlas.example.org"
DCATDE = rdflib.Namespace("http://dcat-ap.de/def/dcatde/")

ADMS = rdflib.Namespace("http://www.w3.org/ns/adms#")

DCATAP = rdflib.Namespace("http://data.europa.eu/r5r/")

FOAF = rdflib.Namespace("http://xmlns.com/foaf/0.1/")


@pytest.fixture(scope="module")
def graph(atlas, descriptor) -> rdflib.Graph:
    publisher = Publisher("ASG", "https://asg.example", "daten@asg.example", "http://dcat-ap.de/def/contributors/x")
    content = write_catalogue(atlas, descriptor, publisher=publisher, public_url=PUBLIC)
    return rdflib.Graph().parse(data=content, format="turtle")


def of(graph: rdflib.Graph, kind: rdflib.URIRef) -> list[rdflib.term.Node]:
    found = list(graph.subjects(RDF.type, kind))
    assert found
    return found


def test_the_catalogue_has_every_mandatory_property(graph):
    """https://www.dcat-ap.de/def/dcatde/3.0/spec/: what is mandatory, and the convention for contributorID."""
    for kind in (DCAT.Catalog, DCAT.Dataset):
        for subject in of(graph, kind):
            for name in (DCTERMS.title, DCTERMS.description):
                assert {text.language for text in graph.objects(subject, name)} == {"de", "en"}
            (publisher,) = graph.objects(subject, DCTERMS.publisher)
            assert (publisher, RDF.type, FOAF.Agent) in graph
            assert str(graph.value(publisher, FOAF.name)) == "ASG"
    for dataset in of(graph, DCAT.Dataset):
        assert (dataset, DCATDE.contributorID, rdflib.URIRef("http://dcat-ap.de/def/contributors/x")) in graph
        assert list(graph.objects(dataset, DCAT.distribution))
    for distribution in of(graph, DCAT.Distribution):
        assert len(list(graph.objects(distribution, DCAT.accessURL))) == 1
        assert len(list(graph.objects(distribution, DCTERMS.license))) == 1
    for service in of(graph, DCAT.DataService):
        for name in (DCAT.endpointURL, DCTERMS.title, DCTERMS.publisher):
            assert list(graph.objects(service, name))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("migration", "2000-01-01", "2024-12-31"),
        ("migration_flows", "2018-01-01", "2021-12-31"),
        ("panel_migration", "2000-01-01", "2024-12-31"),
        ("indicator-net-per-1000", "2000-01-01", "2024-12-31"),
    ],
)
def test_the_catalogue_says_which_years_a_table_speaks_of(graph, name, first, last):
    (dataset,) = (one for one in of(graph, DCAT.Dataset) if str(graph.value(one, DCTERMS.identifier)) == name)
    period = graph.value(dataset, DCTERMS.temporal)
    assert (str(graph.value(period, DCAT.startDate)), str(graph.value(period, DCAT.endDate))) == (first, last)


def test_a_table_without_years_has_no_period(graph):
    (members,) = (one for one in of(graph, DCAT.Dataset) if str(graph.value(one, DCTERMS.identifier)) == "members")
    assert graph.value(members, DCTERMS.temporal) is None


def test_the_catalogue_names_place_theme_format_and_a_licence_of_the_list(graph):
    licences = {*LICENCE_URIS.values(), SEVERAL_OPEN, NOT_STATED}
    for dataset in of(graph, DCAT.Dataset):
        places = {str(place) for place in graph.objects(dataset, DCTERMS.spatial)}
        assert "http://dcat-ap.de/def/politicalGeocoding/stateKey/12" in places
        # 3.0 has the place in dcterms:spatial alone.
        assert list(graph.objects(dataset, DCATDE.politicalGeocodingURI)) == []
        assert graph.value(dataset, DCATDE.politicalGeocodingLevelURI) is not None
        assert list(graph.objects(dataset, DCAT.theme))
    for distribution in of(graph, DCAT.Distribution):
        assert str(graph.value(distribution, DCTERMS.license)) in licences
        assert str(graph.value(distribution, DCTERMS.format)).startswith("http://publications.europa.eu/")


def test_a_licence_that_wants_a_name_has_one(graph):
    for distribution in of(graph, DCAT.Distribution):
        licence = str(graph.value(distribution, DCTERMS.license))
        if licence != NOT_STATED:
            assert str(graph.value(distribution, DCATDE.licenseAttributionByText))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (DCTERMS.license, DCTERMS.LicenseDocument),
        (DCTERMS["format"], DCTERMS.MediaTypeOrExtent),
        (DCAT.mediaType, DCTERMS.MediaType),
        (DCTERMS.language, DCTERMS.LinguisticSystem),
        (DCTERMS.spatial, DCTERMS.Location),
        (DCTERMS.publisher, FOAF.Agent),
        (DCAT.landingPage, FOAF.Document),
        (FOAF.homepage, FOAF.Document),
        (DCTERMS.rights, DCTERMS.RightsStatement),
        (DCAT.theme, SKOS.Concept),
        (ADMS.status, SKOS.Concept),
        (DCATAP.availability, SKOS.Concept),
        (DCAT.endpointURL, RDFS.Resource),
        (DCAT.endpointDescription, RDFS.Resource),
    ],
)
def test_the_catalogue_says_what_each_address_it_points_to_stands_for(graph, name, kind):
    """DCAT-AP 3.0 wants these classes, and a portal judges the file alone."""
    targets = set(graph.objects(None, name))
    assert targets
    assert all((target, RDF.type, kind) in graph for target in targets)


def test_words_of_the_european_lists_have_their_list_and_a_label(graph):
    """Judged by hand with pyshacl 0.40.1: 0 violations by DCAT-AP 3.0.1 (SEMICeu) and DCAT-AP.de 3.0 (GovData)."""
    concepts = list(of(graph, SKOS.Concept))
    assert len(concepts) == 5
    for concept in concepts:
        assert str(concept).startswith(f"{graph.value(concept, SKOS.inScheme)}/")
        assert str(graph.value(concept, SKOS.prefLabel))


def test_catalogue_datasets_and_files_say_when_they_changed_as_far_as_it_is_known(graph):
    """Most sources state the month they were read in, not the day."""
    precision = {7: XSD.gYearMonth, 10: XSD.date}
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution):
        for subject in of(graph, kind):
            assert all(day.datatype == precision[len(str(day))] for day in graph.objects(subject, DCTERMS.modified))
    for name in ("catalog", "migration", "members-csv"):
        (changed,) = graph.objects(rdflib.URIRef(f"{PUBLIC}/data/catalog.ttl#{name}"), DCTERMS.modified)
        assert str(changed) >= "2026-11"


def test_the_state_of_every_file_is_of_the_european_list(graph):
    states = "http://publications.europa.eu/resource/authority/distribution-status/"
    for distribution in of(graph, DCAT.Distribution):
        (state,) = graph.objects(distribution, rdflib.URIRef("http://www.w3.org/ns/adms#status"))
        assert str(state) == f"{states}COMPLETED"
        assert {text.language for text in graph.objects(distribution, DCTERMS.description)} == {"de", "en"}


def test_the_licence_of_the_networks_own_tables_is_its_decision(atlas, descriptor, graph):
    chosen = f"{LICENCE_URIS['https://creativecommons.org/licenses/by/4.0/']}"
    content = write_catalogue(atlas, descriptor, publisher=Publisher("ASG", own_licence=chosen), public_url=PUBLIC)
    decided = rdflib.Graph().parse(data=content, format="turtle")
    for ending in TABLE_FORMATS:
        own, foreign = (
            rdflib.URIRef(f"{PUBLIC}/data/catalog.ttl#{name}-{ending}") for name in ("members", "migration")
        )
        assert str(graph.value(own, DCTERMS.license)) == NOT_STATED
        assert str(decided.value(own, DCTERMS.license)) == chosen
        assert str(decided.value(own, DCATDE.licenseAttributionByText)) == "ASG"
        assert decided.value(foreign, DCTERMS.license) == graph.value(foreign, DCTERMS.license)


def test_every_address_of_the_catalogue_answers(client, graph):
    addresses = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    cubes = sum(map(is_cube, PACKAGE_TABLES))
    assert len(addresses) == len(PACKAGE_TABLES) * 3 + cubes + len(INDICATORS) * 5 + 7 * 2
    for address in addresses:
        assert address.startswith(f"{PUBLIC}/data/")
        assert client.head(address.removeprefix(PUBLIC)).status_code == 200


def test_without_settings_addresses_are_relative_and_no_contributor_is_claimed(client):
    content = client.get("/data/catalog.ttl").content
    read = rdflib.Graph().parse(data=content, format="turtle", publicID="http://host/base/data/catalog.ttl")
    assert {str(address) for address in read.objects(None, DCAT.downloadURL)} >= {"http://host/base/data/members.csv"}
    assert list(read.objects(None, DCATDE.contributorID)) == []


def test_the_same_facts_give_the_same_catalogue(atlas, descriptor):
    first, second = (write_catalogue(atlas, descriptor, publisher=Publisher("A")) for _ in range(2))
    assert first == second
