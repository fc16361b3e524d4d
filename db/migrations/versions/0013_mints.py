"""Mints, the nonces that they take, and every transaction that was signed."""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"


def upgrade() -> None:
    op.execute("SET search_path = studio")
    op.get_bind().exec_driver_sql((SQL / "0013_mints.sql").read_text().replace("%", "%%"))


def downgrade() -> None:
    raise NotImplementedError("Restore a backup: it would be forgotten which nonces are taken.")
