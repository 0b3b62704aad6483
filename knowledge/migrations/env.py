"""Alembic runs on the connection that `knowledge.store.database` hands over; there is no other way in."""

from alembic import context

from knowledge.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
