"""Versions of one paper, in whichever order they come, and what papers put each other out of force."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from ingest.repeals import repealed_by
from knowledge.model import Validity
from knowledge.store.database import open_database
from knowledge.store.library import Library
from knowledge.store.titles import matter
from tests.samples import policy

_OLD = ("示例区停车管理办法", "示政办发〔2018〕5号", date(2018, 3, 5))


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[list[Library]]:
    databases = [open_database(f"sqlite:///{tmp_path / str(n)}.db") for n in range(2)]
    yield [Library(database) for database in databases]
    for database in databases:
        database.close()


def _validities(library: Library, *papers: tuple[str, str | None, date]) -> dict[str, Validity]:
    for title, number, on in papers:
        library.add(*policy(title, f"{on.year}年起停车位实行编号。", doc_number=number, issued_on=on))
    return {document.title: document.validity for document, _ in library.documents()}


@pytest.mark.parametrize(
    "title",
    [
        "示例区停车管理办法（2023年修订）",
        "示例区停车管理办法(修正)",
        "示例区停车管理办法（新修订）",
        "示例区人民政府办公室关于印发《示例区停车管理办法》的通知",
        "关于印发示例区停车管理办法（2023年修订版）的通知",
    ],
)
def test_a_later_edition_under_another_dress_supersedes(libraries: list[Library], title: str) -> None:
    new = (title, "示政办发〔2023〕8号", date(2023, 3, 5))
    for library, order in zip(libraries, permutations([_OLD, new]), strict=True):
        assert _validities(library, *order) == {_OLD[0]: Validity.AMENDED, title: Validity.IN_FORCE}


@pytest.mark.parametrize(
    ("title", "on"),
    [
        ("示例区停车管理办法实施细则", date(2023, 3, 5)),
        ("示例市停车管理办法", date(2023, 3, 5)),
        ("关于印发《示例区停车管理办法》的通知", date(2018, 3, 9)),  # which issues it
    ],
)
def test_another_paper_is_no_edition(libraries: list[Library], title: str, on: date) -> None:
    new = (title, "示政办发〔2023〕8号", on)
    for library, order in zip(libraries, permutations([_OLD, new]), strict=True):
        assert set(_validities(library, *order).values()) == {Validity.IN_FORCE}


def test_an_old_notice_that_arrives_late_does_not_repeal_what_was_issued_after_it(
    libraries: list[Library],
) -> None:
    library = libraries[0]
    library.add(*policy("示例区停车管理办法", "停车按次收费。", issued_on=date(2023, 3, 5)))
    document, sections = policy("关于废止文件的通知", "一、废止一批文件。", issued_on=date(2020, 1, 2))
    library.add(replace(document, repeals=("示例区停车管理办法",)), sections)
    assert library.documents()[1][0].validity is Validity.IN_FORCE


def test_a_rule_is_repealed_under_the_notice_that_issued_it(libraries: list[Library]) -> None:
    library = libraries[0]
    library.add(*policy("关于印发《示例区停车管理办法（试行）》的通知", "停车。", issued_on=date(2018, 3, 5)))
    assert library.repeal(["示例区停车管理办法实施细则"]) == 0
    assert library.repeal(["示例区停车管理办法（试行）"]) == 1


def test_the_matter_of_a_title_is_a_part_of_it() -> None:
    title = "示例区人民政府关于印发《示例区停车管理办法（2023年修订）》的通知"
    assert matter(title) == "示例区停车管理办法"
    assert matter("2024年停车整治工作方案") == "2024年停车整治工作方案"


@pytest.mark.parametrize(
    ("text", "repealed"),
    [
        ("示政办发〔2018〕5号文件自即日起废止。", {"示政办发〔2018〕5号"}),
        ("决定对示政办发〔2018〕5号予以废止。", {"示政办发〔2018〕5号"}),
        (
            "示政办发〔2018〕5号、示政办发〔2017〕2号同时废止。",
            {"示政办发〔2018〕5号", "示政办发〔2017〕2号"},
        ),
        (
            "下列文件自印发之日起废止：\n一、示政办发〔2018〕5号\n二、示政发〔2017〕2号",
            {"示政办发〔2018〕5号", "示政发〔2017〕2号"},
        ),
        ("第九条 本规定自2023年5月1日起施行，原《停车办法》同时废止。", {"停车办法"}),
        ("《新办法》自2024年1月1日起施行，《停车办法》同时废止。", {"停车办法"}),
    ],
)
def test_papers_are_repealed_by_their_numbers_and_in_last_articles(text: str, repealed: set[str]) -> None:
    assert repealed <= set(repealed_by(text, "示例区车辆停放规定", None))
    assert "新办法" not in repealed_by(text, "示例区车辆停放规定", None)


@pytest.mark.parametrize(
    "text",
    [
        "根据示政发〔2024〕3号文件要求，原有关规定同时废止。",
        "贯彻落实示政发〔2024〕3号精神，与其不一致的规定一律予以废止。",
        "第三条 《停车办法》第二条予以废止。",
    ],
)
def test_papers_that_are_only_named_stay_in_force(text: str) -> None:
    assert repealed_by(text, "示例区车辆停放规定", None) == ()


def test_a_decision_whose_title_repeals_needs_no_sentence() -> None:
    title = "示例区人民政府关于废止《停车办法》的决定"
    assert repealed_by("现予公布，自公布之日起施行。", title, None) == ("停车办法",)
