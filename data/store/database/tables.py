"""The tables of the store in their present form; `migrations` leads every older store here."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """A point in time, always UTC and always aware; SQLite keeps no zone, so none is stored there."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a moment without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


dataset_version = sa.Table(
    "dataset_version",
    METADATA,
    sa.Column("dataset", sa.String(64), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.Integer, comment="version it was made from; null: the table as shipped"),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text),
    sa.Column("file_sha256", sa.String(64)),
    sa.Column("file_size", sa.BigInteger),
    sa.Column("table_sha256", sa.String(64), nullable=False),
    sa.Column("row_count", sa.Integer, nullable=False),
    sa.Column("mapping", sa.JSON, nullable=False),
    sa.Column("mends", sa.JSON, nullable=False),
    sa.Column("findings", sa.JSON, nullable=False),
)
"""One row per version of a canonical table; immutable."""

version_content = sa.Table(
    "version_content",
    METADATA,
    sa.Column("dataset", sa.String(64), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("table_parquet", sa.LargeBinary, nullable=False),
    sa.Column("original_zstd", sa.LargeBinary, comment="the file as delivered; null: edited by hand"),
    sa.ForeignKeyConstraint(["dataset", "version"], ["dataset_version.dataset", "dataset_version.version"]),
)
"""The bytes of a version, apart from its description, so that lists of versions stay quick; immutable."""

activation = sa.Table(
    "activation",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("dataset", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, comment="null: the table as shipped"),
    sa.Column("previous", sa.Integer, sa.ForeignKey("activation.id"), comment="where undo leads"),
    sa.Column("activated_at", Moment, nullable=False),
    sa.Column("activated_by", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["dataset", "version"], ["dataset_version.dataset", "dataset_version.version"]),
)
"""Every activation with the one it replaced: a chain that undo walks back; immutable."""

dataset_active = sa.Table(
    "dataset_active",
    METADATA,
    sa.Column("dataset", sa.String(64), primary_key=True),
    sa.Column("activation_id", sa.Integer, sa.ForeignKey("activation.id"), comment="null: as shipped"),
    sa.Column("activated_at", Moment, nullable=False),
    sa.Column("activated_by", sa.Text, nullable=False),
)
"""Which activation counts now: one row per table that was ever changed. Writers lock this row."""

audit = sa.Table(
    "audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("dataset", sa.String(64)),
    sa.Column("version", sa.Integer),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Column("operation", sa.String(32), unique=True, comment="recognises a change tried twice"),
)
"""Who did what when; rows are only ever added."""

remembered_mapping = sa.Table(
    "remembered_mapping",
    METADATA,
    sa.Column("head_signature", sa.String(128), primary_key=True),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("remembered_at", Moment, nullable=False),
    sa.Column("remembered_by", sa.Text, nullable=False),
)
"""The choices a person made for files with this head; the latest counts."""

presentation = sa.Table(
    "presentation",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("collection", sa.Text, nullable=False, comment="as analytics.exports writes it"),
    sa.Column("kept_at", Moment, nullable=False),
    sa.Column("kept_by", sa.Text, nullable=False),
)
"""Collections of slides that coordinators keep for each other; written once, removed by choice."""

ended_sign_in = sa.Table(
    "ended_sign_in",
    METADATA,
    sa.Column("mark", sa.String(64), primary_key=True, comment="fingerprint, says nothing about the person"),
    sa.Column("expires_at", Moment, nullable=False, comment="from then on the row is not needed any more"),
)
"""Sign-ins that were ended before their time: a copied cookie or another tab shall not outlive signing out."""
