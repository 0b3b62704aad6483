"""One update, from the inbox to the last message of its answer."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot import texts
from bot.channels.attachments import AttachmentNotFetched, Attachments, AttachmentTooBig
from bot.channels.delivery import Delivery
from bot.channels.updates import Received
from bot.inbox import Attempt, Inbox
from bot.messages import Block, Delivered, Incoming, Reply

Turn = Callable[[Incoming], Sequence[Reply]]
_log = logging.getLogger(__name__)

# A message that kills the process would be handled first at every start: after so many starts it is given up.
_ATTEMPTS = 20


class Exchange:
    def __init__(
        self,
        turn: Turn,
        inbox: Inbox,
        delivery: Delivery,
        attachments: Attachments,
        read: Callable[[Update, datetime], Received | None],
        stopping: asyncio.Event,
    ) -> None:
        self._turn, self._inbox, self._read, self._stopping = turn, inbox, read, stopping
        self._delivery, self._attachments = delivery, attachments

    async def on_update(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if self._stopping.is_set():
            return  # the inbox holds it for the next start
        attempt = await asyncio.to_thread(self._inbox.begin, update.update_id)
        received = self._read(update, attempt.received_at)
        if received is None or await self._answered(update.update_id, received, attempt):
            await asyncio.to_thread(self._inbox.handled, update.update_id)

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What no turn expected. The member reads one sentence; the log says where, not what was written."""
        if not isinstance(update, Update):
            _log.warning("receiving updates: %s", type(context.error).__name__)
            return
        _log.error("update %d failed: %s", update.update_id, _outline(context.error))
        received = self._read(update, datetime.now(UTC))
        if self._stopping.is_set() or received is None:
            return
        if await self._delivery.deliver(received.to, _saying(texts.FAILED)) is not Delivered.FAILED:
            await asyncio.to_thread(self._inbox.handled, update.update_id)

    async def _answered(self, update_id: int, received: Received, attempt: Attempt) -> bool:
        """False where the answer could not be sent for now."""
        if attempt.number > _ATTEMPTS:
            _log.error("update %d is given up after %d attempts", update_id, _ATTEMPTS)
            await self._delivery.deliver(received.to, _saying(texts.FAILED))
            return True
        replies = attempt.replies
        if replies is None:
            async with self._delivery.typing(received.to):
                replies = tuple(await self._replies(received))
            await asyncio.to_thread(self._inbox.answered, update_id, replies)
        for reply in replies:
            outcome = await self._delivery.deliver(received.to, reply)
            if outcome is not Delivered.SENT:
                return outcome is Delivered.UNREACHABLE
        return True

    async def _replies(self, received: Received) -> Sequence[Reply]:
        """Runs the turn in a worker thread: the one place where the event loop hands over to the core."""
        if not received.readable:
            return [_saying(texts.CANNOT_READ)]
        try:
            async with self._attachments.fetched(received.attachment) as file:
                return await asyncio.to_thread(self._turn, replace(received.incoming, file=file))
        except AttachmentTooBig:
            return [_saying(texts.FILE_TOO_BIG)]
        except AttachmentNotFetched:
            return [_saying(texts.FILE_NOT_RECEIVED)]


def _saying(sentence: str) -> Reply:
    return Reply((Block(sentence),))


def _outline(error: BaseException | None) -> str:
    """Kinds and places along the chain of causes. What an error says is left out: it may quote a member."""
    lines = []
    while error is not None:
        detail = f": {error.message}" if isinstance(error, TelegramError) else ""
        lines += [f"{type(error).__qualname__}{detail}\n", *traceback.format_tb(error.__traceback__)]
        error = error.__cause__ or error.__context__
    return "".join(lines)
