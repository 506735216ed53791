"""The index of every table: Django looks here, the tables stand with their subjects."""

from throughline.store.budgeting.tables import FollowUp, PostFigure, ResourceFigure
from throughline.store.editing.tables import Draft, TypedField
from throughline.store.feeds import CalendarFeed
from throughline.store.findings import KeptFinding
from throughline.store.history import HistoryLine
from throughline.store.mandates.tables import (
    Act,
    Addressee,
    Citation,
    Document,
    Holding,
    Note,
    Paragraph,
    TrackedLine,
    Version,
)
from throughline.store.monitoring.assessments.tables import Assessment, Judgement
from throughline.store.monitoring.evaluations.tables import (
    EvaluatedNode,
    EvaluationFinding,
    EvaluationLesson,
    LessonNode,
    ManagementAction,
    PlannedEvaluation,
)
from throughline.store.monitoring.indicators.tables import (
    ApprovalLevel,
    Definition,
    Indicator,
    IndicatorReport,
    IndicatorValue,
    ReportingPeriod,
    Series,
)
from throughline.store.monitoring.tables import (
    ComplianceValue,
    Deliverable,
    Evaluation,
    Measure,
    MeasureValue,
    Quantity,
)
from throughline.store.organizations import Organization, Unit
from throughline.store.people.tables import Guesses, Invitation, Once, Person, Role, Token
from throughline.store.planning.contributions.tables import Contribution
from throughline.store.planning.frameworks.tables import Element, Framework, FrameworkVersion
from throughline.store.planning.links.tables import Link
from throughline.store.planning.review.tables import Review, ReviewComment, ReviewRound
from throughline.store.planning.tables import ListedMandate, Place, Plan, PlanParagraph, PrintedTable, Result
from throughline.store.reading.tables import Batch, DroppedFile, Worker
from throughline.store.reporting.editions.tables import Edition, Narrative
from throughline.store.reporting.tables import Remark, StandingFinding
from throughline.store.sources import SourceFile, TakingIn
from throughline.store.suggestions.tables import Dismissal, Suggestion, WorkedOut
from throughline.store.units.tables import Responsibility

__all__ = [
    "Act",
    "Addressee",
    "ApprovalLevel",
    "Assessment",
    "Batch",
    "CalendarFeed",
    "Citation",
    "ComplianceValue",
    "Contribution",
    "Definition",
    "Deliverable",
    "Dismissal",
    "Document",
    "Draft",
    "DroppedFile",
    "Edition",
    "Element",
    "EvaluatedNode",
    "Evaluation",
    "EvaluationFinding",
    "EvaluationLesson",
    "FollowUp",
    "Framework",
    "FrameworkVersion",
    "Guesses",
    "HistoryLine",
    "Holding",
    "Indicator",
    "IndicatorReport",
    "IndicatorValue",
    "Invitation",
    "Judgement",
    "KeptFinding",
    "LessonNode",
    "Link",
    "ListedMandate",
    "ManagementAction",
    "Measure",
    "MeasureValue",
    "Narrative",
    "Note",
    "Once",
    "Organization",
    "Paragraph",
    "Person",
    "Place",
    "Plan",
    "PlanParagraph",
    "PlannedEvaluation",
    "PostFigure",
    "PrintedTable",
    "Quantity",
    "Remark",
    "ReportingPeriod",
    "ResourceFigure",
    "Responsibility",
    "Result",
    "Review",
    "ReviewComment",
    "ReviewRound",
    "Role",
    "Series",
    "SourceFile",
    "StandingFinding",
    "Suggestion",
    "TakingIn",
    "Token",
    "TrackedLine",
    "TypedField",
    "Unit",
    "Version",
    "WorkedOut",
    "Worker",
]
