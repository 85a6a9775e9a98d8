"""Presentations kept on the server, and sign-ins that were ended before their time. Adds tables only."""

import sqlalchemy as sa
from alembic import op

from data.store.database.tables import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create both tables; a server of the release before goes on beside them."""
    op.create_table(
        "presentation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("collection", sa.Text, nullable=False, comment="as analytics.exports writes it"),
        sa.Column("kept_at", Moment, nullable=False),
        sa.Column("kept_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_presentation"),
    )
    op.create_table(
        "ended_sign_in",
        sa.Column("mark", sa.String(64), nullable=False, comment="fingerprint, says nothing about the person"),
        sa.Column("expires_at", Moment, nullable=False, comment="from then on the row is not needed any more"),
        sa.PrimaryKeyConstraint("mark", name="pk_ended_sign_in"),
    )
