"""Where a record turns from the meeting to what came of it, by a small trained reader of sentences."""

import math
import re
from collections.abc import Iterator
from itertools import accumulate

from knowledge.reading.phrase_model import ngrams, phrase_model

_SENTENCE = re.compile(r"[^。；;！!？?\n]{2,}")
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = re.compile(
    rf"(?:20\d\d年|[今去]年)?(?:{_N}月(?:{_N}[日号]|底|初|中旬|上旬|下旬)?"
    r"|20\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./]\d{1,2})(?P<limit>之?前|以前|内)?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_READ, _HEAD = 80, 14  # characters of a sentence; its first ones count once more
_SURE = 1.5  # the least sum of log odds: three of four records are follow-ups of none
_MOST = 3.0  # log odds that one sentence can add


def turning_grams(sentence: str) -> Iterator[str]:
    """N-grams with days as D, limits as L and figures as 0."""
    words = _DAY.sub(lambda m: "L" if m["limit"] or m.group().endswith("底") else "D", sentence.strip())
    words = _NUMBER.sub("0", words)
    yield from ngrams(words[:_READ])
    yield from (f"h{gram}" for gram in ngrams(words[:_HEAD]))


def turning_point(plain: str) -> int:
    """Where sentences that most likely tell of later checks begin; the length of the text if none do."""
    sentences = list(_SENTENCE.finditer(plain))
    odds = [odds_of_check(sentence.group()) for sentence in sentences]
    from_here = list(accumulate(reversed(odds)))[::-1]
    best = max(range(len(odds)), key=lambda i: from_here[i], default=None)
    return len(plain) if best is None or from_here[best] < _SURE else sentences[best].start()


def odds_of_check(sentence: str) -> float:
    """Log odds that a sentence tells of a later check and not of the meeting."""
    shares = phrase_model("report_sentences").shares(turning_grams(sentence))
    odds = math.log(max(shares["check"], 1e-6)) - math.log(max(shares["meeting"], 1e-6))
    return max(-_MOST, min(_MOST, odds))
