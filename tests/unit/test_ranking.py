import numpy as np
import pytest

from knowledge import e5
from knowledge.candidates import FEATURES, Candidate, features
from knowledge.confidence import EVIDENCE, evidence
from knowledge.ranking import PLAIN, Ranking, load_ranking


def _candidate(
    id_: str,
    cosine: float | None,
    keyword: float | None,
    *,
    document: str = "d",
    position: int = 0,
    heading: str = "",
) -> Candidate:
    return Candidate(id_, document, position, heading, cosine, keyword)


def _column(name: str, candidates: list[Candidate]) -> list[float]:
    column: list[float] = features(candidates)[:, FEATURES.index(name)].tolist()
    return column


def test_scores_are_standardised_and_what_an_index_did_not_return_counts_as_its_lowest() -> None:
    found = [_candidate("a", 0.9, 4.0), _candidate("b", 0.7, None), _candidate("c", None, 2.0)]
    assert _column("cosine", found) == pytest.approx([2**0.5, -(0.5**0.5), -(0.5**0.5)])
    assert _column("keyword", found) == pytest.approx([2**0.5, -(0.5**0.5), -(0.5**0.5)])
    assert _column("worded", found) == [1.0, 0.0, 1.0]


def test_ranks_are_reciprocal_and_none_is_zero() -> None:
    found = [_candidate("a", 0.7, None), _candidate("b", 0.9, 1.0), _candidate("c", None, 2.0)]
    assert _column("cosine_rank", found) == pytest.approx([1 / 4, 1 / 3, 0.0])
    assert _column("keyword_rank", found) == pytest.approx([0.0, 1 / 4, 1 / 3])


def test_a_candidate_is_known_by_its_neighbours_section_and_document() -> None:
    found = [
        _candidate("best", 0.9, None, position=4, heading="一"),
        _candidate("beside", 0.6, None, position=5, heading="二"),
        _candidate("near", 0.6, None, position=6, heading="一"),
        _candidate("elsewhere", 0.5, None, document="e", position=4, heading="一"),
    ]
    cosine = _column("cosine", found)
    best, lowest = cosine[0], cosine[3]
    assert _column("neighbour", found) == pytest.approx([cosine[1], best, cosine[1], lowest])
    assert _column("second_neighbour", found) == pytest.approx([cosine[2], lowest, best, lowest])
    assert _column("section", found) == pytest.approx([best, cosine[1], best, lowest])
    assert _column("document", found) == pytest.approx([best, best, best, lowest])


def _ranking(**weights: float) -> Ranking:
    return Ranking(
        np.array([weights.get(name, 0.0) for name in FEATURES]), np.zeros(len(EVIDENCE)), constant=1.0
    )


def test_candidates_come_by_weighted_features_with_their_lag_behind_the_best() -> None:
    found = [_candidate("words", 0.1, 9.0), _candidate("meaning", 0.9, 1.0)]
    assert [(c.id, lag) for c, lag in _ranking(keyword=1.0).order(found)] == [
        ("words", 0.0),
        ("meaning", -2.0),
    ]
    assert [(c.id, lag) for c, lag in _ranking(cosine=3.0).order(found)] == [
        ("meaning", 0.0),
        ("words", -6.0),
    ]
    assert _ranking(cosine=1.0).order([]) == []


def test_equal_candidates_keep_their_order() -> None:
    found = [_candidate(name, 0.5, 1.0, document=name) for name in "abc"]
    assert [c.id for c, _ in _ranking(cosine=1.0).order(found)] == ["a", "b", "c"]


def test_evidence_is_counted_over_the_best_passages() -> None:
    ranked = [_candidate("a", 0.8, 3.0), _candidate("b", 0.9, 1.0), _candidate("c", None, None)]
    texts = ["停车泊位收费", "公租房申请", "别的", "租金"]
    found = dict(
        zip(EVIDENCE, evidence(ranked, texts, {"停车": 1.0, "租金": 3.0, "公租房": 2.0}), strict=True)
    )
    assert found["coverage"] == pytest.approx(2 / 6)
    assert found["joint_coverage"] == pytest.approx(3 / 6)
    assert found["rarest_missing"] == 3.0
    assert found["cosine"] == 0.9
    assert found["margin"] == 0.0  # nothing stands far below
    assert found["keyword"] == pytest.approx(3 / 6)
    assert found["words"] == pytest.approx(np.log(4))


def test_the_margin_is_measured_against_what_is_merely_of_the_field() -> None:
    ranked = [_candidate("best", 0.9, None), *(_candidate(str(n), 0.5, None) for n in range(60))]
    assert dict(zip(EVIDENCE, evidence(ranked, [], {}), strict=True))["margin"] == pytest.approx(0.4)


def test_without_vectors_or_with_another_model_most_words_must_be_there() -> None:
    worded = [_candidate("a", None, 2.0)]
    asked = {"停车": 1.0, "收费": 1.0, "租金": 1.0}
    for ranking in (PLAIN, load_ranking(e5.NAME)):
        assert ranking.log_odds(worded, ["停车泊位收费"], asked) > 0
        assert ranking.log_odds(worded, ["别的"], asked) < 0
    assert load_ranking("another model") is PLAIN
