"""What the store must do on every database."""

import threading

from knowledge.model import Filters
from knowledge.store.database import Database, open_database
from knowledge.store.library import Library
from knowledge.store.versions import AddResult
from tests.samples import PROMISE, policy, record


def test_documents_and_their_commitments_come_back_as_they_were(database: Database) -> None:
    library = Library(database)
    document, sections = record("停车", "答应划线", town="城南街道", commitments=(PROMISE,))
    assert library.add(document, sections) is AddResult.ADDED
    assert library.document(document.id) == document
    assert library.matching(Filters(unit="区城管局")) == {document.id}


def test_many_threads_add_without_losing_or_doubling(database: Database) -> None:
    library = Library(database)
    documents = [policy(f"办法{n}", f"第{n}类停车") for n in range(20)]
    results: list[AddResult] = []

    def add_all() -> None:
        results.extend(library.add(*document) for document in documents)

    threads = [threading.Thread(target=add_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.count_chunks() == 20
    assert results.count(AddResult.ADDED) == 20


def test_processes_that_start_together_migrate_once(url: str) -> None:
    opened: list[Database] = []
    threads = [threading.Thread(target=lambda: opened.append(open_database(url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    for database in opened:
        database.close()
