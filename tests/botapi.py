"""A small Bot API server on loopback: as strict as the real one where the bot could do something wrong."""

import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from typing import Any

from tests.botapi_checks import ApiError
from tests.botapi_http import handler
from tests.botapi_methods import GROUP, ME, TOKEN, Fault, Methods, Sent, chat_json

__all__ = ["GROUP", "TOKEN", "BotApi", "Sent", "post"]


class BotApi(Methods):
    """Every member is a user number; a private chat has the same number as its member."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = iter(range(700_001, 10**9))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator["BotApi"]:
        serve = partial(self._server.serve_forever, poll_interval=0.02)
        threads = [threading.Thread(target=target, daemon=True) for target in (serve, self._push)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            with self._changed:
                self._closing = True
                self._changed.notify_all()
            self._server.shutdown()
            self._server.server_close()
            for thread in threads:
                thread.join(5)

    # What people do

    def say(self, text: str, user: int = 1001, chat: int | None = None, **fields: Any) -> int:
        """A text message; returns its message number. A mention or a command in it gets its entity."""
        return self.message(user, chat, text=text, entities=entities(text), **fields)

    def message(self, user: int = 1001, chat: int | None = None, **fields: Any) -> int:
        message = self._message(user, chat, **fields)
        self._deliver("message", message)
        return int(message["message_id"])

    def edit(self, message_id: int, text: str, user: int = 1001, chat: int | None = None) -> None:
        message = self._message(user, chat, text=text, entities=entities(text), edit_date=int(time.time()))
        self._deliver("edited_message", {**message, "message_id": message_id})

    def upload(
        self, name: str, content: bytes, user: int = 1001, size: int | None = None, **fields: Any
    ) -> int:
        file = {**self._file(content, size), "file_name": name}
        return self.message(user, document=file, **fields)

    def photo(self, content: bytes, user: int = 1001, **fields: Any) -> int:
        sizes = [
            {**self._file(c, None), "width": w, "height": w} for c, w in ((b"small", 90), (content, 1280))
        ]
        return self.message(user, photo=sizes, **fields)

    def press(self, message: Sent, data: str, user: int = 1001) -> None:
        shown = {"message_id": message.message_id, "date": int(time.time()), "chat": chat_json(message.chat)}
        query = {"id": str(next(self._message_ids)), "from": _user(user), "chat_instance": "1", "data": data}
        self._deliver("callback_query", {**query, "message": {**shown, "from": ME, "text": message.text}})

    # What goes wrong

    def fail(
        self,
        method: str,
        code: int,
        description: str = "Injected",
        times: int = 1,
        chat: int | None = None,
        **parameters: int,
    ) -> None:
        """`parameters` as the Bot API names them: `retry_after`, `migrate_to_chat_id`."""
        self._faults.append(Fault(method, ApiError(code, description, **parameters), times, chat, late=False))

    def drop(self, method: str, times: int = 1, late: bool = False) -> None:
        self._faults.append(Fault(method, None, times, None, late))

    def heal(self) -> None:
        self._faults.clear()

    # What came of it

    def wait(self, met: Callable[[], Any], seconds: float = 10.0) -> Any:
        """Whatever `met` returns once that is true."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (found := met()):
                left = deadline - time.monotonic()
                assert left > 0, f"waited in vain; sent so far: {[s.text for s in self.sent]}"
                self._changed.wait(min(left, 0.05))
            return found

    def replies(self, count: int = 1, chat: int = 1001, seconds: float = 10.0) -> list[Sent]:
        """The first `count` messages of a chat, once they are there."""
        return list(self.wait(lambda: (s := self.sent_to(chat))[count - 1 :] and s[:count], seconds))

    def sent_to(self, chat: int) -> list[Sent]:
        return [sent for sent in self.sent if sent.chat == chat]

    def called(self, method: str) -> list[dict[str, str]]:
        return [params for name, params in self.calls if name == method]

    def all_acknowledged(self) -> bool:
        return not self._updates

    def _message(self, user: int, chat: int | None, **fields: Any) -> dict[str, Any]:
        number, now = next(self._message_ids), int(time.time())
        return {
            "message_id": number,
            "date": now,
            "from": _user(user),
            "chat": chat_json(chat or user),
            **fields,
        }

    def _file(self, content: bytes, size: int | None) -> dict[str, Any]:
        file_id = f"file-{len(self._files)}"
        self._files[file_id] = content
        return {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_size": len(content) if size is None else size,
        }

    def _deliver(self, kind: str, content: dict[str, Any]) -> None:
        with self._changed:
            if self._allowed is not None and kind not in self._allowed:
                return
            self._updates.append({"update_id": next(self._numbers), kind: content})
            self._changed.notify_all()

    def _push(self) -> None:
        """Brings updates to the webhook in order, each until it is taken."""
        while not self._closing:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or (self.webhook and self._updates), 0.2)
                update, webhook = next(iter(self._updates), None), dict(self.webhook)
            if update is None or not webhook or self._closing:
                continue
            if post(webhook["url"], update, webhook.get("secret_token")) == 200:
                with self._changed:
                    self._updates.remove(update)
                    self._changed.notify_all()
            else:
                time.sleep(0.1)


def post(url: str, update: dict[str, Any], secret: str | None) -> int:
    """Calls a webhook as Telegram does; the status, 0 where nobody answers."""
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, json.dumps(update).encode(), headers)
        ) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def entities(text: str) -> list[dict[str, Any]]:
    """A mention or a command at the start, with offsets in UTF-16 units."""
    found = []
    if text.startswith("/"):
        found.append({"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])})
    for mention in re.finditer(r"(?a:(?<!\w)@\w{5,32})", text):
        if not found:
            offset = len(text[: mention.start()].encode("utf-16-le")) // 2
            found.append({"type": "mention", "offset": offset, "length": len(mention[0])})
    return found


def _user(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": f"委员{user}"}
