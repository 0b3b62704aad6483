"""应办之事: the words of a promise that name the deed."""
# ruff: noqa: E501 — a pattern is read best on one line

import re


def tidy_action(words: str) -> str:
    """The deed alone: 答应把线划好 → 把线划好."""
    words = re.split("—|→", words.lstrip(" ：:，,—→"))[0]  # 清淤完成——现场只清了一半
    words = re.split(r"[，,。]\s*(?:请|麻烦)?(?:你)?(?:帮我|帮忙|提醒我)", words)[0]
    words = re.sub(r"\s+", " ", words).strip(' ，,。；;：:、|“”"（）()')
    lead = r"^(?:也|都|就|还|则|那边|说|讲|表示|承诺|答应|保证|同意|明确|答复|负责|牵头|提出|会上|现场|当场|的|是|会|将|要|在|于|由|[：:，,、“\" ])+"
    words = re.sub(lead, "", words)
    return re.sub(r"[，,、（(]?(?:时限|完成时限|期限|责任单位|之?前|以前|内)?[：:]?$", "", words).strip(
        ' ，,。；;：:、“”"（）()'
    )
