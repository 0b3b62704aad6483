"""Between Telegram and the handler: nothing is lost, nothing comes twice, a chat's messages stay in order."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.inbox import Inbox

_WAITING_AT_ONCE = 1024  # updates that have left the queue; most of them wait for their chat's turn


class InboxQueue(asyncio.Queue[object]):
    """Writes an update to the inbox before it counts as received.

    python-telegram-bot awaits `put` before it moves the polling offset and before it answers a webhook call.
    An error from here keeps it from doing either, so that Telegram sends the update again.
    """

    def __init__(self, inbox: Inbox, wanted: Callable[[Update], bool]) -> None:
        super().__init__()
        self._inbox, self._wanted = inbox, wanted

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            if not self._wanted(item):
                return  # what a group says among itself is not even written down
            try:
                is_new = await asyncio.to_thread(self._inbox.keep, item.update_id, item.to_json())
            except SQLAlchemyError as error:
                raise NetworkError("the inbox cannot be written") from error
            if not is_new:
                return
        await super().put(item)


class OneByOneInEachChat(BaseUpdateProcessor):
    """Chats run side by side; within one, updates wait for each other. A press is acknowledged at once."""

    def __init__(self) -> None:
        super().__init__(_WAITING_AT_ONCE)
        self._locks = WeakValueDictionary[int, asyncio.Lock]()

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update) or update.effective_chat is None:
            await coroutine
            return
        await asyncio.gather(_acknowledge(update), self._in_order(update.effective_chat.id, coroutine))

    async def _in_order(self, chat_id: int, coroutine: Awaitable[Any]) -> None:
        async with self._locks.setdefault(chat_id, asyncio.Lock()):
            await coroutine


async def _acknowledge(update: Update) -> None:
    """Takes the waiting sign off the button. Too late for an old press, and then it does not matter."""
    if update.callback_query is not None:
        with suppress(TelegramError):
            await update.callback_query.answer()
