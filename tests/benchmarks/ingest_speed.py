"""The same folder through this project and through what LangChain's tutorials build: speed, memory, text.

    pip install langchain-community langchain-chroma docx2txt pypdf beautifulsoup4 "chardet<6"
    python -m tests.benchmarks.ingest_speed POLICIES [--files 30] [--model FOLDER]

"ours" is `bandeng ingest`. All use the same embedding model: "peer" through this project's lighter way of
running it, "hugging" as LangChain's users do, through sentence-transformers out of a FOLDER with it. Each
is measured from its start to its end with all of its children. Text: the share of the sources' articles of at
most 400 characters that stand whole and alone in one chunk, and characters that were not decoded.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.benchmarks.ingest_formats import Source  # not in the processes that are measured


def mixed_folder(policies: Path, folder: Path, count: int) -> "list[Source]":
    """The sources spread over docx, pdf, html and GBK text."""
    from tests.benchmarks.ingest_formats import sources, write_formats

    chosen = sources(policies)[:count]
    with tempfile.TemporaryDirectory() as temporary:
        written = Path(temporary)
        write_formats(chosen, written, scans=0)
        for number, source in enumerate(chosen):
            form = ("docx", "pdf", "html", "gbk")[number % 4]
            name = f"{source.name}.{'txt' if form == 'gbk' else form}"
            (folder / name).write_bytes((written / form / name).read_bytes())
    return chosen


def run_peer(folder: Path, home: Path, model: str | None) -> None:
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
    Chroma.from_documents(chunks, open_embeddings(model, home), persist_directory=str(home / "chroma"))
    texts = [chunk.page_content for chunk in chunks]
    (home / "texts.json").write_text(json.dumps(texts), encoding="utf-8")


def text_quality(texts: list[str], documents: "list[Source]") -> tuple[float, int]:
    bare = ["".join(text.split()) for text in texts]
    whole = short = 0
    for document in documents:
        for text in document.articles.values():
            if 20 <= len(text) <= 400:
                short += 1
                whole += any(text in chunk and len(chunk) < len(text) + 20 for chunk in bare)
    return whole / short, sum(text.count("\ufffd") for text in texts)


def stored_texts(home: Path) -> list[str]:
    """Of every chunk that `bandeng ingest` took in."""
    from knowledge.assemble import open_knowledge
    from knowledge.settings import Settings

    library = open_knowledge(Settings(home=home)).library
    assert not library.count_chunks(pending=True)
    return [chunk.text for document, _ in library.documents() for chunk in library.chunks_of(document.id)]


def run(name: str, folder: Path, models: Path, model: str | None) -> tuple[float, float, list[str]]:
    """Seconds, peak of memory in MB, texts of the chunks."""
    import psutil

    from tests.benchmarks.ingest_hostile import Memory

    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "models").symlink_to(models)
        ours = ["-c", "from bot.cli import main; main()", "ingest", str(folder)]
        theirs = ["-m", "tests.benchmarks.ingest_speed", str(folder), "--run-peer", home]
        theirs += ["--model", model] if model else []
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *(ours if name == "ours" else theirs)],
            env=os.environ | {"BANDENG_HOME": home},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with Memory(psutil.Process(process.pid)) as memory:
            assert process.wait() == 0
        seconds = time.perf_counter() - started
        texts = Path(home) / "texts.json"
        return (
            seconds,
            memory.peak,
            json.loads(texts.read_bytes()) if texts.exists() else stored_texts(Path(home)),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("policies", type=Path)
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--model")
    parser.add_argument("--run-peer", type=Path, metavar="HOME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run_peer:
        run_peer(options.policies, options.run_peer, options.model)
        return
    from knowledge.search.embeddings import open_embeddings

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "in"
        folder.mkdir()
        documents = mixed_folder(options.policies, folder, options.files)
        open_embeddings(None, Path(temporary))
        columns = ("files/s", "chunks", "chunks/s", "peak MB", "whole", "lost")
        print(f"{'':8}" + "".join(f"{column:>10}" for column in columns))
        runs = [("ours", None), ("peer", None)] + [("hugging", options.model)] * bool(options.model)
        for name, model in runs:
            seconds, memory, texts = run(name, folder, Path(temporary) / "models", model)
            whole, lost = text_quality(texts, documents)
            rates = (len(documents) / seconds, len(texts), len(texts) / seconds)
            print(f"{name:8}" + "".join(f"{n:>10.2f}" for n in (*rates, memory, whole, lost)), flush=True)


if __name__ == "__main__":
    main()
