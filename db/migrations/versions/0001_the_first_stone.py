"""The ledger, the jobs, and who may see them."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"
ROLES = """
DO $$ BEGIN
    IF to_regrole('studio_app') IS NULL THEN
        CREATE ROLE studio_app LOGIN;
    END IF;
    IF to_regrole('studio_system') IS NULL THEN
        CREATE ROLE studio_system LOGIN;
    END IF;
END $$
"""


def upgrade() -> None:
    op.execute("SET search_path = studio")
    op.execute(ROLES)
    for name in ("0001_ledger.sql", "0001_jobs.sql", "0001_access.sql"):
        op.get_bind().exec_driver_sql((SQL / name).read_text().replace("%", "%%"))


def downgrade() -> None:
    op.execute("DROP SCHEMA studio CASCADE")
