"""The sections of 协商纪要, out of what the member said of the meeting."""

import re
from collections.abc import Sequence

from knowledge.evidence.citations import UNVERIFIED
from knowledge.model import Consultation
from knowledge.papers.model import FactPack, Line, Part
from knowledge.papers.wording import sentences

_MAY_BE = (("列席", "列席(?:人员|单位)?"), ("请假", "(?:请假|缺席)(?:人员|单位)?"))  # nobody has to be

_MISSING = {
    "各方意见": "还没有各方意见，请按“谁说了什么”发给我。",
    "共识": "没有听到达成的共识，有的话请补上。",
    "未决事项": "没有听到未决的事，有的话请补上。",
}
_OPEN = re.compile(
    r"[没未](?:有)?(?:谈拢|谈妥|定下|定好|说定|达成|敲定|统一)|(?:待|再)(?:定|议|研究|商)|有?分歧|争议|下次再"
)
_AGREED = re.compile(
    r"(?:一致|都|均)(?:同意|认为|赞成)|达成(?:一致|共识)|商定|定下|约定|决定|答应|承诺|保证|同意"
)
_FRAME = re.compile(r"(?:召?开|举行)(?:了)?[^。]{0,30}会|地点|主持|出席|列席|请假|到会")
_HELD = re.compile(
    r"(?:召?开|举行|组织)(?:了|过)?(?:一?[场次个])?(?:关于|就)?([^，。；\n]{2,30}?)的?(?:专题|板凳|界别|对口|现场)*(?:协商|座谈|议事|恳谈)"
)


def minutes_sections(pack: FactPack, meeting: Consultation | None, points: Sequence[str]) -> tuple[Part, ...]:
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
    told = _sorted(points, len(pack.facts), meeting)
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
        *(Part(name, tuple(told[name]), "" if told[name] else _MISSING[name]) for name in _MISSING),
        Part(
            "事项—责任单位—时限",
            tuple(duties),
            "" if duties else "没有听到承诺，请写清谁、做什么、什么时候。",
        ),
    )


def _sorted(points: Sequence[str], before: int, meeting: Consultation | None) -> dict[str, list[Line]]:
    """The member's sentences as views, agreement and what is left open; the frame stands in the fields."""
    told: dict[str, list[Line]] = {name: [] for name in _MISSING}
    promised = [c.quote for c in meeting.commitments] if meeting else []
    for number, point in enumerate(points, before + 1):
        for sentence in sentences(point):
            bare = sentence.rstrip("。")
            if _OPEN.search(bare):
                name = "未决事项"
            elif _AGREED.search(bare) or any(bare in quote or quote in bare for quote in promised):
                name = "共识"
            elif _FRAME.search(bare):
                continue
            else:
                name = "各方意见"
            told[name].append(Line(sentence, (number,)))
    return told


def meeting_topic(said: str) -> str | None:
    """加装电梯 out of 召开了加装电梯的板凳协商会."""
    match = _HELD.search(said)
    return match[1].strip("“”《》 ") if match else None


def _labelled(said: str, name: str) -> str | None:
    match = re.search(rf"{name}\s*(?:[：:]|是|为|在)\s*([^，。；\n]{{1,60}})", said)
    return match[1].strip() if match else None
