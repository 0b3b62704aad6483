"""Private numbers and doors of private homes are masked in everything that is stored."""

import re
from collections.abc import Callable

PHONE = "〔电话已隐去〕"
IDENTITY = "〔身份证号已隐去〕"
BANK_CARD = "〔银行卡号已隐去〕"
HOME = "〔住址已隐去〕"

_START, _END = r"(?<![\dA-Za-z_])", r"(?![\dA-Za-z])"
_QUANTITY = r"(?!\s*(?:[元万亿吨米]|平方|立方|公里))"
_GAP = r"[-－—–.·\s]?"
_IDENTITY = re.compile(
    rf"{_START}[1-9１-９]\d{{5}}{_GAP}(?:(?:18|19|20|１９|２０)\d\d{_GAP}(?:[0０][1-9１-９]|[1１][0-2０-２])"
    rf"{_GAP}[0-3０-３]\d{_GAP}\d{{3}}[\dXxＸｘ]|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}){_END}"
)
_MOBILE = re.compile(
    rf"{_START}(?:(?:\+|＋|00)?86{_GAP})?[1１][3-9３-９]\d(?:{_GAP}\d{{4}}{_GAP}\d{{4}}|{_GAP}\d{{3}}{_GAP}\d{{5}})"
    rf"{_END}{_QUANTITY}|{_START}1(?: \d){{10}}{_END}(?! \d)"
)
_LANDLINE = re.compile(
    rf"{_START}(?:[（(]0\d{{2,3}}[）)]{_GAP}|[0０]\d{{2,3}}{_GAP})[2-8２-８]\d{{2,3}}{_GAP}\d{{4}}(?:[-－转]\d{{1,4}})?{_END}"
)
_LOCAL = re.compile(
    rf"((?:电话|手机|热线|[住家]宅电?|宅电|座机|固话|联系方式)[:：|\s]*)[2-8]\d{{2,3}}{_GAP}\d{{4}}{_END}"
)
_CARD = re.compile(rf"{_START}(?:\d{{4}}[-－\s]){{3,4}}\d{{1,4}}{_END}|{_START}\d{{15,19}}{_END}")
_ACCOUNT = re.compile(r"((?:银行卡|卡号|账号|帐号|账户|存折)[^\d，。；\n]{0,12})(\d(?:[-\s]?\d){9,22})(?!\d)")
_LABELLED_HOME = re.compile(
    r"((?:家庭住址|家庭地址|现住址|户籍地址?|居住地址|住址)[:：|\s]+)"
    r"(?=[^，。；;|\n]*[\d一二三四五六七八九十路街巷村弄镇区])[^，。；;|\n]{4,60}"
)
_DOOR = re.compile(
    r"(?:\d{1,5}(?:号|弄)\s*)?\d{1,4}(?:号楼|幢|栋|座|弄|号)\s*(?:\d{1,4}(?:号楼|幢|栋|号)\s*)?"
    r"(?:[一二三四五六七八九十\d]{1,3}单元\s*\d{2,4}(?:室|户|号房)?|\d{2,4}(?:室|户))"
    r"|\d{1,3}(?:号楼|幢|栋|座)\s*\d{3,4}(?![\d.]|[年元米万户人个平台]|号[楼线路])"
)
_FARM = re.compile(
    r"(?<=[苑园区庭府城里期湾居寓邸阁轩村])\s*\d{1,3}-\d{1,2}-\d{2,4}(?!\d)|"
    r"(?<=[组队])\s*\d{1,4}号(?!文|楼|线|路)|(?<=(?:组|队)门牌)\d{1,4}号?"
)
_NUMERAL = r"(?:\d{1,5}|[一二三四五六七八九十]{1,3})"
_LIVES = re.compile(
    r"((?:[家现租暂居]住[在于]?|住[在于]|[家住]在|住所地?[位在为]于?|现居|住户[:：]|(?:(?<=[，、；（(\s某])|^)住(?![房建宅院所户址宿用健保]))"
    rf"[^，。；;|\n的]{{2,24}}?)"
    rf"(?<![月\d])(?:{_NUMERAL}(?:号(?![线路文])|弄|[栋幢座](?!谈)|单元)|\d{{1,3}}(?:-\d{{1,4}}){{1,2}})"
    r"[\d一二三四五六七八九十号弄栋幢座单元室户楼层门东南西北侧院附之\- ]*",
    re.MULTILINE,
)
_OFFICE = re.compile(
    r"(?:办公|会议|服务中心|大厦|写字楼|政府|办事处|居委会|村委会|窗口|[委局办会厅院所校]机关|地点[:：|])[^，。；;\n]{0,20}$"
)


