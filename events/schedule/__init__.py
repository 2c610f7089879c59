"""What happens when: events, visits and dated rows of plans by month and week, and for calendars.

Rooms: entries (what there is on given days), choice (whose), grid (a month, a week), ical and
feeds (for calendar programs), reminders (letters before the day).
"""
