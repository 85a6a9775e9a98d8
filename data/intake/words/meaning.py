"""What the words of a head mean: measure, whose, over which border, which unit, day, year and census base.

Titles, headings, footnotes and columns that repeat one value are read with one closed vocabulary
(`head_words.csv`). Words it does not know are handed back: the caller asks, it never guesses.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from data.intake.words.labels import MONTHS, read_date, read_span

_FILE = Path(__file__).parent / "head_words.csv"
_MONTH = r"(?:jan|feb|mär|mrz|maerz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d{2}"
_DAY = rf"(?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}|{_YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}\.?\s?{_MONTH}\s?{_YEAR})"
_MOMENT = rf"(?:{_DAY}|{_MONTH}\s?{_YEAR}|{_YEAR}(?:-\d{{2}})?|(?:q[1-4]|[1-4]\.\s?(?:quartal|halbjahr))\s?{_YEAR}"
_MOMENT += rf"|\d{{1,2}}\s?/\s?{_YEAR})"
_WRITTEN = re.compile(
    r"(?:\b(?!\w*(?:bevölkerungs|bevoelkerungs|einwohner|be)stand\b)(?:\w*stand|erstellt|abgerufen|abruf|abrufdatum|exportiert|export|heruntergeladen|veröffentlicht|"
    r"erschienen|erscheinungsdatum|download|aktualisiert|letzte änderung|geändert|gedruckt|druck|herausgegeben|"
    r"(?:nächste )?aktualisierung|"
    r"herausgabe|ausgabe|version|fassung|datenabruf|abzug|auszug|gebiet|gebietsgliederung|gebietsreform|redaktionsschluss|"
    r"basis|grundlage|bericht|jahrbuch|heft|report|yearbook|seit|since|ab|accessed|retrieved|updated|created|exported|downloaded|extracted|generated|printed|"
    rf"published|status|release|quelle|source|copyright)\b|©|\(c\))"
    rf"[\s:,]*(?:vom|am|im(?: jahre?)?|on|in|of|der daten)?[\s:]*{_MOMENT}"
    r"(?:\s*/\s*[\d:]+)?(?:\s*uhr)?"
)
_STATE = re.compile(
    r"\b(?!\w*(?:bevölkerungs|bevoelkerungs|einwohner|be|gegen|familien|ab)stand\b)\w*stand\b[\s:,]*(?:\([^()\d]*\)[\s:,]*|"
    r"(?:(?!\w*(?:bevölker|bevoelker|einwohner|menschen|personen|zuz[uü]|fortz[uü]|wegz[uü]|wander|saldo))"
    rf"[a-zäöüß]+[\s:,]+){{1,3}}){_MOMENT}"
    r"|(?<!über )(?<!über die )(?<!über den )(?<!der )(?<!innerhalb )\b(?:kreis|gemeinde|verwaltungs|gebiets)grenzen"
    rf"[\s:,]+(?:von|vom|des jahres)?\s*{_MOMENT}"
    r"|\b(?:(?:sonder)?auswertung(?! (?:vom|am|zum) 31\.\s?12\.)"
    r"|eigene[rn]? (?:berechnung|darstellung|auswertung|zusammenstellung)(?:en)?|ags"
    r"|(?:own|authors?['’]?s?) (?:calculations?|illustration|compilation)|(?:statistisches (?:landes|bundes)amt"
    r"|statistische ämter|amt für statistik|landesamt für statistik|destatis|statistical office)[^;|,:\d]{0,40})"
    rf"[\s,]+(?:vom|von|im)?\s*{_MOMENT}"
)
"""The state of something, its borders, who worked it out and which office published it: none is a year of figures."""
_PERSON = re.compile(
    r"\b(?:von|durch|by|kontakt|bearbeitung|bearbeitet|ansprechpartner(?:in)?):?\s+"
    r"(?:(?:frau|herrn?)\s+[^;|,]+|(?:[^\W\d_]\.\s?){1,2}[^\W\d_]{2,}$)"
)
"""Who made the table: `erstellt von Frau Meier` counts no women."""
_SOURCED = re.compile(
    rf"((?:\b(?:datenquelle|quellen?|source|herausgeber|publisher|copyright)\b|©|\(c\))[^;|]*?)\b{_YEAR}\b"
)
"""The year behind the name of a source is that of its publication."""
_CENSUS = re.compile(
    r"(?:zensus|census|volkszählung|registerzählung)[a-zäöü-]*(?:\s+(?:vom|of|von))?[\s:]*"
    rf"(?:\d{{1,2}}\.\s*(?:mai|\d{{1,2}}\.)\s*)?({_YEAR})|\b({_YEAR})[\s-]+(?:census|zensus)(?![\s:]*{_YEAR})|\bbasis[\s:]*(1987|2011|2022)\b"
    r"|\b(?:zensus|census)\s?['’]?(11|22)\b(?!\.)"
)
_WITHOUT_WITHIN = re.compile(
    r"\b(?:ohne|without) (?:umzüge|wanderungen|moves)(?: innerhalb| within) (?:der|des|eines|einer|the|a) "
    r"(kreise?s?|landkreise?s?|districts?|gemeinden?|municipalit(?:y|ies))\b"
)
"""What is left without moves inside a district are those over its border."""
_CODE = re.compile(r"\b\d{5}-\d{2}-\d{2}(?:-\d)?(?:-[a-z])?\b|\b\d{5}-\d{4}\b|\b\d{4}[a-z]-\d{4}\b")
_ALWAYS = re.compile(rf"\((?:ab|bis|seit|from|since)\s+(?:berichtsjahr\s+)?{_YEAR}\)")
_DAYS = re.compile(rf"\b{_DAY}\b")
_DAY_ALONE = re.compile(
    r"\b31\.\s?(?:12\.|dez(?:ember)?\b\.?)|\b31(?:st)?\s(?:of\s)?dec(?:ember)?\b|\bdec(?:ember)?\s31(?:st)?\b"
)
_OTHER_DAY = re.compile(r"\b(?:2[89]|30|31)\.\s?(?:0?[1-9]|1[0-2])\.(?!\s?\d)|\b01\.\s?01\.(?!\s?\d)")
"""The end of another month or the first day of a year, without its year; smaller numbers count chapters."""
_TO = r"\s?(?:-|–|bis(?:\s(?:zum|einschl(?:ießlich|\.)?))?(?:\sjahr)?|to|until)\s?"
_PERIOD = re.compile(rf"\b0?1\.\s?(?:0?1\.|januar\b)(?:\s?({_YEAR}))?{_TO}31\.\s?(?:12\.|dezember\b)\s?({_YEAR})")
_MONTHS = re.compile(rf"\bjan(?:uar|uary|\.)?(?:\s?({_YEAR}))?{_TO}de[zc](?:ember|\.)?(?:\s?({_YEAR}))?(?!\w)")
"""From January to December: a whole year, and more than one where they differ."""
_MONTH_SPAN = re.compile(rf"\b{_MONTH}(?:\s?{_YEAR})?{_TO}{_MONTH}(?:\s?{_YEAR})?\b")
_DAY_SPAN = re.compile(rf"\b\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH})(?:\s?{_YEAR})?{_TO}{_DAY}")
"""From day to day, other than a calendar year: a part of one, or more than one."""
_SPAN = re.compile(rf"\b({_YEAR})(?:{_TO}|\s?/\s?)({_YEAR})\b")
_BOUND = re.compile(
    rf"\b(?:bis|nach|until|after)(?:\s(?:zum|dem|ende|einschl(?:ießlich|\.)?))*(?:\sjahr)?\s(?:{_DAY}|{_YEAR})\b"
)
"""A day or year where something began or ended, as in `bis 2018`: figures up to it, or after it, are of other years."""
OVER_YEARS = re.compile(
    rf"\b(?:\w*summen?|sum|total|\w*durchschnitt\w*|\w*mittel(?:wert)?e?|average|mean)\s"
    rf"(?:(?:der|des|aus|von|über|für|of|from|for|the|den|in|im|zeitraums?|jahren?|years?)\s)*"
    rf"{_YEAR}\s?(?:-|–|bis|to|/|,|und|and)\s?{_YEAR}\b"
    r"|\b(?:auf|zusammen)?(?:kumulier|summier|addier)t\w*|\bcumulat\w+"
    r"|\b(?:zwei|drei|vier|fünf|zehn|mehr)jahres\w*|\bgleitende\w*\s\w*(?:durchschnitt|mittel)\w*"
)
"""A sum or mean over several years is the figure of none of them."""
_SEASON = re.compile(rf"\b({_YEAR})\s?/\s?(\d{{2}})\b(?!\s?/)")
"""A school year or season: `2018/19`."""
_NAMED = re.compile(rf"\b(?:berichtsjahr|kalenderjahr|bezugsjahr|jahr|jahre|zeit|year|reference year)[\s:]*({_YEAR})\b")
_BARE = re.compile(rf"\b({_YEAR})\b")
_PART = re.compile(
    rf"\b(?:(?:q[1-4]|[1-4]\.\s?(?:quartal|vierteljahr)|(?:[12]\.?\s?)(?:halbjahr|hj))(?:\s?{_YEAR})?|{_MONTH}\s?{_YEAR}"
    rf"|(?<![\d./])(?:0?[1-9]|1[0-2]|i{{1,3}}|iv)\s?/\s?{_YEAR}|{_YEAR}[-/](?:0[1-9]|1[0-2]|i{{1,3}}|iv)(?![-/]))"
    r"\b(?=\W|$)"
)
_PART_OF_BALANCE = re.compile(r"\b(binnen|außen|aussen)wanderungs(?=saldo|salden|bilanz|gewinn|verlust)", re.I)
"""Two things in one word: whose moves, and that they are set against one another."""
_SCALE = re.compile(r"\b(?:je|pro|per|auf)\s+(?:1[ .,\u00a0\u202f]?000|10[ .,]?000|100[ .,]?000|100|1)\b")
_THOUSAND = re.compile(
    r"\b1[ .,\u00a0\u202f]?000(?:er)?\b|\bt(?:sd|ausend)\b\.?|(?<!\d)(?<!\d[ .,\u00a0\u202f])000s?\b|\b1\s?[tk]\b"
    r"|\b10\s?(?:\^|\*\*|hoch)\s?\d\b|\b10[²³⁴-⁶]|\b(?:in|x|mal)\s10{1,6}\b(?!\s?\w)|[*×/÷]\s?10{1,6}\b"
    r"|\bi\.\s?t\.?(?!\w)|(?<!z\.)(?<!z\.\s)(?<![\w.-])[tk](?![\w-]|\.?\s?\d{1,3}(?!\d))\.?"
)
"""Also a letter alone, as in `Einwohner (T)` or `i. T.`; `z. T.` and `T 1`, the number of a table, are none."""
_AGE_CLASSES = re.compile(
    r"altersgruppen?\s*\(\d+\)|\((?:unter )?\d+ bis \d+ u\. ?m\.?\)|\(unter \d+ bis \d+ u\.?m\.?\)"
    r"|von \.\.\. bis unter (?:\.\.\.|…) jahren?"
)
_AGE = re.compile(
    r"\b(?:unter|under)\s?\d{1,3}(?:[- ]?(?:jahren?|jährigen?|years?|j\.))?(?!\w)"
    r"|\b[uü]\s?\d{2}\b"
    r"|\b(?:von )?\d{1,3}\s?-?\s?(?:bis|to) (?:unter|under) \d{1,3}(?:[- ]?(?:jahren?|jährigen?|years?))?\b"
    r"|\b\d{1,3}(?: jahren?| years?)?(?:\s?(?:und|u\.?)\s?(?:mehr|älter|ältere|ä\.?|m\.?)| and (?:over|older))"
    r"(?: jahren?)?"
    r"|\bab \d{1,3}(?:[- ]?jahren?|[- ]?jährigen?)\b|(?<![\d,.])\d{1,3}\s?(?:\+|plus\b)"
    r"|(?:[<>]=?|[≤≥])\s?\d{1,3}(?!\d|[.,\s]\d)"
    r"|\b\d{1,3}\s?(?:-|–|bis|to)\s?\d{1,3}[- ]?(?:jahren?|jährigen?|years?|j\.)(?!\w)|\b\d{1,3}[- ]jährigen?\b"
)
_NUMBERED = re.compile(
    r"\b(?:anlagen?|anhang|annex|version|fassung|tab|tabellen?|tables?|seiten?|pages?|blatt|blätter|teile?|nr|abb|abbildung|band|spalten?|zeilen?)\.?"
    r"\s?\d{1,3}(?:\s?(?:-|–|bis|to)\s?\d{1,3})?(?![\d.])"
)
_BARE_AGES = re.compile(
    r"(?<![\w.,/+-])\d{1,2}\s?(?:-|–|bis|to)\s?\d{1,3}(?![\w.,/-])"
    r"|\b(?:ab|bis|über|over)\s\d{1,2}(?![\w.,/)-]|\s?(?:prozent|%|-|–|bis|to))"
)
"""Ages without the word, which only beside what is counted are ages: `Zuzüge 18-25`, `Personen ab 65`."""
_FIGURES = re.compile(r"\b(?:daten|werte|zahlen|angaben|auswertung|übersicht|tabelle|liste|ergebnisse|data|figures)\b")
"""What is counted, without its name: `Daten über 65`."""
_SEX_LETTER = re.compile(r"(?<![\w.])([mwf])(?=[\W_]*(?:$|[;,/|·+&)\]\n]))")
"""A letter at the end of a heading or between signs: `Zuzüge m`, `Bevölkerung (w)`; `f. Kreise` is no sex."""
_SEXES = {"m": "male", "w": "female", "f": "female"}
_NOTE = re.compile(r"(?<!\d)(?<!\([a-z])\d{1,2}\)|\(\d{1,2}\)|(?<=[a-zäöüß]{5})\d{1,2}\b")
"""The number of a footnote, also right behind a word: `Zuzüge1)`, or `Zuzüge1` where it was raised."""
_SOURCE_LINE = re.compile(
    r"^\W*(?:quellen?|source|datenquelle|herausgeber|publisher|©|\(c\)|copyright|lizenz|licence|license|dieses werk"
    r"|vervielfältigung|datenlizenz|https?://|www\.)",
    re.I,
)
COMPLETE = {"sex": ("male", "female"), "nationality": ("german", "foreign"), "partner": ("domestic", "abroad")}
"""Values that together are everybody: a title that names all of them names a breakdown, no part."""
HALVES = tuple(part for parts in COMPLETE.values() for part in parts)
_YEAR_END = "-12-31"
PARTS = ("sex", "nationality", "partner", "group")
"""Facets of which only the whole is stored."""


_WRITTEN_OUT = {
    **{"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "²": "2"},
    **{"%": " prozent ", "‰": " promille ", "ø": " durchschnitt ", "€": " euro "},
    **{"♀": " weiblich ", "♂": " maennlich ", "δ": " differenz ", "∆": " differenz "},
}
"""Signs in a text and what they are read as; the letter Delta is not the sign of the same look."""


@dataclass(frozen=True)
class Meaning:
    """What a text says.

    Attributes:
        said: facet -> value -> the words that say it. Facets: `measure`, `border`, `partner`, `sex`,
            `nationality`, `group`, `total`, `unit`, `period`, `kind`, `status`, `dimension`, `topic`, `level`, `place`.
        years: years named where a year is meant, or standing alone beside the subject.
        days: reference days (ISO).
        bases: census years figures are said to be carried forward from.
        ages: age groups named.
        unknown: words the vocabulary does not hold.
    """

    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    days: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def values(self, facet: str) -> frozenset[str]:
        """What is said of one facet."""
        return frozenset(self.said.get(facet, ()))

    def part_of(self, facet: str) -> str:
        """The one part of everybody the text speaks of, blank for the whole or when nothing is said."""
        named = self.values(facet) - {"all"}
        whole = "all" in self.values(facet) or named.issuperset(COMPLETE.get(facet, ("",)))
        return "" if not named or whole else min(named)

    @property
    def year(self) -> int | None:
        """The one year the text means, None when it names none or several; a day inside a year means no year."""
        meant = {int(day[:4]) for day in self.days if day.endswith(_YEAR_END)} or set(self.years)
        return meant.pop() if len(meant) == 1 else None

    @property
    def day(self) -> str:
        """The one reference day, blank when it names none or several."""
        return self.days[0] if len(set(self.days)) == 1 else ""

    @property
    def base(self) -> str:
        """The one census the text names, blank when it names none or several."""
        return self.bases[0] if len(set(self.bases)) == 1 else ""


@lru_cache(maxsize=4096)
def fold_words(text: str) -> str:
    """A text as lower-case words without umlauts and signs; %, ‰, Ø and the like are words."""
    text = text.casefold()
    for sign, written in _WRITTEN_OUT.items():
        text = text.replace(sign, written)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def as_written(words: Iterable[str], text: str) -> list[str]:
    """Folded words as they stand in a text, for a person to read; one that is not in it stays as it is."""
    found = {fold_words(piece): piece for piece in re.findall(r"[^\W_]+|[%‰€Ø]", text)}
    return [found.get(word, word) for word in words]


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[re.Pattern[str], dict[str, tuple[str, str]], tuple[tuple[str, str, str], ...]]:
    """Pattern of all known words, longest first; whole words -> (facet, value); beginnings with theirs."""
    whole: dict[str, tuple[str, str]] = {}
    begins: list[tuple[str, str, str]] = []
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for words in row["words"].split("|"):
                if words.endswith("*"):
                    begins.append((words[:-1], row["facet"], row["value"]))
                else:
                    whole.setdefault(words, (row["facet"], row["value"]))
    spelt = [*((words, re.escape(words)) for words in whole), *((one[0], one[0] + "[a-z]*") for one in begins)]
    longest = sorted(spelt, key=lambda one: -len(one[0]))
    return re.compile(rf"\b(?:{'|'.join(pattern for _, pattern in longest)})\b"), whole, tuple(begins)


class _Reader:
    """Takes the parts it understands out of one text."""

    def __init__(self, text: str) -> None:
        """Start with all of the text."""
        self.text = text
        self.said: dict[str, dict[str, str]] = {}
        self.years: list[int] = []
        self.days: list[str] = []
        self.bases: list[str] = []
        self.ages: list[str] = []

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """All matches, taken out of the text."""
        found = list(pattern.finditer(self.text))
        self.text = pattern.sub(" ; ", self.text)
        return found

    def say(self, facet: str, value: str, words: str) -> None:
        """Note what words say of a facet."""
        self.said.setdefault(facet, {}).setdefault(value, words.strip())

    def read(self) -> Meaning:
        """The meaning of the text."""
        self.take(_CODE)
        named = [next(filter(None, found.groups())) for found in self.take(_CENSUS)]
        self.bases = [year if len(year) == 4 else f"20{year}" for year in named]
        for pattern in (_WRITTEN, _STATE, _PERSON, _ALWAYS):
            self.take(pattern)
        for found in self.take(_WITHOUT_WITHIN):
            self.say("border", "gemeinde" if found.group(1).startswith(("gem", "mun")) else "kreis", found.group())
        self.text = _SOURCED.sub(r"\1 ; ", self.text)
        self._take_times()
        self._take_numbers()
        self.take(_NUMBERED)
        bare = [found.group().strip() for found in self.take(_BARE_AGES)]
        self.take(_NOTE)
        unknown = self._take_words()
        counted = {"measure", "topic", "unit"} & set(self.said) or "age" in self.said.get("dimension", {})
        if counted or _FIGURES.search(self.text):
            self.ages += bare
        return Meaning(
            self.said, tuple(self.years), tuple(self.days), tuple(self.bases), tuple(self.ages), tuple(unknown)
        )

    def _take_times(self) -> None:
        for found in (*self.take(_PERIOD), *self.take(_MONTHS)):
            self.say("period", "year", found.group())
            self.years += [int(year) for year in found.groups() if year]
        self._take_part(_DAY_SPAN)
        self._take_part(_MONTH_SPAN)
        self._take_part(OVER_YEARS)
        spans = self.take(_SPAN)
        self.take(_BOUND)
        self.days = [_iso(found.group()) for found in self.take(_DAYS)]
        self.take(_DAY_ALONE)
        self._take_part(_OTHER_DAY)
        for found in spans:
            first, last = int(found.group(1)), int(found.group(2))
            self.years += range(first, last + 1) if 0 < last - first < 60 else (first, last)
        for found in _SEASON.finditer(self.text):
            if (int(found.group(1)) + 1) % 100 == int(found.group(2)):
                self.say("period", "part", found.group())
        self.years += [int(found.group(1)) for found in self.take(_NAMED)]
        self._take_part(_PART)
        self.years += [int(found.group(1)) for found in self.take(_BARE)]

    def _take_part(self, pattern: re.Pattern[str]) -> None:
        """Take out what says that figures are not those of one whole year."""
        for found in self.take(pattern):
            self.say("period", "part", found.group())

    def _take_numbers(self) -> None:
        for found in self.take(_SCALE):
            self.say("unit", "rate", found.group())
        for found in self.take(_THOUSAND):
            self.say("unit", "thousand", found.group())
        self.take(_AGE_CLASSES)
        self.ages = [found.group().strip() for found in self.take(_AGE)]
        for found in self.take(_SEX_LETTER):
            self.say("sex", _SEXES[found.group(1)], found.group())

    def _take_words(self) -> list[str]:
        pattern, whole, begins = _vocabulary()
        unknown: list[str] = []
        for piece in self.text.split(";"):
            folded = fold_words(piece)
            for found in pattern.finditer(folded):
                self._say_words(found.group(), whole, begins)
            left = pattern.sub(" ", folded).split()
            # A number of one or two digits is that of a table or footnote.
            unknown += [word for word in left if not re.fullmatch(r"\d{1,2}|[a-z]", word)]
        return unknown

    def _say_words(
        self, words: str, whole: Mapping[str, tuple[str, str]], begins: Iterable[tuple[str, str, str]]
    ) -> None:
        facet, value = whole.get(words) or next((f, v) for start, f, v in begins if words.startswith(start))
        for one in value.split() or [""]:
            if facet != "filler":
                self.say(facet, one, words)


def _iso(text: str) -> str:
    """A day as ISO date."""
    named = re.fullmatch(rf"(\d{{1,2}})\.?\s?({_MONTH})\s?({_YEAR})", text)
    if named:
        month = MONTHS[named.group(2)[:3]]
        return f"{named.group(3)}-{month:02d}-{int(named.group(1)):02d}"
    return read_date(text.replace(" ", "")) or text


def _even(text: str) -> str:
    """One line: words cut at a line end are one word again, blanks are single."""
    text = re.sub(r"(?<=\d)_(?=\d)", "-", text).replace("_", " ")
    text = _PART_OF_BALANCE.sub(r"\1wanderung wanderungs", text)
    text = re.sub(r"(?<!\w)['’´](?=[012]\d(?!\w|\s?(?:-|–|bis)))", "20", text)
    text = re.sub(r"(?<!m)(?<!\b10)[¹²³⁴-⁹]+\)?", "", text.replace("\u00ad", ""))
    text = re.sub(r"(?<=[a-zäöüß])-\s+(?!und\b|oder\b|bzw\b|u\.)(?=[a-zäöüß])", "", text)
    return re.sub(r"\s+", " ", text).strip().casefold()


@lru_cache(maxsize=8192)
def understand(text: str) -> Meaning:
    """The meaning of one heading, label or title."""
    plain = _even(text)
    if not plain:
        return Meaning()
    meaning = _Reader(plain).read()
    if not meaning.ages and read_span(plain):
        return Meaning(meaning.said, (), (), meaning.bases, (plain,), ())
    return meaning


def is_written_on(text: str) -> bool:
    """Whether a text says when something was written or published, and nothing else: `Datenstand: 2020-08`."""
    return bool(_WRITTEN.fullmatch(_even(text)))


def understand_tab(name: str) -> Meaning:
    """The meaning of the name of a sheet; one capital letter stands for any subject, the sexes are written small."""
    return Meaning() if len(name) == 1 and name.isupper() else understand(name)


def understand_title(lines: Iterable[str]) -> Meaning:
    """The meaning of title lines, which go on from one line to the next; lines that name a source are left out."""
    return understand("\n".join(line for line in lines if line and not _SOURCE_LINE.match(line)))


def names_figures(said: Meaning, text: str) -> bool:
    """Whether a text names what is counted, or figures of any kind: `Daten`."""
    return bool({"measure", "topic"} & set(said.said) or _FIGURES.search(text.casefold()))
