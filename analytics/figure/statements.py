"""What may be said of a result in a speech, and what may not: written by checked templates, never by hand."""

from dataclasses import dataclass

CARRIED, NOT_CARRIED = 3, 2


@dataclass(frozen=True)
class Saying:
    """One statement, ready to be spoken.

    Attributes:
        text: as a report would say it, with figures, place and time.
        plain: the same in plain language: short sentences, no term left unexplained.
    """

    text: str
    plain: str


@dataclass(frozen=True)
class Statements:
    """What a result carries and what it does not.

    Attributes:
        carried: three statements that the data carry.
        not_carried: two that they do not, each with the reason.
    """

    carried: tuple[Saying, ...]
    not_carried: tuple[Saying, ...]

    def __post_init__(self) -> None:
        if len(self.carried) != CARRIED or len(self.not_carried) != NOT_CARRIED:
            raise ValueError(f"{len(self.carried)} carried and {len(self.not_carried)} not carried statements")
