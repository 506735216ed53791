"""Every address of the site: codes, never row numbers."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, register_converter

from throughline.web import kept, sign_in
from throughline.web.api import description
from throughline.web.pages import components, deliverables, errors, overview, search
from throughline.web.pages.assessments import acting as assessing
from throughline.web.pages.assessments import views as assessments
from throughline.web.pages.data import views as data
from throughline.web.pages.due import views as due
from throughline.web.pages.due import workbooks as due_workbooks
from throughline.web.pages.editing import sets, workbooks
from throughline.web.pages.editing import views as editing
from throughline.web.pages.evaluations import acting as evaluation_acts
from throughline.web.pages.evaluations import views as evaluations
from throughline.web.pages.frameworks import acting as plan_acting
from throughline.web.pages.frameworks import contribution_workbooks, contributions, elements, linkage
from throughline.web.pages.frameworks import views as frameworks
from throughline.web.pages.frameworks import workbooks as plan_workbooks
from throughline.web.pages.history import views as history
from throughline.web.pages.indicators import acting as indicator_acts
from throughline.web.pages.indicators import periods as indicator_periods
from throughline.web.pages.indicators import values as indicator_values
from throughline.web.pages.indicators import views as indicators
from throughline.web.pages.line import views as lines
from throughline.web.pages.links import views as links
from throughline.web.pages.mandates import calendar, differences, tracked
from throughline.web.pages.mandates import views as mandates
from throughline.web.pages.people import account as own
from throughline.web.pages.people import people
from throughline.web.pages.plans import views as plans
from throughline.web.pages.reports import views as reports
from throughline.web.pages.reviews import acting
from throughline.web.pages.reviews import views as reviews
from throughline.web.pages.sources import batches, undoing
from throughline.web.pages.sources import views as sources
from throughline.web.pages.suggestions import views as suggestions
from throughline.web.pages.units import views as units
from throughline.web.pages.worklist import views as worklist


class OrganizationCode:
    """The code of an organization in an address: letters, digits and hyphens, a letter first."""

    regex = "[A-Za-z][A-Za-z0-9-]{0,39}"

    def to_python(self, value: str) -> str:
        """The code as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The address of a code."""
        return value


# What django-allauth reverses and nobody can do here.
CLOSED = ("account_signup", "account_email", "account_set_password", "account_reset_password")

register_converter(OrganizationCode, "organization")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.home, name="home"),
    path("api", description.page, name="api"),
    path("api/", include("throughline.web.api.urls")),
    path("components", components.components, name="components"),
    path("account/", own.account, name="account"),
    path("account/tokens", own.issue, name="account-issue"),
    path("account/tokens/revoke", own.revoke, name="account-revoke"),
    path("account/invitation/<slug:secret>", own.invitation, name="invitation"),
    path("account/forget", kept.forget, name="account-forget"),
    path("account/own-eyes", people.end_view_as, name="people-own-eyes"),
    path("account/sign-in", account.login, name="account_login"),
    path("account/sign-out", account.logout, name="account_logout"),
    path("account/again", account.reauthenticate, name="account_reauthenticate"),
    path("account/password", account.password_change, name="account_change_password"),
    path("account/inactive", account.account_inactive, name="account_inactive"),
    *(path(f"account/closed/{name}", sign_in.closed, name=name) for name in CLOSED),
    path("account/two-steps/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/with/", include("allauth.socialaccount.urls")),
    path("account/with/oidc/<slug:provider_id>/login/", sign_in.by_provider, name="openid_connect_login"),
    path(
        "account/with/oidc/<slug:provider_id>/login/callback/",
        sign_in.back_from_provider,
        name="openid_connect_callback",
    ),
    path("<organization:organization>", overview.overview, name="overview"),
    path("<organization:organization>/mandates", mandates.registry, name="mandates"),
    path("<organization:organization>/mandates/<path:symbol>", mandates.document, name="mandates-document"),
    path("<organization:organization>/difference/<path:symbol>", differences.difference, name="mandates-difference"),
    path("<organization:organization>/tracked/<path:symbol>", tracked.tracked, name="mandates-tracked"),
    path("<organization:organization>/akoma-ntoso/<path:symbol>", data.akoma_ntoso, name="mandates-akoma-ntoso"),
    path("<organization:organization>/data", data.data, name="data"),
    path("<organization:organization>/data/dictionary.json", data.dictionary_file, name="data-dictionary"),
    path("<organization:organization>/data/iati/<slug:iati>.xml", data.iati, name="data-iati"),
    path("<organization:organization>/data/<slug:dataset>.<slug:ending>", data.file, name="data-file"),
    path("<organization:organization>/timeline", calendar.timeline, name="mandates-timeline"),
    path("<organization:organization>/timeline.ics", calendar.calendar, name="mandates-calendar"),
    path("<organization:organization>/timeline/address", calendar.make, name="mandates-feed"),
    path("<organization:organization>/timeline/revoke", calendar.revoke, name="mandates-feed-revoke"),
    path("calendar/<slug:secret>.ics", calendar.private, name="calendar"),
    path("<organization:organization>/asked", mandates.asked_list, name="asked"),
    path("<organization:organization>/reviews", reviews.rounds, name="mandates-rounds"),
    path("<organization:organization>/reviews/<int:year>", reviews.reviews, name="mandates-reviews"),
    path("<organization:organization>/reviews/<int:year>/open", acting.open_review, name="mandates-review-open"),
    path("<organization:organization>/reviews/<int:year>/propose", acting.propose_many, name="mandates-review-many"),
    path("<organization:organization>/reviews/<int:year>/act/<slug:verb>", acting.act, name="mandates-review-act"),
    path("<organization:organization>/reviews/<int:year>/of/<path:symbol>", reviews.mandate, name="mandates-review"),
    path("<organization:organization>/asked/unanswered", suggestions.unanswered, name="asked-unanswered"),
    path("<organization:organization>/asked/accept", suggestions.accept, name="asked-accept"),
    path("<organization:organization>/asked/dismiss", suggestions.dismiss, name="asked-dismiss"),
    path("<organization:organization>/asked/restore", suggestions.restore, name="asked-restore"),
    path("<organization:organization>/frameworks", frameworks.frameworks, name="plans-frameworks"),
    path("<organization:organization>/frameworks/new", plan_acting.new, name="plans-framework-new"),
    path("<organization:organization>/frameworks/linkage", linkage.linkage, name="plans-linkage"),
    path(
        "<organization:organization>/frameworks/contributions", contributions.contributions, name="plans-contributions"
    ),
    path("<organization:organization>/frameworks/contributions/new", contributions.new, name="plans-contribution-new"),
    path(
        "<organization:organization>/frameworks/contributions/workbook",
        contribution_workbooks.page,
        name="plans-contributions-workbook",
    ),
    path(
        "<organization:organization>/frameworks/contributions.xlsx",
        contribution_workbooks.out,
        name="plans-contributions-xlsx",
    ),
    path(
        "<organization:organization>/frameworks/contributions/<slug:contribution>",
        contributions.contribution,
        name="plans-contribution",
    ),
    path(
        "<organization:organization>/frameworks/contributions/<slug:contribution>/end",
        contributions.end,
        name="plans-contribution-end",
    ),
    path("<organization:organization>/frameworks/<slug:plan>", frameworks.framework, name="plans-framework"),
    path("<organization:organization>/frameworks/<slug:plan>/head", plan_acting.head, name="plans-framework-head"),
    path(
        "<organization:organization>/frameworks/<slug:plan>/versions",
        frameworks.compare,
        name="plans-framework-versions",
    ),
    path(
        "<organization:organization>/frameworks/<slug:plan>/act/<slug:verb>",
        plan_acting.act,
        name="plans-framework-act",
    ),
    path("<organization:organization>/frameworks/<slug:plan>/add", elements.add, name="plans-element-add"),
    path(
        "<organization:organization>/frameworks/<slug:plan>/workbook",
        plan_workbooks.page,
        name="plans-framework-workbook",
    ),
    path(
        "<organization:organization>/frameworks/<slug:plan>/workbook.xlsx",
        plan_workbooks.out,
        name="plans-framework-xlsx",
    ),
    path("<organization:organization>/frameworks/<slug:plan>/of/<str:element>", elements.element, name="plans-element"),
    path(
        "<organization:organization>/frameworks/<slug:plan>/of/<str:element>/edit",
        elements.edit,
        name="plans-element-edit",
    ),
    path(
        "<organization:organization>/frameworks/<slug:plan>/of/<str:element>/remove",
        elements.remove,
        name="plans-element-remove",
    ),
    path("<organization:organization>/plans", plans.plans, name="plans"),
    path("<organization:organization>/plans/<int:year>", plans.outline, name="plans-outline"),
    path("<organization:organization>/plans/<path:place>", plans.place, name="plans-place"),
    path("<organization:organization>/line/<path:address>", lines.line, name="line"),
    path("<organization:organization>/links", links.links, name="links"),
    path("<organization:organization>/links/new", links.new, name="links-new"),
    path("<organization:organization>/links/<slug:link>", links.link, name="links-link"),
    path("<organization:organization>/links/<slug:link>/end", links.end, name="links-end"),
    path("<organization:organization>/edit/<path:node>", editing.edit, name="plans-edit"),
    path("<organization:organization>/edit-add/<path:node>", editing.add, name="plans-edit-add"),
    path("<organization:organization>/edit-remove/<path:node>", editing.remove, name="plans-edit-remove"),
    path("<organization:organization>/edit-rows/<path:node>", sets.rows, name="plans-edit-rows"),
    path("<organization:organization>/edit-changes/<path:node>", sets.changes, name="plans-edit-changes"),
    path("<organization:organization>/edit-workbook/<path:node>", workbooks.page, name="plans-edit-workbook"),
    path("<organization:organization>/workbook/<path:node>", workbooks.out, name="plans-workbook"),
    path("<organization:organization>/indicators", indicators.indicators, name="indicators"),
    path("<organization:organization>/indicators/<path:indicator>", indicators.indicator, name="indicators-one"),
    path("<organization:organization>/indicator-new", indicator_acts.new, name="indicators-new"),
    path(
        "<organization:organization>/indicator-next/<path:indicator>", indicator_acts.following, name="indicators-next"
    ),
    path(
        "<organization:organization>/indicator-series/<path:indicator>", indicator_acts.series, name="indicators-series"
    ),
    path("<organization:organization>/indicator-figure/<path:indicator>", indicators.figure, name="indicators-figure"),
    path(
        "<organization:organization>/indicator-values/<path:indicator>",
        indicator_values.values,
        name="indicators-values",
    ),
    path(
        "<organization:organization>/indicator-reports/<slug:verb>", indicator_values.decide, name="indicators-decide"
    ),
    path("<organization:organization>/assessments", assessments.assessments, name="assessments"),
    path("<organization:organization>/assessments/<path:assessed>", assessments.node, name="assessments-node"),
    path("<organization:organization>/assess", assessing.new, name="assessments-new"),
    path("<organization:organization>/assess/<int:year>/<path:assessed>", assessing.change, name="assessments-change"),
    path(
        "<organization:organization>/assess-confirm/<int:year>/<path:assessed>",
        assessing.confirm,
        name="assessments-confirm",
    ),
    path("<organization:organization>/periods", indicator_periods.periods, name="indicators-periods"),
    path("<organization:organization>/periods/<slug:period>", indicator_periods.period, name="indicators-period"),
    path("<organization:organization>/periods-levels", indicator_periods.levels, name="indicators-levels"),
    path("<organization:organization>/periods/<slug:period>/close", indicator_periods.close, name="indicators-close"),
    path(
        "<organization:organization>/periods/<slug:period>/reopen", indicator_periods.reopen, name="indicators-reopen"
    ),
    path("<organization:organization>/evaluations", evaluations.evaluations, name="indicators-evaluations"),
    path("<organization:organization>/evaluation-new", evaluation_acts.new, name="indicators-evaluation-new"),
    path(
        "<organization:organization>/evaluations/<slug:evaluation>",
        evaluations.evaluation,
        name="indicators-evaluation",
    ),
    path(
        "<organization:organization>/evaluations/<slug:evaluation>/change",
        evaluation_acts.change,
        name="indicators-evaluation-change",
    ),
    path(
        "<organization:organization>/evaluations/<slug:evaluation>/act/<slug:deed>",
        evaluation_acts.act,
        name="indicators-evaluation-act",
    ),
    path("<organization:organization>/deliverables", deliverables.deliverables, name="deliverables"),
    path("<organization:organization>/due", due.due, name="due"),
    path("<organization:organization>/due/check", due.check, name="due-check"),
    path("<organization:organization>/due/workbook", due_workbooks.page, name="due-workbook"),
    path("<organization:organization>/due/workbook.xlsx", due_workbooks.out, name="due-workbook-out"),
    path("<organization:organization>/reports", reports.reports, name="reports"),
    *(
        path(f"<organization:organization>/{start}/<slug:kind>/<slug:language>/<path:about>", view, name=name)
        for start, view, name in (
            ("reports", reports.report, "reports-report"),
            ("reports-file", reports.file, "reports-file"),
            ("reports-write", reports.write, "reports-write"),
            ("reports-freeze", reports.freeze, "reports-freeze"),
        )
    ),
    path("<organization:organization>/findings", worklist.findings, name="findings"),
    path("<organization:organization>/findings/<slug:digits>", worklist.finding, name="findings-one"),
    path("<organization:organization>/handle-findings/<slug:verb>", worklist.handle, name="findings-handle"),
    path("<organization:organization>/sources", sources.sources, name="sources"),
    path("<organization:organization>/sources/reading", batches.reading, name="sources-reading"),
    path("<organization:organization>/sources/reading/new", batches.begin, name="sources-begin"),
    path("<organization:organization>/sources/reading/<slug:batch>", batches.batch, name="sources-batch"),
    path("<organization:organization>/sources/reading/<slug:batch>/add", batches.add, name="sources-batch-add"),
    path("<organization:organization>/sources/reading/<slug:batch>/take", batches.take, name="sources-batch-take"),
    path("<organization:organization>/sources/reading/<slug:batch>/leave", batches.leave, name="sources-batch-leave"),
    path("<organization:organization>/sources/reading/<slug:batch>/go-on", batches.resume, name="sources-batch-resume"),
    path(
        "<organization:organization>/sources/reading/<slug:batch>/<int:position>",
        batches.preview,
        name="sources-preview",
    ),
    path("<organization:organization>/sources/<slug:sha256>", sources.file, name="sources-file"),
    path("<organization:organization>/sources/<slug:sha256>/undo", undoing.undo_page, name="sources-undo"),
    path("<organization:organization>/history", history.history, name="history"),
    path("<organization:organization>/history/<path:address>", history.at_address, name="history-address"),
    path("<organization:organization>/search", search.search, name="search"),
    path("<organization:organization>/units", units.units, name="units"),
    path("<organization:organization>/units-make", units.make, name="units-make"),
    path("<organization:organization>/units-named", units.suggest, name="units-suggest"),
    path("<organization:organization>/units/<organization:unit>", overview.unit, name="units-unit"),
    path("<organization:organization>/units/<organization:unit>/edit", units.edit, name="units-edit"),
    path("<organization:organization>/units/<organization:unit>/<slug:verb>", units.change, name="units-change"),
    path("<organization:organization>/people", people.people, name="people"),
    path("<organization:organization>/people/invite", people.invite_person, name="people-invite"),
    path("<organization:organization>/people/withdraw", people.withdraw, name="people-withdraw"),
    path("<organization:organization>/people/end", people.end_role, name="people-end"),
    path("<organization:organization>/people/publish", people.publish, name="people-publish"),
    path("<organization:organization>/people/view", people.view_as, name="people-view"),
]

handler400 = errors.not_understood
handler403 = errors.refused
handler404 = errors.not_found
handler500 = errors.failed
