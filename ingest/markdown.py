"""Markdown as people and converters write it → plain lines; headings keep their # and tables their bars."""

import re

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)")
_EMPHASIS = re.compile(r"(\*{1,3}|__)(?=\S)(.+?)(?<=\S)\1")
_QUOTE_OR_BULLET = re.compile(r"^\s*(?:>\s?)*(?:[-*+]\s+)?")
_RULE = re.compile(r"^\s*(?:(?:[-*_]\s*){3,}|```\w*)$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_TAG = re.compile(r"</?(?:br|p|div|span|u|b|i|sup|sub|center|font)\b[^>]*>", re.IGNORECASE)


def plain(text: str) -> str:
    """The text without Markdown's marks, line by line."""
    text = _IMAGE.sub("", _COMMENT.sub("", text))
    lines = (line for line in text.splitlines() if not _RULE.match(line))
    return "\n".join(_line(line) for line in lines)


def _line(line: str) -> str:
    if not line.lstrip().startswith("|"):
        line = _QUOTE_OR_BULLET.sub("", line)
    line = _LINK.sub(r"\1", _TAG.sub(" ", line))
    for _ in range(2):  # bold inside italics
        line = _EMPHASIS.sub(r"\2", line)
    return _ESCAPE.sub(r"\1", line).strip()
