"""Nothing in the suite may reach beyond this machine."""

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.workers import Workers
from knowledge.assemble import Knowledge, open_knowledge
from knowledge.search.embeddings import open_embeddings
from knowledge.settings import Settings
from knowledge.store.database import open_database
from tests.botapi import BotApi
from tests.fakes import WordEmbeddings

os.environ.update(
    ANONYMIZED_TELEMETRY="False",
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    LANGSMITH_TRACING="false",
    LANGCHAIN_TRACING_V2="false",
)
for _setting in [name for name in os.environ if name.startswith("BANDENG_")]:
    os.environ.pop(_setting)
for _proxy in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(_proxy, None)
    os.environ.pop(_proxy.upper(), None)


def _loopback_only(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not re.fullmatch(r"localhost|127\.[\d.]+|::1", host):
                raise RuntimeError(f"a test tried to reach {host}")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def _no_network_but_loopback() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _loopback_only(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _loopback_only(socket.socket.connect_ex))
        yield


@pytest.fixture(scope="session")
def fresh_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all tables, to be copied: a file of its own costs each test all migrations."""
    path = tmp_path_factory.mktemp("database") / "bandeng.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory, fresh_database: Path) -> Callable[[], Path]:
    """Makes empty data folders that share one converted model: converting takes seconds."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "models"
    shared.mkdir(exist_ok=True)

    def made() -> Path:
        home = tmp_path_factory.mktemp("home")
        (home / "models").symlink_to(shared)
        shutil.copy(fresh_database, home)
        return home

    return made


@pytest.fixture(autouse=True, scope="session")
def _model_is_loaded_once(new_home: Callable[[], Path]) -> Iterator[None]:
    """One model for all commands that run in this process: loading takes seconds."""
    loaded = cache(lambda name: open_embeddings(name, new_home()))
    with pytest.MonkeyPatch.context() as patch:
        for user in ("knowledge.assemble", "bot.commands.understand"):
            patch.setattr(f"{user}.open_embeddings", lambda name, _home: loaded(name))
        yield


@pytest.fixture(autouse=True, scope="session")
def _parsers_start_once() -> Iterator[None]:
    """One parser process for all files that are read in this process: OCR alone takes seconds to load."""
    with Workers(1) as workers, pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.pipeline.Workers", lambda: nullcontext(workers))
        yield


@pytest.fixture
def knowledge(tmp_path: Path, fresh_database: Path) -> Iterator[Knowledge]:
    """An empty library with real SQLite, Chroma and Tantivy, and word-hash vectors."""
    (tmp_path / "home").mkdir()
    shutil.copy(fresh_database, tmp_path / "home")
    opened = open_knowledge(Settings(home=tmp_path / "home", _env_file=None), WordEmbeddings())
    yield opened
    opened.close()


@pytest.fixture
def api() -> Iterator[BotApi]:
    """Telegram's side of the conversation."""
    with BotApi().running() as running:
        yield running
