"""Local facts"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('facts',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('set_by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['set_by'], ['people.id'], name=op.f('fk_facts_set_by')),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_facts'))
    )


def downgrade() -> None:
    raise RuntimeError("Debrief's schema does not go back: restore the backup made before the upgrade.")
