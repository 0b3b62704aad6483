from pathlib import Path

import pytest

from knowledge.errors import BadProfile
from knowledge.profile import District, read_district


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "district.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sample() -> District:
    return read_district(None)


def test_without_a_path_the_sample_district_is_read(sample: District) -> None:
    assert sample.name == "示例区"
    assert sample.is_sample
    assert str(sample.timezone) == "Asia/Shanghai"
    assert len(sample.towns) == 12
    assert "板凳协商会" in sample.forms
    assert "教育" in sample.sectors


def test_in_the_sample_no_name_or_alias_means_two_things(sample: District) -> None:
    words = [word for named in (*sample.towns, *sample.units) for word in (named.name, *named.aliases)]
    assert sorted(words) == sorted(set(words))


def test_colloquial_names_lead_to_the_canonical_one(sample: District) -> None:
    canonical = {alias: unit.name for unit in sample.units for alias in unit.aliases}
    assert canonical["住建那边"] == "区住建局"
    assert canonical["教育上"] == "区教育局"
    assert canonical["市公安局示例分局"] == "区公安分局"


def test_an_own_profile_is_read_and_is_not_the_sample(tmp_path: Path) -> None:
    path = _written(tmp_path, 'name = "甲区"\n[[towns]]\nname = "河东街道"\naliases = ["河东"]\n')
    district = read_district(path)
    assert not district.is_sample
    assert [(town.name, town.aliases) for town in district.towns] == [("河东街道", ("河东",))]
    assert district.units == ()
    assert "协商议事会" in district.forms  # the default where the file names none


@pytest.mark.parametrize(
    "text",
    [
        "name = 示例区",  # not TOML
        'timezone = "Asia/Shanghai"',  # no name
        'name = "甲区"\ntimezone = "亚洲/上海"',
        'name = "甲区"\n[[units]]\naliases = ["住建"]',
        'name = "甲区"\n[[units]]\nname = "住建局"\nalias = ["住建"]',  # misspelt key
    ],
)
def test_a_bad_profile_is_named_with_its_path(tmp_path: Path, text: str) -> None:
    path = _written(tmp_path, text)
    with pytest.raises(BadProfile) as caught:
        read_district(path)
    assert caught.value.path == path
    assert caught.value.why == "内容不符合格式"


def test_a_profile_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadProfile) as caught:
        read_district(tmp_path / "nowhere.toml")
    assert caught.value.why == "读不到这个文件"


def test_a_profile_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "district.toml"
    path.write_bytes('name = "示例区"'.encode("gbk"))
    with pytest.raises(BadProfile):
        read_district(path)
