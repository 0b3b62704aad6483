"""Towns, units and forms as people write them."""

import pytest

from knowledge.profile import District, Named, read_district
from knowledge.reading.names import Names, names_of

SAMPLE = read_district(None)


def found(text: str, district: District = SAMPLE) -> list[str]:
    return [mention.name for mention in names_of(district).find(text)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("住建那边说年底修好", "区住建局"),
        ("成管局答应清走摊位", "区城管局"),
        ("無業公司", "物业公司"),
        ("去湖宾街道开会", "湖滨街道"),
        ("板等会", "板凳协商会"),
        ("議事會", "协商议事会"),
        ("社区：每天派人看着", "社区居委会"),
    ],
)
def test_colloquial_misspelt_and_traditional_names_are_canonical(said: str, name: str) -> None:
    assert found(said) == [name]


@pytest.mark.parametrize(
    "said",
    ["物业费太贵", "交通拥堵", "城南小学门口", "政协委员提了意见", "消防通道被占", "社区活动室没人开门"],
)
def test_topics_and_places_are_no_names(said: str) -> None:
    assert found(said) == []


def test_a_company_is_known_without_the_name_of_the_district() -> None:
    district = District(
        "示例临江区", SAMPLE.timezone, SAMPLE.forms, (), (Named("临江水务集团"), Named("区水务局"))
    )
    assert [m.name for m in Names(district).find("水务集团月底前换管")] == ["临江水务集团"]


def test_a_short_form_that_two_units_share_names_neither() -> None:
    district = District("示例区", SAMPLE.timezone, (), (), (Named("区水务局"), Named("区水务公司")))
    assert [m.name for m in Names(district).find("水务说月底修好")] == []


def test_a_name_ends_within_the_text() -> None:
    for text in ("刚才的会存上", "存上"):
        assert all(mention.end <= len(text) for mention in names_of(read_district(None)).find(text))
        assert not names_of(read_district(None)).find(text)
