"""An OpenAI-compatible chat server on loopback that answers by script."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class ScriptedModel(ThreadingHTTPServer):
    """`reply` is the next content or (status, body); `requests` is what came in. `drip` delays the reply
    by so many seconds of empty lines, as busy providers do."""

    daemon_threads = True

    def __init__(self, reply: str | tuple[int, str] = "", drip: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply, self.drip = reply, drip
        self.requests: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    @contextmanager
    def running(self) -> Iterator["ScriptedModel"]:
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedModel

    def do_POST(self) -> None:
        self.server.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        reply = self.server.reply
        status, body = reply if isinstance(reply, tuple) else (200, _completion(reply))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        end = time.monotonic() + self.server.drip
        try:
            while time.monotonic() < end:
                self.wfile.write(b"\n")
                time.sleep(0.05)
            self.wfile.write(body.encode())
        except ConnectionError:
            pass  # the client has given up, as some tests want

    def log_message(self, *_: object) -> None:
        pass


def _completion(content: str) -> str:
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    head = {"id": "1", "object": "chat.completion", "created": 0, "model": "scripted"}
    return json.dumps(head | {"choices": [choice], "usage": usage})
