"""What a question asks for and its best passages cannot give: an amount, a year, the news of the day."""

import re
from collections.abc import Sequence

_ASKS_AMOUNT = re.compile(
    r"多少(?!不|人同意)|几(?:[号点岁天年月块元倍次户个件条米层级]|百|千|万|成)|多大|多高|多长时间|多久"
)
_AMOUNT = re.compile(
    r"\d|[一二三四五六七八九十百千万半两]+"
    r"(?:分之|[元倍日天周月年岁米次人户个件处名层级条只度吨斤成分]|公里|小时|平方|厘米|以上|以下)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# What changes from day to day or belongs to one person stands in no rule and in no record
_LIVE = re.compile(
    r"上班时间|下班时间|[的和在]地址|联系电话|电话(?:号码)?是|开不开门|几点(?:开门|关门|有车|下班|上班)"
    r"|哪家.{0,4}(?:好|便宜)|余额|编号是|今天的.{0,6}数据|实时"
)


def asks_for_more(question: str, passages: Sequence[str], dates: Sequence[str] = ()) -> bool:
    """Whether no passage has an amount that is asked for, a year of it stands nowhere, or it asks for news.

    `passages`: the best ones with their titles; `dates`: those of their documents.
    """
    if _LIVE.search(question):
        return True
    if _ASKS_AMOUNT.search(question) and not any(_AMOUNT.search(text) for text in passages):
        return True
    said = "\n".join([*passages, *dates])
    return any(year not in said for year in _YEAR.findall(question))
