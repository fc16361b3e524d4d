"""Voices that vendors hold for us, until they have forgotten them."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"


def upgrade() -> None:
    op.execute("SET search_path = studio")
    op.get_bind().exec_driver_sql((SQL / "0006_voices.sql").read_text().replace("%", "%%"))


def downgrade() -> None:
    raise NotImplementedError("Restore a backup: it would be forgotten which voices vendors hold.")
