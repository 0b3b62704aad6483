"""The ledger of promises: who promised what, until when, and what came of it."""
