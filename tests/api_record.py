"""A record for the tests of the API: every kind of row, as many as a test wants."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.plan_sheets import sheet
from tests.store_records import digest, fascicle, full_resolution, report, request, resolution
from throughline.engine.findings import Finding, Severity
from throughline.engine.links import link_code
from throughline.engine.monitoring.aggregation import Kind, Rules
from throughline.engine.monitoring.assessment import Judgement, Pillar
from throughline.engine.monitoring.indicators import Definition
from throughline.engine.monitoring.printed import Evaluation, Measure, MeasureValue
from throughline.engine.planning.contributions import contribution_code
from throughline.engine.planning.frameworks import Element
from throughline.engine.planning.printed import PlanParagraph, PrintedTable, Result, Subprogramme
from throughline.engine.reporting.blocks import Heading, Report
from throughline.store.models import Batch, CalendarFeed, DroppedFile, Invitation, Organization, Person, Token
from throughline.store.monitoring.assessments.actions import assess
from throughline.store.monitoring.evaluations.actions import change_evaluation, plan_evaluation
from throughline.store.monitoring.evaluations.following import add_finding, add_lesson, respond, undertake
from throughline.store.monitoring.indicators.approving import submit_reports
from throughline.store.monitoring.indicators.defining import define_indicator
from throughline.store.monitoring.indicators.entering import Entry, enter_values
from throughline.store.monitoring.indicators.periods import close_period, make_period
from throughline.store.people import operator
from throughline.store.people.roles import give_role
from throughline.store.people.tables import ROLES
from throughline.store.planning.contributions.actions import make_contribution
from throughline.store.planning.frameworks.actions import make_framework, write_draft
from throughline.store.planning.frameworks.deciding import approve_version, submit_version
from throughline.store.planning.links.actions import make_link
from throughline.store.planning.review.actions import open_round, propose_review, submit_review
from throughline.store.reporting.checks import check_record
from throughline.store.reporting.editions.actions import freeze_edition
from throughline.store.reporting.editions.reads import Named
from throughline.store.reporting.handling import accept_findings
from throughline.store.suggestions.actions import dismiss_suggestion
from throughline.store.taking_in import take_in
from throughline.store.taking_in.contents import Records
from throughline.store.units.actions import give_responsibility, make_unit

UN = "/api/organizations/UN"
TODAY = date(2026, 1, 15)


def take(*records: Records, organization: str = "UN") -> None:
    """Take records in and check the whole."""
    for one in records:
        take_in(records=one, by=operator(), reader="1", organization=organization)
    check_record(today=TODAY)


def resolutions(first: int, last: int) -> list[Records]:
    """Resolutions A/RES/77/<number>, each with an act that asks and cites the one before."""
    return [
        resolution(
            f"A/RES/77/{number}",
            texts=("Recalling its harbours,", f"Requests the Secretary-General to report on boat {number};"),
            acts=(request(f"to report on boat {number}", latest="2026-06-30"),),
            cites=(f"A/RES/77/{number - 1}",),
            title=f"Boat {number}",
            file=f"boat{number}.txt",
        )
        for number in range(first, last + 1)
    ]


def small_record() -> None:
    """Resolutions that ask and cite, one in which every field says something, a report, a fascicle."""
    take(resolution(), full_resolution(), *resolutions(1, 3), report(), fascicle(rows=2))


def wide_record(rows: int) -> None:
    """So many resolutions, subprogrammes, results, measures, deliverables, figures, texts, tables and findings."""
    numbers = range(1, rows + 1)
    value = MeasureValue(2024, "actual", None, "many boats")
    wide = fascicle(
        rows=rows,
        lists=tuple(f"A/RES/77/{n}" for n in numbers),
        subprogrammes=(
            *(Subprogramme(f"SP{n}", "", str(n), f"Boats {n}", objective="Float") for n in numbers),
            Subprogramme("II.SP2", "II", "2", "Harbours"),
        ),
        results=(
            Result("SP1/R2", "SP1", "2", "Safer boats", "planned"),
            *(Result(f"SP{n}/R1", f"SP{n}", "1", f"Boats {n}", "planned") for n in numbers),
        ),
        measures=tuple(Measure(f"SP{n}/R1", f"Boats {n}", "boats", (value, value)) for n in numbers),
        evaluations=tuple(Evaluation("SP1", f"10.{n}", "Evaluated.") for n in numbers),
        paragraphs=tuple(PlanParagraph("SP1", "strategy", f"10.{n}", "Row.", (n, n + 1)) for n in numbers),
        tables=tuple(PrintedTable("II", f"10.{n}", "Posts", "posts", (("Post", "Change"),)) for n in numbers),
        findings=tuple(Finding("PB-SUM", Severity.ERROR, f"table 10.19, row {n}", f"Row {n}.") for n in numbers),
    )
    take(*resolutions(1, rows), report(), wide)


# An address of every operation, by its name, that the small record answers.
LISTS = {
    "organizations": "/api/organizations",
    "documents": f"{UN}/documents",
    "acts": f"{UN}/acts",
    "deadlines": f"{UN}/deadlines",
    "citations": f"{UN}/citations",
    "paragraphs": f"{UN}/paragraphs",
    "plans": f"{UN}/plans",
    "places": f"{UN}/places",
    "listed_mandates": f"{UN}/listed-mandates",
    "results": f"{UN}/results",
    "texts": f"{UN}/texts",
    "tables": f"{UN}/tables",
    "measures": f"{UN}/measures",
    "deliverables": f"{UN}/deliverables",
    "evaluations": f"{UN}/evaluations",
    "money": f"{UN}/money",
    "posts": f"{UN}/posts",
    "findings": f"{UN}/findings",
    "sources": f"{UN}/sources",
    "history": f"{UN}/history",
    "search": f"{UN}/search?q=boats",
    "units": f"{UN}/units",
}
SINGLES = {
    "organization": UN,
    "overview": f"{UN}/overview",
    "document": f"{UN}/documents/A/RES/78/244",
    "difference": f"{UN}/differences/A/RES/78/244",
    "timeline": f"{UN}/timeline",
    "tracked": f"{UN}/tracked/A/RES/78/244",
    "paragraph": f"{UN}/paragraphs/A/RES/78/244%237(b)",
    "plan": f"{UN}/plans/UN/2026/10",
    "outline": f"{UN}/outlines/2026",
    "place": f"{UN}/places/UN/2026/10/SP1",
    "result": f"{UN}/results/UN/2026/10/SP1/R2",
    "measure": f"{UN}/measures/UN/2026/10/SP1/R2/M1",
    "deliverable": f"{UN}/deliverables/UN/2026/10/SP1/D-A.1",
    "money_figure": f"{UN}/money/UN/2026/10/T10.19/r1/c8",
    "posts_figure": f"{UN}/posts/UN/2026/10/T10.20/r4/c6",
    "source": f"{UN}/sources/{digest('full')}",
    "line": f"{UN}/lines/UN/2026/10/SP1",
    "picture": f"{UN}/pictures/UN/2026/10",
    "data_dictionary": f"{UN}/data",
}
EVERY = LISTS | SINGLES
# Files: the media type of each, and an address of it.
FILES = {
    "data_csv": ("text/csv", f"{UN}/data/acts/csv"),
    "data_parquet": ("application/vnd.apache.parquet", f"{UN}/data/figures/parquet"),
    "iati": ("application/xml", f"{UN}/iati/activities"),
    "akoma_ntoso": ("application/xml", f"{UN}/akoma-ntoso/A/RES/78/244"),
}
BATCH = "abcdefghjkmn"
# The indicator that `acting_record` defines; it is reported for 2026, and its target waits for approval.
MEASURED = "UN/2026/10/SP1/I1"
# The link that `acting_record` makes.
LINKED = link_code("UN", "A/RES/77/1", "UN/2026/10/SP1")
# The contribution that it makes.
CONTRIBUTED = contribution_code("UN", "UN/2026/10/SP1", "UN/2026-c/G1", None)
# Reads for all who work there, for administrators, and of what is one's own: they need `acting_record`, and somebody
# who signed in.
OF_WORK = {
    "links": f"{UN}/links",
    "link": f"{UN}/links/{LINKED}",
    "suggestions": f"{UN}/suggestions",
    "dismissals": f"{UN}/dismissals",
    "frameworks": f"{UN}/frameworks",
    "framework": f"{UN}/frameworks/2026-a",
    "framework_versions": f"{UN}/frameworks/2026-a/versions",
    "framework_elements": f"{UN}/frameworks/2026-a/elements",
    "framework_differences": f"{UN}/frameworks/2026-a/differences?before=1&now=1",
    "contributions": f"{UN}/contributions",
    "contribution": f"{UN}/contributions/{CONTRIBUTED}",
    "linkage": f"{UN}/linkage",
    "evaluation_plan": f"{UN}/evaluation-plan",
    "planned_evaluation": f"{UN}/evaluation-plan/boats",
    "indicators": f"{UN}/indicators",
    "indicator": f"{UN}/indicators/{MEASURED}",
    "indicator_figures": f"{UN}/indicator-figures/{MEASURED}?values=standing",
    "indicator_lineage": f"{UN}/indicator-lineage/{MEASURED}?span=2026&values=standing",
    "indicator_reports": f"{UN}/indicator-reports?period=2026",
    "periods": f"{UN}/periods",
    "assessments": f"{UN}/assessments",
    "assessment": f"{UN}/assessments/2026/of/UN/2026/10/SP1",
    "editions": f"{UN}/reports",
    "review_rounds": f"{UN}/review-rounds",
    "reviews": f"{UN}/reviews/2026",
    "review": f"{UN}/reviews/2026/of/UN/2026/10/E/RES/2023/29",
    "review_comments": f"{UN}/reviews/2026/comments",
}
OWN = OF_WORK | {
    "roles": f"{UN}/roles",
    "invitations": f"{UN}/invitations",
    "publication": f"{UN}/publication",
    "tokens": "/api/account/tokens",
    "batches": f"{UN}/batches",
    "batch": f"{UN}/batches/{BATCH}",
    "preview": f"{UN}/batches/{BATCH}/files/1",
    "calendars": f"{UN}/calendars",
}
# Reads for the people who work in an organization.
WORKED = {
    "editable_part": f"{UN}/editable/UN/2026/10/SP1/R2",
    "workbook": f"{UN}/workbooks/UN/2026/10",
    "framework_workbook": f"{UN}/frameworks/2026-a/workbook",
    "report": f"{UN}/reports/progress/en/UN/2026/10",
    "report_file": f"{UN}/report-files/docx/progress/en/UN/2026/10",
}
DIGEST = "0" * 64
# Findings of the small record: what names them follows from what they say.
FINDING, ACCEPTED = "83e38790dedb7bfd", "9eb325dd1dd3bdaf"
HEADS = ["key results", "", "title"]


def typed_workbook() -> bytes:
    """A workbook in which a title was typed over."""
    return sheet([HEADS, HEADS, ["SP1/R2", "", "Safest"]], "Results", {"plan": "UN/2026/10", "version": "1"})


def tree_workbook() -> bytes:
    """A workbook with a tree of one goal."""
    return sheet([["code", "level", "title"], ["G1", "goal", "Dry boats"]], "Plan", {})


GOAL = {"code": "G1", "level": "goal", "title": "Safe boats"}
DEFINED = {
    "title": "Boats",
    "kind": "quantity",
    "unit": "boats",
    "direction": "rise",
    "frequency": "12",
    "cells": "sum",
    "places": "sum",
    "time": "sum",
    "nodes": "sum",
    "on_track": 90,
    "off_track": 60,
}
REPORT, TARGET = f"{MEASURED}#2026", f"{MEASURED}#2026.target"
JUDGED = {"strategic_stage": 2, "strategic_reason": "A plan was written.", "strategic_evidence": "The plan."}
OF_REPORT = "progress/en/UN/2026/10"
PLAN_HEAD = {"title": "Plan", "start": "2026-01-01", "end": "2030-01-01", "levels": "goal"}
EVALUATED = f"{UN}/evaluation-plan"
EVALUATION = {"title": "Boats", "kind": "self", "year": 2026, "nodes": "UN/2026/10/SP1"}
EDITS = {
    "plan": "UN/2026/10",
    "version": 1,
    "changes": [{"address": "UN/2026/10/SP1", "field": "objective", "text": "Float higher"}],
    "additions": [{"place": "UN/2026/10/SP1", "fields": [{"field": "title", "text": "Dry boats"}]}],
    "removals": [{"address": "UN/2026/10/SP1/R2", "reason": "Merged"}],
}


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it is asked for: `ada`, who has every role, may do it, and the content is taken.

    `status` where it is done; `needs_session` where no token will do; `reader` what who only reads is answered;
    `changes` False where nothing is changed; `file` gives a workbook where the content is one.
    """

    method: str
    address: str
    content: dict[str, Any] | None = None
    status: int = 200
    needs_session: bool = False
    matched: bool = False
    reader: int = 404
    changes: bool = True
    file: Callable[[], bytes] | None = None


