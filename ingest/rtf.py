"""Automatic numbers of an RTF file, which converters skip or get wrong, as part of its text."""

import re

_AS_SHOWN = re.compile(rb"\{\\(?:listtext|pntext)(?![a-z])")  # a group that readers of lists leave out
_LIST = re.compile(rb"\\ls\d+(?!\d)")


def with_numbers(data: bytes) -> bytes:
    """The file with the numbers as its writer showed them, and no lists that would be numbered again."""
    return _LIST.sub(b"", _AS_SHOWN.sub(b"{", data)) if _AS_SHOWN.search(data) else data
