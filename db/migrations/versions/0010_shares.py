"""The progress of parts that are worked on side by side."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"


def upgrade() -> None:
    op.execute("SET search_path = studio")
    op.get_bind().exec_driver_sql((SQL / "0010_shares.sql").read_text().replace("%", "%%"))


def downgrade() -> None:
    raise NotImplementedError("Restore a backup: jobs may be under way in parts.")