SP1, R2, REVIEWS = "UN/2026/10/SP1", "UN/2026/10/SP1/R2", f"{UN}/reviews/2026"
# What section 10 lists: of the first ada has drafted what she recommends, of the second another has submitted it.
LISTED = ("UN/2026/10/A/RES/78/243", "UN/2026/10/E/RES/2023/29")
# Every action, by the name of its operation, as `acting_record` takes it.
ACTIONS = {
    "give_role": Action("POST", f"{UN}/roles", {"person": "bob@example.org", "role": "officer", "unit": None}, 201),
    "end_role": Action("DELETE", f"{UN}/roles/bob@example.org/reader", status=204),
    "invite_person": Action("POST", f"{UN}/invitations", {"email": "eve@example.org", "role": "reader"}, 201),
    "withdraw": Action("DELETE", f"{UN}/invitations/{DIGEST}", status=204),
    "publish": Action("PUT", f"{UN}/publication", {"published": True}, matched=True),
    "view_as": Action("PUT", f"{UN}/view", {"person": "bob@example.org"}, 204, needs_session=True),
    "edit_part": Action(
        "PUT",
        f"{UN}/editable/UN/2026/10/SP1/R2",
        {"changes": [{"field": "title", "text": "Safest boats"}]},
        matched=True,
        reader=403,
    ),
    "edit_parts": Action("POST", f"{UN}/edits", EDITS, reader=403),
    "preview_edits": Action("POST", f"{UN}/edits-previewed", EDITS, reader=403, changes=False),
    "bring_workbook": Action("POST", f"{UN}/workbooks/UN/2026/10", reader=403, file=typed_workbook),
    "issue": Action("POST", "/api/account/tokens", {"name": "x", "scope": "read", "days": 9}, 201, needs_session=True),
    "revoke": Action("DELETE", f"/api/account/tokens/{DIGEST}", status=204),
    "open_batch": Action("POST", f"{UN}/batches", status=201, changes=False),
    "send_file": Action("POST", f"{UN}/batches/{BATCH}/files?name=boats.txt", status=201, changes=False),
    "take": Action("POST", f"{UN}/batches/{BATCH}/take", {"file": ["1"]}, changes=False),
    "leave": Action("POST", f"{UN}/batches/{BATCH}/leave", {"file": ["1"]}, changes=False),
    "undo": Action("POST", f"{UN}/sources/{digest('full')}/undo", {"reader": "1", "version": 1}),
    "make_calendar": Action("POST", f"{UN}/calendars", {"name": "mine", "what": "report"}, 201),
    "revoke_calendar": Action("DELETE", f"{UN}/calendars/{DIGEST}", status=204),
    "assess": Action("POST", f"{UN}/assessments", {"node": R2, "year": 2026, **JUDGED}, 201),
    "change_assessment": Action("PUT", f"{UN}/assessments/2026/of/UN/2026/10/SP1", JUDGED, matched=True),
    "confirm_assessment": Action("POST", f"{UN}/assessments/2026/confirm/UN/2026/10", matched=True),
    "make_link": Action("POST", f"{UN}/links", {"source": "A/RES/77/2", "target": SP1, "rationale": "So."}, 201),
    "change_link": Action("PUT", f"{UN}/links/{LINKED}", {"share": "1/3", "rationale": "So."}, matched=True),
    "end_link": Action("POST", f"{UN}/links/{LINKED}/end", {"reason": "Done."}, matched=True),
    "make_plan": Action("POST", f"{UN}/frameworks", {**PLAN_HEAD, "kind": "strategic", "code": "2026-z"}, 201),
    "change_plan": Action("PUT", f"{UN}/frameworks/2026-a", PLAN_HEAD, matched=True, reader=403),
    "write_plan": Action("PUT", f"{UN}/frameworks/2026-a/elements", {"elements": [GOAL]}, matched=True, reader=403),
    "bring_framework_workbook": Action(
        "POST", f"{UN}/frameworks/2026-a/workbook", matched=True, reader=403, file=tree_workbook
    ),
    "submit_plan": Action("POST", f"{UN}/frameworks/2026-a/submit", matched=True, reader=403),
    "advise_on_plan": Action(
        "POST", f"{UN}/frameworks/2026-b/advise", {"advice": "More boats."}, matched=True, reader=403
    ),
    "approve_plan": Action("POST", f"{UN}/frameworks/2026-b/approve", matched=True, reader=403),
    "send_plan_back": Action("POST", f"{UN}/frameworks/2026-b/send-back", {"note": "Why?"}, matched=True, reader=403),
    "amend_plan": Action("POST", f"{UN}/frameworks/2026-c/amend", {"reason": "More boats."}, reader=403),
    "roll_plan": Action("POST", f"{UN}/frameworks/2026-a/roll", {"code": "2027-a", "title": "Next"}, 201, reader=403),
    "make_contribution": Action(
        "POST", f"{UN}/contributions", {"source": R2, "target": "UN/2026-c/G1", "rationale": "So."}, 201
    ),
    "change_contribution": Action(
        "PUT", f"{UN}/contributions/{CONTRIBUTED}", {"share": "1/3", "rationale": "So."}, matched=True
    ),
    "end_contribution": Action("POST", f"{UN}/contributions/{CONTRIBUTED}/end", {"reason": "Done."}, matched=True),
    "plan_evaluation": Action("POST", EVALUATED, {**EVALUATION, "code": "harbours"}, 201),
    "change_evaluation": Action("PUT", f"{EVALUATED}/boats", {**EVALUATION, "state": "under way"}, matched=True),
    "add_evaluation_finding": Action(
        "POST",
        f"{EVALUATED}/boats/findings",
        {"text": "Boats leak.", "recommendation": "Mend them.", "priority": "high"},
        201,
        matched=True,
    ),
    "respond_to_evaluation": Action(
        "PUT", f"{EVALUATED}/boats/findings/1/response", {"response": "accepted"}, matched=True
    ),
    "undertake_action": Action(
        "POST", f"{EVALUATED}/boats/findings/1/actions", {"text": "Tar.", "due": "2026-12-31"}, 201, matched=True
    ),
    "report_on_action": Action(
        "PUT", f"{EVALUATED}/boats/findings/1/actions/1", {"state": "implemented", "evidence": "Dry."}, matched=True
    ),
    "add_lesson": Action("POST", f"{EVALUATED}/boats/lessons", {"text": "Tar early.", "nodes": SP1}, 201, matched=True),
    "use_lesson": Action(
        "POST", f"{EVALUATED}/boats/lessons/1/uses", {"node": "UN/2027-e", "how": "Tar comes first."}, 201, matched=True
    ),
    "define_indicator": Action("POST", f"{UN}/indicators", {"node": SP1, **DEFINED}, 201, reader=403),
    "define_next": Action(
        "PUT",
        f"{UN}/indicators/{MEASURED}",
        {**DEFINED, "title": "Dry boats", "reason": "Dry."},
        matched=True,
        reader=403,
    ),
    "add_series": Action("POST", f"{UN}/indicator-series/{MEASURED}", {"node": R2}, 204, reader=403),
    "enter_values": Action(
        "POST", f"{UN}/indicator-values", {"values": [{"report": REPORT, "said": "9"}], "reason": ""}, reader=403
    ),
    "submit_reports": Action("POST", f"{UN}/indicator-reports/submitted", {"report": [REPORT]}, 204, reader=403),
    "approve_reports": Action("POST", f"{UN}/indicator-reports/approved", {"report": [TARGET]}, 204, reader=403),
    "send_back_reports": Action(
        "POST", f"{UN}/indicator-reports/sent-back", {"report": [TARGET], "reason": "Why?"}, 204, reader=403
    ),
    "make_period": Action(
        "POST", f"{UN}/periods", {"code": "2027", "start": "2027-01-01", "end": "2028-01-01"}, 201, reader=403
    ),
    "close_reporting_period": Action("POST", f"{UN}/periods/2024/closed", reader=403),
    "reopen_reporting_period": Action("POST", f"{UN}/periods/2025/reopened", {"reason": "Late."}, reader=403),
    "set_approval_levels": Action("PUT", f"{UN}/approval-levels", {"levels": "One"}, 204, reader=403),
    "write_section": Action(
        "POST", f"{UN}/report-narratives/{OF_REPORT}", {"section": "summary", "text": "So.", "revision": 0}, reader=403
    ),
    "freeze": Action("POST", f"{UN}/report-editions/{OF_REPORT}", {"open": False}, 201, reader=403),
    "accept_suggestion": Action("POST", f"{UN}/suggestions/accept", {"source": "A/RES/77/3", "target": R2}, 201),
    "dismiss_suggestion": Action("POST", f"{UN}/suggestions/dismiss", {"source": "A/RES/77/3", "target": R2}, 204),
    "restore_suggestion": Action("POST", f"{UN}/suggestions/restore", {"source": "A/RES/77/2", "target": R2}, 204),
    "open_round": Action("PUT", f"{UN}/review-rounds/2026", {"deadline": "2026-06-30"}),
    "propose_review": Action(
        "PUT", f"{REVIEWS}/of/{LISTED[0]}", {"recommendation": "retain", "reason": "goes on"}, matched=True
    ),
    "propose_reviews": Action(
        "POST", f"{REVIEWS}/proposals", {"chosen": LISTED[0], "recommendation": "retire", "reason": "done"}, 201
    ),
    "submit_review": Action("POST", f"{REVIEWS}/submit/{LISTED[0]}", matched=True),
    "approve_review": Action("POST", f"{REVIEWS}/approve/{LISTED[1]}", matched=True),
    "send_back_review": Action("POST", f"{REVIEWS}/send-back/{LISTED[1]}", {"note": "Why?"}, matched=True),
    "comment_on_review": Action("POST", f"{REVIEWS}/comments", {"symbol": "E/RES/2023/29", "words": "So."}, 201),
    "assign_findings": Action(
        "POST", f"{UN}/findings/assigned", {"finding": [FINDING], "to": "unit LOW"}, 204, reader=403
    ),
    "accept_findings": Action(
        "POST",
        f"{UN}/findings/accepted",
        {"finding": [FINDING], "reason": "Printed so", "until": "2027-12-31"},
        204,
        reader=403,
    ),
    "take_up_findings": Action("POST", f"{UN}/findings/taken-up", {"finding": [ACCEPTED]}, 204, reader=403),
    "comment_on_finding": Action(
        "POST", f"{UN}/findings/comments", {"finding": [FINDING], "text": "Seen."}, 204, reader=403
    ),
    "explain_finding": Action(
        "POST", f"{UN}/findings/explanations", {"finding": [FINDING], "text": "Rounded."}, 204, reader=403
    ),
    "make_unit": Action("POST", f"{UN}/units", {"code": "NEW", "name": "New", "parent": "TOP"}, 201, reader=403),
    "rename_unit": Action("POST", f"{UN}/units/LOW/renamed", {"name": "Lower"}),
    "move_unit": Action("POST", f"{UN}/units/LOW/moved", {"parent": "TOP"}),
    "give_responsibility": Action("POST", f"{UN}/units/LOW/answering", {"address": "UN/2026/10/SP1"}),
    "take_back_responsibility": Action("POST", f"{UN}/units/TOP/taken-back", {"address": "UN/2026/10"}),
    "end_unit": Action("DELETE", f"{UN}/units/LOW", status=204),
}


