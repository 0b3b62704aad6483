"""What the Bot API refuses: broken HTML, texts that are too long, buttons that carry too much."""

import json
from html.parser import HTMLParser
from typing import Any

_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote"}


class ApiError(Exception):
    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class Dropped(Exception):
    """The connection ends without an answer."""


class _Entities(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        if tag not in _TAGS:
            raise ApiError(400, f'Bad Request: can\'t parse entities: unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ApiError(400, f'Bad Request: can\'t parse entities: unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise ApiError(400, 'Bad Request: can\'t parse entities: unsupported start tag ""')
        self.text += data


def parsed(html: str) -> str:
    """The text that is left of HTML, with the errors of the real server."""
    parser = _Entities()
    parser.feed(html.replace("&lt;", "\0"))  # what HTMLParser shows as "<" was then not escaped
    parser.close()
    if parser.open:
        raise ApiError(400, "Bad Request: can't parse entities: can't find end tag")
    text = parser.text.replace("\0", "<").strip()
    if not text:
        raise ApiError(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise ApiError(400, "Bad Request: message is too long")
    return text


def checked_markup(params: dict[str, str]) -> dict[str, Any]:
    markup: dict[str, Any] = json.loads(params.get("reply_markup", "{}"))
    for button in (b for row in markup.get("inline_keyboard", []) for b in row):
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup
