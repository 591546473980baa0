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
    op.create_table('open_certificates',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('passed_on', sa.Date(), nullable=False),
    sa.Column('name_hash', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], name=op.f('fk_open_certificates_edition_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_open_certificates'))
    )


def downgrade() -> None:
    raise RuntimeError("Debrief's schema does not go back: restore the backup made before the upgrade.")
