"""Codes of the comparison in words: verdicts, what weakens one, and why a year or a district is left out."""

from __future__ import annotations

from analytics.language import Wording
from analytics.subjects.effects.figures.starts import start_reason
from analytics.subjects.effects.measures.control_list import OUTSIDE, START_HERE
from analytics.subjects.effects.measures.design.controls import (
    AT_BERLIN,
    NOT_RURAL,
    OWN_INITIATIVE,
    STRONG_RECEPTION,
    TOWN,
)
from analytics.subjects.effects.measures.design.panel import CHOSEN, INCOMPLETE, NO_DATA, RECEPTION, RULED_OUT, UNTRIED
from analytics.subjects.effects.measures.design.starts import AFTER_DATA, NO_INITIATIVE
from analytics.subjects.effects.measures.estimators.synthetic import FEW_DONORS, FIT_YEARS, POOR_FIT
from analytics.subjects.effects.measures.marks import OTHER_START
from analytics.subjects.effects.measures.verdict import (
    FEW_ASSIGNMENTS,
    FRAGILE,
    GUARD_FAILS,
    LAND_PLACEBO,
    LAND_UNTRIED,
    LARGER,
    LEAVE_ONE_OUT,
    NO_START,
    NOT_DISTINGUISHABLE,
    PLACEBO_YEARS,
    PRE_TRENDS_DIFFER,
    SYNTHETIC_DISAGREES,
    SYNTHETIC_REFUSED,
    TOO_FEW_CONTROLS,
    TOO_FEW_YEARS,
    VARIANTS,
)


def verdict_label(w: Wording, verdict: str) -> str:
    """The verdict in a few words; a fixed list, none of them says that an effect is proven."""
    words = {
        NO_START: w.text("No comparison possible: no documented start"),
        TOO_FEW_YEARS: w.text("No comparison possible: too few years with figures"),
        TOO_FEW_CONTROLS: w.text("No comparison possible: too few districts to compare with"),
        PRE_TRENDS_DIFFER: w.text("Not comparable: developed differently already before the start"),
        NOT_DISTINGUISHABLE: w.text("Not distinguishable from chance with these data"),
        GUARD_FAILS: w.text("No statement possible: a check against false findings fails"),
        FRAGILE: w.text("Larger than chance would give, but not robust"),
        LARGER: w.text("Larger than chance would give – the cause stays open"),
    }
    return words[verdict]


def verdict_meaning(w: Wording, verdict: str) -> str:
    """What the verdict means, as a clause that ends the sentence of the result."""
    words = {
        PRE_TRENDS_DIFFER: w.text(
            "the districts developed differently already before the start, so the difference cannot be read as a "
            "change since then"
        ),
        NOT_DISTINGUISHABLE: w.text("with these data this cannot be told from chance"),
        GUARD_FAILS: w.text(
            "chance rarely gives that much, but a check against false findings fails, so the difference cannot be read "
            "as a change since the start"
        ),
        FRAGILE: w.text(
            "chance rarely gives that much, but the result does not hold under every choice of years and districts"
        ),
        LARGER: w.text("chance rarely gives that much; what caused it the figures do not say"),
    }
    return words[verdict]


def role_reason(w: Wording, reason: str) -> str:
    """Why a Kreis is not compared before and after."""
    own = {
        NO_INITIATIVE: w.text("the register names no initiative of the network there"),
        AFTER_DATA: w.text("its initiative began after the last year of the comparison"),
    }
    return own.get(reason) or start_reason(w, reason)


def weakness_text(w: Wording, code: str) -> str:
    """What weakens a result, as a sentence."""
    words = {
        FEW_ASSIGNMENTS: w.text("So few districts can be compared that chance is measured only coarsely."),
        LEAVE_ONE_OUT: w.text(
            "Without single districts the difference changes its sign or is no larger than chance gives."
        ),
        PLACEBO_YEARS: w.text("A placebo start, earlier than the real one, gives a difference as large."),
        SYNTHETIC_REFUSED: w.text("No mix of other districts runs like this one before the start."),
        SYNTHETIC_DISAGREES: w.text("The synthetic control does not confirm the difference."),
        VARIANTS: w.text("Under other defensible choices the difference changes sign."),
        LAND_PLACEBO: w.text(
            "Districts of the same Land without a documented start changed as much or more than chance gives: what "
            "happened in the Land is not taken out."
        ),
        LAND_UNTRIED: w.text("Too few districts of the same Land without a documented start to take out the Land."),
    }
    return words.get(code, "")


def synthetic_refusal(w: Wording, code: str) -> str:
    """Why a synthetic control is not used."""
    words = {
        FIT_YEARS: w.text("too few years before the start to fit weights"),
        FEW_DONORS: w.text("too few districts without an initiative of the network to mix"),
        POOR_FIT: w.text("no mix of the other districts follows its course before the start better than its own mean"),
    }
    return words[code]


def left_out_reason(w: Wording, reason: str) -> str:
    """Why a year or a Kreis is not in the comparison."""
    words = {
        RECEPTION: w.text("left out: shaped by the reception of refugees"),
        NO_DATA: w.text("missing: not in the source"),
        INCOMPLETE: w.text("left out: single years are missing"),
        CHOSEN: w.text("left out by choice"),
        UNTRIED: w.text("left out: the comparison was not checked on this year"),
        RULED_OUT: w.text("left out by the rules for districts compared"),
    }
    return words[reason]


def control_reason(w: Wording, reason: str) -> str:
    """Why a Kreis is not among those compared with, or that it is."""
    words = {
        "": w.text("compared with: no initiative of the network had begun"),
        START_HERE: w.text("under study: the start of an initiative lies here"),
        OTHER_START: w.text("left out: another initiative began here"),
        OUTSIDE: w.text("not among the districts of the atlas"),
        TOWN: w.text("left out: a town with more than 100,000 residents"),
        AT_BERLIN: w.text("left out: a neighbour of Berlin"),
        STRONG_RECEPTION: w.text("left out: the reception of refugees in 2015 and 2016 shapes its arrivals"),
        OWN_INITIATIVE: w.text("left out: a source names a return initiative outside the network"),
        NOT_RURAL: w.text("left out: a town that is its own district"),
        RECEPTION: left_out_reason(w, RECEPTION),
        INCOMPLETE: left_out_reason(w, INCOMPLETE),
    }
    return words.get(reason) or role_reason(w, reason)
