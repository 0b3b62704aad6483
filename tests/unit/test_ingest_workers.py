"""When the processes that read files cannot be started."""

import os

import pytest
from pebble import ProcessPool

from ingest.refusals import Refusal, Refused
from ingest.workers import Workers, result


def _refusal(workers: Workers) -> Refusal | None:
    try:
        result(workers.run(os.getpid))
    except Refused as refused:
        return refused.refusal
    return None


def test_a_machine_that_cannot_start_a_process_says_so_for_every_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_process(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("pebble.pool.process.launch_process", no_process)
    with Workers(1) as workers:
        assert [_refusal(workers) for _ in range(3)] == [Refusal.NOT_STARTED] * 3


def test_processes_that_end_before_they_work_do_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workers._limit", _ends)
    monkeypatch.setattr("ingest.workers.START_SECONDS", 1)
    with Workers(1) as workers:
        assert _refusal(workers) is Refusal.NOT_STARTED
        assert _refusal(workers) is Refusal.NOT_STARTED


def test_a_pool_that_breaks_on_its_way_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Unexpected error within the Pool")

    with Workers(1) as workers:
        assert _refusal(workers) is None
        monkeypatch.setattr(ProcessPool, "schedule", broken)
        assert _refusal(workers) is Refusal.NOT_STARTED


def _ends() -> None:
    os._exit(1)
