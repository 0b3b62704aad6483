import pytest

from knowledge.assemble import Knowledge, open_knowledge
from knowledge.errors import IndexBusy, IndexMismatch
from knowledge.model import Filters, Kind
from knowledge.settings import Settings
from tests.fakes import WordEmbeddings
from tests.samples import policy, store


class PowerCut(BaseException):
    """Nothing in the product may catch it."""


class FailingEmbeddings(WordEmbeddings):
    """Stops after a number of batches, as a kill would."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self.batches = batches

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.batches == 0:
            raise PowerCut
        self.batches -= 1
        return super().embed_documents(texts)


def reopened(knowledge: Knowledge, embeddings: WordEmbeddings) -> Knowledge:
    knowledge.close()
    return open_knowledge(knowledge.settings, embeddings)


def found(knowledge: Knowledge, query: str) -> list[str]:
    return [p.chunk.text for p in knowledge.retrieval.search(query, Filters(Kind.POLICY), 1).passages]


def test_indexing_goes_on_where_it_was_stopped(knowledge: Knowledge) -> None:
    knowledge = reopened(knowledge, FailingEmbeddings(batches=1))
    articles = [policy(f"办法{n}", f"第{n}类停车位的收费") for n in range(200)]
    with pytest.raises(PowerCut):
        store(knowledge, *articles)
    left = knowledge.library.count_chunks(pending=True)
    assert 0 < left < 200
    knowledge = reopened(knowledge, WordEmbeddings())
    assert sum(knowledge.index()) == left
    assert (knowledge.vectors.count(), knowledge.keywords.count()) == (200, 200)
    knowledge.close()


def test_chunks_that_were_indexed_but_not_marked_are_not_doubled(knowledge: Knowledge) -> None:
    store(knowledge, policy("停车办法", "停车要交费", "停车要划线"))
    assert sum(knowledge.reindex()) == 2
    assert (knowledge.vectors.count(), knowledge.keywords.count()) == (2, 2)


def test_a_second_process_stores_and_searches_words_while_the_first_holds_the_index(
    knowledge: Knowledge,
) -> None:
    store(knowledge, policy("停车办法", "停车要交费"))
    second = open_knowledge(knowledge.settings, WordEmbeddings())
    with pytest.raises(IndexBusy):
        store(second, policy("养犬办法", "养犬要登记"))
    assert found(second, "停车交费") == ["停车要交费"]
    assert sum(knowledge.index()) == 1
    assert found(knowledge, "养犬登记") == ["养犬要登记"]
    second.close()


def test_another_embedding_model_is_refused_until_the_index_is_made_anew(knowledge: Knowledge) -> None:
    store(knowledge, policy("停车办法", "停车要交费"))
    knowledge = reopened(knowledge, WordEmbeddings(dimension=64))
    with pytest.raises(IndexMismatch):
        knowledge.retrieval.search("停车")
    with pytest.raises(IndexMismatch):
        list(knowledge.index())
    assert sum(knowledge.reindex()) == 1
    assert found(knowledge, "停车") == ["停车要交费"]
    knowledge.close()


def test_the_home_folder_is_made_when_it_is_missing(tmp_path) -> None:
    opened = open_knowledge(Settings(home=tmp_path / "a" / "b", _env_file=None), WordEmbeddings())
    assert (tmp_path / "a" / "b" / "bandeng.db").exists()
    opened.close()
