"""From public codes to pages and back: `A/RES/78/243#7(b)`, `UN/2026/10/SP1/R2`."""

import re
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import get_script_prefix, reverse

from throughline.engine.monitoring.indicators import read_report, read_series
from throughline.engine.monitoring.values import Of
from throughline.engine.planning.frameworks import FRAMEWORK_CODE

PLAN_CODE = re.compile(
    r"(?P<organization>[^/\s]{1,40})/(?P<period>\d{4}(?:-\d{2,4})?|undated)(?:/(?P<place>.{1,200}))?"
)
# What may stand in a path as it is; a code can hold anything else, blanks and signs included.
PLAIN = "/~:@!$&'()*+,;="

# What the record has of its own, beside plans and documents: the page of each kind.
OWN_PAGES = {"findings": "findings-one", "units": "units-unit"}
NAME = re.compile(r"[A-Za-z0-9-]{1,40}")
ACT = re.compile(r"/a\d+$")
LINK = re.compile(r"link:(?P<code>[0-9a-f]{16})")
CONTRIBUTION = re.compile(r"contribution:(?P<code>[0-9a-f]{16})")
EVALUATION = re.compile(
    r"evaluation:(?P<organization>[^/]+)/(?P<code>[A-Za-z0-9-]{1,40})(?:#(?P<part>[FL]\d+)(?:/A\d+)?)?"
)
FRAMEWORK = re.compile(rf"(?P<organization>[^/]+)/(?P<plan>{FRAMEWORK_CODE.pattern})(?:/(?P<element>[^/]+))?")
REVIEW = re.compile(r"review/[^/]+/(?P<year>\d{4})(?:/(?P<symbol>.+))?")
ASSESSMENT = re.compile(r"assessment/(?P<year>\d{4})/(?P<organization>[^/]+)/(?P<node>.+)")
REPORT = re.compile(r"report/(?P<kind>[\w-]+)/(?P<language>[\w-]+)/(?P<about>[^;]+)(?:;(?P<edition>\d+))?")


def _start(name: str, organization: str) -> str:
    """The address of a list, from which those of single things begin: a page has hundreds of them."""
    return _start_under(get_script_prefix(), name, organization)


@lru_cache(maxsize=4096)
def _start_under(_prefix: str, name: str, organization: str) -> str:
    return reverse(name, args=[organization])


def mandate_page(organization: str, symbol: str, part: str = "") -> str:
    """The page of a document, at one of its paragraphs where `part` ("7(b)") names one."""
    address = f"{_start('mandates', organization)}/{quote(symbol, PLAIN)}"
    return f"{address}#{quote(part, PLAIN)}" if part else address


def difference_page(organization: str, symbol: str) -> str:
    """The page on which a document stands beside an earlier text."""
    return reverse("mandates-difference", args=[organization, symbol])


def akoma_ntoso_page(organization: str, symbol: str) -> str:
    """A document as Akoma Ntoso."""
    return reverse("mandates-akoma-ntoso", args=[organization, symbol])


def tracked_page(organization: str, symbol: str) -> str:
    """The page of the tracked changes of a document."""
    return reverse("mandates-tracked", args=[organization, symbol])


def plan_page(organization: str, period: str, place: str = "") -> str:
    """The page of a plan, or of a place in it: "10", "10/SP1", "10/SP1/R2"."""
    address = f"{_start('plans', organization)}/{quote(period, PLAIN)}"
    return f"{address}/{quote(place, PLAIN)}" if place else address


def plan_page_of(organization: str, address: str) -> str:
    """The page of an address in a plan: `UN/2026/10/SP1`."""
    _organization, _slash, rest = address.partition("/")
    period, _slash, place = rest.partition("/")
    return plan_page(organization, period, place)


