"""The conversation in Telegram: long polling, or a webhook where `webhook_url` is set."""

import asyncio
import logging
import re
import secrets
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from json import loads
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, TypeHandler

from bot.channels.attachments import LARGEST, LARGEST_OF_OWN_SERVER, Attachments
from bot.channels.delivery import Delivery, Destination
from bot.channels.exchange import Exchange, Turn
from bot.channels.ordering import InboxQueue, OneByOneInEachChat
from bot.channels.retrying import Retrying
from bot.channels.updates import Received, read_update
from bot.inbox import Inbox
from bot.messages import Delivered, Reply
from knowledge.errors import BadTelegramToken, TelegramDown
from knowledge.settings import Settings

_log = logging.getLogger(__name__)

_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
_THREADS = 16  # turns at once; a turn that waits for a language model keeps its thread
_POLL = 30  # seconds that Telegram holds a poll open


class TelegramChannel:
    """`commands` are (name without slash, description); `on_unreachable` is told whom nothing reaches."""

    def __init__(
        self,
        settings: Settings,
        inbox: Inbox,
        turn: Turn,
        commands: Sequence[tuple[str, str]],
        on_unreachable: Callable[[str], None],
    ) -> None:
        """Raises BadTelegramToken where the token is missing or cannot be one."""
        self._settings, self._inbox, self._commands = settings, inbox, commands
        self._command_names = frozenset(name for name, _ in commands)
        self._stopping = asyncio.Event()
        self._retrying = Retrying(self._stopping)
        self._queue = InboxQueue(inbox, lambda update: self._read(update, datetime.now(UTC)) is not None)
        self._application = _build(settings, self._queue)
        self._delivery = Delivery(self._application.bot, self._retrying, on_unreachable)
        largest = LARGEST_OF_OWN_SERVER if settings.has_own_server else LARGEST
        self._attachments = Attachments(
            self._application.bot, settings.home / "incoming", self._retrying, largest
        )
        exchange = Exchange(turn, inbox, self._delivery, self._attachments, self._read, self._stopping)
        self._application.add_handler(TypeHandler(Update, exchange.on_update))
        self._application.add_error_handler(exchange.on_error)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serving: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Serves until SIGINT, SIGTERM or `stop`; what is not answered by then waits for the next start.

        Raises BadTelegramToken or TelegramDown where it cannot begin.
        """
        try:
            with suppress(asyncio.CancelledError):
                asyncio.run(self._serve())
        except InvalidToken:
            raise BadTelegramToken from None  # the library's own message holds the token
        except (NetworkError, RetryAfter) as error:
            raise TelegramDown from error

    def stop(self) -> None:
        """From any thread."""
        if self._loop is not None and self._serving is not None:
            self._loop.call_soon_threadsafe(self._serving.cancel)

    def send(self, member: str, reply: Reply) -> Delivered:
        """A message that answers none. From any thread but the event loop's; waits for the outcome."""
        if self._loop is None or self._stopping.is_set():
            return Delivered.FAILED
        to = Destination(int(member.removeprefix("tg:")))
        sending = asyncio.run_coroutine_threadsafe(self._delivery.deliver(to, reply), self._loop)
        try:
            return sending.result()
        except CancelledError:  # the bot stopped meanwhile
            return Delivered.FAILED
        except TelegramError as error:
            _log.error("a message was refused: %s", error.message)
            return Delivered.FAILED

    def _read(self, update: Update, now: datetime) -> Received | None:
        return read_update(update, self._application.bot.bot, self._command_names, now)

    async def _serve(self) -> None:
        self._loop, self._serving = asyncio.get_running_loop(), asyncio.current_task()
        self._loop.set_default_executor(ThreadPoolExecutor(_THREADS))
        if threading.current_thread() is threading.main_thread():
            for stop in (signal.SIGINT, signal.SIGTERM):
                self._loop.add_signal_handler(stop, self.stop)
        try:
            await self._retrying(self._application.initialize)
            await self._announce_commands()
            await self._take_up_what_waits()
            await self._application.start()
            await self._receive()
            _log.info("serving as @%s", self._application.bot.username)
            await asyncio.Event().wait()
        finally:
            self._stopping.set()
            await self._close()

    async def _announce_commands(self) -> None:
        """Telegram keeps the list, so a failure here takes nothing from anybody."""
        try:
            await self._application.bot.set_my_commands(self._commands)
        except TelegramError as error:
            _log.warning("the list of commands was not updated: %s", type(error).__name__)

    async def _take_up_what_waits(self) -> None:
        """What an earlier process received and did not answer comes before anything new."""
        await asyncio.to_thread(self._attachments.clear)
        waiting = await asyncio.to_thread(self._inbox.unhandled)
        for payload in waiting:
            self._queue.put_nowait(Update.de_json(loads(payload), self._application.bot))
        if waiting:
            _log.info("%d updates were waiting in the inbox", len(waiting))

    async def _receive(self) -> None:
        updater, url = self._application.updater, self._settings.webhook_url
        assert updater is not None
        if url is None:
            await updater.start_polling(timeout=_POLL, bootstrap_retries=-1, allowed_updates=_UPDATES)
            return
        host, _, port = self._settings.webhook_listen.rpartition(":")
        await updater.start_webhook(
            host,
            int(port),
            urlsplit(url).path.lstrip("/"),
            webhook_url=url,
            secret_token=secrets.token_urlsafe(32),  # known to Telegram and this process alone
            max_connections=1,  # several would bring a chat's messages in any order
            bootstrap_retries=-1,
            allowed_updates=_UPDATES,
        )

    async def _close(self) -> None:
        updater = self._application.updater
        if updater is not None and updater.running:
            await updater.stop()
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()
        await self._application.bot.shutdown()  # where the start failed half-way, the line above does nothing


def _build(settings: Settings, queue: InboxQueue) -> Application[Any, Any, Any, Any, Any, Any]:
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    if not re.fullmatch(r"\d+:[\w-]+", token):
        raise BadTelegramToken
    # They log the token (in addresses and errors) and what members write; errors are logged here instead.
    for library, level in (("httpx", "WARNING"), ("httpcore", "WARNING"), ("telegram", "CRITICAL")):
        logging.getLogger(library).setLevel(level)
    server = settings.telegram_base_url.rstrip("/")
    builder = Application.builder().token(token).base_url(f"{server}/bot").base_file_url(f"{server}/file/bot")
    builder = builder.update_queue(queue).concurrent_updates(OneByOneInEachChat())
    builder = builder.connect_timeout(10).read_timeout(20).write_timeout(20).pool_timeout(10)
    return builder.media_write_timeout(60).build()
