"""Run actions, each in a process with a database of its own, which may die before the statement with a given number.

    python -m tests.rooms.die_at

reads a line for each action, and answers with a line:

    ["DATABASE", STATEMENT, "ACTION", "ARGUMENT", ...]  the name of the database, and before which statement to die
    ["DATABASE", [BYTES], "ACTION", "ARGUMENT", ...]    no file is written beyond so many bytes: the disk is full
    [0, "12"]                                           it lived, and had 12 statements
    [-9, ""]                                            it was killed, as by a power cut
    [1, "Traceback ..."]                                it failed

The processes are forked from this one, which has imported everything and opened no database.
"""

import io
import json
import os
import resource
import signal
import sys
import traceback
from datetime import UTC, date, datetime
from importlib import import_module

import django

MODULES = (
    "kobling.rooms.changes.actions",
    "kobling.rooms.findings.actions",
    "kobling.rooms.messages.delivery",
    "kobling.rooms.folder.actions",
    "kobling.rooms.publishing.actions",
    "kobling.rooms.workbooks.actions",
    "kobling.rooms.workbooks.folders",
    "tests.rooms.registers.town",
)
"""What the actions need, imported once."""
ON = date(2020, 11, 30)
NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)


def migrate():
    """Make the tables."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def import_folder():
    from kobling.rooms.folder.actions import import_facts
    from tests.rooms import small

    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)


def change():
    """Take a story away, as change 2."""
    from kobling.rooms.folder.actions import import_facts
    from tests.rooms import small

    import_facts(facts=small.facts(stories=[]), by="anna", at=NOON, replace=True)


def merge():
    """Import a folder that was exported before the newest change, with another goal, figure and order."""
    from kobling.rooms.facts.queries import short_digest
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.records import Revision
    from kobling.rooms.municipality.queries import pk_of
    from tests.rooms import small

    facts = small.facts(
        goals=[small.goal("b"), small.goal("a", small.target("a1"), short="Kort")],
        measurements=[small.measurement("members", "2018", 55.0), small.measurement("members", "2019", 58.0)],
    )
    began_at = Revision(number=1, digest=short_digest(pk_of("lilleby"), 1))
    import_facts(facts=facts, by="bo", at=NOON, began_at=began_at)


def change_fact():
    """Give the goal another short text, from its page."""
    from kobling.rooms.facts.queries import municipality_facts
    from tests.rooms.changing import change_fact as change_one_fact

    (goal,) = municipality_facts("lilleby").goals
    after = type(goal).model_validate(goal.model_dump() | {"short": "Nyt"})
    change_one_fact(municipality="lilleby", before=goal, after=after, by="anna", at=NOON)


def undo():
    from kobling.rooms.changes import actions

    actions.undo(municipality="lilleby", number=3, by="anna", at=NOON)


def draft():
    from kobling.rooms.publishing.actions import create_release

    create_release(municipality="lilleby", on=ON, by="office", at=NOON)


def approve():
    from kobling.rooms.publishing.actions import approve_release

    approve_release(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON)


def renamed():
    """Return edits that give the goal another short text."""
    from kobling.rooms.changes.edits import Edits, FactEdit
    from kobling.rooms.facts.queries import municipality_facts

    (goal,) = municipality_facts("lilleby").goals
    return Edits((FactEdit(goal, type(goal).model_validate(goal.model_dump() | {"short": "Nyt"})),))


def keep_change():
    from kobling.rooms.change_drafts import actions

    actions.save_change_draft(municipality="lilleby", edits=renamed(), title="Nyt navn", by="anna", at=NOON)


def submit_change():
    from kobling.rooms.change_drafts import actions

    actions.submit_change_draft(municipality="lilleby", number=1, by="anna", at=NOON)


def approve_change():
    from kobling.rooms.change_drafts import actions, queries

    seen = queries.digest_of(queries.change_draft("lilleby", 1))
    actions.approve_change_draft(municipality="lilleby", number=1, seen=seen, by="bo", at=NOON)


def made_elsewhere(make):
    """Return what is made where there is room, as by the browser that hands it in."""
    room, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        return make()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))


def take_over(action, data):
    action(
        municipality="lilleby",
        file=io.BytesIO(data),
        title="Fra en fil",
        by="anna",
        at=NOON,
        may_change=lambda _before, _after: True,
    )


def hand_in_workbook():
    """Hand a workbook in, in which the goal has another short text."""
    from kobling.rooms.workbooks.actions import take_over_workbook

    take_over(take_over_workbook, made_elsewhere(filled_in_workbook))


def filled_in_workbook():
    import openpyxl

    from kobling.records.chain import Goal
    from kobling.rooms.workbooks.queries import workbook
    from tests.rooms.workbooks.filling_in import all_fields, fill, saved

    book = openpyxl.load_workbook(io.BytesIO(workbook("lilleby", (Goal,), "da", all_fields)))
    fill(book["Mål"], 2, **{"Kort navn (dansk)": "Nyt"})
    return saved(book)


def hand_in_folder():
    """Hand a folder in, in which the goal has another short text."""
    from kobling.rooms.facts.queries import municipality_facts
    from kobling.rooms.folder.archive import packed
    from kobling.rooms.folder.queries import facts_with_revision
    from kobling.rooms.folder.writing.serializer import serialize_folder
    from kobling.rooms.workbooks.folders import take_over_folder

    [edit] = renamed().facts
    facts = municipality_facts("lilleby").model_copy(update={"goals": (edit.after,)})
    _present, revision = facts_with_revision("lilleby")
    take_over(take_over_folder, packed(serialize_folder(facts, revision), folder="lilleby"))


def inspect():
    from kobling.rooms.findings import actions

    actions.inspect(municipality="lilleby", on=ON, by="anna", at=NOON)


def answer():
    from kobling.rooms.findings import actions

    actions.answer(municipality="lilleby", finding=1, reason="Det er med vilje.", by="bo", at=NOON)


def take():
    """Take in a municipality with an indicator that draws itself."""
    from tests.rooms.registers import town

    town.take()


def fetch(base_url, day):
    """Fetch from a fake of StatBank on this machine, on that day of March 2020."""
    from kobling.sources.statbank import StatBank, statbank_client
    from tests.rooms.registers.town import draw

    draw(StatBank(statbank_client(base_url)), at=datetime(2020, 3, int(day), 8, tzinfo=UTC))


def write_messages(template="comment"):
    """Add an account with an address, and put two messages to it into the outbox."""
    from kobling.records.rights import Role
    from kobling.rooms.messages.actions import store_message
    from kobling.rooms.messages.records import Letter
    from kobling.rooms.people import actions, queries
    from kobling.rooms.people.models import User
    from kobling.rooms.people.records import Assignment

    actions.add(name="anna", assignment=Assignment(Role.READER, None), password="klovnefisk-19", by="k", at=NOON)
    User.objects.update(email="anna@lilleby.test")
    for subject in ("En", "To"):
        letter = Letter(subject, "Kære Anna")
        store_message(account=queries.user("anna").key, template=template, letter=letter, at=NOON)


def deliver(port, minutes="0"):
    """Send what is due to a mail server on this machine, so many minutes after noon."""
    from datetime import timedelta

    from django.conf import settings

    from kobling.rooms.messages.delivery import deliver as send
    from kobling.rooms.messages.records import Letter

    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", int(port), 5
    settings.EMAIL_USE_TLS, settings.DEFAULT_FROM_EMAIL = False, "kobling@lilleby.test"
    at = NOON + timedelta(minutes=int(minutes))
    send(now=lambda: at, compose={"digest": lambda _message: Letter("Opgaver", "Der er en.")})


ACTIONS = {
    "write_messages": write_messages,
    "deliver": deliver,
    "migrate": migrate,
    "take": take,
    "import": import_folder,
    "change": change,
    "merge": merge,
    "change_fact": change_fact,
    "undo": undo,
    "draft": draft,
    "approve": approve,
    "keep_change": keep_change,
    "submit_change": submit_change,
    "approve_change": approve_change,
    "hand_in_workbook": hand_in_workbook,
    "hand_in_folder": hand_in_folder,
    "inspect": inspect,
    "answer": answer,
    "fetch": fetch,
}


def count_statements(database, fatal, action, *arguments):
    """Run an action on a database, and return how many statements it had; die before the fatal one.

    Where the fatal one is a list with a number of bytes, no file grows beyond that.
    """
    from django.db import connection

    count = 0

    def die_in_time(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    if isinstance(fatal, list):
        resource.setrlimit(resource.RLIMIT_FSIZE, (fatal[0], resource.RLIM_INFINITY))
    with connection.execute_wrapper(die_in_time):
        ACTIONS[action](*arguments)
    connection.close()
    return count


def run_in_process(*request):
    """Run an action in a process of its own, and return its exit code and its output."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        with os.fdopen(writing, "w") as said:
            try:
                said.write(str(count_statements(*request)))
                code = 0
            except Exception:  # noqa: BLE001 - the test says what failed
                traceback.print_exc(file=said)
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    for module in MODULES:
        import_module(module)
    for line in sys.stdin:
        print(json.dumps(run_in_process(*json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
