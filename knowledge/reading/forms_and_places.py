"""In which town a consultation was held, and in which of the forms that the profile knows."""

import re

from knowledge.reading.names import NameMention, NameSort

OTHER_FORM = "其他"
_LABELLED_FORM = re.compile(r"(?:协商|会议)?(?:形式|方式|类型)\**\s*(?:[：:|\s]|归[在入为]|属于?|是)\s*")
_DENIED = re.compile(r"(?:不是|不算|没开|不叫)(?:个|什么)?$")
# Meetings that have a name of their own and are none of the profile's; 座谈 or 碰头 alone names no form
_OTHER_FORMS = re.compile(r"恳谈会|民主恳谈|圆桌(?:会|协商|对话|论坛)|院坝(?:会|协商|议事)|坝坝会|听证会")


def town_of(names: tuple[NameMention, ...]) -> str | None:
    """The first one named by itself; towns in a row (云岭、枫林) are only spoken of."""
    towns = [m for m in names if m.sort is NameSort.TOWN]
    for i, mention in enumerate(towns):
        neighbours = [*towns[max(0, i - 1) : i], *towns[i + 1 : i + 2]]
        in_a_row = any(
            n.name != mention.name and (0 <= n.start - mention.end <= 1 or 0 <= mention.start - n.end <= 1)
            for n in neighbours
        )
        if not in_a_row:
            return mention.name
    return None


def form_of(plain: str, names: tuple[NameMention, ...]) -> str | None:
    """What 形式： says, else the first form that is named; one of another name is 其他."""
    forms = [m for m in names if m.sort is NameSort.FORM and not _DENIED.search(plain[: m.start])]
    for label in _LABELLED_FORM.finditer(plain):
        if plain.startswith(OTHER_FORM, label.end()):
            return OTHER_FORM
        labelled = next((m.name for m in forms if label.end() <= m.start <= label.end() + 4), None)
        if labelled:
            return labelled
    if forms:
        return forms[0].name
    return OTHER_FORM if _OTHER_FORMS.search(plain) else None
