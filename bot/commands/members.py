"""`bandeng members`: the roster."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.access import TERMINAL
from bot.commands.output import PARTLY_DONE, emit, opened, warn
from bot.roster import BadRoster, NoHeader, RosterRow, read_role, read_roster, read_unit
from bot.texts import people as texts_people
from knowledge.assemble import Knowledge
from knowledge.roster.members import Binding, Enrolment, Person, Role
from knowledge.roster.people import People

members = typer.Typer(help="名册：谁能使用，什么角色。", no_args_is_help=True)

_ACCOUNT = re.compile(r"tg:\d+|(?!tg:)\S.*")  # any other word is a member of `chat --jsonl`
_Name = Annotated[str, typer.Argument(help="姓名，重名时用 list 里的编号")]
_Json = Annotated[bool, typer.Option("--json", help="每行一个 JSON")]


@members.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="Excel：姓名、界别、联络委、角色、手机，承办单位联系人另加单位")
    ],
    as_json: _Json = False,
) -> None:
    """收入名册；再次收入会更新，不会删人。"""
    with opened() as knowledge:
        rows = _read(file, knowledge)
        results = _enrol(knowledge.people, rows)
    for row, outcome, problem in results:
        if as_json:
            status = outcome or "refused"
            emit({"place": row.place, "name": row.name, "status": status, "reason": problem})
        elif problem is not None:
            typer.echo(texts_people.refused_line(row.place, row.name, problem))
    counts = Counter(outcome for _, outcome, _ in results)
    if not as_json:
        typer.echo(texts_people.import_summary(counts))
    if counts[None]:
        raise typer.Exit(PARTLY_DONE)


def _read(file: Path, knowledge: Knowledge) -> list[RosterRow]:
    try:
        rows = read_roster(file, knowledge.district)
    except BadRoster:
        _fail(texts_people.BAD_ROSTER)
    except NoHeader:
        _fail(texts_people.NO_HEADER)
    return rows or _fail(texts_people.EMPTY_ROSTER)


def _enrol(people: People, rows: list[RosterRow]) -> list[tuple[RosterRow, Enrolment | None, str | None]]:
    """Each row with what became of it, None and the reason where it was refused."""
    good = [row for row in rows if row.problem is None]
    outcomes = iter(people.enrol([row.line for row in good if row.line], datetime.now(UTC)))
    first: dict[str, RosterRow] = {}
    results: list[tuple[RosterRow, Enrolment | None, str | None]] = []
    for row in rows:
        if row.problem is not None or row.line is None:
            results.append((row, None, row.problem))
            continue
        outcome, other = next(outcomes)
        earlier = first.setdefault(row.line.number, row)
        if outcome is Enrolment.REPEATED:
            results.append((row, None, texts_people.number_repeated(f"{earlier.place} {earlier.name}")))
        elif other is not None:
            results.append((row, None, texts_people.number_taken(other)))
        else:
            results.append((row, outcome, None))
    return results


@members.command("list")
def list_(as_json: _Json = False) -> None:
    """名册上有谁，谁已登记；手机号只留尾号。"""
    with opened() as knowledge:
        everyone = knowledge.people.everyone()
    if not everyone and not as_json:
        warn(texts_people.NO_MEMBERS)
    for person in everyone:
        if as_json:
            emit(_json(person))
        else:
            typer.echo(texts_people.member_line(person))


@members.command()
def remove(name: _Name, as_json: _Json = False) -> None:
    """从名册上去掉，此人不能再使用；所跟的事项留在台账里。"""
    with opened() as knowledge:
        person = the_one(knowledge.people, name)
        knowledge.people.remove(person.id, datetime.now(UTC))
        _done(person, as_json)


@members.command()
def role(
    name: _Name,
    role: Annotated[str, typer.Argument(help="委员、联络委主任、机关工作人员、承办单位联系人")],
    unit: Annotated[str, typer.Option(help="承办单位联系人的单位")] = "",
    as_json: _Json = False,
) -> None:
    """改角色。"""
    with opened() as knowledge:
        person = the_one(knowledge.people, name)
        new = read_role(role) or _fail(texts_people.NO_SUCH_ROLE)
        canonical = read_unit(unit, knowledge.district) or person.unit
        if new is Role.UNIT_CONTACT and canonical is None:
            _fail(texts_people.UNIT_NEEDED)
        if new is Role.LIAISON_HEAD and person.liaison_committee is None:
            _fail(f"{texts_people.COMMITTEE_MISSING}。")
        knowledge.people.set_role(person.id, new, canonical)
        _done(the_one(knowledge.people, str(person.id)), as_json)


@members.command()
def bind(
    name: _Name,
    account: Annotated[str, typer.Argument(help="聊天账号，例如 tg:123456；--jsonl 里是 member 的值")],
    as_json: _Json = False,
) -> None:
    """替本人登记账号（一般由本人发送手机号登记）。"""
    with opened() as knowledge:
        person = the_one(knowledge.people, name)
        if not _ACCOUNT.fullmatch(account) or account == TERMINAL:
            raise typer.BadParameter(texts_people.BAD_ACCOUNT)
        match knowledge.people.bind(person.id, account, datetime.now(UTC)):
            case Binding.MEMBER_TAKEN:
                _fail(texts_people.BIND_REFUSED_MEMBER)
            case Binding.ACCOUNT_TAKEN:
                _fail(texts_people.BIND_REFUSED_ACCOUNT)
        _done(the_one(knowledge.people, str(person.id)), as_json)


@members.command()
def unbind(name: _Name, as_json: _Json = False) -> None:
    """取消账号登记，本人换账号后可以重新登记。"""
    with opened() as knowledge:
        person = the_one(knowledge.people, name)
        knowledge.people.unbind(person.id, datetime.now(UTC))
        _done(the_one(knowledge.people, str(person.id)), as_json)


def _fail(sentence: str) -> NoReturn:
    warn(sentence)
    raise typer.Exit(1)


def the_one(people: People, name: str) -> Person:
    """By name or by number; ends the command where that is nobody or more than one."""
    found = people.named(name)
    if len(found) != 1:
        _fail(texts_people.several_members(name, found) if found else texts_people.no_such_member(name))
    return found[0]


def _done(person: Person, as_json: bool) -> None:
    if as_json:
        emit(_json(person))
    else:
        typer.echo(f"{texts_people.DONE}{texts_people.member_line(person)}")


def _json(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "sector": person.sector,
        "liaison_committee": person.liaison_committee,
        "role": person.role,
        "unit": person.unit,
        "phone": f"*******{person.phone_tail}",
        "bound": person.chat is not None,
        "account": person.chat,
    }
