"""Pictures of pages → lines of text, by the models that ship in the rapidocr wheel."""

import io
import re
import zipfile
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest import columns, docx
from ingest.layout import Line
from ingest.pdf import Page, clean
from ingest.refusals import Refusal, Refused

DPI = 200
MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 2_400  # pixels; more costs time and reads no better
_LEAST_SCORE = 0.6
_WIDE = str.maketrans("(),;:?!", "（），；：？！")
_NARROW = re.compile(r"(?<=[\u4e00-\u9fff）〕》”])[(),;:?!]|[(),;:?!](?=[\u4e00-\u9fff（《“])")

Picture = NDArray[Any]


def scan(path: Path, index: int) -> Page:
    """Picture `index`, from 0, of a file: a page of a PDF, a picture in a docx, or the picture itself."""
    if path.suffix.lower() == ".pdf":
        return _scanned_page(path, index)
    if path.suffix.lower() == ".docx":
        with zipfile.ZipFile(path) as archive:
            return _photo(archive.read(docx.pictures(path)[index]))
    return _photo(path.read_bytes())


def _scanned_page(path: Path, index: int) -> Page:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[index]
        scale = min(DPI / 72, _LONGEST_SIDE / max(page.get_size()))
        return read_picture(np.asarray(page.render(scale=scale).to_pil().convert("RGB")))


def _photo(data: bytes) -> Page:
    """A picture file; Refused where it is broken or too large."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # PIL raises above twice that number and warns above it
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused(Refusal.TOO_LARGE)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except Image.DecompressionBombError as error:
        raise Refused(Refusal.TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused(Refusal.BROKEN) from error
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return read_picture(np.asarray(upright))


def read_picture(picture: Picture) -> Page:
    picture = _upright(_flat(picture))
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=True)  # it remembers what it was told
    if found.boxes is None:
        return Page((), picture.shape[1])
    boxes = _levelled(np.asarray(found.boxes, dtype=np.float64))
    pieces = [
        Line(text, box[:, 0].min(), box[:, 0].max(), box[:, 1].min(), np.ptp(box[:, 1]))
        for box, text, score in zip(boxes, found.txts, found.scores, strict=True)
        if score >= _LEAST_SCORE
    ]
    rows = [row for block in columns.in_order(pieces) for row in _rows(block)]
    return Page(tuple(rows), picture.shape[1])


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    one = {
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": _LONGEST_SIDE, **one})


def _flat(picture: Picture) -> Picture:
    """Divides by the blurred background, so that a shadow over the page disappears."""
    import cv2

    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 31)
    paper = cv2.resize(paper, (gray.shape[1], gray.shape[0]))
    even = cv2.divide(gray, np.maximum(paper, 1), scale=245)
    return cv2.cvtColor(even, cv2.COLOR_GRAY2RGB)


def _upright(picture: Picture) -> Picture:
    """Turns a page that lies on its side or stands on its head."""
    import cv2

    shrink = min(1.0, 960 / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    boxes = _boxes(small)
    sizes = [np.ptp(box, axis=0) for box in boxes]
    if sum(height > 1.5 * width for width, height in sizes) > len(sizes) / 2:
        picture, small = np.ascontiguousarray(np.rot90(picture)), np.ascontiguousarray(np.rot90(small))
        boxes = _boxes(small)
    longest = sorted(boxes, key=lambda box: -np.ptp(box[:, 0]))[:9]
    heads = [_stands_on_head(small, box) for box in longest]
    return np.ascontiguousarray(np.rot90(picture, 2)) if sum(heads) > len(heads) / 2 else picture


def _boxes(picture: Picture) -> list[NDArray[np.float64]]:
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False).boxes
    return [] if found is None else [np.asarray(box, dtype=np.float64) for box in found]


def _stands_on_head(picture: Picture, box: NDArray[np.float64]) -> bool:
    left, top = np.maximum(box.min(axis=0).astype(int), 0)
    right, bottom = box.max(axis=0).astype(int)
    verdict = _engine()(picture[top:bottom, left:right], use_det=False, use_cls=True, use_rec=False).cls_res
    return bool(verdict) and verdict[0][0] == "180"


def _levelled(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 4, 2) boxes, corners clockwise from the upper left, turned back by the tilt of the page."""
    tops = boxes[:, 1] - boxes[:, 0]
    long = tops[np.argsort(-tops[:, 0])[: max(1, len(tops) // 2)]]
    angle = float(np.median(np.arctan2(long[:, 1], long[:, 0])))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(boxes @ turn)


def _rows(pieces: list[Line]) -> list[Line]:
    """Pieces on one height put into one line, with a gap where they stand apart."""
    if not pieces:
        return []
    size = median(piece.height for piece in pieces)
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.height / 2):
        middle = piece.top + piece.height / 2
        last = rows[-1][-1] if rows else None
        if last is not None and abs(middle - (last.top + last.height / 2)) < 0.5 * size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_one(sorted(row, key=lambda piece: piece.left), size) for row in rows]


def _full_width(text: str) -> str:
    """Punctuation beside Chinese as Chinese sets it; recognition mixes the two."""
    return _NARROW.sub(lambda match: match[0].translate(_WIDE), text)


def _one(row: list[Line], size: float) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        text += ("  " if piece.left - before.right > size else "") + piece.text
    top = min(piece.top for piece in row)
    return Line(
        _full_width(clean(text)), row[0].left, row[-1].right, top, median(piece.height for piece in row)
    )
