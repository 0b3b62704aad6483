"""A Telegram update as an `Incoming`, or None where it is not for the assistant."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, Chat, Message, MessageEntity, MessageOriginUser, Update, User

from bot import texts
from bot.channels.delivery import Destination, member_id
from bot.messages import Incoming


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that still lies with Telegram; `size` in bytes, 0 where Telegram does not say."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Received:
    """`readable` is False for what a turn can do nothing with: a voice message, a sticker."""

    incoming: Incoming
    to: Destination
    attachment: Attachment | None = None
    readable: bool = True


def read_update(update: Update, me: User, commands: Set[str], now: datetime) -> Received | None:
    """`commands` without slash: those that are for `me` in a group though they name no bot.

    `now` is taken for presses, which carry no time.
    """
    if update.callback_query is not None:
        return _read_press(update.callback_query, update.update_id, now)
    message = update.message or update.edited_message
    if message is None:
        return None
    return _read_message(message, update, me, commands)


def _read_press(query: CallbackQuery, update_id: int, now: datetime) -> Received | None:
    if query.message is None or query.data is None:
        return None
    incoming = Incoming(
        member=member_id(query.from_user.id),
        chat=_chat_id(query.message.chat),
        text="",
        now=now,
        press=query.data,
        update_id=update_id,
        message_id=query.message.message_id,
    )
    thread = query.message.message_thread_id if isinstance(query.message, Message) else None
    to = Destination(query.message.chat.id, thread_id=thread, pressed=query.message.message_id)
    return Received(incoming, to)


def _read_message(message: Message, update: Update, me: User, commands: Set[str]) -> Received | None:
    """Nobody's, a bot's and a channel's messages have no member behind them."""
    sender, private = message.from_user, message.chat.type == Chat.PRIVATE
    if sender is None or sender.is_bot or message.sender_chat is not None:
        return None
    cuts, addressed = _addressed(message, me, commands)
    if not (private or addressed):
        return None
    text = _without(message.text or message.caption or "", cuts)
    attachment = _attachment(message)
    readable = bool(message.text or attachment or message.contact)
    if not readable and (message.effective_attachment is None or update.edited_message):
        return None  # somebody joined, a title changed, a live location moved
    contact = message.contact
    incoming = Incoming(
        member=member_id(sender.id),
        chat=_chat_id(message.chat),
        text=text,
        now=message.date,
        file_name=attachment.name if attachment else None,
        update_id=update.update_id,
        message_id=message.message_id,
        edited=update.edited_message is not None,
        forwarded=_is_forwarded(message, sender),
        contact_phone=contact.phone_number if contact else None,
        contact_member=member_id(contact.user_id) if contact and contact.user_id else None,
    )
    to = Destination(
        message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        replies_to=None if private else message.message_id,
    )
    return Received(incoming, to, attachment, readable)


def _chat_id(chat: Chat) -> str:
    return "private" if chat.type == Chat.PRIVATE else f"group:{chat.id}"


def _addressed(message: Message, me: User, commands: Set[str]) -> tuple[list[tuple[int, int]], bool]:
    """What names the assistant in the text, as (start, end) in UTF-16 units, and whether it is spoken to."""
    reply = message.reply_to_message
    addressed = reply is not None and reply.from_user is not None and reply.from_user.id == me.id
    mine, cuts = f"@{me.username}".casefold(), []
    for entity, part in _entities(message):
        end = entity.offset + entity.length
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            command, at, bot = part.partition("@")
            if at and f"@{bot}".casefold() != mine:
                return [], False  # another bot's command
            cuts.append((len(command), end))
            addressed = addressed or bool(at) or command.removeprefix("/") in commands
        elif (entity.type == MessageEntity.MENTION and part.casefold() == mine) or (
            entity.user is not None and entity.user.id == me.id
        ):
            cuts.append((entity.offset, end))
            addressed = True
    return cuts, addressed


def _entities(message: Message) -> Iterator[tuple[MessageEntity, str]]:
    if message.text:
        yield from message.parse_entities().items()
    elif message.caption:
        yield from message.parse_caption_entities().items()


def _without(text: str, cuts: list[tuple[int, int]]) -> str:
    raw = text.encode("utf-16-le", "surrogatepass")
    for start, end in sorted(cuts, reverse=True):
        raw = raw[: 2 * start] + raw[2 * end :]
    return raw.decode("utf-16-le", "replace").strip()


def _attachment(message: Message) -> Attachment | None:
    if message.document is not None:
        name = message.document.file_name or ""
        return Attachment(message.document.file_id, name, message.document.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        return Attachment(largest.file_id, texts.PHOTO_NAME, largest.file_size or 0)
    return None


def _is_forwarded(message: Message, sender: User) -> bool:
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser):
        return origin.sender_user.id != sender.id
    return origin is not None
