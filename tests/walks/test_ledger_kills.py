"""What was confirmed survives any kill, and is stored once."""

from pathlib import Path

from tests.killing import kill_and_count


def test_no_confirmed_write_is_lost_or_doubled_by_kills(tmp_path: Path) -> None:
    outcome = kill_and_count(tmp_path, writes=60, kills=6, seconds=0.15)
    assert outcome.kills > 2  # a process that was quicker than its kill is not counted
    assert (outcome.lost, outcome.doubled) == ((), ())
