"""Other ways through a course"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_attempts_purpose"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_attempts_purpose"),
            "purpose IN ('check', 'follow_up', 'case', 'conversation', 'practice', 'before')"
        )


def downgrade() -> None:
    raise RuntimeError("Debrief's schema does not go back: restore the backup made before the upgrade.")
