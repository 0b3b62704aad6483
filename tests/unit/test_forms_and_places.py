"""The town and the form of a consultation."""

import pytest

from knowledge.profile import read_district
from knowledge.reading.characters import normalised
from knowledge.reading.forms_and_places import form_of, town_of
from knowledge.reading.names import names_of

DISTRICT = read_district(None)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("晚上七点半，一场民主恳谈会在小广场开到九点。", "其他"),
        ("养犬民意恳谈会纪要", "其他"),
        ("就叫“圆桌会”，咖啡自己带。", "其他"),
        ("云岭乡院坝会追记", "其他"),
        ("协商形式：其他（晒场夜话）", "其他"),
        ("听证会？不，是板凳会，", "板凳协商会"),
        ("在院坝召开板凳协商会，", "板凳协商会"),
        ("下午在村部座谈，碰了个头。", None),
    ],
)
def test_a_meeting_by_another_name_is_of_another_form(text: str, form: str | None) -> None:
    assert form_of(normalised(text), names_of(DISTRICT).find(text)) == form


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("柳河花苑停水，业主请了几位。", None),
        ("城东花苑小学门口\n地点：新桥街道办事处三楼", "新桥街道"),
        ("口子上青石板路边开的", None),
        ("新桥云锦花园信号差", "新桥街道"),
        ("柳河板凳群", "柳河镇"),
    ],
)
def test_an_estate_that_is_called_after_a_town_names_none(text: str, town: str | None) -> None:
    assert town_of(names_of(DISTRICT).find(text)) == town
