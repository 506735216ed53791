"""By when: the time that an act sets for itself or for those whom it asks."""

from throughline.readers.resolution.deadlines.calendar import Calendar, calendar_of
from throughline.readers.resolution.deadlines.choose import deadline_in

__all__ = ["Calendar", "calendar_of", "deadline_in"]
