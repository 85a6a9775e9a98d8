"""The catalogue of the data for open-data portals: DCAT-AP.de 3.0 as Turtle.

Mandatory there: title, description and publisher of the catalogue and of each dataset, accessURL and license of each
distribution (https://www.dcat-ap.de/def/dcatde/3.0/spec/). GovData also wants `dcatde:contributorID`, which only the
portal can give; without it the property is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from analytics.exports.opendata.package import FORMAT_NAMES, INDICATOR_FOLDER, MEDIA_TYPES, Dataset, list_datasets
from analytics.figure.sources import source_rows
from analytics.maps.indicators import find_indicator, indicator_years
from data.atlas import Atlas

CATALOGUE_NAME = "catalog.ttl"
_LICENCES = "http://dcat-ap.de/def/licenses/"
# Addresses of licence texts as the sources table has them -> the portal's list of licences.
LICENCE_URIS: dict[str, str] = {
    "https://www.govdata.de/dl-de/by-2-0": f"{_LICENCES}dl-by-de/2.0",
    "https://creativecommons.org/licenses/by/4.0/": f"{_LICENCES}cc-by/4.0",
    "https://www.gesetze-im-internet.de/geonutzv/": f"{_LICENCES}geonutz/20130319",
}
# Several open licences in one file: no single one of the list would be true.
SEVERAL_OPEN = f"{_LICENCES}other-open"
# Single facts quoted with their sources: as long as the network has not decided on a licence, none is claimed.
NOT_STATED = f"{_LICENCES}other-closed"
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_THEMES = "http://publications.europa.eu/resource/authority/data-theme/"
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
_COMPLETED = "http://publications.europa.eu/resource/authority/distribution-status/COMPLETED"
_AVAILABLE = "http://publications.europa.eu/resource/authority/planned-availability/AVAILABLE"
# Population and society, regions, government: what the portal sorts such tables under.
_OUR_THEMES = ("SOCI", "REGI", "GOVE")
# Words of the European lists as those name them.
_LABELS = {
    _COMPLETED: "completed",
    _AVAILABLE: "available",
    f"{_THEMES}SOCI": "Population and society",
    f"{_THEMES}REGI": "Regions and cities",
    f"{_THEMES}GOVE": "Government and public sector",
}
_NAMESPACES: dict[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_KEYWORDS_DE = ("Wanderung", "Zuzug", "Rückkehr", "Brandenburg", "Lausitz", "Kreise", "Förderung")


@dataclass(frozen=True)
class Publisher:
    """Who publishes this installation.

    Attributes:
        name: of the organisation.
        url: its home page; may be empty.
        email: where questions about the data go; may be empty.
        contributor_id: the portal's address for whoever delivers to it; may be empty.
        own_licence: address, in the portal's list, of the licence the network decided on for its own tables, whose
            sources state none; empty as long as it has not decided.
    """

    name: str
    url: str = ""
    email: str = ""
    contributor_id: str = ""
    own_licence: str = ""


def write_catalogue(
    atlas: Atlas, descriptor: Mapping[str, Any], *, publisher: Publisher, public_url: str = ""
) -> bytes:
    """The catalogue as Turtle.

    Args:
        atlas: the data.
        descriptor: of the data package, in the active versions.
        publisher: who publishes this installation.
        public_url: address of the atlas as visitors see it. Without one the addresses are relative to the catalogue,
            which Turtle allows; a portal wants whole ones.
    """
    base = f"{public_url.rstrip('/')}/data/" if public_url else ""
    return _Writer(atlas, publisher, base).write(descriptor).encode()


def licence_uri(resource: Mapping[str, Any], own_licence: str = "") -> str:
    """The licence of a file in the portal's list.

    Args:
        resource: its entry in the descriptor.
        own_licence: what the network decided on for files whose sources state none.
    """
    if own_licence and not resource.get("licenses"):
        return own_licence
    known = {LICENCE_URIS.get(licence.get("path", "")) for licence in resource.get("licenses", ())}
    if len(known) == 1 and None not in known:
        return str(next(iter(known)))
    return SEVERAL_OPEN if known and None not in known else NOT_STATED


class _Writer:
    """Adds the statements; one graph, one base address."""

    def __init__(self, atlas: Atlas, publisher: Publisher, base: str) -> None:
        # Slow to import, and only the catalogue needs it.
        import rdflib

        self._rdf, self._graph = rdflib, rdflib.Graph()
        self._atlas, self._base = atlas, base
        self._names = {prefix: rdflib.Namespace(address) for prefix, address in _NAMESPACES.items()}
        for prefix, namespace in self._names.items():
            self._graph.bind(prefix, namespace)
        self._publisher = self._add_agent(publisher)
        self._of = publisher

    def write(self, descriptor: Mapping[str, Any]) -> str:
        catalogue = self._iri(f"{CATALOGUE_NAME}#catalog")
        self._a(catalogue, "dcat:Catalog")
        self._describe(catalogue, descriptor)
        self._add(catalogue, "dcterms:publisher", self._publisher)
        for code in ("DEU", "ENG"):
            self._add(catalogue, "dcterms:language", self._typed(_LANGUAGE + code, "dcterms:LinguisticSystem"))
        self._add(catalogue, "foaf:homepage", self._document(self._iri("../")))
        self._add(catalogue, "dcatap:availability", self._concept(_AVAILABLE))
        self._add_modified(catalogue)
        datasets = [self._add_dataset(dataset) for dataset in list_datasets(self._atlas, descriptor)]
        for subject in datasets:
            self._add(catalogue, "dcat:dataset", subject)
        self._add(catalogue, "dcat:service", self._add_service(datasets))
        return self._graph.serialize(format="turtle")

    def _add_dataset(self, dataset: Dataset) -> Any:
        subject = self._iri(f"{CATALOGUE_NAME}#{dataset.name}")
        self._a(subject, "dcat:Dataset")
        self._describe(subject, dataset.resource)
        self._add(subject, "dcterms:identifier", self._literal(dataset.name))
        self._add(subject, "dcat:version", self._literal(self._atlas.version))
        self._add(subject, "dcterms:publisher", self._publisher)
        self._add(subject, "dcat:landingPage", self._document(self._iri("../quellen")))
        self._add(subject, "dcatap:availability", self._concept(_AVAILABLE))
        self._add_modified(subject, dataset)
        self._add_contact(subject)
        self._add_place(subject)
        self._add_period(subject, dataset)
        for word in _KEYWORDS_DE:
            self._add(subject, "dcat:keyword", self._literal(word, "de"))
        for theme in _OUR_THEMES:
            self._add(subject, "dcat:theme", self._concept(_THEMES + theme))
        if self._of.contributor_id:
            self._add(subject, "dcatde:contributorID", self._foreign(self._of.contributor_id))
        for file_format in dataset.formats:
            self._add(subject, "dcat:distribution", self._add_distribution(dataset, file_format))
        return subject

    def _add_distribution(self, dataset: Dataset, file_format: str) -> Any:
        address = self._iri(dataset.path(file_format))
        distribution = self._iri(f"{CATALOGUE_NAME}#{dataset.name}-{file_format}")
        self._a(distribution, "dcat:Distribution")
        self._add(
            distribution,
            "dcterms:title",
            self._literal(f"{dataset.resource['title_de']} ({FORMAT_NAMES[file_format]})", "de"),
        )
        for lang, suffix in (("de", "_de"), ("en", "")):
            text = self._literal(dataset.resource[f"description{suffix}"], lang)
            self._add(distribution, "dcterms:description", text)
        self._add(distribution, "dcat:accessURL", address)
        self._add(distribution, "dcat:downloadURL", address)
        licence = licence_uri(dataset.resource, self._of.own_licence)
        self._add(distribution, "dcterms:license", self._typed(licence, "dcterms:LicenseDocument"))
        # The list knows no JSON-stat; it is JSON, too.
        file_type = self._typed(_FILE_TYPES + file_format.rpartition(".")[2].upper(), "dcterms:MediaTypeOrExtent")
        self._add(distribution, "dcterms:format", file_type)
        media_type = MEDIA_TYPES[file_format].partition(";")[0]
        self._add(distribution, "dcat:mediaType", self._typed(_MEDIA + media_type, "dcterms:MediaType"))
        self._add(distribution, "dcatap:availability", self._concept(_AVAILABLE))
        self._add(distribution, "adms:status", self._concept(_COMPLETED))
        self._add_modified(distribution, dataset)
        if attribution := _attribution(self._atlas, dataset, self._of):
            self._add(distribution, "dcatde:licenseAttributionByText", self._literal(attribution))
        self._add(distribution, "dcterms:rights", self._add_rights(dataset))
        return distribution

    def _add_rights(self, dataset: Dataset) -> Any:
        """The terms in the words of the sources; the list of licences knows only the common ones."""
        statement = self._iri(f"{CATALOGUE_NAME}#{dataset.name}-rights")
        self._a(statement, "dcterms:RightsStatement")
        self._graph.add((statement, self._rdf.RDFS.label, self._literal(_stated_licences(dataset, self._of), "de")))
        return statement

    def _add_service(self, datasets: list[Any]) -> Any:
        service = self._iri(f"{CATALOGUE_NAME}#service")
        self._a(service, "dcat:DataService")
        self._add(service, "dcterms:title", self._literal("Abruf aller Tabellen und Kennzahlen", "de"))
        self._add(service, "dcterms:publisher", self._publisher)
        for name, path in (("dcat:endpointURL", "./"), ("dcat:endpointDescription", "openapi.json")):
            self._add(service, name, self._typed(str(self._iri(path)), "rdfs:Resource"))
        self._add(service, "dcatap:availability", self._concept(_AVAILABLE))
        for dataset in datasets:
            self._add(service, "dcat:servesDataset", dataset)
        return service

    def _add_agent(self, publisher: Publisher) -> Any:
        agent = self._iri(f"{CATALOGUE_NAME}#publisher")
        self._a(agent, "foaf:Agent")
        self._add(agent, "foaf:name", self._literal(publisher.name))
        if publisher.url:
            self._add(agent, "foaf:homepage", self._document(self._foreign(publisher.url)))
        return agent

    def _add_contact(self, dataset: Any) -> None:
        if not (self._of.email or self._of.url):
            return
        contact = self._iri(f"{CATALOGUE_NAME}#contact")
        self._a(contact, "vcard:Kind")
        self._add(contact, "vcard:fn", self._literal(self._of.name))
        if self._of.email:
            self._add(contact, "vcard:hasEmail", self._foreign(f"mailto:{self._of.email}"))
        if self._of.url:
            self._add(contact, "vcard:hasURL", self._foreign(self._of.url))
        self._add(dataset, "dcat:contactPoint", contact)

    def _add_place(self, dataset: Any) -> None:
        self._add(
            dataset, "dcatde:politicalGeocodingLevelURI", self._foreign(f"{_GEOCODING}Level/administrativeDistrict")
        )
        for key in sorted(self._atlas.kreise["land_ags"].unique()):
            place = self._typed(f"{_GEOCODING}stateKey/{key}", "dcterms:Location")
            self._add(dataset, "dcterms:spatial", place)

    def _add_period(self, subject: Any, dataset: Dataset) -> None:
        """First and last year the rows speak of, where they speak of years."""
        if (years := _years(self._atlas, dataset)) is None:
            return
        period = self._iri(f"{CATALOGUE_NAME}#{dataset.name}-period")
        self._a(period, "dcterms:PeriodOfTime")
        for name, day in (("dcat:startDate", f"{years[0]}-01-01"), ("dcat:endDate", f"{years[1]}-12-31")):
            self._add(period, name, self._rdf.Literal(day, datatype=self._rdf.XSD.date))
        self._add(subject, "dcterms:temporal", period)

    def _add_modified(self, subject: Any, dataset: Dataset | None = None) -> None:
        """When the newest source behind it was read, to the day or month as it is known.

        The data changed then, not when the server started.
        """
        sources = self._atlas.sources if dataset is None else _sources(self._atlas, dataset)
        latest = max(sources["date_accessed"].dropna(), default="")
        if precision := {10: self._rdf.XSD.date, 7: self._rdf.XSD.gYearMonth}.get(len(latest)):
            self._add(subject, "dcterms:modified", self._rdf.Literal(latest, datatype=precision))

    def _describe(self, subject: Any, entry: Mapping[str, Any]) -> None:
        for name, suffix in (("de", "_de"), ("en", "")):
            self._add(subject, "dcterms:title", self._literal(entry[f"title{suffix}"], name))
            self._add(subject, "dcterms:description", self._literal(entry[f"description{suffix}"], name))

    def _a(self, subject: Any, kind: str) -> None:
        self._graph.add((subject, self._rdf.RDF.type, self._name(kind)))

    def _add(self, subject: Any, name: str, value: Any) -> None:
        self._graph.add((subject, self._name(name), value))

    def _name(self, written: str) -> Any:
        prefix, _, name = written.partition(":")
        return self._names[prefix][name]

    def _iri(self, path: str) -> Any:
        """One of our own addresses."""
        return self._foreign(urljoin(self._base, path) if self._base else path)

    def _foreign(self, address: str) -> Any:
        return self._rdf.URIRef(address)

    def _typed(self, address: str, kind: str) -> Any:
        """An address of others with what it stands for, as readers of the catalogue do not look there."""
        node = self._foreign(address)
        self._a(node, kind)
        return node

    def _concept(self, address: str) -> Any:
        """A word of one of the European lists; the list is the address above it."""
        node = self._typed(address, "skos:Concept")
        self._add(node, "skos:inScheme", self._foreign(address.rpartition("/")[0]))
        self._add(node, "skos:prefLabel", self._literal(_LABELS[address], "en"))
        return node

    def _document(self, node: Any) -> Any:
        self._a(node, "foaf:Document")
        return node

    def _literal(self, text: Any, lang: str | None = None) -> Any:
        return self._rdf.Literal(str(text), lang=lang)


def _years(atlas: Atlas, dataset: Dataset) -> tuple[int, int] | None:
    """First and last year of a table or an indicator; None when its rows have no year."""
    folder, _, indicator = dataset.stem.rpartition("/")
    if folder == INDICATOR_FOLDER:
        shown = indicator_years(atlas, find_indicator(atlas, indicator))
        return min(shown), max(shown)
    rows = {**atlas.tables(), **atlas.load_east().tables()}.get(dataset.name)
    if rows is None or "year" not in rows or rows["year"].isna().all():
        return None
    return int(rows["year"].min()), int(rows["year"].max())


def _sources(atlas: Atlas, dataset: Dataset) -> Any:
    ids = [source["source_id"] for source in dataset.resource.get("sources", ()) if "source_id" in source]
    return source_rows(atlas, ids)


def _attribution(atlas: Atlas, dataset: Dataset, publisher: Publisher) -> str:
    """Whom the licence wants named: only where there is a licence that can be kept."""
    if not dataset.resource.get("licenses"):
        return publisher.name if publisher.own_licence else ""
    return "; ".join(dict.fromkeys(_sources(atlas, dataset)["citation"].dropna()))


def _stated_licences(dataset: Dataset, publisher: Publisher) -> str:
    titles = [licence["title"] for licence in dataset.resource.get("licenses", ())]
    if titles:
        return "; ".join(titles)
    if publisher.own_licence:
        return "Einzelne Angaben, zitiert mit ihrer Quelle; die Lizenz der Zusammenstellung hat das Netzwerk bestimmt."
    return "Einzelne Angaben, zitiert mit ihrer Quelle; über eine Lizenz hat das Netzwerk noch nicht entschieden."
