"""What the pages of plans share: the plan at an address, the trail to it, what its reader may do."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.store.models import Framework, FrameworkVersion, Organization
from throughline.store.planning.frameworks.reads import frameworks_where
from throughline.store.rights import APPROVE, EDIT, Sight, acts_in, may
from throughline.web.access import may_act
from throughline.web.pages.frame import Step, organization_at, sight_in, start_of


class FrameworkAt:
    """A plan at an address with who asks: Http404 where there is none that may be seen."""

    def __init__(self, request: HttpRequest, organization: str, plan: str) -> None:
        self.request = request
        self.whose: Organization = organization_at(request, organization)
        self.seen: Sight = sight_in(request, self.whose)
        found = frameworks_where(self.whose, seen_by=self.seen).filter(code=plan).first()
        if found is None:
            raise Http404(_("No plan has the code %(code)s.") % {"code": plan[:60]})
        self.framework: Framework = found
        self.by = may_act(request)

    def may_edit(self) -> bool:
        """Tell whether the reader edits the whole plan: as an officer of its unit, or of one above it."""
        return self.by is not None and may(self.by, EDIT, self.whose, self.framework.unit)

    def may_write(self) -> bool:
        """Tell whether the reader edits anything here; each action asks for the unit itself."""
        return self.by is not None and acts_in(self.by, EDIT, self.whose)

    def may_decide(self, version: FrameworkVersion) -> bool:
        """Tell whether the reader decides on a version: as an approver who did not submit it."""
        if self.by is None or version.submitted_by_id == self.by.pk:
            return False
        return may(self.by, APPROVE, self.whose, self.framework.unit)

    @property
    def trail(self) -> tuple[Step, ...]:
        """The steps to the pages of the plan."""
        return (*trail_of_frameworks(self.whose.code), Step(self.framework.title, self.page))

    @property
    def page(self) -> str:
        """The page of the plan."""
        return reverse("plans-framework", args=[self.whose.code, self.framework.code])


def trail_of_frameworks(organization: str) -> tuple[Step, ...]:
    """The steps to the list of plans."""
    plans = Step(_("Plans"), reverse("plans", args=[organization]))
    return (
        start_of(organization),
        plans,
        Step(_("Plans of results"), reverse("plans-frameworks", args=[organization])),
    )
