"""A file → its text, headings and tables in Markdown."""

from dataclasses import dataclass
from pathlib import Path

from ingest.decoding import decode
from ingest.markdown import plain
from ingest.refusals import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Parsed:
    """`margins` is what stands outside the body: page heads and feet, watermarks. Checked, not stored."""

    text: str
    margins: str = ""


def parse(path: Path) -> Parsed:
    """Refused says why a file cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(Refusal.UNREADABLE) from error
    suffix = path.suffix.lower()
    if suffix not in (".md", ".txt", ".markdown", ".text"):
        raise Refused(Refusal.UNSUPPORTED)
    text = decode(data)
    parsed = Parsed(plain(text) if suffix in (".md", ".markdown") else text)
    if not parsed.text.strip():
        raise Refused(Refusal.EMPTY)
    return parsed
