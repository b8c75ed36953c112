"""Days and hours as Git counts them, at UTC+8; nobody asks what time it is."""

from __future__ import annotations

from datetime import date

HOUR, MINUTE = 3600, 60
A_DAY = 24 * HOUR
OFFSET = 8 * HOUR
OPENS, CLOSES = 9 * HOUR, 17 * HOUR + 30 * MINUTE  # when people are at work
SATURDAY = 5
EPOCH = date(1970, 1, 1)


def at(day: date, seconds: int) -> int:
    """Seconds since 1970 of a time on a day."""
    return (day - EPOCH).days * A_DAY + seconds - OFFSET


def at_work(moment: int) -> int:
    """The same moment, or the next one at which somebody works."""
    days, seconds = divmod(moment + OFFSET, A_DAY)
    if seconds > CLOSES:
        days, seconds = days + 1, OPENS + seconds % HOUR
    elif seconds < OPENS:
        seconds = OPENS + seconds % HOUR
    weekday = (days + EPOCH.weekday()) % 7
    if weekday >= SATURDAY:
        days += 7 - weekday
    return days * A_DAY + seconds - OFFSET


def day_at(moment: int) -> date:
    """The day of a moment."""
    return date.fromordinal(EPOCH.toordinal() + (moment + OFFSET) // A_DAY)
