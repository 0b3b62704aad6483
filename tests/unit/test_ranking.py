import numpy as np
import pytest

from knowledge.model import Kind
from knowledge.profile import read_district
from knowledge.search import e5
from knowledge.search.candidates import FEATURES, Candidate, features
from knowledge.search.confidence import EVIDENCE, evidence, local_names
from knowledge.search.ranking import PLAIN, Ranking, load_ranking


def _candidate(
    id_: str,
    cosine: float | None,
    keyword: float | None,
    *,
    document: str = "d",
    position: int = 0,
    heading: str = "",
    local: bool = False,
) -> Candidate:
    return Candidate(id_, document, position, heading, local, cosine, keyword)


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


def _evidence(question: str, kind: Kind, ranked: list[Candidate], texts: list[str]) -> dict[str, float]:
    values = evidence(question, kind, local_names(read_district(None)), ranked, texts)
    return dict(zip(EVIDENCE, values.tolist(), strict=True))


def test_the_evidence_of_a_passage_that_stands_out() -> None:
    ranked = [_candidate("best", 0.9, None, local=True), *(_candidate(str(n), 0.5, None) for n in range(60))]
    assert _evidence("停车怎么收费", Kind.POLICY, ranked, ["别的", "停车泊位收费"]) == pytest.approx(
        {
            "cosine": 0.9,
            "margin": 0.4,
            "characters": 4 / 6,  # of one passage: 停车收费, not 怎么
            "record": 0.0,
            "asks_figure": 0.0,
            "names_elsewhere": 0.0,
            "number_missing": 0.0,
            "asks_local": 0.0,
            "local_first": 1.0,
        }
    )


@pytest.mark.parametrize(
    ("question", "text", "signs"),
    [
        ("杭州加装电梯补多少", "加装电梯", {"asks_figure", "names_elsewhere"}),
        ("杭州加装电梯的办法", "学习杭州加装电梯的办法", set()),
        ("2027年的停车标准", "2023年的停车标准", {"number_missing"}),
        ("我们区的停车标准", "停车标准", {"asks_local"}),
        ("城南的停车标准", "停车标准", {"asks_local"}),
        ("停车标准", "停车标准", set()),
    ],
)
def test_signs_that_the_passages_may_not_answer(question: str, text: str, signs: set[str]) -> None:
    found = _evidence(question, Kind.POLICY, [_candidate("a", 0.9, 1.0)], [text])
    asked = {"asks_figure", "names_elsewhere", "number_missing", "asks_local"}
    assert {name for name in asked if found[name]} == signs


def test_without_vectors_or_with_another_model_most_characters_must_be_there() -> None:
    worded = [_candidate("a", None, 2.0)]
    here = local_names(read_district(None))
    for ranking in (PLAIN, load_ranking(e5.NAME)):
        assert ranking.log_odds("停车收费吗", Kind.POLICY, here, worded, ["停车泊位收费"]) > 0
        assert ranking.log_odds("停车收费吗", Kind.POLICY, here, worded, ["别的"]) < 0
    assert load_ranking("another model") is PLAIN


def test_a_local_paper_can_be_preferred() -> None:
    found = [_candidate("law", 0.5, 1.0), _candidate("paper", 0.5, 1.0, local=True)]
    assert [c.id for c, _ in _ranking(local=1.0).order(found)] == ["paper", "law"]
