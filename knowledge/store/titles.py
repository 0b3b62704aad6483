"""Titles of one paper in its several dresses: under a notice that issues it, revised, on trial."""

import re

_ISSUING = re.compile(
    r"^[^《〈]{0,40}?关于(?:重新)?(?:印发|公布|发布|下发|颁布|实施)(?:修[订改正]后的)?[《〈]?(.{4,80}?)[》〉]?的(?:通知|公告|通告|决定)$"
)
_EDITION = re.compile(
    r"[（(〔](?:(?:19|20)\d\d年?)?(?:新?修[订正改](?:版|本|稿)?|\d?版|试行|暂行|修订试行|第[一二三四五六七八九十\d]+次修[订正改])[）)〕]$"
)


def unwrapped(title: str) -> str:
    """关于印发《某办法（试行）》的通知 → 某办法（试行）"""
    found = _ISSUING.match(title)
    return found[1] if found else title.strip("《》")


def matter(title: str) -> str:
    """关于印发《某办法（试行）》的通知 → 某办法; a part of the title, the same for all its versions."""
    bare = unwrapped(title)
    return _EDITION.sub("", bare) or bare


def means(name: str, title: str) -> bool:
    """Whether a paper that names another by `name` means the one with `title`."""
    return unwrapped(name) in (unwrapped(title), matter(title))
