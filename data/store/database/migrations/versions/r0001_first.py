"""Versions, which of them is active, audit, remembered mappings."""

import sqlalchemy as sa
from alembic import op

from data.store.database.tables import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    _create_versions()
    op.create_table(
        "dataset_active",
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("activated_at", Moment, nullable=False),
        sa.Column("activated_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("dataset", name="pk_dataset_active"),
        sa.ForeignKeyConstraint(
            ["dataset", "version"],
            ["dataset_version.dataset", "dataset_version.version"],
            name="fk_dataset_active_dataset_version",
        ),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("dataset", sa.String(64)),
        sa.Column("version", sa.Integer),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_table(
        "remembered_mapping",
        sa.Column("head_signature", sa.String(128), nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("remembered_at", Moment, nullable=False),
        sa.Column("remembered_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("head_signature", name="pk_remembered_mapping"),
    )


def _create_versions() -> None:
    op.create_table(
        "dataset_version",
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
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
        sa.PrimaryKeyConstraint("dataset", "version", name="pk_dataset_version"),
    )
    op.create_table(
        "version_content",
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("table_parquet", sa.LargeBinary, nullable=False),
        sa.Column("original_zstd", sa.LargeBinary, comment="the file as delivered; null: edited by hand"),
        sa.PrimaryKeyConstraint("dataset", "version", name="pk_version_content"),
        sa.ForeignKeyConstraint(
            ["dataset", "version"],
            ["dataset_version.dataset", "dataset_version.version"],
            name="fk_version_content_dataset_version",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        for column in ("table_parquet", "original_zstd"):  # both are compressed already
            op.execute(f"ALTER TABLE version_content ALTER COLUMN {column} SET STORAGE EXTERNAL")
