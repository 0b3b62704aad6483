"""Keyword search: Tantivy (BM25) over jieba's words, with a dictionary of the domain's words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources
from math import log
from pathlib import Path
from typing import Any

import tantivy

from knowledge.model import Kind

_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_COUNTED = 60_101_967  # words, the sum over jieba's dictionary
_MOST_WORDS = 400  # of a query: enough for any question, and a pasted document stays cheap


@cache
def _segmenter() -> Any:
    import rjieba as segmenter  # importing it loads a dictionary; an instance would load a second

    with (resources.files("knowledge") / "data" / "words.txt").open(encoding="utf-8") as words:
        for word in words:
            if word.strip() and not word.startswith("#"):
                segmenter.add_word(word.strip(), None, None)
    return segmenter


def words(text: str) -> list[str]:
    """Search words of a text, longer words also in their parts; punctuation left out."""
    return [w.lower() for w in _segmenter().cut_for_search(text) if _WORD.match(w)]


def cut(text: str) -> list[str]:
    """The words of a text one after the other, none within another."""
    return list(_segmenter().cut(text))


def rarity(word: str) -> float:
    """The negative logarithm of a word's share in the texts that jieba counted; most for an unknown word."""
    return log(_COUNTED / _segmenter().suggest_freq(word))


class TantivyIndex:
    """The KeywordIndex in a folder; many processes may read it, the holder of the index lock writes.

    The writer stays open until `close`: each new one brings threads whose memory is not given back.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("kind", tokenizer_name="raw")
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._writer: Any = None

    def upsert(self, kind: Kind, ids: Sequence[str], texts: Sequence[str]) -> None:
        with self._writing() as writer:
            for id_, text in zip(ids, texts, strict=True):
                writer.delete_documents_by_term("id", id_)
                writer.add_document(tantivy.Document(id=id_, kind=kind.value, words=" ".join(words(text))))

    def delete(self, ids: Iterable[str]) -> None:
        with self._writing() as writer:
            for id_ in ids:
                writer.delete_documents_by_term("id", id_)

    def query(self, kind: Kind, text: str, limit: int) -> list[tuple[str, float]]:
        """(chunk id, BM25 score), best first."""
        asked = list(dict.fromkeys(words(text)))[:_MOST_WORDS]
        if not asked:
            return []
        any_word = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "words", w)) for w in asked]
        )
        of_kind = tantivy.Query.const_score_query(
            tantivy.Query.term_query(self._schema, "kind", kind.value), 0.0
        )
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, of_kind), (tantivy.Occur.Must, any_word)])
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(query, limit).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def count(self) -> int:
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def clear(self) -> None:
        with self._writing() as writer:
            writer.delete_all_documents()

    def close(self) -> None:
        """Lets go of the folder, for another process to write."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """All of it or, after an error, nothing."""
        if self._writer is None:
            self._writer = self._index.writer(num_threads=1)
        try:
            yield self._writer
        except BaseException:
            self._writer.rollback()
            raise
        self._writer.commit()
        self._index.reload()
