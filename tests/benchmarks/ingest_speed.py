"""The same folder through this project and through what LangChain's tutorials build: speed, memory, text.

    pip install langchain-community langchain-chroma docx2txt pypdf beautifulsoup4 "chardet<6"
    python -m tests.benchmarks.ingest_speed POLICIES [--files 30]

Both use the same embedding model, each in a process of its own. Text: the share of the sources' articles of
at most 400 characters that stand whole and alone in one chunk, and characters that were not decoded.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.ingest_formats import Source, sources, write_formats
from tests.benchmarks.ingest_hostile import Memory


def mixed_folder(policies: Path, folder: Path, count: int) -> list[Source]:
    """The sources spread over docx, pdf, html and GBK text."""
    chosen = sources(policies)[:count]
    with tempfile.TemporaryDirectory() as temporary:
        written = Path(temporary)
        write_formats(chosen, written, scans=0)
        for number, source in enumerate(chosen):
            form = ("docx", "pdf", "html", "gbk")[number % 4]
            name = f"{source.name}.{'txt' if form == 'gbk' else form}"
            (folder / name).write_bytes((written / form / name).read_bytes())
    return chosen


def ours(folder: Path, home: Path) -> list[str]:
    from ingest.pipeline import ingest
    from knowledge.assemble import open_knowledge
    from knowledge.settings import Settings

    knowledge = open_knowledge(Settings(home=home))
    for report in ingest([folder], knowledge.library, knowledge.district, now=datetime.now(UTC)):
        assert report.status in ("added", "updated"), report
    for _ in knowledge.index():
        pass
    documents = [document.id for document, _ in knowledge.library.documents()]
    texts = [chunk.text for id_ in documents for chunk in knowledge.library.chunks_of(id_)]
    knowledge.close()
    return texts


def peer(folder: Path, home: Path) -> list[str]:
    import warnings

    warnings.simplefilter("ignore")
    from langchain_chroma import Chroma
    from langchain_community.document_loaders import BSHTMLLoader, Docx2txtLoader, PyPDFLoader, TextLoader
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from knowledge.search.embeddings import open_embeddings

    loaded: list[Any] = []
    for path in sorted(folder.iterdir()):
        match path.suffix:
            case ".docx":
                loaded += Docx2txtLoader(str(path)).load()
            case ".pdf":
                loaded += PyPDFLoader(str(path)).load()
            case ".html":
                loaded += BSHTMLLoader(str(path), open_encoding="utf-8").load()
            case _:
                loaded += TextLoader(str(path), autodetect_encoding=True).load()
    chunks = RecursiveCharacterTextSplitter(chunk_size=450, chunk_overlap=50).split_documents(loaded)
    Chroma.from_documents(chunks, open_embeddings(None, home), persist_directory=str(home / "chroma"))
    return [chunk.page_content for chunk in chunks]


def text_quality(texts: list[str], documents: list[Source]) -> tuple[float, int]:
    bare = ["".join(text.split()) for text in texts]
    whole = short = 0
    for document in documents:
        for text in document.articles.values():
            if 20 <= len(text) <= 400:
                short += 1
                whole += any(text in chunk and len(chunk) < len(text) + 20 for chunk in bare)
    return whole / short, sum(text.count("\ufffd") for text in texts)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("policies", type=Path)
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--run", choices=["ours", "peer"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        if options.run:
            from knowledge.search.embeddings import open_embeddings

            open_embeddings(None, home).embed_query("预热")  # its conversion is done once, for both
            started = time.perf_counter()
            with Memory() as memory:
                texts = {"ours": ours, "peer": peer}[options.run](options.policies, home)
            json.dump({"s": time.perf_counter() - started, "mb": memory.peak, "texts": texts}, sys.stdout)
            return
        folder = home / "in"
        folder.mkdir()
        documents = mixed_folder(options.policies, folder, options.files)
        columns = ("files/s", "chunks", "chunks/s", "peak MB", "whole", "lost")
        print(f"{'':6}" + "".join(f"{column:>10}" for column in columns))
        for name in ("ours", "peer"):
            command = [sys.executable, "-m", "tests.benchmarks.ingest_speed", str(folder), "--run", name]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            done = json.loads(output.splitlines()[-1])
            whole, lost = text_quality(done["texts"], documents)
            chunks = len(done["texts"])
            figures = (len(documents) / done["s"], chunks, chunks / done["s"], done["mb"], whole, lost)
            print(f"{name:6}" + "".join(f"{figure:>10.2f}" for figure in figures), flush=True)


if __name__ == "__main__":
    main()