def acting_record() -> Person:
    """What actions need beside the small record: ada with every role, bob who reads, an invitation, a token."""
    small_record()
    un, now = Organization.objects.get(code="UN"), datetime.now(UTC)
    ada, bob = (
        Person.objects.create(username=f"{name}@example.org", email=f"{name}@example.org", name=name, signs_in=True)
        for name in ("ada", "bob")
    )
    for role in ROLES:
        give_role(by=operator(), to=ada, role=role, organization=un)
    give_role(by=operator(), to=bob, role="reader", organization=un)
    later = now + timedelta(days=5)
    kept = {"digest": DIGEST, "expires": later}
    Invitation.objects.create(email="carl@example.org", organization=un, role="reader", by=ada, at=now, **kept)
    Token.objects.create(person=ada, name="old", scope="read", issued=now, **kept)
    batch = Batch.objects.create(organization=un, code=BATCH, by=ada, at=now)
    DroppedFile.objects.create(batch=batch, position=1, name="boats.docx", size=1, state="read", outcome="new")
    CalendarFeed.objects.create(person=ada, organization=un, name="old", digest=DIGEST, made=now)
    _linked_and_reviewed(un, ada)
    _planned(un, ada)
    _measured(un, ada)
    _assessed(un, ada)
    _evaluated(un, ada)
    top, _low = (make_unit(by=operator(), organization=un, code=code, name=code) for code in ("TOP", "LOW"))
    give_responsibility(by=operator(), unit=top, address="UN/2026/10")
    accept_findings(
        by=operator(), organization=un, findings=[ACCEPTED], reason="So", until=now.date(), today=now.date()
    )
    return ada


