"""The roster, which chat account is whose, and who saw an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("liaison_committee", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("phone_hash", sa.String(), nullable=True),
        sa.Column("phone_tail", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("phone_hash"),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_members_liaison_committee"), ["liaison_committee"], unique=False)
        batch_op.create_index(batch_op.f("ix_members_name"), ["name"], unique=False)
    op.create_table(
        "bindings",
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("bound_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat"),
    )
    with op.batch_alter_table("bindings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bindings_member_id"), ["member_id"], unique=False)
    # Not in a batch: that would make the table anew and, by its foreign key, empty `feedback`.
    op.drop_index("ix_answers_member", "answers")
    op.execute("ALTER TABLE answers RENAME COLUMN member TO audience")
    op.create_index("ix_answers_audience", "answers", ["audience"])


def downgrade() -> None:
    op.drop_index("ix_answers_audience", "answers")
    op.execute("ALTER TABLE answers RENAME COLUMN audience TO member")
    op.create_index("ix_answers_member", "answers", ["member"])
    op.drop_table("bindings")
    op.drop_table("members")
