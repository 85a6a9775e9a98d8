"""Numbers, years and dates as people write them: `rd. 75.000 €`, `ca. 2019`, `22 (Stand: Nov. 2023)`.

What the number is, how exact it is said to be, and which words were around it are told apart. A text that does not
name one number or one year is not read: the caller asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from data.intake.cells.number_formats import SHOWN
from data.intake.words.labels import MONTHS, read_date
from data.intake.workbooks.sheets import number_text

_QUALIFIERS: tuple[tuple[str, str], ...] = (
    ("about", r"ca\.?|circa|zirka|rd\.?|rund|etwa|ungefähr|zirka|~|≈|about|approx\.?|approximately|around|roughly"),
    ("just_under", r"knapp|fast|nearly|just under|almost"),
    ("at_least", r"mindestens|mind\.?|wenigstens|min\.|≥|>=|at least"),
    ("more_than", r"mehr als|über|gut|>|more than|over"),
    ("up_to", r"bis zu|maximal|max\.?|höchstens|≤|<=|up to|at most"),
    ("average", r"ø|durchschnittlich|im durchschnitt|im schnitt|on average|average"),
)
_GROUPS = "\u00a0\u202f\u2009 '’"
_MACHINE = r"\d(?:\.\d+)?e[+-]?\d+"
"""A number as workbooks hand it over."""
_DIGITS = rf"(?:{_MACHINE}|\d(?:(?:[\d.,]|[{_GROUPS}](?=\d{{3}}(?!\d)))*\d)?)"
_CURRENCY = r"(?:€|eur|euro)"
_SCALES: tuple[tuple[str, float], ...] = (
    (rf"(?:t\s?{_CURRENCY}|k\s?€|tsd\.?\s*{_CURRENCY}?|tausend\s*{_CURRENCY}?|thousand\s*{_CURRENCY}?)", 1e3),
    (rf"(?:mio\.?\s*{_CURRENCY}?|mill\.?\s*{_CURRENCY}?|millionen?\s*{_CURRENCY}?|million\s*{_CURRENCY}?|m€)", 1e6),
    (rf"(?:mrd\.?\s*{_CURRENCY}?|milliarden?\s*{_CURRENCY}?)", 1e9),
    (_CURRENCY, 1.0),
)
_YEAR = r"(?:19|20)\d{2}"
_ATTACHED = re.compile(r"[a-zäöü]")
"""A letter right behind a number makes it another one: `75k`."""
_FOREIGN = re.compile(
    r"[$£¢¥%]|(?:usd|us-dollar|dollar|chf|franken|gbp|pln|zł|zloty|dm|mark|dem|prozent|stellen?|vzä|[tkm])\b"
)
"""Behind a number: it counts something else than euros or whole things."""
_ANOTHER = re.compile(
    r"\b(?:p\.?\s?a\b|p\.?\s?m\b|jährlich|monatlich|mtl\b|jhl\b|halbjährlich|wöchentlich|täglich|pro|je|per|annually|monthly|yearly"
    r"|(?:a|each|every|im|jedes|jeden) (?:jahr|monat|year|month)|beantragt\w*|abgelehnt\w*|gestrichen|storniert\w*"
    r"|zurück(?:gezogen|gezahlt|gefordert)\w*|widerrufen|entfällt|entfallen|applied|requested|rejected|withdrawn|repaid)\b"
    r"|^/\s*[a-zäöü]"
)
"""Behind an amount: it is one of several, such as `1.000 € monatlich`, or was not given, as `50.000 € (abgelehnt)`."""
_OPEN = re.compile(r"\b(?:vor|nach|bis|before|after|until|spätestens|frühestens|zwischen)\b")
_TWO_YEARS = re.compile(rf"\b{_YEAR}\s*(?:/|–)\s*\d{{2}}\b|\b{_YEAR}-(?:1[3-9]|[2-9]\d)$")
"""A school year or season: `2019/20`."""
_MONTH = re.compile(rf"(?:(\d{{1,2}})\.?\s+)?([a-zäöü]{{3,}})\.?\s+({_YEAR})")
_STAND = re.compile(r"^([^\d()]*?)\s*(?:\(?\s*\b(?:stand|as of)[:\s]+(.+?)\)?|\(([^()]+)\))$")


@dataclass(frozen=True)
class Amount:
    """A number among words.

    Attributes:
        number: in the form workbooks hand numbers over.
        qualifier: how exact it is said to be, blank when nothing is said.
        rest: other words around it.
        date: the day or month (ISO) behind `Stand`.
        is_open: whether the words make it one of several amounts, or one that was not given.
    """

    number: str
    qualifier: str = ""
    rest: str = ""
    date: str = ""
    is_open: bool = False


def read_amount(text: str, *, scale: float = 1.0) -> Amount | None:
    """The one number of a cell; None when there is none, or when it can be read in two ways.

    Args:
        text: the cell.
        scale: what the heading says the numbers are counted in, e.g. 1000 for `T€`.
    """
    plain = re.sub(r"\s\d{1,2}\)$", "", " ".join(text.casefold().split()))
    qualifier, plain = _qualified(plain)
    plain = re.sub(rf"^{_CURRENCY}\s*", "", plain)
    match = re.match(rf"({_DIGITS})(?:,-{{1,2}}|,–|\.-)?\s*(.*)$", plain)
    if not match:
        return None
    digits, tail = match.group(1), match.group(2)
    own, tail = _scaled(tail)
    value = _value(digits, scaled=(own or scale) > 1.0)
    stand = _STAND.match(tail)
    said = (stand.group(2) or stand.group(3)) if stand else ""
    date = read_partial_date(said) or str(read_one_year(said) or "")
    if value is None or (re.search(r"\d", tail) and not (stand and (date or stand.group(2)))):
        return None
    if own is None and (_ATTACHED.match(plain[len(digits) :]) or _FOREIGN.match(tail)):
        return None
    rest = stand.group(1) if stand and date else tail.strip(" ()")
    if rest == "+" and not qualifier:
        qualifier, rest = "at_least", ""
    return Amount(number_text(value * (own or scale)), qualifier, rest, date, bool(_ANOTHER.search(tail)))


def open_digits(text: str) -> str:
    """The digits of `71,500 €`, which are 71.5 or 71500; blank for any other cell."""
    plain = " ".join(text.casefold().split())
    found = re.fullmatch(rf"{_CURRENCY}?\s*(\d{{1,3}},\d{{3}})\s*{_CURRENCY}?", plain)
    return found.group(1) if found else ""


def read_shown(text: str, *, scale: float = 1.0) -> Amount | None:
    """The number of a cell that shows another form than it holds, such as `71,5 T€ ⟨71.5⟩`.

    None when what is shown is no amount, or not the stored number rounded, as it is or in the unit beside it.

    Args:
        text: what is shown, with the stored number behind it.
        scale: what the heading says the numbers are counted in.
    """
    cell = re.fullmatch(SHOWN, text)
    amount = read_amount(cell.group(1), scale=scale) if cell else None
    if cell is None or amount is None:
        return None
    stored, shown = float(cell.group(2)), float(amount.number)
    digits = re.search(_DIGITS, cell.group(1))
    own = _scaled(cell.group(1)[digits.end() :].casefold().strip())[0] if digits else None
    unit = own or scale
    places = len(digits.group().partition(",")[2]) if digits else 0
    exact = next((one for one in (stored, stored * unit) if abs(one - shown) <= 0.5000001 * unit / 10**places), None)
    return None if exact is None else replace(amount, number=number_text(exact))


def _qualified(text: str) -> tuple[str, str]:
    for code, words in _QUALIFIERS:
        match = re.match(rf"(?:{words})\s*(?=[\d€e])", text)
        if match:
            return code, text[match.end() :]
    return "", text


def _scaled(tail: str) -> tuple[float | None, str]:
    """What the unit behind a number multiplies it with, and what follows it; None without a unit."""
    for pattern, scale in _SCALES:
        match = re.match(rf"{pattern}(?![a-zäöü])\s*", tail)
        if match:
            return scale, tail[match.end() :]
    return None, tail


def _value(digits: str, *, scaled: bool) -> float | None:
    """A number of euros or whole things: three digits behind a point are a group, for there are no such decimals.

    Behind a comma they are read with a unit such as T€ alone: `71,500 T€`. Without one they are open.
    """
    bare = re.sub(f"[{_GROUPS}]", "", digits)
    if re.fullmatch(rf"\d+|{_MACHINE}", bare):
        return float(bare)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", bare):
        return float(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(,\d{3}){2,}(\.\d+)?|\d{1,3}(,\d{3})+\.\d+", bare):
        return float(bare.replace(",", ""))
    if re.fullmatch(r"\d{1,3},\d{3}", bare):
        return float(bare.replace(",", ".")) if scaled else None
    if re.fullmatch(r"\d+[.,]\d+", bare):
        return float(bare.replace(",", "."))
    return None


def unit_scale(heading: str) -> float:
    """What a heading says its numbers are counted in: 1000 for `Betrag (T€)`."""
    plain = heading.casefold()
    for pattern, scale in _SCALES:
        if scale > 1.0 and re.search(rf"(?<![a-zäöü]){pattern}(?![a-zäöü])", plain):
            return scale
    return 1.0


_OTHER_MONEY = re.compile(
    rf"(?<![a-zäöü\d])(?<!\d )(?:{'|'.join(pattern for pattern, scale in _SCALES if scale > 1.0)}"
    r"|dm|usd|us-dollar|dollar|chf|\$|£|prozent|%)(?![a-zäöü])"
)
"""A unit of money other than the euro, not behind a number: `Angaben in T€`, but not `über 50 T€`."""


def other_money(text: str) -> bool:
    """Whether a text about a list says that its amounts are counted in something else than euros."""
    return _OTHER_MONEY.search(" ".join(text.casefold().split())) is not None


def without_unit(heading: str) -> str:
    """A heading without its unit of money: `Betrag (T€)` is `Betrag`."""
    plain = heading.casefold()
    for pattern, _ in _SCALES:
        plain = re.sub(rf"[(\[]?\s*(?:in\s+)?(?<![a-zäöü]){pattern}(?![a-zäöü])\s*[)\]]?", " ", plain)
    return " ".join(plain.split())


def read_one_year(text: str) -> int | None:
    """The one year a cell names; None for several, for none, and for `vor 2015`."""
    if day := read_date(text):
        return int(day[:4])
    plain = text.casefold()
    found = set(re.findall(rf"(?<!\d){_YEAR}(?!\d)", plain))
    if len(found) != 1 or _OPEN.search(plain) or _TWO_YEARS.search(plain):
        return None
    rest = re.sub(rf"(?<!\d){_YEAR}(?!\d)", "", plain)
    # What is left may be a day of the year, not another number.
    return int(found.pop()) if not re.search(r"\d{3,}", rest) else None


def read_partial_date(text: str) -> str:
    """A day, month or year as ISO date, as precise as written; blank when it is none."""
    plain = " ".join(text.casefold().strip(" ()").split())
    plain = re.sub(r"[ t]0?0:00(?::00)?$", "", plain)
    plain = re.sub(r"^(?:stand|seit|ab|im|am|as of|since)[:\s]+", "", plain)
    if day := read_date(plain.replace(" ", "")):
        return day
    if re.fullmatch(_YEAR, plain):
        return plain
    if month := re.fullmatch(rf"(\d{{1,2}})\s*[./-]\s*({_YEAR})", plain):
        return _month(int(month.group(1)), month.group(2))
    if month := re.fullmatch(rf"({_YEAR})[-/](\d{{1,2}})", plain):
        # 2009/10 may be the season from one year to the next.
        is_season = "/" in plain and int(month.group(2)) == (int(month.group(1)) + 1) % 100
        return "" if is_season else _month(int(month.group(2)), month.group(1))
    if named := _MONTH.fullmatch(plain):
        day_number, name, year = named.groups()
        number = MONTHS.get(name[:3], 0)
        found = _month(number, year)
        return f"{found}-{int(day_number):02d}" if found and day_number else found
    return ""


def _month(number: int, year: str) -> str:
    return f"{year}-{number:02d}" if 1 <= number <= 12 else ""


_AND = re.compile(r"\s*(?:[,;/&\n]|\bund\b|\bu\.|\band\b|\bsowie\b|\bbzw\.?|\boder\b|\bor\b|\+)\s*")


def split_places(text: str) -> list[str]:
    """The parts of a cell that may name several places."""
    return [part.strip() for part in _AND.split(text) if part.strip()]
