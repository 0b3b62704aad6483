"""What goes in and out of one turn of the conversation, whatever the channel."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or button press. `chat` is "private" or "group:…"; `now` is when it was sent."""

    member: str
    chat: str
    text: str
    now: datetime
    mentioned: bool = True  # in a group: addressed to the assistant by name, command or reply
    press: str | None = None  # the data of the button that was pressed
    file: Path | None = None  # a file that came with it, already on local disk
    file_name: str | None = None  # the sender's own name for it; never used as a path
    update_id: int | None = None
    message_id: int | None = None  # the same for a message and for what it was edited to
    edited: bool = False  # a message that was sent before and now reads otherwise
    forwarded: bool = False  # somebody else's words
    contact_phone: str | None = None  # a shared contact; it is the member's own
    contact_member: str | None = None  # only where this equals `member`

    @property
    def is_private(self) -> bool:
        return self.chat == PRIVATE


class Style(StrEnum):
    TITLE = "title"  # bold
    TEXT = "text"
    QUOTE = "quote"  # verbatim from a source
    NOTE = "note"  # small print: sources, hints


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a reply in plain text; channels decide how a style looks."""

    text: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Button:
    """`data` is at most 64 bytes of UTF-8 (Telegram's limit): "action:argument"."""

    text: str
    data: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send; `edits` replaces the message whose button was pressed instead of adding one.

    `asks_contact` offers the phone's own way to share one's number (private chats only; replaces `buttons`).
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[Path, ...] = ()
    edits: bool = False
    asks_contact: bool = False


def says(sentence: str) -> list[Reply]:
    """The replies of a turn that has one plain sentence to say."""
    return [Reply((Block(sentence),))]


class Delivered(StrEnum):
    """What became of a reply."""

    SENT = "sent"
    UNREACHABLE = "unreachable"  # blocked, deleted, thrown out: trying again does not help
    FAILED = "failed"  # not now: the network, the chat service, or the bot is stopping
