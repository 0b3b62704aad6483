"""The same content is the same document, whatever file it came in."""

import hashlib
import re

from knowledge.model import Kind

# Converters differ in white space and Markdown's marks; the words decide.
_MARKS = re.compile(r"[\s#|*\-]+")


def document_id(kind: Kind, text: str) -> str:
    """16 hex digits."""
    return hashlib.sha256(f"{kind}\n{_MARKS.sub('', text)}".encode()).hexdigest()[:16]
