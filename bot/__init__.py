"""The conversation: command line, dialogue, channels. Imports `knowledge`; `ingest` only through its pipeline."""
