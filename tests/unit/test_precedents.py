from dataclasses import replace
from datetime import date

from knowledge.model import Consultation, Document, Kind, Outcome, Passage, Validity
from knowledge.search.precedents import precedents
from tests.passages import MINUTES, OLD, PARKING, RECORD, document, passage


def record(name: str, **facts: object) -> Document:
    return document(name, kind=Kind.RECORD, consultation=Consultation(topic=name, **facts))  # type: ignore[arg-type]


def test_one_consultation_is_one_precedent_with_its_best_passage_first() -> None:
    weaker, better, other = (
        passage("甲", 0.4, RECORD),
        passage("乙", 0.7, RECORD),
        passage("丙", 0.5, record("丙")),
    )

    found = precedents([weaker, other, better])

    assert [p.document for p in found] == [RECORD, other.document]
    assert found[0].passages == (better, weaker)
    assert found[0].score == 0.7


def test_it_shows_what_was_promised_and_what_was_not_kept() -> None:
    (found,) = precedents([passage(MINUTES, 0.7, RECORD)])

    assert found.consultation.town == "城南街道"
    assert found.consultation.outcome is Outcome.PARTLY_DONE
    assert len(found.promised) == 2
    assert [c.action for c in found.kept] == ["完成南门道路划线"]
    assert [c.action for c in found.not_kept] == ["增加临时车位"]
    assert found.still_open == ()


def test_policies_and_superseded_records_are_no_precedents() -> None:
    superseded = replace(RECORD, validity=Validity.AMENDED)

    assert precedents([passage(PARKING), passage(PARKING, 0.9, OLD), passage(MINUTES, 0.9, superseded)]) == ()


def test_of_equal_ones_a_known_outcome_comes_first_and_then_the_newer() -> None:
    unknown = record("甲", held_on=date(2026, 1, 1))
    older = record("乙", held_on=date(2024, 1, 1), outcome=Outcome.DONE)
    newer = record("丙", held_on=date(2025, 1, 1), outcome=Outcome.NOT_DONE)
    found: list[Passage] = [passage("同", 0.5, d) for d in (unknown, older, newer)]

    assert [p.document for p in precedents(found)] == [newer, older, unknown]
    assert precedents(found) == precedents(reversed(found))


def test_a_record_that_could_not_be_read_is_named_by_its_title() -> None:
    (found,) = precedents([passage("文", 0.5, document("座谈会简报", kind=Kind.RECORD))])

    assert found.consultation.topic == "座谈会简报"
    assert found.consultation.outcome is Outcome.UNKNOWN