def _planned(un: Organization, ada: Person) -> None:
    """A draft of a rolling plan, a plan that another submitted, an approved one, and a contribution to that."""
    for code in "abc":
        made = make_framework(
            by=ada,
            organization=un,
            kind="operational",
            code=f"2026-{code}",
            title=f"Plan {code}",
            start=date(2026, 1, 1),
            end=date(2030, 1, 1),
            levels=("goal",),
            rolling=3,
        )
        draft, _ = write_draft(by=ada, framework=made, revision=1, elements=(Element("G1", "goal", f"Boats {code}"),))
        if code != "a":
            draft = submit_version(by=operator(), version=draft, revision=2)
        if code == "c":
            approve_version(by=ada, version=draft, revision=3)
    make_contribution(by=ada, organization=un, source=SP1, target="UN/2026-c/G1", rationale="So.")


def _measured(un: Organization, ada: Person) -> None:
    """Three periods, one closed; an indicator with a value that is open and a target that waits; an edition."""
    for code in ("2024", "2025", "2026"):
        start, end = date(int(code), 1, 1), date(int(code) + 1, 1, 1)
        made = make_period(by=operator(), organization=un, code=code, start=start, end=end)
        if code == "2025":
            close_period(by=operator(), period=made)
    wanted = Definition("", 1, Kind.QUANTITY, "Boats", "boats", Rules(), frequency=12)
    define_indicator(by=operator(), organization=un, node=SP1, definition=wanted)
    enter_values(by=operator(), organization=un, entries=[Entry(REPORT, "5"), Entry(TARGET, "7")])
    submit_reports(by=operator(), organization=un, reports=[TARGET])
    paper = Report("Boats", "UN", "en", TODAY.isoformat(), (Heading(1, "Boats", "boats"),))
    freeze_edition(by=ada, organization=un, named=Named("progress", "UN/2026/10", "en"), report=paper)


