"""Files that members send: fetched into a private folder under a name of our own, and gone after the turn."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.channels.retrying import Retrying
from bot.channels.updates import Attachment
from knowledge.errors import BandengError

LARGEST = 20 * 1024 * 1024  # bytes; Telegram lets a bot download no more
LARGEST_OF_OWN_SERVER = 200 * 1024 * 1024  # a Bot API server of one's own has no such limit


class AttachmentTooBig(BandengError):
    pass


class AttachmentNotFetched(BandengError):
    """Telegram does not hand it out (any more)."""


class Attachments:
    def __init__(self, bot: Bot, folder: Path, retrying: Retrying, largest: int = LARGEST) -> None:
        self._bot, self._folder, self._retrying, self._largest = bot, folder, retrying, largest

    def clear(self) -> None:
        """Takes away what a killed process left behind."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, mode=0o700)

    @asynccontextmanager
    async def fetched(self, attachment: Attachment | None) -> AsyncIterator[Path | None]:
        """The file on local disk, for as long as the context is open; None for None."""
        if attachment is None:
            yield None
            return
        content = await self._content(attachment)
        with TemporaryDirectory(dir=self._folder) as private:
            path = Path(private) / f"received{_suffix(attachment.name)}"
            await asyncio.to_thread(path.write_bytes, content)
            yield path

    async def _content(self, attachment: Attachment) -> bytes:
        if attachment.size > self._largest:
            raise AttachmentTooBig
        try:
            file = await self._retrying(partial(self._bot.get_file, attachment.file_id))
            content = bytes(await self._retrying(file.download_as_bytearray))
        except BadRequest as error:
            raise (AttachmentTooBig if "too big" in error.message else AttachmentNotFetched) from error
        except (NetworkError, RetryAfter):
            raise
        except TelegramError as error:
            raise AttachmentNotFetched from error
        if len(content) > self._largest:
            raise AttachmentTooBig
        return content


def _suffix(name: str) -> str:
    """Programs that read files go by it, so it is kept where it is nothing but a suffix."""
    suffix = Path(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
