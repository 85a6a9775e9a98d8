"""What may be said about before and after in a speech, and what not, written from the result by fixed templates."""

from __future__ import annotations

import pandas as pd

from analytics.figure.statements import Saying, Statements
from analytics.language import Wording
from analytics.subjects.effects.figures.text import (
    balance,
    difference_text,
    estimated,
    interval_text,
    persons,
    refusal_reason,
    refusal_sentence,
    rough,
    rule_of_years,
    since,
    unit,
    where,
    where_inside,
)
from analytics.subjects.effects.measures import EffectResult
from analytics.subjects.effects.measures.design.starts import MIN_AFTER, MIN_BEFORE
from analytics.subjects.effects.measures.verdict import (
    FRAGILE,
    GUARD_FAILS,
    LARGER,
    MIN_CONTROLS,
    NOT_DISTINGUISHABLE,
    PRE_TRENDS_DIFFER,
)
from data.atlas import Atlas


def effects_statements(atlas: Atlas, w: Wording, result: EffectResult) -> Statements:
    """Three statements the result carries and two it does not; also where the comparison is refused."""
    if result.did is None:
        return Statements(
            carried=(_refused(atlas, w, result), _data(w, result), _rule(w)),
            not_carried=(_no_cause(w), _no_nothing(w, result)),
        )
    last = _no_transfer(w) if result.verdict in (FRAGILE, LARGER) else _no_nothing(w, result)
    return Statements(
        carried=(_difference(atlas, w, result), _verdict(w, result), _smallest(w, result)),
        not_carried=(_no_cause(w), last),
    )


def _difference(atlas: Atlas, w: Wording, result: EffectResult) -> Saying:
    fields = {
        "difference": difference_text(w, estimated(result).did.estimate),
        "n": w.number(result.n_control),
    }
    return Saying(
        w.text(
            "{where}, {balance} since the start ({years}) was, {unit}, {difference} the course of {n} districts "
            "without an initiative of the network would lead one to expect ({interval}).",
            where=where(atlas, w, result),
            unit=unit(w, result),
            years=since(w, result),
            balance=balance(atlas, w, result),
            interval=interval_text(w, result),
            **fields,
        ),
        w.text(
            "We compared the time before the start with the time after it, {inside} and in {n} other districts. "
            "After the start the balance was, for every 1,000 people and year, {difference} we had expected. Balance "
            "means: people who come minus people who leave. {sure}",
            inside=where_inside(atlas, w, result),
            sure=_how_sure(w, result),
            **fields,
        ),
    )


def _how_sure(w: Wording, result: EffectResult) -> str:
    tested = estimated(result).permutation
    if pd.isna(tested.level):
        return w.text("We cannot say how exact this number is.")
    return w.text(
        "The number is not exact: it lies somewhere between {low} and {high}.",
        low=w.signed(tested.low),
        high=w.signed(tested.high),
    )


def _verdict(w: Wording, result: EffectResult) -> Saying:
    share = w.percent(estimated(result).permutation.p_value)
    words = {
        PRE_TRENDS_DIFFER: Saying(
            w.text(
                "The districts developed differently already before the start; a difference since then cannot be read "
                "as a change."
            ),
            w.text("The districts were different already before. So the comparison does not help."),
        ),
        NOT_DISTINGUISHABLE: Saying(
            w.text(
                "This cannot be told from chance: in {share} of cases chance alone gives a difference as large, when "
                "other districts are given the start.",
                share=share,
            ),
            w.text(
                "This can be chance. In {share} of cases chance alone gives as much. The figures cannot decide it.",
                share=share,
            ),
        ),
        GUARD_FAILS: _guard_fails(w),
        FRAGILE: Saying(
            w.text(
                "Chance alone gives a difference as large in only {share} of cases, but the result does not hold under "
                "every choice of years and districts.",
                share=share,
            ),
            w.text(
                "Chance gives that much only rarely ({share} of cases). But with other years or districts the result "
                "changes.",
                share=share,
            ),
        ),
        LARGER: Saying(
            w.text(
                "Chance alone gives a difference as large in only {share} of cases; the figures do not say what caused "
                "it.",
                share=share,
            ),
            w.text(
                "Chance gives that much only rarely ({share} of cases). The figures do not say why it is so.",
                share=share,
            ),
        ),
    }
    return words[result.verdict]


