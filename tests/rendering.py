"""Word files as a reader sees them: pages of LibreOffice, with where each character stands."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
_MM = 25.4 / 72


@dataclass(frozen=True)
class Page:
    """Millimetres from the left and from the top; `text` without white space.

    `box` holds the text between the margins, page numbers left out.
    """

    text: str
    size: tuple[int, int]
    box: tuple[float, float, float, float]
    ink: float  # share of the picture that is not white


def pages(word: Path) -> list[Page]:
    profile = f"-env:UserInstallation=file://{word.parent}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(word.parent),
        str(word),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pdf = pypdfium2.PdfDocument(str(word.with_suffix(".pdf")))
    try:
        return [_page(page) for page in pdf]
    finally:
        pdf.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    words = page.get_textpage()
    boxes = [words.get_charbox(n) for n in range(words.count_chars()) if words.get_text_range(n, 1).strip()]
    inside = [box for box in boxes if box[1] / 72 * 25.4 > 34]  # below stands the page number
    left, right = min(box[0] for box in inside), max(box[2] for box in inside)
    top, bottom = max(box[3] for box in inside), min(box[1] for box in inside)
    picture = page.render(scale=0.5).to_pil().convert("L")
    dark = sum(count for shade, count in enumerate(picture.histogram()) if shade < 200)
    return Page(
        "".join(words.get_text_range().split()),
        (round(width * _MM), round(height * _MM)),
        (left * _MM, (height - top) * _MM, right * _MM, (height - bottom) * _MM),
        dark / (picture.width * picture.height),
    )
