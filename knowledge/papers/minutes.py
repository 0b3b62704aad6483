"""The sections of 协商纪要, out of what the member said of the meeting."""

import re
from collections.abc import Sequence

from knowledge.evidence.citations import UNVERIFIED
from knowledge.model import Consultation
from knowledge.papers.anatomy import Role
from knowledge.papers.model import FactPack, Line, Part

_MAY_BE = (("列席", "列席(?:人员|单位)?"), ("请假", "(?:请假|缺席)(?:人员|单位)?"))  # nobody has to be


def minutes_sections(
    pack: FactPack, lines: dict[Role, list[Line]], meeting: Consultation | None, points: Sequence[str]
) -> tuple[Part, ...]:
    said = "\n".join(points)
    own = tuple(range(len(pack.facts) + 1, len(pack.facts) + 1 + len(points)))

    def entry(name: str, value: str | None) -> Line:
        return Line(f"{name}：{value or UNVERIFIED}", own if value else ())

    held = meeting.held_on if meeting else None
    header = [
        entry("名称", f"{pack.topic}{(meeting and meeting.form) or '协商会'}"),
        entry("时间", f"{held.year}年{held.month}月{held.day}日" if held else None),
        entry("地点", _labelled(said, "地点") or (meeting.town if meeting else None)),
        entry("主持", _labelled(said, "主持人?") or (meeting.host if meeting else None)),
        entry(
            "出席",
            _labelled(said, "(?:出席|参加|到会)(?:人员|单位)?")
            or "、".join(meeting.units if meeting else ()),
        ),
        *(entry(name, there) for name, words in _MAY_BE if (there := _labelled(said, words))),
        Line(f"议题：{pack.topic}", own),
    ]
    opinions = [
        line for line in (*lines[Role.SITUATION], *lines[Role.ANALYSIS]) if set(line.facts) <= set(own)
    ]
    agreed = [line for line in lines[Role.SUGGESTION] if set(line.facts) <= set(own)]
    duties = [
        Line(
            f"{c.action}｜{c.unit or UNVERIFIED}｜"
            + (f"{c.due.year}年{c.due.month}月{c.due.day}日前" if c.due else UNVERIFIED),
            own,
        )
        for c in (meeting.commitments if meeting else ())
    ]
    return (
        Part("基本情况", tuple(header)),
        Part("各方意见", tuple(opinions), "" if opinions else "还没有各方意见，请按“谁说了什么”发给我。"),
        Part("共识", tuple(agreed), "" if agreed else "没有听到达成的共识，有的话请补上。"),
        Part("未决事项", (), "没有听到未决的事，有的话请补上。"),
        Part(
            "事项—责任单位—时限",
            tuple(duties),
            "" if duties else "没有听到承诺，请写清谁、做什么、什么时候。",
        ),
    )


def _labelled(said: str, name: str) -> str | None:
    match = re.search(rf"{name}\s*(?:[：:]|是|为|在)\s*([^，。；\n]{{1,60}})", said)
    return match[1].strip() if match else None
