"""Reading of the time words of plans: «январь–декабрь, ежеквартально», «28 января; Февраль».

Pure Python: nothing here knows of the database or of requests.
"""

from events.periods.describe import describe
from events.periods.reader import read_period
from events.periods.reading import PeriodReading
from events.periods.splitting import split_wordings

__all__ = ["PeriodReading", "describe", "read_period", "split_wordings"]