def _guard_fails(w: Wording) -> Saying:
    return Saying(
        w.text(
            "A check against false findings fails: the same comparison also finds something where nothing had begun, "
            "or rests on a single district. The difference cannot be read as a change since the start."
        ),
        w.text(
            "We checked the comparison. It also finds something where no initiative of the network had begun, or it "
            "depends on one district. So the number says nothing about the initiatives."
        ),
    )


def _smallest(w: Wording, result: EffectResult) -> Saying:
    size = estimated(result).mde.permutation
    if pd.isna(size) or pd.isna(result.residents):
        return Saying(
            w.text("So few districts can be compared that not even a large effect could be told from chance."),
            w.text("We can compare only a few districts. So we could not even see a large effect."),
        )
    people = rough(w, persons(result, size))
    return Saying(
        w.text(
            "Only a difference of about {size} {unit} – about {people} people a year and district – would be seen in "
            "these data; a smaller effect may exist unseen.",
            size=w.number(size, 1),
            unit=unit(w, result),
            people=people,
        ),
        w.text(
            "We see a difference only when it is large: about {people} people more or fewer in a year and district. A "
            "smaller effect we would not see. It can still be there.",
            people=people,
        ),
    )


def _refused(atlas: Atlas, w: Wording, result: EffectResult) -> Saying:
    why = refusal_reason(w, result)
    return Saying(
        refusal_sentence(atlas, w, result),
        w.text("We cannot compare before and after here. The reason: {why}.", why=why),
    )


def _data(w: Wording, result: EffectResult) -> Saying:
    fields = {
        "first": result.panel.years[0],
        "last": result.panel.years[-1],
        "n": w.number(int(result.starts["used"].sum())),
        "all": w.number(len(result.starts)),
    }
    return Saying(
        w.text(
            "The comparison uses district figures of migration by age from {first} to {last}; {n} of {all} initiatives "
            "have a start that can be compared with them.",
            **fields,
        ),
        w.text(
            "We compare the figures of the districts from {first} to {last}. For {n} of {all} initiatives we can "
            "compare before and after.",
            **fields,
        ),
    )


def _rule(w: Wording) -> Saying:
    return Saying(
        rule_of_years(w),
        w.text(
            "For a comparison we need enough years: {before} before the start and {after} from it on. And we need "
            "{least} other districts.",
            before=w.number(MIN_BEFORE),
            after=w.number(MIN_AFTER),
            least=w.number(MIN_CONTROLS),
        ),
    )


def _no_cause(w: Wording) -> Saying:
    return Saying(
        w.text(
            "{quoted} – the comparison shows what happened at the same time, not what caused it; other things changed "
            "as well.",
            quoted=w.quote(w.text("The initiative brought people to the district.")),
        ),
        w.text(
            "{quoted} We do not know that. Other things happened at the same time: for example new jobs or new flats.",
            quoted=w.quote(w.text("The initiative brought people to the district.")),
        ),
    )


def _no_nothing(w: Wording, result: EffectResult) -> Saying:
    quoted = w.quote(w.text("The initiative has no effect."))
    if result.did is None:
        return Saying(
            w.text("{quoted} – nothing could be compared; what was not compared is not disproved.", quoted=quoted),
            w.text("{quoted} We do not know that either. We could not compare.", quoted=quoted),
        )
    return Saying(
        w.text(
            "{quoted} – only a large effect would be seen in these data; what is not seen is not disproved.",
            quoted=quoted,
        ),
        w.text("{quoted} We do not know that either. The figures are too coarse for it.", quoted=quoted),
    )


def _no_transfer(w: Wording) -> Saying:
    return Saying(
        w.text(
            "{quoted} – the districts were not chosen by lot and are few; elsewhere it may be different.",
            quoted=w.quote(w.text("An initiative would bring the same to every district.")),
        ),
        w.text(
            "{quoted} We do not know that. We looked at only a few districts.",
            quoted=w.quote(w.text("An initiative would bring the same to every district.")),
        ),
    )
