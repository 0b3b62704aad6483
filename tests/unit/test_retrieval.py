from datetime import date

import pytest

from knowledge.assemble import Knowledge
from knowledge.model import Filters, Kind, Validity
from knowledge.search.gaps import asks_for_more
from knowledge.search.references import Reference, read_references
from tests.samples import policy, record, store


@pytest.mark.parametrize(
    ("question", "references"),
    [
        ("《物业管理条例》第十二条说的是什么", [Reference("物业管理条例", locator="第十二条", alone=True)]),
        ("物业管理条例第12条", [Reference("物业管理条例", locator="第十二条", exact=False)]),
        ("民法典第一千二百五十四条", [Reference("民法典", locator="第一千二百五十四条", exact=False)]),
        ("国发[2018]43号还有效吗", [Reference(doc_number="国发〔2018〕43号", alone=True)]),
        ("看看《养犬条例》", [Reference("养犬条例", alone=True)]),
        ("《养犬条例》对烈性犬伤人怎么处理", [Reference("养犬条例")]),
        ("加装电梯要几个人同意", []),
        ("第三条是什么", []),
    ],
)
def test_references_are_read_in_every_spelling(question: str, references: list[Reference]) -> None:
    assert read_references(question) == references


def test_an_exact_article_comes_first(knowledge: Knowledge) -> None:
    store(
        knowledge,
        policy("示例市物业管理条例", "总则", "缴费", "停车"),
        policy("停车条例", "停车停车", "车位"),
    )
    best = knowledge.retrieval.search("物业管理条例第二条").passages[0]
    assert (best.document.title, best.chunk.locator, best.score) == ("示例市物业管理条例", "第二条", 1.0)


def test_a_document_that_is_not_here_is_not_replaced_by_another(knowledge: Knowledge) -> None:
    store(knowledge, policy("示例市养犬管理条例", "总则", "每户限养一只"))
    for question in ("《示例市宠物猫管理条例》第二条", "示政发〔2030〕88号是什么内容"):
        result = knowledge.retrieval.search(question)
        assert not result.found
        assert all(passage.score < 1 for passage in result.passages)


def test_a_question_about_a_named_document_is_not_answered_with_its_first_article(
    knowledge: Knowledge,
) -> None:
    store(knowledge, policy("养犬条例", "为了规范养犬，制定本条例。", "烈性犬伤人的，处五千元罚款。"))
    best = knowledge.retrieval.search("《养犬条例》对烈性犬伤人怎么处罚").passages[0]
    assert best.chunk.locator == "第二条"


@pytest.mark.parametrize(
    ("question", "passage", "more"),
    [
        ("最低工资标准是多少", "最低工资标准由政府规定。", True),
        ("占用消防通道罚多少", "处五百元以上五千元以下罚款。", False),
        ("补贴多少", "每台补助20万元。", False),
        ("2028年改造哪些小区", "2024年改造名单", True),
        ("业主要几分之几同意", "四分之三以上", False),
        ("谁来管", "由街道办事处负责", False),
        ("街道办上班时间和地址", "街道办事处的职责", True),
        ("限速多少", "最高时速不得超过十五公里", False),
    ],
)
def test_an_amount_or_a_year_that_no_passage_has_is_noticed(question: str, passage: str, more: bool) -> None:
    assert asks_for_more(question, [passage]) is more


def test_a_document_number_is_found_within_a_sentence(knowledge: Knowledge) -> None:
    store(
        knowledge, policy("停车办法", "停车要交费", doc_number="示政发〔2024〕12号"), policy("别的", "无关")
    )
    best = knowledge.retrieval.search("请问示政发（2024）12号讲什么").passages[0]
    assert best.document.title == "停车办法"


def test_rules_no_longer_in_force_come_only_when_asked_for(knowledge: Knowledge) -> None:
    store(
        knowledge,
        policy("养犬办法", "每户限养一只犬", issued_on=date(2015, 1, 1)),
        policy("养犬办法", "每户限养两只犬了", issued_on=date(2023, 1, 1)),
    )
    now = knowledge.retrieval.search("养犬每户限养几只")
    assert {p.document.validity for p in now.passages} == {Validity.IN_FORCE}
    for question, filters in (("以前的养犬办法", None), ("养犬每户限养几只", Filters(year_to=2016))):
        found = knowledge.retrieval.search(question, filters)
        assert Validity.AMENDED in {p.document.validity for p in found.passages}


def test_filters_keep_what_is_outside_of_them_out(knowledge: Knowledge) -> None:
    store(
        knowledge,
        record("停车", "南边停车难", town="城南街道"),
        record("停车", "北边停车难的事", town="城北街道"),
        policy("停车办法", "停车要交费"),
    )
    found = knowledge.retrieval.search("停车难", Filters(town="城北街道"))
    assert [p.chunk.text for p in found.passages] == ["北边停车难的事"]
    assert {p.document.kind for p in knowledge.retrieval.search("停车", Filters(Kind.POLICY)).passages} == {
        Kind.POLICY
    }


@pytest.mark.parametrize("query", ["", "   ", "😀", "？？？", "停" * 100_000])
def test_a_useless_query_finds_without_failing(knowledge: Knowledge, query: str) -> None:
    store(knowledge, policy("停车办法", "停车要交费"))
    assert len(knowledge.retrieval.search(query).passages) <= 1


def test_an_empty_library_finds_nothing(knowledge: Knowledge) -> None:
    result = knowledge.retrieval.search("停车")
    assert (result.found, result.passages) == (False, ())


def test_a_removed_document_leaves_no_chunk_in_any_index(knowledge: Knowledge) -> None:
    gone, kept = policy("甲办法", "停车", "收费"), policy("乙办法", "养犬")
    store(knowledge, gone, kept)
    knowledge.library.remove(gone[0].id)
    assert [p.document.title for p in knowledge.retrieval.search("停车收费").passages] == ["乙办法"]
    assert list(knowledge.index()) == []
    assert knowledge.keywords.count() == 1
    assert knowledge.vectors.count() == 1
