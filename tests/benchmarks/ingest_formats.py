"""How well regulations survive their formats: converts a folder of Markdown regulations and reads them back.

    python tests/benchmarks/ingest_formats.py POLICIES [--scans N] [--keep FOLDER]

Each source is written as docx, doc, pdf, GBK text and HTML, and N of them as scanned pdf (tilted, noisy JPEG
at 150 dpi). Measured against the source: title, region, date, number of articles, text of each article.
"""

import argparse
import html
import io
import re
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from PIL import Image

from ingest.intake import Item, read_all
from ingest.reading import Brief, Reading
from ingest.workers import Workers
from knowledge.profile import read_district

_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百零]+条)\s*", re.MULTILINE)
_NAME_DATE = re.compile(r"\((\d{4}-\d\d-\d\d)\)")


@dataclass(frozen=True)
class Source:
    name: str
    title: str
    date: str | None
    lines: list[str]

    @property
    def articles(self) -> dict[str, str]:
        text = "\n".join(line for line in self.lines if not re.match(r"第[^条]{1,6}[编章节]\s", line))
        parts = _ARTICLE.split(text)[1:]
        return dict(zip(parts[::2], map(_bare, parts[1::2]), strict=True))


def _bare(text: str) -> str:
    return "".join(text.split())


def sources(folder: Path) -> list[Source]:
    found = []
    for path in sorted(folder.glob("*.md")):
        text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"))
        lines = [line.strip().lstrip("# ") for line in text.splitlines() if line.strip()]
        date = _NAME_DATE.search(path.name)
        found.append(Source(path.stem, lines[0], date[1] if date else None, lines))
    return found


def write_formats(documents: list[Source], folder: Path, scans: int) -> None:
    for name in ("html", "docx", "doc", "pdf", "gbk", "scan"):
        (folder / name).mkdir(exist_ok=True)
    for document in documents:
        (folder / "gbk" / f"{document.name}.txt").write_bytes("\r\n".join(document.lines).encode("gb18030"))
        title, *rest = map(html.escape, document.lines)
        body = "\n".join(f"<p>　　{line}</p>" for line in rest)
        page = f"<html><head><meta charset='utf-8'></head><body><h1>{title}</h1>\n{body}</body></html>"
        (folder / "html" / f"{document.name}.html").write_text(page, encoding="utf-8")
    _office(folder / "html", "*.html", folder / "docx", "docx:MS Word 2007 XML", "HTML (StarWriter)")
    _office(folder / "docx", "*.docx", folder / "doc", "doc:MS Word 97")
    _office(folder / "docx", "*.docx", folder / "pdf", "pdf")
    step = max(1, len(documents) // scans) if scans else 0
    for document in documents[::step][:scans] if scans else []:
        _scan(folder / "pdf" / f"{document.name}.pdf", folder / "scan" / f"{document.name}.pdf")


def _office(folder: Path, pattern: str, target: Path, form: str, read_as: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as profile:
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        filters = [f"--infilter={read_as}"] if read_as else []
        command = ["soffice", "--headless", own, "--convert-to", form, *filters, "--outdir", str(target)]
        subprocess.run([*command, *map(str, folder.glob(pattern))], check=True, capture_output=True)


def _scan(source: Path, target: Path) -> None:
    import pypdfium2

    chance = np.random.default_rng(len(source.name))
    pages = []
    with pypdfium2.PdfDocument(source) as document:
        for page in document:
            picture = page.render(scale=150 / 72).to_pil().convert("L")
            picture = picture.rotate(chance.uniform(-1, 1), fillcolor=255, resample=Image.Resampling.BICUBIC)
            noisy = np.asarray(picture, dtype=np.float32) * 0.9 + chance.normal(
                8, 9, (picture.height, picture.width)
            )
            buffer = io.BytesIO()
            Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=60)
            pages.append(Image.open(buffer))
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=150)


def measure(documents: list[Source], folder: Path, form: str) -> dict[str, float]:
    files = {f"{d.name}": d for d in documents}
    items = [Item(path, path.name) for path in sorted((folder / form).iterdir())]
    score: dict[str, list[float]] = defaultdict(list)
    started = time.perf_counter()
    brief = Brief("", read_district(None), datetime.now(UTC))
    with Workers() as workers:
        for source, reading in read_all(items, brief, workers, known=lambda _: None):
            document = files[Path(source).stem]
            for name, value in _compare(document, reading if isinstance(reading, Reading) else None):
                score[name].append(value)
    seconds = time.perf_counter() - started
    return {
        "files": len(items),
        **{n: sum(v) / len(v) for n, v in score.items()},
        "files/s": len(items) / seconds,
    }


def _compare(source: Source, reading: Reading | None) -> Iterator[tuple[str, float]]:
    if reading is None:
        yield from ((name, 0.0) for name in ("title", "region", "date", "articles", "text"))
        return
    document = reading.document
    yield "title", document.title == source.title
    yield "region", source.title.startswith(document.region or "?")
    if source.date:
        yield "date", str(document.issued_on) == source.date
    expected = source.articles
    texts: dict[str, str] = defaultdict(str)
    for section in reading.sections:
        if section.locator in expected or section.locator.endswith("条"):
            texts[section.locator] += _bare(section.text)
    yield "articles", set(texts) == set(expected)
    for number, text in expected.items():
        ratio = SequenceMatcher(None, text, texts.get(number, ""), autojunk=False).ratio()
        if ratio < 0.97:
            print(f"  {source.name} {number} {ratio:.2f}: {text[-30:]} | {texts.get(number, '')[-30:]}")
        yield "text", ratio


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("policies", type=Path)
    parser.add_argument("--scans", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="where the converted files are kept and found again")
    parser.add_argument("--only", nargs="*", default=["docx", "doc", "pdf", "gbk", "html", "scan"])
    options = parser.parse_args()
    documents = sources(options.policies)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        if not (folder / "gbk").exists():
            folder.mkdir(parents=True, exist_ok=True)
            write_formats(documents, folder, options.scans)
        columns = ["files", "title", "region", "date", "articles", "text", "files/s"]
        print("format  " + "".join(f"{name:>10}" for name in columns))
        for form in options.only:
            if any((folder / form).iterdir()):
                scores = measure(documents, folder, form)
                print(f"{form:<8}" + "".join(f"{scores[name]:>10.3f}" for name in columns), flush=True)


if __name__ == "__main__":
    main()
