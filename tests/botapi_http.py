"""HTTP for the Bot API server of the tests."""

import json
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from tornado.httputil import HTTPFile, parse_body_arguments

from tests.botapi_checks import ApiError, Dropped


class Api(Protocol):
    token: str

    def answer(self, method: str, params: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Any: ...

    def file(self, file_id: str) -> bytes: ...


def handler(api: Api) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with suppress(ConnectionError):  # the bot was killed, or gave up waiting
                super().handle()

        def do_GET(self) -> None:
            self._respond()

        def do_POST(self) -> None:
            self._respond()

        def log_message(self, *_args: Any) -> None:
            """Tests are quiet."""

        def _respond(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:
                raise ConnectionError  # the bot was killed while it spoke
            path = unquote(urlsplit(self.path).path)
            try:
                if path.startswith(f"/file/bot{api.token}/documents/"):
                    self._write(200, api.file(path.rsplit("/", 1)[1]), "application/octet-stream")
                    return
                if not path.startswith(f"/bot{api.token}/"):
                    raise ApiError(401, "Unauthorized")
                params, files = self._form(body)
                result = api.answer(path.rsplit("/", 1)[1], params, files)
            except ApiError as error:
                self._write_error(error)
            except Dropped:
                self.close_connection = True
            else:
                self._write(200, json.dumps({"ok": True, "result": result}).encode())

        def _form(self, body: bytes) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
            arguments: dict[str, list[bytes]] = {}
            files: dict[str, list[HTTPFile]] = {}
            parse_body_arguments(self.headers.get("Content-Type", ""), body, arguments, files)
            params = {name: values[-1].decode() for name, values in arguments.items()}
            return params, {name: (found[0].filename, found[0].body) for name, found in files.items()}

        def _write_error(self, error: ApiError) -> None:
            body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
            if error.parameters:
                body["parameters"] = error.parameters
            self._write(error.code, json.dumps(body).encode())

        def _write(self, code: int, body: bytes, kind: str = "application/json") -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
