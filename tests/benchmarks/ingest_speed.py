"""The same folder through this project and through what LangChain's tutorials build: speed, memory, text.

    pip install langchain-community langchain-chroma docx2txt pypdf beautifulsoup4 "chardet<6"
    python -m tests.benchmarks.ingest_speed POLICIES [--files 30] [--model FOLDER]

All use the same embedding model: "peer" through this project's lighter way of running it, "hugging" as
LangChain's users do, through sentence-transformers out of a FOLDER that holds it. Each has a process of its
own that is measured from its start to its end with all of its children. Text: the share of the sources'
articles of at most 400 characters that stand whole and alone in one chunk, and characters that were not
decoded.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
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


def peer(folder: Path, home: Path, model: str | None) -> list[str]:
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
    return [chunk.page_content for chunk in chunks]


def text_quality(texts: list[str], documents: "list[Source]") -> tuple[float, int]:
    bare = ["".join(text.split()) for text in texts]
    whole = short = 0
    for document in documents:
        for text in document.articles.values():
            if 20 <= len(text) <= 400:
                short += 1
                whole += any(text in chunk and len(chunk) < len(text) + 20 for chunk in bare)
    return whole / short, sum(text.count("\ufffd") for text in texts)


def run(name: str, folder: Path, models: Path, model: str | None) -> tuple[float, float, list[str]]:
    """Seconds, peak of memory in MB, texts of the chunks."""
    import psutil

    from tests.benchmarks.ingest_hostile import Memory

    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "models").symlink_to(models)
        command = [sys.executable, "-m", "tests.benchmarks.ingest_speed", str(folder), "--run", name, home]
        command += ["--model", model] if model else []
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with Memory(psutil.Process(process.pid)) as memory:
            assert process.wait() == 0
        seconds = time.perf_counter() - started
        return seconds, memory.peak, json.loads((Path(home) / "texts.json").read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("policies", type=Path)
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--model")
    parser.add_argument("--run", nargs=2, metavar=("NAME", "HOME"))
    options = parser.parse_args()
    if options.run:
        name, home = options.run[0], Path(options.run[1])
        texts = (
            ours(options.policies, home) if name == "ours" else peer(options.policies, home, options.model)
        )
        (home / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
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