def page_of(organization: str, code: str) -> str:
    """The page of whatever a public code names: a place of a plan, a document or its paragraph, a unit, a finding."""
    kind, sign, name = code.partition("/")
    if sign and kind in OWN_PAGES and NAME.fullmatch(name):
        return reverse(OWN_PAGES[kind], args=[organization, name])
    if link := LINK.fullmatch(code):
        return reverse("links-link", args=[organization, link["code"]])
    if contribution := CONTRIBUTION.fullmatch(code):
        return reverse("plans-contribution", args=[organization, contribution["code"]])
    indicator, node = read_series(code.partition("#")[0])
    if node and indicator.startswith(f"{organization}/"):
        return indicator_page(organization, code)
    evaluation = EVALUATION.fullmatch(code)
    if evaluation and evaluation["organization"] == organization:
        return evaluation_page(organization, evaluation["code"], evaluation["part"] or "")
    framework = FRAMEWORK.fullmatch(code)
    if framework and framework["organization"] == organization:
        return framework_page(organization, framework["plan"], framework["element"] or "")
    if review := REVIEW.fullmatch(code):
        return review_page(organization, int(review["year"]), review["symbol"] or "")
    assessment = ASSESSMENT.fullmatch(code)
    if assessment and assessment["organization"] == organization:
        return assessment_page(organization, assessment["node"], assessment["year"])
    if report := REPORT.fullmatch(code):
        return report_page(organization, **report.groupdict())
    place = PLAN_CODE.fullmatch(code)
    if place and place["organization"] == organization:
        return plan_page(organization, place["period"], place["place"] or "")
    symbol, _, part = code.partition("#")
    # An act has no place of its own on the page: it stands in its paragraph.
    return mandate_page(organization, symbol, ACT.sub("", part))


def line_page(organization: str, code: str) -> str:
    """The line of whatever a public code names; a plan's is given without the organization, as its pages are."""
    place = PLAN_CODE.fullmatch(code)
    shown = code.partition("/")[2] if place and place["organization"] == organization else code
    return reverse("line", args=[organization, "-"]).removesuffix("-") + quote(shown, PLAIN)


def framework_page(organization: str, plan: str, element: str = "") -> str:
    """The page of a plan as a tree of results, or of an element of it: "2024-27", "G1"."""
    address = f"{_start('plans-frameworks', organization)}/{quote(plan, PLAIN)}"
    return f"{address}/of/{quote(element, PLAIN)}" if element else address


def indicator_page(organization: str, code: str) -> str:
    """The page of an indicator, as a node reports it; of a report (`...I1#2026-Q1.target`) the values that made it."""
    series, _, _ = code.partition("#")
    indicator, node = read_series(series)
    path, report = indicator.partition("/")[2], read_report(code)
    asked = {"node": node} if series != indicator else {}
    if report is None:
        address = f"{_start('indicators', organization)}/{quote(path, PLAIN)}"
    else:
        address = reverse("indicators-figure", args=[organization, path])
        asked |= {"span": report.period} | ({"of": report.of.value} if report.of is not Of.ACTUAL else {})
    return f"{address}?{urlencode(asked)}" if asked else address


def evaluation_page(organization: str, code: str, part: str = "") -> str:
    """The page of an evaluation, at one of its findings or lessons where `part` ("F2") names one."""
    address = reverse("indicators-evaluation", args=[organization, code])
    return f"{address}#{part}" if part else address


def review_page(organization: str, year: int, symbol: str = "") -> str:
    """The page of the review of a year, or of one mandate in it."""
    address = reverse("mandates-reviews", args=[organization, year])
    return f"{address}/of/{quote(symbol, PLAIN)}" if symbol else address


def assessment_page(organization: str, node: str, year: str = "") -> str:
    """The page of what a node (without its organization) judges of itself, at one of its years."""
    address = f"{_start('assessments', organization)}/{quote(node, PLAIN)}"
    return f"{address}#y{year}" if year else address


def report_page(organization: str, kind: str, language: str, about: str, edition: str | None = None) -> str:
    """The page of a report, or of one of its editions."""
    address = reverse("reports-report", args=[organization, kind, language, about])
    return f"{address}?edition={edition}" if edition else address


def source_page(organization: str, sha256: str) -> str:
    """The page of a file that was read."""
    return reverse("sources-file", args=[organization, sha256])


def history_page(organization: str, code: str) -> str:
    """What was done at a public address."""
    return f"{_start('history', organization)}/{quote(code, PLAIN)}"
