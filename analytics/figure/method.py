"""What the methods page says of one formula."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """A formula, where it comes from, and what it gives for one Kreis.

    Attributes:
        key: stable name.
        name: heading.
        question: what it answers.
        formula: in LaTeX, without surrounding dollar signs; empty when a rule in words says it better.
        rule: the formula or rule in words, for those who do not read formulas and for screen readers.
        example: worked through with figures of the atlas, one step a line.
        reference: where the formula comes from; "own rule" in the reader's language when it is ours.
        limits: what it does not say.
        unit: the measure that computes it, so that the code is found.
    """

    key: str
    name: str
    question: str
    formula: str
    rule: str
    example: tuple[str, ...]
    reference: str
    limits: str
    unit: str
