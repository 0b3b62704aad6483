"""Calls to Telegram, made again where that helps."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter

T = TypeVar("T")
_log = logging.getLogger(__name__)

# python-telegram-bot's own switch: `RetryAfter.retry_after` is a timedelta, without a warning about it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_ATTEMPTS = 8
_LONGEST_PAUSE = 30.0  # seconds between two attempts, unless Telegram asks for more
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Retrying:
    """As long as no connection can be made, without end; where a request may have arrived, `_ATTEMPTS` times.

    A call waits alone: a 429 for one chat holds up no other. Once `stopping` is set the last error is raised.
    """

    def __init__(self, stopping: asyncio.Event) -> None:
        self._stopping = stopping

    async def __call__(self, call: Callable[[], Awaitable[T]]) -> T:
        pause, arrived = 0.2, 0
        while True:
            try:
                return await call()
            except BadRequest:  # for python-telegram-bot this is a NetworkError, too
                raise
            except (RetryAfter, NetworkError) as error:
                arrived += not isinstance(error.__cause__, _NEVER_LEFT)
                if arrived == _ATTEMPTS or self._stopping.is_set():
                    raise
                asked = _asked(error)
                _log.warning("%s from Telegram, next try in %.1f s", type(error).__name__, asked or pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), asked or pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _asked(error: RetryAfter | NetworkError) -> float:
    """Seconds that Telegram told us to wait, and a little more."""
    if not isinstance(error, RetryAfter):
        return 0.0
    wait = error.retry_after
    return 0.1 + (wait.total_seconds() if isinstance(wait, timedelta) else wait)
