"""The one place where the parts of `knowledge` are built and meet."""

import logging
import os
import threading
from collections.abc import Iterator

from filelock import FileLock, Timeout
from sqlalchemy import delete

from knowledge.errors import IndexBusy, IndexMismatch
from knowledge.evidence.answering import answer
from knowledge.evidence.llm import open_chat_model
from knowledge.model import Answer, SearchResult
from knowledge.ports import BaseChatModel, EmbeddingModel, VectorIndex
from knowledge.profile import District, read_district
from knowledge.promises.ledger import Ledger
from knowledge.promises.ledger_view import LedgerView
from knowledge.promises.reminders import Reminders
from knowledge.roster.people import People
from knowledge.search import e5
from knowledge.search.adapter import load_adapter
from knowledge.search.confidence import local_names
from knowledge.search.embeddings import open_embeddings
from knowledge.search.indexer import Indexer
from knowledge.search.keywords import TantivyIndex
from knowledge.search.ranking import load_ranking
from knowledge.search.retrieval import Retrieval
from knowledge.settings import Settings
from knowledge.store.answers import Answers
from knowledge.store.database import Database, open_database
from knowledge.store.library import Library
from knowledge.store.tables import IndexInfoRow

# Nothing here may call home; each of these libraries reads its switch when it is first imported.
_NO_TELEMETRY = {
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}
_log = logging.getLogger(__name__)
_LOCK_WAIT = 2.0  # seconds: long enough for another short command to end


def open_knowledge(settings: Settings, embeddings: EmbeddingModel | None = None) -> "Knowledge":
    """Opens the district profile and the database; models and indexes are opened when first used.

    `embeddings` takes the place of the model that the settings name.

    Raises BadProfile, DatabaseUnreachable, NewerDatabase.
    """
    os.environ.update(_NO_TELEMETRY)
    settings.home.mkdir(parents=True, exist_ok=True)
    return Knowledge(
        settings, read_district(settings.district), open_database(settings.sqlalchemy_url), embeddings
    )


class Knowledge:
    """What a process works with. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        district: District,
        database: Database,
        embeddings: EmbeddingModel | None,
    ) -> None:
        self.settings, self.district, self.database = settings, district, database
        self.library = Library(database)
        self.answers = Answers(database)
        self.ledger = Ledger(database, settings.home / "evidence")
        self.ledger_view = LedgerView(database)
        self.people = People(database, settings.home)
        self.reminders = Reminders(database, self.ledger_view, self.people, district)
        self._opening = threading.RLock()
        self._indexing = threading.Lock()
        self._index_lock = FileLock(settings.home / "index.lock", thread_local=False)
        self._embeddings = embeddings
        self._keywords: TantivyIndex | None = None
        self._vectors: VectorIndex | None = None
        self._retrieval: Retrieval | None = None
        self._chat_model: BaseChatModel | None = None
        self._model_checked = False
        self._lock_wait = _LOCK_WAIT

    @property
    def embeddings(self) -> EmbeddingModel:
        with self._opening:
            if self._embeddings is None:
                self._embeddings = open_embeddings(self.settings.embedding_model, self.settings.home)
            return self._embeddings

    @property
    def _model_name(self) -> str:
        """Known before the model is loaded, which a process that only searches words never does."""
        return self._embeddings.name if self._embeddings else self.settings.embedding_model or e5.NAME

    @property
    def keywords(self) -> TantivyIndex:
        with self._opening:
            if self._keywords is None:
                self._keywords = TantivyIndex(self.settings.home / "keywords")
            return self._keywords

    @property
    def vectors(self) -> VectorIndex:
        """Embedded Chroma only for the process that holds the index."""
        from knowledge.search.vectors import open_vectors

        with self._opening:
            if self._vectors is None:
                self._vectors = open_vectors(self.settings.chroma_url, self.settings.home)
            return self._vectors

    @property
    def retrieval(self) -> Retrieval:
        with self._opening:
            if self._retrieval is None:
                self._retrieval = Retrieval(
                    self.database,
                    self.library,
                    lambda: self.embeddings,
                    self._searchable_vectors,
                    self.keywords,
                    load_adapter(self._model_name),
                    load_ranking(self._model_name),
                    local_names(self.district),
                )
            return self._retrieval

    @property
    def chat_model(self) -> BaseChatModel | None:
        """The language model that the settings name; None without one. Raises BadLanguageModel."""
        with self._opening:
            if self._chat_model is None:
                self._chat_model = open_chat_model(self.settings)
            return self._chat_model

    def index(self) -> Iterator[int]:
        """Makes pending documents searchable, yielding chunks done after each batch. Raises IndexBusy."""
        with self._indexing:
            self._hold_index()
            self._check_model()
            yield from self._indexer().run()

    def reindex(self) -> Iterator[int]:
        """Both indexes anew from SQL, with the embedding model that the settings name. Raises IndexBusy."""
        with self._indexing:
            self._hold_index()
            with self.database.write() as session:
                session.execute(delete(IndexInfoRow))
            self._model_checked = False
            self._check_model()
            yield from self._indexer().rebuild()

    def warm_up(self) -> None:
        """Loads what the first question would otherwise wait for."""
        self.retrieval.search("板凳")

    def check_index(self) -> None:
        """Raises what would keep a search from working: IndexBusy, IndexMismatch, VectorStoreDown."""
        self._hold_index()
        self._check_model()
        self.vectors.count()

    def answer(self, question: str, result: SearchResult) -> Answer:
        """Quoted, or written by the language model where one is set; its citations are checked either way."""
        return answer(question, result, self.chat_model, self.settings.llm_timeout)

    def close(self) -> None:
        if self._keywords is not None:
            self._keywords.close()
        self._index_lock.release()
        self.database.close()

    def _hold_index(self) -> None:
        """This process is the one that writes the indexes, until it closes."""
        if not self._index_lock.is_locked:
            try:
                self._index_lock.acquire(timeout=self._lock_wait)
            except Timeout as error:
                self._lock_wait = 0.0  # whoever holds it is no short command: do not wait each time
                raise IndexBusy from error

    def _searchable_vectors(self) -> VectorIndex | None:
        """Embedded Chroma belongs to the holder of the lock; a server serves everyone."""
        if self.settings.chroma_url is None:
            try:
                self._hold_index()
            except IndexBusy:
                _log.warning("another process holds the index: searching by words alone")
                return None
        self._check_model()
        return self.vectors

    def _indexer(self) -> Indexer:
        return Indexer(self.database, self.embeddings, self.vectors, self.keywords)

    def _check_model(self) -> None:
        """Vectors of two models cannot be compared: the first to index writes down which one it is."""
        if self._model_checked:
            return
        model, dimension = self.embeddings.name, self.embeddings.dimension
        with self.database.write() as session:
            info = session.get(IndexInfoRow, 1)
            if info is None:
                session.add(IndexInfoRow(id=1, embedding_model=model, dimension=dimension))
            elif (info.embedding_model, info.dimension) != (model, dimension):
                raise IndexMismatch(info.embedding_model, model)
        self._model_checked = True
