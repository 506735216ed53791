"""People: who may come in, and whose name stands beside every change."""

from throughline.store.people.tables import Person

__all__ = ["COMMAND_LINE", "Person", "operator"]

# Who stands beside what commands on this machine do; nobody can log in as it.
COMMAND_LINE = "command line"


def operator(username: str = COMMAND_LINE) -> Person:
    """The person for whom a command on this machine acts, made at first use, without a password."""
    person, made = Person.objects.get_or_create(username=username, defaults={"operates": True})
    if made:
        person.set_unusable_password()
        Person.objects.filter(pk=person.pk).update(password=person.password)
    return person
