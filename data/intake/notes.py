"""Footnotes that change what a whole table counts: short statements such as `Angaben in Tausend` or `nur Frauen`.

Long notes explain single Länder and years; they are kept and shown, not judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.intake.heads import code_against, wrong_facet, wrong_facets
from data.intake.model import Finding
from data.intake.words.labels import read_span
from data.intake.words.meaning import OVER_YEARS, Meaning, as_written, fold_words, understand, understand_tab
from data.intake.words.paragraphs import paragraphs
from data.intake.words.territory import find_kreis

_SHORT = 9
"""A statement about the whole table has no more words."""
_LONGER = 25
"""Words of a statement in a table somebody put together."""
_LETTER = re.compile(r"(?<=\$)[^\W\d_](?![^\W_])|^[mw]$|(?<![^\W_])(?<!\()[^\W\d_tmw](?![^\W_])", re.I)
"""A letter alone in the name of a file is no sex: GENESIS writes `_$F`; T, m and w may mean what they do in heads."""
_PART_OF_YEAR = re.compile(
    r"(?<![a-zäöü])(?:q[1-4]|\d?\.?\s?(?:quartal|vierteljahr|halbjahr|hj)|(?:lfd\.?|laufendes)[\s_]jahr)(?![a-zäöü])"
    r"|\b(?:monats|quartals|halbjahres)(?:werte?|zahlen|daten)\b|^(?:berichts)?(?:zeitraum|periode):",
    re.I,
)
_SOME = re.compile(
    r"(?:erst|landes)aufnahme|aufnahme(?:einricht|stelle)|\b(?:eae|zabh|jva|heime?)\b|unterk(?:u|ue)nft|wohnheim"
    r"|pflege(?:heim|kraeft|beduerft)|haeftling|bundeswehr|soldat|(?:saison|zeit|leih|gast)(?:arbeit|kraeft)|geduldet|vertrieben|(?:obdach|wohnungs)los|\baerzt|lehrkraeft"
    r"|azubi|hochschul|hochqualifiziert"
)
"""Words for some people, folded, by which a sheet or file is named after those it counts; elsewhere they are asked."""
_AGE_FROM = re.compile(r"\b(?:ab|über|unter)\s\d")
_ENDS = re.compile(
    r"(?<=[^\d\s][.;!])(?<!\b[A-ZÄÖÜ]\.)\s+|(?:\s*[|\n]\s*|^|\s)(?:\d{1,2}\)|\*+\)?)\s|\s*[|\n]\s*"
    r"|\bzu ['\"][^'\"]*['\"]:\s*"
)
_OF_SOME = re.compile(r"[^:]*\([^)]*\d{4}[^)]*\):")
"""How offices begin a note on one Land and some years: `Sachsen (2015): ...`"""
_LIMITING = re.compile(
    r"\b(?:nur|ausschließlich|lediglich|ohne|außer|davon|filter|gefiltert|auswahl|ausgewählt|bezug|only|without|excluding"
    r"|teilmenge|teilgesamtheit|where(?= \w+ ?=)"
    r"|filtered|selected|nicht (?:berücksichtigt|einbezogen|enthalten|erfasst|gezählt|mitgezählt)|unberücksichtigt"
    r"|not (?:included|counted|covered))\b",
    re.I,
)
_ADDING = re.compile(
    r"\b(?:einschließlich|einschl|inklusive|inkl|zuzüglich|zzgl|including|incl|gerundet|rounded"
    r"|enthalten|enthält|beinhalte[tn]|(?:\w*ein)?gesetzt|ersetzt|bereinigte?[nrs]?|übernommen"
    r"|contains?|included?|replaced|adjusted|set to)\b",
    re.I,
)
_OF_UNIT = re.compile(
    r"(?:alle )?(?:angaben|werte|zahlen|daten|(?:maß)?einheit|figures|values|units?)\s*(?::|(?:jeweils )?in\b)\s*"
    r"(?!klammern?\b|brackets?\b|euro\b)\S+(?:\s\S+)?$",
    re.I,
)
"""A statement about the unit, whatever that is: `Angaben in TPers.`"""
_OF_YEAR = re.compile(
    r"\b(?:angaben|werte|zahlen|daten|figures|values|data)\b[^,;:]*?\b(?:von|aus|für|of|from|for)\s"
    r"(?:dem jahr |the year )?((?:19|20)\d{2})\b(?!-)",
    re.I,
)
_STATING = re.compile(
    r"^(?:es (?:sind|werden|wurden) (?:\w+ )?)?(?:ausgewiesen|dargestellt|erfasst|gezählt|berücksichtigt|enthalten"
    r"|abgebildet|aufgeführt|einbezogen|ausgewertet|nachgewiesen|betrachtet|included|counted|shown|covered)"
    r"\s(?:ist|sind|wird|werden|wurden?|is|are|was|were)\b"
    r"|\b(?:angaben|werte|zahlen|daten|tabellen?|ergebnisse|auswertung|übersicht|liste|statistik|datei|datensatz|alle"
    r"|figures|values|data|tables?|numbers|results|dataset|file)\b.{0,20}\b(?:bezieh\w+|bezogen|umfass\w+|betreffen"
    r"|betrifft|gelten|gilt|beschränk\w+|zeig(?:t|en)|geben|gibt|stell(?:t|en)|bild(?:et|en)|nenn(?:t|en)|refers?"
    r"|relates?|covers?|shows?|represents?|concerns?|describes?|comprises?)\b"
    r"|^(?:nur|ausschließlich|lediglich|only)\b|\bonly\W*$"
    r"|^(?:hier|dies|das|es|these|this|it)\b.{0,12}\b(?:sind|handelt sich um|are|is)\b"
    r"|^(?:grundgesamtheit|personenkreis|personengruppe|berichtskreis|gegenstand|erhebungsgegenstand|abgrenzung|umfang"
    r"|population|coverage|scope|universe|filter|auswahl|selektion|selection)\s?:"
    r"|^(?:umfasst|betrifft|zeigt|enthält|beinhaltet|covers|shows|includes)\b",
    re.I,
)
"""How a note begins that says whom or what all figures count."""
_ALSO = re.compile(r"\b(?:auch|ebenfalls|sowohl|also|both)\b", re.I)
"""Some among others are no limit."""
_ABOUT_TABLES = re.compile(r"\b(?:angaben|werte|zahlen|daten|tabellen|figures|values|data|tables)\b", re.I)
_GIVEN = re.compile(
    r"(?:sheet|tabelle|table|blatt|worksheet|arbeitsblatt|tabellenblatt|seite|page|feuil|feuille|hoja|ark|blad|foglio|planilha|arkusz"
    r"|export|import|input|output|download|report|query|sql|result|rohdaten|original|entwurf|vorlage|kopie|copy|anlage|anhang|inhalt|csv|xlsx"
    r"|zeitreihen|uebersichten|ausgabe|abfrage|pivot|auszuege|excel|wanderg|wand|migr|stat|kf|bbg|bb|sn|de|t|tab|x)\d*"
)
"""Words, folded, by which programs and offices call any sheet."""
_COVER = re.compile(r"titel|deck|cover|umschlag|front", re.I)
"""How sheets begin that bear the title of all tables; lists of contents name each of many."""
_UNIT_LABELS = frozenset({"einheit", "masseinheit", "einheiten", "unit", "units"})
_COMPARED = re.compile(r"\b(?:nur|only)\b.*\b(?:vergleichbar|comparable)\b", re.I)
"""Comparable to a limited extent only: that warns, it does not limit what is counted."""
_WITHIN = re.compile(
    r"\b(?:ohne|außer|without|excluding)\b.*\b(?:innerhalb|within)\b.*\b(?:kreis|district)"
    r"|\b(?:innerhalb|within)\b.*\b(?:kreis|district)\w*\b"
    r".*\b(?:nicht|not) (?:enthalten|berücksichtigt|erfasst|gezählt|mitgezählt|einbezogen|included|counted)",
    re.I,
)
"""Without moves inside the district: that is what moves over district borders are."""
_LIABILITY = re.compile(
    r"\b(?:ohne|without)(?: (?:jede|any))? (?:gewähr(?:leistung)?|haftung|garantie|guarantee|warranty|liability)\b",
    re.I,
)
"""Says who answers for the figures, not what they count."""


def check_notes(notes: str, *, sheet: str = "") -> list[Finding]:
    """Errors for notes that make the figures something else than the whole."""
    return [found for sentence in _short_sentences(notes) for found in _judge(sentence, sheet)]


def ask_about_limits(notes: str, harmless: Sequence[str], *, sheet: str = "") -> list[Finding]:
    """Questions about short notes by which figures count thousands, a part of the people, or are no counts.

    Args:
        notes: the footer as found, line by line; a long line goes on in the next one.
        harmless: folded words a person said to change nothing.
        sheet: for the findings.
    """
    found: list[Finding] = []
    lines = re.sub(r"[;,\t]+$", "", notes, flags=re.M).split("\n")
    for sentence in dict.fromkeys(_short_sentences("\n".join(paragraphs(lines)))):
        said, words = understand(sentence), fold_words(sentence)
        is_other = "thousand" in said.values("unit") or said.values("kind") or OVER_YEARS.search(sentence.casefold())
        if is_other and words not in harmless:
            found.append(Finding("error", "note_limits", value=sentence, fields={"words": [words]}))
        elif not (is_other or _OF_UNIT.match(sentence) or _OF_SOME.match(sentence)):
            found += _ask(sentence, harmless)
    return [replace(one, sheet=sheet) for one in found]


def check_beside(text: str, *, sheet: str) -> list[Finding]:
    """Errors for a statement in the row of the heads, over an empty column; a heading alone makes no statement."""
    states = _states(text) or _LIMITING.search(text) or ": " in text
    return check_notes(text, sheet=sheet) if states else []


def check_sheet_notes(texts: Sequence[str], *, sheet: str) -> list[Finding]:
    """Errors for sentences on a sheet of remarks that speak of all tables; a list of contents names many others."""
    said = (one for one in _short_sentences("\n".join(paragraphs(texts))) if _ABOUT_TABLES.search(one) or _states(one))
    return [found for sentence in said for found in _judge(sentence, sheet) if found.severity == "error"]


def check_cover(tab: str, lines: Sequence[str], *, sheet: str) -> list[Finding]:
    """Errors for a cover whose every title names a part of the people or another measure than the atlas holds."""
    if not _COVER.match(tab):
        return []
    titles = [(line, understand(line)) for line in lines if len(line.split()) <= _SHORT]
    titles = [(line, said) for line, said in titles if {"measure", "topic"} & set(said.said)]
    facets = [wrong_facet(said) for _, said in titles]
    if not facets or not all(facets):
        return []
    text = titles[0][0]
    fields = dict.fromkeys(("measure", "measures", "words", "unit"), text)
    return [Finding("error", code_against(facets[0]), sheet=sheet, value=text, fields=fields)]


def check_parameters(rows: Sequence[Sequence[str]], *, sheet: str) -> list[Finding]:
    """Errors for lines of a sheet that say with which choice a table was made: `Geschlecht`, beside it `weiblich`."""
    found = []
    told = ([part.strip() for cell in row for part in cell.split(": ") if part.strip()] for row in rows)
    for label, value in (parts for parts in told if len(parts) == 2):
        named, said = understand(label), understand(value)
        is_choice = {"dimension", "period"} & set(named.said) or fold_words(label) in _UNIT_LABELS
        facets = [one for one in wrong_facets(said) if one != "age" or read_span(value)]
        if is_choice and not named.unknown and facets and "persons" not in said.values("unit"):
            text = f"{label.rstrip(': ')}: {value}"
            fields = dict.fromkeys(("measure", "measures", "words", "unit"), text)
            found.append(Finding("error", code_against(facets[0]), sheet=sheet, value=text, fields=fields))
    return found


def ask_about_notes(notes: str, harmless: Sequence[str]) -> list[Finding]:
    """Questions about the notes of a table somebody put together: those of an office explain, they seldom limit.

    Args:
        notes: footnotes.
        harmless: folded words a person said to change nothing.
    """
    judged = {one.value for one in check_notes(notes)}
    return [found for one in _short_sentences(notes, _LONGER) if one not in judged for found in _ask(one, harmless)]


def ask_about_name(name: str, harmless: Sequence[str]) -> list[Finding]:
    """A question about the name of a file that speaks of a part, another unit or another border."""
    bare = re.sub(r"(?:\.[^\W\d_]\w{0,4})+$", "", name)
    if bare != name and re.fullmatch("[a-z]", bare):
        # Whoever calls a file t.csv has given it no name; a sheet named T may count thousands.
        return []
    said = understand(_LETTER.sub(" ", re.sub(r"_(?=(?:19|20)\d\d)|/|-(?=[tmw](?![^\W_]))", "; ", bare)))
    plain = bare.replace("_", " ").casefold()
    # Two numbers are ages beside a measure alone, months those of an export.
    meant = {
        "period": bool(_PART_OF_YEAR.search(bare) or OVER_YEARS.search(plain)),
        "age": bool(said.values("measure") or _AGE_FROM.search(plain)),
    }
    facets = [facet for facet in wrong_facets(said) if meant.get(facet, True)]
    words = [fold_words(bare)]
    if not (facets or is_limited(bare)) or words[0] in harmless:
        return []
    return [Finding("error", "name_limits", value=name, fields={"words": words})]


def ask_about_tab(tab: str, harmless: Sequence[str]) -> list[Finding]:
    """A question about words in the name of a sheet that are not known; names that programs give are none."""
    said = understand_tab(tab)
    places = said.said.get("place", {})
    elsewhere = [] if "own" in places else places.get("other", "").split()
    unknown = [word for word in said.unknown if not _GIVEN.fullmatch(word)]
    words = [word for word in (*unknown, *elsewhere) if word not in harmless]
    # Programs write the name of a text file, a key or a short name in small letters; people write nouns large.
    written = [word for word in as_written(words, tab) if not word[:1].islower()]
    if not written or find_kreis(tab).kind == "kreis":
        return []
    fields = {"words": words, "written": written, "text": tab}
    return [Finding("error", "words_unknown", value=" ".join(written), fields=fields)]


def is_limited(name: str) -> bool:
    """Whether a name says that some are left out, added or counted alone: `ohne Asyl`, `bereinigt`, `Erstaufnahme`."""
    plain = name.replace("_", " ")
    limit = _LIMITING.search(plain)
    said = understand(plain[limit.end() :]) if limit else Meaning()
    is_part = said.unknown or "other" in said.values("place") or _SOME.search(fold_words(plain))
    return bool(is_part or _ADDING.search(plain))


def ask_about_years(notes: str, years: Sequence[int], harmless: Sequence[str]) -> list[Finding]:
    """Questions about notes by which figures are those of a year the table does not speak of."""
    found = []
    for sentence in _short_sentences(notes):
        said = _OF_YEAR.search(sentence)
        words = fold_words(sentence)
        if said and int(said.group(1)) not in years and words not in harmless:
            found.append(Finding("error", "note_limits", value=sentence, fields={"words": [words]}))
    return found


def _short_sentences(notes: str, most: int = _SHORT) -> list[str]:
    told = [one.strip(" \"';") for one in _ENDS.split(notes) if one]
    return [one for one in told if len(one.split()) <= (_LONGER if _states(one) else most)]


def _ask(sentence: str, harmless: Sequence[str]) -> list[Finding]:
    """A question about a note that leaves out, adds or rounds something the vocabulary does not know."""
    sentence = _LIABILITY.sub("", sentence)
    said = understand(sentence)
    words = [word for word in said.unknown if word not in harmless]
    # Of a Land outside the atlas there are no rows: without it, moves from or to it are left out.
    is_apart = said.values("place") and not ("other" in said.values("place") and _LIMITING.match(sentence))
    if not words or is_apart or _WITHIN.search(sentence) or _COMPARED.search(sentence):
        return []
    if not (_LIMITING.search(sentence) or _ADDING.search(sentence) or _OF_UNIT.match(sentence)):
        return []
    return [Finding("error", "note_limits", value=sentence, fields={"words": words})]


def _judge(sentence: str, sheet: str) -> list[Finding]:
    said = understand(sentence)
    facets = [facet for facet in wrong_facets(said) if _is_about_all(sentence, said, facet)]
    # A note on Berlin or on one Land speaks of its rows alone.
    is_whole = facets[:1] == ["border"] and said.values("place") == {"own"} and ":" not in sentence
    is_apart = (said.values("place") and not is_whole) or _WITHIN.search(sentence)
    if facets and not is_apart:
        fields = {"measure": sentence, "measures": sentence, "words": sentence, "unit": sentence}
        return [Finding("error", code_against(facets[0]), sheet=sheet, value=sentence, fields=fields)]
    if "provisional" in said.values("status"):
        return [Finding("note", "provisional", sheet=sheet, value=sentence, fields={"words": sentence})]
    return []


def name_provisional(texts: Sequence[str], *, sheet: str) -> list[Finding]:
    """Notes that a title or headings call the figures provisional, each said once."""
    said = [text for text in dict.fromkeys(texts) if "provisional" in understand(text).values("status")]
    return [Finding("note", "provisional", sheet=sheet, value=text, fields={"words": text}) for text in said]


def _is_about_all(sentence: str, said: Meaning, facet: str) -> bool:
    """True when the statement limits or scales the figures; a sex or a month merely mentioned does not."""
    if facet in ("unit", "kind"):
        return not said.years or facet == "kind"
    if facet == "border":
        return True
    if facet == "period" and OVER_YEARS.search(sentence.casefold()):
        return True
    is_limit = bool(_LIMITING.search(sentence) or _states(sentence))
    return is_limit or (not said.unknown and (facet != "period" or bool(_PART_OF_YEAR.search(sentence))))


def _states(sentence: str) -> bool:
    """Whether a sentence says whom or what all figures count."""
    return bool(_STATING.search(sentence)) and not _ALSO.search(sentence)
