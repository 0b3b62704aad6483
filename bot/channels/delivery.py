"""Sends a reply through the Bot API and gets over what the network and Telegram put in the way."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from weakref import WeakValueDictionary

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot import texts
from bot.channels.retrying import Retrying
from bot.messages import Delivered, Reply
from bot.render import telegram_html

_Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup

_TYPING_LASTS = 4.5  # seconds; Telegram takes the sign away after five
# 400s that mean the same as 403: nobody is there to read it.
_NOBODY_THERE = re.compile(
    r"chat not found|not enough rights|have no rights|user is deactivated|peer_id_invalid", re.I
)


def member_id(user_id: int) -> str:
    """A private chat has its member's number."""
    return f"tg:{user_id}"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a reply goes. `replies_to`: the message that asked; `pressed`: the one that holds the button."""

    chat_id: int
    thread_id: int | None = None
    replies_to: int | None = None
    pressed: int | None = None

    @property
    def is_private(self) -> bool:
        return self.chat_id > 0


class Delivery:
    """One reply a chat at a time, so that the parts of two never mix; chats do not wait for each other."""

    def __init__(self, bot: Bot, retrying: Retrying, on_unreachable: Callable[[str], None]) -> None:
        """`on_unreachable` is told the member, in a worker thread."""
        self._bot, self._retrying, self._on_unreachable = bot, retrying, on_unreachable
        self._locks = WeakValueDictionary[int, asyncio.Lock]()
        self._signs = set[asyncio.Task[None]]()

    async def deliver(self, to: Destination, reply: Reply) -> Delivered:
        """Raises BadRequest only where the reply itself is wrong."""
        try:
            async with self._locks.setdefault(to.chat_id, asyncio.Lock()):
                await self._send(to, reply)
        except ChatMigrated as moved:
            return await self.deliver(Destination(moved.new_chat_id), reply)
        except (Forbidden, BadRequest) as error:
            if isinstance(error, BadRequest) and not _NOBODY_THERE.search(error.message):
                raise
            if to.is_private:
                await asyncio.to_thread(self._on_unreachable, member_id(to.chat_id))
            return Delivered.UNREACHABLE
        except (NetworkError, RetryAfter):
            return Delivered.FAILED
        return Delivered.SENT

    @asynccontextmanager
    async def typing(self, to: Destination) -> AsyncIterator[None]:
        """Shows that somebody works on it. The last call is let go, not waited for and not broken off."""
        done = asyncio.Event()
        sign = asyncio.create_task(self._show_typing(to, done))
        self._signs.add(sign)
        sign.add_done_callback(self._signs.discard)
        try:
            yield
        finally:
            done.set()

    async def _show_typing(self, to: Destination, done: asyncio.Event) -> None:
        """A sign only: whatever goes wrong with it does not matter."""
        while not done.is_set():
            with suppress(TelegramError):
                await self._bot.send_chat_action(
                    to.chat_id, ChatAction.TYPING, message_thread_id=to.thread_id
                )
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _TYPING_LASTS)

    async def _send(self, to: Destination, reply: Reply) -> None:
        """Text first, buttons under the last of it, then files."""
        pages, markup = telegram_html(reply), _markup(to, reply)
        for number, page in enumerate(pages, 1):
            below = markup if number == len(pages) else None
            if number == 1 and reply.edits and to.pressed is not None:
                await self._edit(to, to.pressed, page, below)
            else:
                await self._message(to if number == 1 else replace(to, replies_to=None), page, below)
        for path in reply.files:
            await self._file(to, path)

    async def _message(self, to: Destination, page: str, markup: _Markup | None) -> None:
        answered = None
        if to.replies_to is not None:
            answered = ReplyParameters(to.replies_to, allow_sending_without_reply=True)
        await self._retrying(
            partial(
                self._bot.send_message,
                to.chat_id,
                page,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                message_thread_id=to.thread_id,
                reply_parameters=answered,
                reply_markup=markup,
            )
        )

    async def _edit(self, to: Destination, message_id: int, page: str, markup: _Markup | None) -> None:
        """A message that is gone or cannot be edited is replaced by a new one."""
        edit = partial(
            self._bot.edit_message_text,
            page,
            to.chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=markup if isinstance(markup, InlineKeyboardMarkup) else None,
        )
        try:
            await self._retrying(edit)
        except BadRequest as error:
            if "not modified" not in error.message:
                await self._message(to, page, markup)

    async def _file(self, to: Destination, path: Path) -> None:
        content = await asyncio.to_thread(path.read_bytes)
        send = partial(
            self._bot.send_document, to.chat_id, content, filename=path.name, message_thread_id=to.thread_id
        )
        await self._retrying(send)


def _markup(to: Destination, reply: Reply) -> _Markup | None:
    if reply.asks_contact and to.is_private:
        share = KeyboardButton(texts.SHARE_CONTACT_BUTTON, request_contact=True)
        return ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
    if not reply.buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data) for b in row] for row in reply.buttons]
    )
