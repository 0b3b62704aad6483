"""What people read about the roster: who may come in, and what became of a list of members."""

from collections.abc import Mapping

from knowledge.roster.members import Enrolment, Person, Role

SHARE_YOUR_NUMBER = "请点下面的按钮，发送您自己的手机号登记。"
OTHERS_CONTACT = f"这不是您自己的手机号，不能用来登记。{SHARE_YOUR_NUMBER}"
ALREADY_BOUND = "您已经登记过了，直接写您想问的事就行。"
NO_NEED_TO_BIND = "现在不用登记，直接写您想问的事就行。"
PRIVATE_ONLY = "这件事涉及您自己的记录，请私聊我，不在群里显示。"

ROLES = {
    Role.MEMBER: "委员",
    Role.LIAISON_HEAD: "联络委主任",
    Role.STAFF: "机关工作人员",
    Role.UNIT_CONTACT: "承办单位联系人",
}

NO_SUCH_ROLE = f"没有这个角色。可以写：{'、'.join(ROLES.values())}。"
UNIT_NEEDED = "承办单位联系人要写明单位，例如 --unit 区城管局。"
NAME_MISSING = "没有写姓名"
NUMBER_MISSING = "没有写手机号"
NUMBER_BAD = "手机号不对，应为11位手机号（境外号码前加+和区号）"
ROLE_UNKNOWN = f"角色看不懂，可以写：{'、'.join(ROLES.values())}"
COMMITTEE_MISSING = "联络委主任要写明是哪个联络委"
UNIT_MISSING = "承办单位联系人要写明单位"
UNIT_UNKNOWN = "单位不在区情配置里，请写配置里的名称"

ACCESS_CHECK = "谁能使用"
OPEN_TO_ALL = "名册是空的，谁都能使用。正式使用前请运行 bandeng members import 名册.xlsx"


def stranger(district: str) -> str:
    return f"您好，我只为{district}政协委员和工作人员服务。{SHARE_YOUR_NUMBER}登记不上，请联系区政协机关。"


def stranger_in_group(district: str) -> str:
    return f"抱歉，我只为{district}政协委员和工作人员服务，请先私聊我登记，或联系区政协机关。"


def not_on_roster(district: str) -> str:
    return f"{district}政协的名册里没有您这个手机号，请联系区政协机关核对。"


MEMBER_TAKEN = "这个手机号已经在另一个账号上登记。如果换了账号，请联系区政协机关重新登记。"
ACCOUNT_TAKEN = "这个账号登记过另一位委员，请联系区政协机关处理。"


def welcome(person: Person) -> str:
    return f"{person.name}，您好！登记好了。"


def for_members_only(people: int) -> str:
    return f"名册上的{people}人；其他人只会得到一句登记提示"


# bandeng members

BAD_ROSTER = "读不了这个文件。请用 Excel 另存为 .xlsx 再试。"
NO_HEADER = "没有找到表头。第一张表要有“姓名”和“手机”两列，还可以有“界别”“联络委”“角色”“单位”。"
EMPTY_ROSTER = "表头下面没有名单。"
NO_MEMBERS = "名册是空的。请运行 bandeng members import 名册.xlsx"
DONE = "好了。"


def no_such_member(name: str) -> str:
    return f"名册里没有“{name}”。可以运行 bandeng members list 查看。"


def several_members(name: str, people: list[Person]) -> str:
    which = "，".join(f"{p.id}（{p.liaison_committee or '未写联络委'}）" for p in people)
    return f"名册里有{len(people)}位“{name}”，请用编号：{which}。"


def number_repeated(first: str) -> str:
    return f"手机号与{first}重复，没有收入"


def number_taken(other: str) -> str:
    return f"手机号已登记在“{other}”名下，没有收入；如果换了人，请先运行 bandeng members remove {other}"


def refused_line(place: str, name: str, reason: str) -> str:
    return f"{place}{f' {name}' if name else ''}：{reason}。"


def import_summary(counts: Mapping[Enrolment | None, int]) -> str:
    """`counts`: lines by what became of them, None for those refused."""
    words = {
        Enrolment.ADDED: "新增",
        Enrolment.UPDATED: "更新",
        Enrolment.UNCHANGED: "没有变化",
        None: "没有收入",
    }
    return "，".join(f"{word}{counts[key]}人" for key, word in words.items() if counts.get(key)) + "。"


def member_line(person: Person) -> str:
    committee = f"{person.liaison_committee}联络委" if person.liaison_committee else ""
    phone = f"手机尾号{person.phone_tail}"
    bound = "已登记" if person.chat else "未登记"
    facts = (ROLES[person.role], person.unit, committee, person.sector, phone, bound)
    return f"{person.id}. {person.name}　{'　'.join(fact for fact in facts if fact)}"


BIND_REFUSED_MEMBER = "这位委员已有账号。请先运行 bandeng members unbind。"
BIND_REFUSED_ACCOUNT = "这个账号是另一位委员的。请先为那一位运行 bandeng members unbind。"
BAD_ACCOUNT = "账号要写成 tg:数字"
