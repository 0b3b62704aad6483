"""Who may come in and what they see. Stands before everything else in a turn."""

from bot import texts
from bot.messages import Block, Incoming, Reply, Style, says
from bot.texts import people as texts_people
from knowledge.assemble import Knowledge
from knowledge.promises.access import Access
from knowledge.roster.members import Binding
from knowledge.roster.people import People

TERMINAL = "console"  # whoever can open the data folder; no chat service gives such a name


def access_of(people: People, incoming: Incoming) -> Access | None:
    """None for a stranger. While nobody was ever enrolled, everyone is a member."""
    if incoming.member == TERMINAL:
        access = Access((TERMINAL,), everything=True)
    elif person := people.person(incoming.member):
        access = person.access
    elif people.has_roster():
        return None
    else:
        access = Access((incoming.member,))
    return access if incoming.is_private else Access()


def meet_stranger(knowledge: Knowledge, incoming: Incoming) -> list[Reply]:
    """Nothing but how to come in, until they share their own number and it is on the roster."""
    district = knowledge.district.name
    if not incoming.is_private:
        return says(texts_people.stranger_in_group(district))
    if incoming.contact_phone is None:
        return _asks_number(texts_people.stranger(district))
    if incoming.contact_member != incoming.member or incoming.forwarded:
        return _asks_number(texts_people.OTHERS_CONTACT)
    binding, person = knowledge.people.bind_by_phone(incoming.member, incoming.contact_phone, incoming.now)
    if person is not None:
        greeting = Block(texts_people.welcome(person), Style.TITLE)
        return [Reply((greeting, Block(texts.WHAT_I_DO), Block(texts.PUBLIC_ONLY, Style.NOTE)))]
    return says(
        {
            Binding.MEMBER_TAKEN: texts_people.MEMBER_TAKEN,
            Binding.ACCOUNT_TAKEN: texts_people.ACCOUNT_TAKEN,
        }.get(binding, texts_people.not_on_roster(district))
    )


def thank_for_contact(knowledge: Knowledge, incoming: Incoming) -> list[Reply]:
    bound = knowledge.people.person(incoming.member) is not None
    return says(texts_people.ALREADY_BOUND if bound else texts_people.NO_NEED_TO_BIND)


def _asks_number(sentence: str) -> list[Reply]:
    return [Reply((Block(sentence),), asks_contact=True)]
