"""The conversation: command line, dialogue, channels. Imports `knowledge`, and `ingest` by one door."""
