"""What a tenant trained or made to use again: voices and avatars."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"


def upgrade() -> None:
    op.execute("SET search_path = studio")
    op.get_bind().exec_driver_sql((SQL / "0005_models.sql").read_text().replace("%", "%%"))


def downgrade() -> None:
    raise NotImplementedError("Restore a backup: trained models would be lost.")
