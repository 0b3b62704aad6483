"""Which file a document was read from, and which papers it puts out of force."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repeals", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("file_digest", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_documents_file_digest"), ["file_digest"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_file_digest"))
        batch_op.drop_column("file_digest")
        batch_op.drop_column("repeals")
