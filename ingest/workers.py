"""Parsers run in processes of their own, within time and memory: a bad file ends one, never the program."""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.refusals import Refusal, Refused

_log = logging.getLogger(__name__)

SECONDS = 60  # for a parser, which may hang
START_SECONDS = 90  # for the first process, on a machine that is short of everything
PICTURE_SECONDS = 240  # for a picture: bounded work, about 7 s of one core, that a busy machine stretches
MEMORY = 1_900_000_000  # bytes of data a process

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Workers:
    """Parser processes, started when they are first needed."""

    def __init__(self, number: int | None = None) -> None:
        self._number = number or os.cpu_count() or 2
        self._pool: ProcessPool | None = None
        self._cannot_start = False

    def run(self, task: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> "Future[_T]":
        return self._schedule(SECONDS, task, *args, **kwargs)

    def run_picture(self, task: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> "Future[_T]":
        return self._schedule(PICTURE_SECONDS, task, *args, **kwargs)

    def _schedule(
        self, seconds: float, task: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> "Future[_T]":
        try:
            pool = self._pool or self._started()
            return pool.schedule(task, args=args, kwargs=kwargs, timeout=seconds)
        except (RuntimeError, OSError) as error:  # the pool is down
            failed: Future[_T] = Future()
            failed.set_exception(BrokenProcessPool(str(error)))
            return failed

    def _started(self) -> ProcessPool:
        """A pool of which one process has begun to work: pebble waits for ever for one that cannot."""
        if self._cannot_start:
            raise OSError("no process could be started before")
        self._pool = ProcessPool(
            max_workers=self._number,
            max_tasks=200,  # then a fresh process, for parsers that leak
            initializer=_limit,
            context=multiprocessing.get_context("spawn"),
        )
        try:
            self._pool.schedule(os.getpid).result(START_SECONDS)
        except (TimeoutError, BrokenProcessPool, ProcessExpired) as error:
            self._cannot_start = True
            self._end()
            raise OSError("no process could be started") from error
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


def here(task: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> "Future[_T]":
    """Runs a harmless task in this process: starting another takes longer."""
    future: Future[_T] = Future()
    try:
        future.set_result(task(*args, **kwargs))
    except Exception as error:  # as in another process: `result` tells what it means
        future.set_exception(error)
    return future


def result(future: "Future[_T]") -> _T:
    """The result, or Refused where the task took too long, too much memory, or brought its process down."""
    try:
        return future.result()
    except TimeoutError as error:
        raise Refused(Refusal.TOO_SLOW) from error
    except Refused:
        raise
    except BrokenProcessPool as error:
        _log.error("no process to read files could be started", exc_info=error)
        raise Refused(Refusal.NOT_STARTED) from error
    except (ProcessExpired, MemoryError) as error:
        raise Refused(Refusal.TOO_COMPLEX) from error
    except Exception as error:
        # What a parser raises over a file made to break it cannot be listed; one file must not end the run.
        _log.warning("a parser failed", exc_info=error)
        raise Refused(Refusal.BROKEN) from error


def _limit() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then ends its workers
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
