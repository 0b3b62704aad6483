"""What every vector index and every keyword index must do, whichever stands behind it."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import VectorStoreDown
from knowledge.model import Kind
from knowledge.ports import KeywordIndex, VectorIndex
from knowledge.search.keywords import TantivyIndex
from knowledge.search.vectors import open_vectors
from tests.free_port import free_port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server in a process of its own."""
    port = free_port()
    chroma = Path(sys.executable).with_name("chroma")
    folder = str(tmp_path_factory.mktemp("server"))
    process = subprocess.Popen(
        [chroma, "run", "--path", folder, "--port", str(port)], stdout=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait()


@pytest.fixture(params=["embedded", "server"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> VectorIndex:
    url = request.getfixturevalue("server") if request.param == "server" else None
    index = open_vectors(url, tmp_path)
    index.clear()
    return index


@pytest.fixture
def keywords(tmp_path: Path) -> KeywordIndex:
    return TantivyIndex(tmp_path / "keywords")


def unit(*numbers: float) -> list[float]:
    vector = np.array(numbers)
    return list(vector / np.linalg.norm(vector))


def test_the_nearest_vectors_come_first_with_their_cosine(vectors: VectorIndex) -> None:
    vectors.upsert(Kind.POLICY, ["a", "b", "c"], [unit(1, 0), unit(1, 1), unit(0, 1)])
    (first, second) = vectors.query(Kind.POLICY, unit(1, 0.1), 2)
    assert (first[0], second[0]) == ("a", "b")
    assert first[1] == pytest.approx(1 / np.sqrt(1.01), abs=1e-4)


def test_kinds_do_not_mix(vectors: VectorIndex, keywords: KeywordIndex) -> None:
    vectors.upsert(Kind.POLICY, ["a"], [unit(1, 0)])
    vectors.upsert(Kind.RECORD, ["b"], [unit(1, 0)])
    assert [id_ for id_, _ in vectors.query(Kind.RECORD, unit(1, 0), 9)] == ["b"]
    keywords.upsert(Kind.POLICY, ["a"], ["停车收费"])
    keywords.upsert(Kind.RECORD, ["b"], ["停车收费"])
    assert [id_ for id_, _ in keywords.query(Kind.RECORD, "停车", 9)] == ["b"]


def test_an_upsert_overwrites(vectors: VectorIndex, keywords: KeywordIndex) -> None:
    for vector, text in ((unit(1, 0), "停车收费"), (unit(0, 1), "养犬登记")):
        vectors.upsert(Kind.POLICY, ["a"], [vector])
        keywords.upsert(Kind.POLICY, ["a"], [text])
    assert (vectors.count(), keywords.count()) == (1, 1)
    assert vectors.query(Kind.POLICY, unit(0, 1), 1)[0][1] == pytest.approx(1, abs=1e-4)
    assert keywords.query(Kind.POLICY, "停车", 1) == []
    assert keywords.query(Kind.POLICY, "养犬", 1)[0][0] == "a"


def test_what_is_deleted_is_found_no_more_and_unknown_ids_are_no_error(
    vectors: VectorIndex, keywords: KeywordIndex
) -> None:
    vectors.upsert(Kind.POLICY, ["a", "b"], [unit(1, 0), unit(0, 1)])
    vectors.delete(["a", "nobody"])
    assert [id_ for id_, _ in vectors.query(Kind.POLICY, unit(1, 0), 9)] == ["b"]
    keywords.upsert(Kind.POLICY, ["a", "b"], ["停车", "停车"])
    keywords.delete(["a", "nobody"])
    assert [id_ for id_, _ in keywords.query(Kind.POLICY, "停车", 9)] == ["b"]


def test_an_empty_index_finds_nothing(vectors: VectorIndex, keywords: KeywordIndex) -> None:
    assert vectors.query(Kind.POLICY, unit(1, 0), 5) == []
    assert keywords.query(Kind.POLICY, "停车", 5) == []


def test_a_rarer_word_counts_more(keywords: KeywordIndex) -> None:
    texts = ["物业收费", "物业停车", "物业养犬", "物业电梯"]
    keywords.upsert(Kind.POLICY, list("abcd"), texts)
    assert keywords.query(Kind.POLICY, "物业的电梯", 1)[0][0] == "d"


@pytest.mark.parametrize("query", ["", "，。！", "😀", "a b AND ( ] \" ' *", "停" * 100_000])
def test_no_query_breaks_the_keyword_index(keywords: KeywordIndex, query: str) -> None:
    keywords.upsert(Kind.POLICY, ["a"], ["停车"])
    keywords.query(Kind.POLICY, query, 5)


def test_a_server_that_is_down_is_said_to_be_down(tmp_path: Path) -> None:
    with pytest.raises(VectorStoreDown):
        open_vectors(f"http://127.0.0.1:{free_port()}", tmp_path)
