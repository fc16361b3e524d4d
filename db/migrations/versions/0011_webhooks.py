"""Events out: what is owed to whom, written with what changed."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"


def upgrade() -> None:
    op.execute("SET search_path = studio")
    op.get_bind().exec_driver_sql((SQL / "0011_webhooks.sql").read_text().replace("%", "%%"))


def downgrade() -> None:
    raise NotImplementedError("Restore a backup: endpoints, and what is owed to them, would be lost.")
