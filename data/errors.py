"""The tree of errors of the atlas.

Every class takes keyword arguments only and writes no prose: `analytics.language` turns `code` and
`fields` into the sentence a person reads.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


class AtlasError(Exception):
    """Base of every error of the atlas.

    Attributes:
        code: short stable name of what went wrong, one of the codes its class documents.
        fields: further values the sentence may name, e.g. `value`, `allowed`, `expected`.
    """

    def __init__(self, *, code: str, **fields: Any) -> None:
        self.code = code
        self.fields: dict[str, Any] = fields
        super().__init__(code, *(f"{name}={value!r}" for name, value in fields.items()))

    def __str__(self) -> str:
        """The code with its fields in one line, for logs and commands that speak in codes."""
        return " ".join(self.args)


class SettingError(AtlasError):
    """A setting of the operator cannot be used.

    Attributes:
        setting: variable of the environment, e.g. `ATLAS_DATABASE_URL_FILE`.

    Codes (extra fields in brackets):
        file_unreadable [path]; not_a_whole_number [value, default, least, most];
        not_allowed [value, default, allowed]; wrong_pattern [value, default].
    """

    def __init__(self, *, setting: str, code: str, **fields: Any) -> None:
        self.setting = setting
        super().__init__(code=code, setting=setting, **fields)


class PackageError(AtlasError):
    """A file of the data package is missing, damaged or contradicts another one.

    Attributes:
        file: path of the file inside the package, e.g. `sources/migration.csv`.
        row: row as a spreadsheet shows it (the header is row 1), None when it concerns the whole file.
        column: name of the column, None when it concerns a whole row or file.

    Codes (extra fields in brackets):
        file_missing; file_unreadable [reason]; row_length [expected, found];
        column_missing; column_unexpected; column_order [expected, found]; table_empty;
        cell_empty; not_a_number [value]; not_a_whole_number [value]; not_yes_no [value];
        not_a_date [value]; not_allowed [value, allowed]; out_of_range [value, minimum, maximum];
        wrong_pattern [value]; duplicate_key [key, columns, first_row];
        unknown_source_id [value]; unknown_ags [value]; unknown_member_id [value];
        unknown_funding_id [value]; unknown_age_group [value]; unknown_indicator_id [value];
        kreis_mismatch [value, expected];
        age_sum_mismatch [ags, period, expected, found]; net_mismatch [expected, found];
        status_mismatch [value]: a blank value is called reported, or all values are there and status names a gap;
        land_sum_mismatch [period, expected, found]; component_mismatch [expected, found];
        flow_mismatch [expected, found]; period_reversed [value, expected];
        boundary_missing [value]; boundary_unexpected [value]; geometry_invalid [value].
    """

    def __init__(
        self,
        *,
        file: str,
        code: str,
        row: int | None = None,
        column: str | None = None,
        **fields: Any,
    ) -> None:
        self.file = file
        self.row = row
        self.column = column
        super().__init__(code=code, **fields)


class GrainError(AtlasError):
    """A frame breaks the grain it promises: a key occurs twice, or a needed key is absent.

    Attributes:
        table: what the frame holds, e.g. `migration`.
        key: the key that broke the grain.
    """

    def __init__(self, *, table: str, key: Any, code: str = "duplicate_key", **fields: Any) -> None:
        self.table = table
        self.key = key
        super().__init__(code=code, **fields)


class MissingRateError(AtlasError):
    """No rate can be given, with the reason as `code` (e.g. `no_population`, `no_migration`).

    Attributes:
        ags: the district asked for.
        year: the year asked for.
    """

    def __init__(self, *, ags: str, year: int, code: str, **fields: Any) -> None:
        self.ags = ags
        self.year = year
        super().__init__(code=code, **fields)


class UnknownNameError(AtlasError):
    """A name was asked for that the data does not hold (a district, an initiative, an indicator).

    Attributes:
        kind: what was looked up, e.g. `ags`, `member_id`, `indicator_id`.
        value: the name that was not found.
        valid: the names that would have been found.
    """

    def __init__(self, *, kind: str, value: Any, valid: tuple[str, ...] = (), code: str = "unknown_name") -> None:
        self.kind = kind
        self.value = value
        self.valid = valid
        super().__init__(code=code)


def check_name(kind: str, value: Any, valid: Collection[Any]) -> None:
    """Stop at a name the data does not hold.

    Raises:
        UnknownNameError: it is none of the valid ones.
    """
    if value not in valid:
        raise UnknownNameError(kind=kind, value=value, valid=tuple(map(str, valid)))


class SelectionError(AtlasError):
    """More or fewer things were chosen than a figure can show.

    Attributes:
        kind: what was chosen, e.g. `ags`.
        found: how many.
        least: how many are needed.
        most: how many fit.
    """

    def __init__(self, *, kind: str, found: int, least: int, most: int, code: str = "wrong_number") -> None:
        self.kind = kind
        self.found = found
        self.least = least
        self.most = most
        super().__init__(code=code)


class StoreError(AtlasError):
    """The store cannot do what was asked. Nothing was stored or changed.

    Never carries an address with a password, a statement or its values.

    Codes (extra fields in brackets; `path`, of an embedded store only, and `reason` are for the operator):
        unavailable [backend, reason, path]: the database does not answer, even after further tries; so the next;
        disk_full: no space is left where the store lies; read_only: nothing may be written there;
        store_damaged: what lies there can no longer be read as a database; store_empty: there is nothing in it;
        store_missing: it is gone; not_writable: the folder of the store cannot be made;
        url_invalid; backend_unsupported [backend]; driver_missing [driver];
        store_too_new [found, known]: written by a newer release than this one;
        version_unknown [dataset, version]; nothing_to_undo [dataset]; presentation_unknown;
        content_damaged [dataset, version, part]: what is stored is not what was written;
        backup_not_written [path]; backup_unreadable [path]; restore_not_empty [table].
    """


class BaseMovedError(StoreError):
    """Someone else activated another version meanwhile: compare anew.

    Attributes:
        dataset: the table concerned.
        expected: version the caller worked from (0: the table as shipped).
        active: version that is active now (0: the table as shipped).
    """

    def __init__(self, *, dataset: str, expected: int, active: int) -> None:
        self.dataset = dataset
        self.expected = expected
        self.active = active
        super().__init__(code="base_moved", dataset=dataset, expected=expected, active=active)


class NotAllowedError(StoreError):
    """Whoever asked may not do this. Nothing was stored or changed.

    Codes: `not_allowed`; `sign_in_expired`: it was allowed until the sign-in ran out.

    Attributes:
        action: what was asked for, as in `data.access.ACTIONS`.
        role: role of whoever asked; `nobody` when nobody was named.
    """

    def __init__(self, *, action: str, role: str, code: str = "not_allowed") -> None:
        self.action = action
        self.role = role
        super().__init__(code=code, action=action, role=role)


class ExportError(AtlasError):
    """A collection, a template or a deck cannot be used, or a file cannot be made. Nothing was written.

    Codes (extra fields in brackets):
        collection_unreadable; collection_empty; too_many_slides [found, most]; text_too_long [found, most];
        unknown_view [view, valid]; unknown_param [view, param]; missing_param [view, param];
        wrong_value [view, param, value];
        file_too_large [found_mb, most_mb]; file_macros; file_broken; file_external [value];
        template_no_layout; template_too_small [value, width_cm, height_cm];
        deck_not_ours; unknown_story [value, valid]; kreis_needed;
        wrong_ending [value, valid]; no_such_slide [found, most]; not_beside [value]; wrong_date [value];
        date_ahead [value]; picture_size [least_mm, most_mm].
    """

    def __init__(self, *, code: str, **fields: Any) -> None:
        vars(self).update(fields)
        super().__init__(code=code, **fields)