_COLUMNS = (
    (re.compile("电话|手机|联系方式|联系号码"), PHONE),
    (re.compile("身份证|证件号|身份号"), IDENTITY),
    (re.compile("银行卡|卡号|[账帐]号|[账帐]户|存折"), BANK_CARD),
    (re.compile("(?:家庭|居住|户籍|现住|住宅)地?[住址]|住址|住所|户籍"), HOME),
)
_NUMBER = re.compile(r"\D*(?:\d\D{0,3}){6,}[\dXx]?\D*")
_ANY_NUMBER = re.compile(r".*[\d一二三四五六七八九十].*")
_BAR = re.compile(r"(?<!\\)\|")


def mask(text: str) -> str:
    """The text with phone, identity card and bank card numbers and the doors of homes replaced by labels."""
    text = _with_columns_masked(text)
    text = _IDENTITY.sub(IDENTITY, text)
    text = _ACCOUNT.sub(rf"\1{BANK_CARD}", text)
    text = _CARD.sub(_if(_is_card, BANK_CARD), text)
    text = _MOBILE.sub(PHONE, text)
    text = _LANDLINE.sub(PHONE, text)
    text = _LOCAL.sub(rf"\1{PHONE}", text)
    text = _LABELLED_HOME.sub(rf"\1{HOME}", text)
    text = _LIVES.sub(rf"\1{HOME}", text)
    text = _FARM.sub(HOME, text)
    return _DOOR.sub(_if(_is_home, HOME), text)


def _with_columns_masked(text: str) -> str:
    """In a table the heading of the column says what stands in its cells."""
    lines = text.split("\n")
    labels: list[str | None] = []
    for index, line in enumerate(lines):
        if not line.startswith("|"):
            labels = []
        elif not labels:
            of_people = re.search("姓名|户主|居民|申请人", line) and not re.search(
                "单位|机构|企业|部门", line
            )
            labels = [
                _label_of(f"住址{cell}" if of_people and "地址" in cell else cell)
                for cell in _BAR.split(line)
            ]
        elif any(labels):
            cells = _BAR.split(line)
            known = (*labels, *[None] * len(cells))
            lines[index] = "|".join(_hidden(cell, known[i]) for i, cell in enumerate(cells))
    return "\n".join(lines)


def _label_of(heading: str) -> str | None:
    return next((label for pattern, label in _COLUMNS if pattern.search(heading)), None)


def _hidden(cell: str, label: str | None) -> str:
    looks_so = _ANY_NUMBER if label == HOME else _NUMBER
    return f" {label} " if label is not None and looks_so.fullmatch(cell) else cell


def _if(test: Callable[[re.Match[str]], bool], label: str) -> Callable[[re.Match[str]], str]:
    return lambda match: label if test(match) else match[0]


def _is_card(match: re.Match[str]) -> bool:
    """Luhn's check, which bank cards of 15 to 19 digits pass."""
    digits = [int(c) for c in match[0] if c.isdecimal()]
    if not 15 <= len(digits) <= 19:
        return False
    doubled = [d * 2 - 9 * (d > 4) if i % 2 else d for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _is_home(match: re.Match[str]) -> bool:
    return not _OFFICE.search(match.string, max(0, match.start() - 40), match.start())
