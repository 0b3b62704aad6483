import multiprocessing
import stat
from pathlib import Path

import pytest

from knowledge.roster.phones import PhoneHasher, canonical_number


@pytest.mark.parametrize(
    "written",
    [
        "13800000001",
        " 138-0000-0001 ",
        "+86 138 0000 0001",
        "8613800000001",
        "008613800000001",
        "１３８０００００００１",
    ],
)
def test_one_number_is_one_number_however_it_is_written(written: str) -> None:
    assert canonical_number(written) == "8613800000001"


@pytest.mark.parametrize(
    "written",
    ["", "1380000000", "138000000011", "12800000001", "1.38E+10", "010-88886666", "13800000001/13900000002",
     "无", "+86 12345", "+0123456789", "110101199001011234"],
)  # fmt: skip
def test_what_is_no_mobile_number_is_refused(written: str) -> None:
    assert canonical_number(written) is None


def test_a_number_abroad_is_kept_with_its_country_code() -> None:
    assert canonical_number("+852 9123 4567") == canonical_number("00852 91234567") == "85291234567"


def test_an_american_number_that_reads_like_a_mainland_one_is_another() -> None:
    assert canonical_number("+1 312 345 6789") != canonical_number("13123456789")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = PhoneHasher(tmp_path)("8613800000001")
    assert stat.S_IMODE((tmp_path / "phone.key").stat().st_mode) == 0o600
    assert PhoneHasher(tmp_path)("8613800000001") == first
    assert [path.name for path in tmp_path.iterdir()] == ["phone.key"]


def test_without_the_key_a_hash_cannot_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert PhoneHasher(tmp_path / "a")("8613800000001") != PhoneHasher(tmp_path / "b")("8613800000001")


def _hashed(home: Path) -> str:
    return PhoneHasher(home)("8613800000001")


def test_two_processes_that_begin_together_agree_on_the_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(_hashed, [tmp_path] * 8))) == 1
