"""Files in: guard, parse, metadata, chunks. Imports `knowledge`, never `bot`."""