def _assessed(un: Organization, ada: Person) -> None:
    """What a place judges of itself, written by ada, and what the one above it does, written by another."""
    judged = [Judgement(Pillar.CHANGE, 1, "Nobody has begun.")]
    for by, node in ((ada, SP1), (operator(), "UN/2026/10")):
        assess(by=by, organization=un, node=node, year=2026, judgements=judged, today=date(2026, 12, 1))


def _evaluated(un: Organization, ada: Person) -> None:
    """An evaluation under way with a finding that was accepted, an action, a lesson, and a later plan to use it in."""
    plan: dict[str, Any] = {"kind": "strategic", "code": "2027-e", "title": "Next", "levels": ("goal",)}
    make_framework(by=ada, organization=un, start=date(2027, 1, 1), end=date(2031, 1, 1), **plan)
    made = plan_evaluation(by=ada, organization=un, code="boats", title="Boats", kind="self", year=2026, nodes=[SP1])
    head: dict[str, Any] = {"title": "Boats", "kind": "self", "year": 2026, "nodes": [SP1], "state": "under way"}
    change_evaluation(by=ada, evaluation=made, revision=1, **head)
    found = {"text": "Boats leak.", "recommendation": "Tar them.", "priority": "high"}
    add_finding(by=ada, evaluation=made, revision=2, **found)
    respond(by=ada, evaluation=made, revision=3, finding=1, response="accepted")
    undertake(by=ada, evaluation=made, revision=4, finding=1, text="Tar.", due=date(2026, 6, 30))
    add_lesson(by=ada, evaluation=made, revision=5, text="Tar early.", nodes=[SP1])


def _linked_and_reviewed(un: Organization, ada: Person) -> None:
    """A link, a suggestion that was dismissed, and two recommendations: one drafted, one submitted by another."""
    make_link(by=ada, organization=un, source="A/RES/77/1", target=SP1, rationale="So.")
    dismiss_suggestion(by=ada, organization=un, source="A/RES/77/2", target=R2)
    opened = open_round(by=ada, organization=un, year=2026, deadline=TODAY)
    for by, address in zip((ada, operator()), LISTED, strict=True):
        part, symbol = address[: len("UN/2026/10")], address[len("UN/2026/10/") :]
        made = propose_review(by=by, round=opened, symbol=symbol, part=part, recommendation="retain", reason="goes on")
    submit_review(by=operator(), review=made, revision=1)
