"""The methods of the Bot API that the bot calls, over what this server remembers."""

import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.botapi_checks import ApiError, Dropped, checked_markup, parsed

TOKEN = "4242:test-token-of-nobody"
ME = {"id": 4242, "is_bot": True, "first_name": "板凳", "username": "BandengBot"}
GROUP = -1007


@dataclass
class Fault:
    """`error` None drops the connection. `late`: the call takes effect first and only its answer is lost."""

    method: str
    error: ApiError | None
    times: int
    chat: int | None
    late: bool


@dataclass
class Sent:
    """A message of the bot as its reader sees it now; `history` holds the texts before it was edited."""

    message_id: int
    chat: int
    text: str
    html: str
    markup: dict[str, Any]
    params: dict[str, str]
    document: bytes | None = None
    file_name: str | None = None
    history: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[list[dict[str, str]]]:
        return list(self.markup.get("inline_keyboard", []))


def chat_json(chat: int) -> dict[str, Any]:
    if chat < 0:
        return {"id": chat, "type": "supergroup", "title": "示例群"}
    return {"id": chat, "type": "private", "first_name": f"委员{chat}"}


class Methods:
    """Every method raises ApiError as the real server does."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.sent: list[Sent] = []
        self.commands: list[dict[str, str]] = []
        self.webhook: dict[str, str] = {}
        self.blocked: set[int] = set()
        self._updates: list[dict[str, Any]] = []
        self._allowed: list[str] | None = None
        self._files: dict[str, bytes] = {}
        self._faults: list[Fault] = []
        self._message_ids = iter(range(1, 10**9))
        self._poll = 0
        self._closing = False
        self._changed = threading.Condition(threading.RLock())

    def answer(self, method: str, params: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Any:
        with self._changed:
            self.calls.append((method, params))
            self._changed.notify_all()
            fault = self._fault(method, params)
        if fault is not None and not fault.late:
            raise fault.error or Dropped
        run = getattr(self, f"on_{method.lower()}", None)
        if run is None:
            raise ApiError(404, "Not Found")
        result = run(params, files)
        if fault is not None:
            raise Dropped
        return result

    def file(self, file_id: str) -> bytes:
        fault = self._fault("download", {})
        if fault is not None:
            raise fault.error or Dropped
        if file_id not in self._files:
            raise ApiError(404, "Not Found")
        return self._files[file_id]

    def _fault(self, method: str, params: dict[str, str]) -> Fault | None:
        for fault in self._faults:
            if fault.times and fault.method == method and fault.chat in (None, int(params.get("chat_id", 0))):
                fault.times -= 1
                return fault
        return None

    def on_getme(self, _params: dict[str, str], _files: Any) -> Any:
        return ME

    def on_setmycommands(self, params: dict[str, str], _files: Any) -> Any:
        self.commands = json.loads(params["commands"])
        return True

    def on_setwebhook(self, params: dict[str, str], _files: Any) -> Any:
        with self._changed:
            self.webhook = params if params.get("url") else {}
            self._changed.notify_all()
        return True

    def on_deletewebhook(self, _params: dict[str, str], _files: Any) -> Any:
        self.webhook = {}
        return True

    def on_getupdates(self, params: dict[str, str], _files: Any) -> Any:
        """Holds the poll open; one that comes later ends the one before, as in Telegram."""
        if self.webhook:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        deadline = time.monotonic() + float(params.get("timeout", 0))
        with self._changed:
            self._poll += 1
            mine, offset = self._poll, int(params.get("offset", 0))
            if "allowed_updates" in params:
                self._allowed = json.loads(params["allowed_updates"])
            self._updates = [u for u in self._updates if u["update_id"] >= offset]
            self._changed.notify_all()
            while not self._updates and not self._closing and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
                if mine != self._poll:
                    raise ApiError(409, "Conflict: terminated by other getUpdates request")
            return self._updates[:100]

    def on_sendmessage(self, params: dict[str, str], _files: Any) -> Any:
        assert params["parse_mode"] == "HTML"
        return self._keep(params, parsed(params["text"]), params["text"])

    def on_senddocument(self, params: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Any:
        name, content = files["document"]
        return self._keep(params, "", "", document=content, file_name=name)

    def on_editmessagetext(self, params: dict[str, str], _files: Any) -> Any:
        text, markup = parsed(params["text"]), checked_markup(params)
        self._reachable(int(params["chat_id"]))
        wanted = (int(params["chat_id"]), int(params["message_id"]))
        with self._changed:
            sent = next((s for s in self.sent if (s.chat, s.message_id) == wanted), None)
            if sent is None:
                raise ApiError(400, "Bad Request: message to edit not found")
            if (sent.html, sent.markup) == (params["text"], markup):
                raise ApiError(
                    400, "Bad Request: message is not modified: specified new message content is same"
                )
            sent.history.append(sent.text)
            sent.text, sent.html, sent.markup, sent.params = text, params["text"], markup, params
            self._changed.notify_all()
        return {"message_id": sent.message_id, "date": 1, "chat": chat_json(sent.chat), "text": text}

    def on_answercallbackquery(self, _params: dict[str, str], _files: Any) -> Any:
        return True

    def on_sendchataction(self, params: dict[str, str], _files: Any) -> Any:
        self._reachable(int(params["chat_id"]))
        return True

    def on_getfile(self, params: dict[str, str], _files: Any) -> Any:
        file_id = params["file_id"]
        if file_id not in self._files:
            raise ApiError(400, "Bad Request: invalid file_id")
        if len(self._files[file_id]) > 20 * 1024 * 1024:
            raise ApiError(400, "Bad Request: file is too big")
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    def _reachable(self, chat: int) -> None:
        if chat in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")

    def _keep(self, params: dict[str, str], text: str, html: str, **document: Any) -> Any:
        chat = int(params["chat_id"])
        self._reachable(chat)
        markup = checked_markup(params)
        with self._changed:
            sent = Sent(next(self._message_ids), chat, text, html, markup, params, **document)
            self.sent.append(sent)
            self._changed.notify_all()
        return {
            "message_id": sent.message_id,
            "date": int(time.time()),
            "chat": chat_json(chat),
            "text": text,
        }
