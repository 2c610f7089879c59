from django.urls import path

from events.gatherings.views import (
    attendance,
    certificates,
    events,
    feedback,
    files,
    letters,
    registration,
    states,
)

app_name = "gatherings"
urlpatterns = [
    path("", events.EventList.as_view(), name="event-list"),
    path("add/", events.create_event, name="event-create"),
    path("letters/", letters.letters, name="letters"),
    path("letters/off/<str:key>/", letters.letters_off_by_link, name="letters-off-by-link"),
    path("<int:pk>/", events.event, name="event"),
    path("<int:pk>/edit/", events.edit_event, name="event-edit"),
    path("<int:pk>/remove/", events.remove_event, name="event-remove"),
    path("<int:pk>/announce/", states.announce, name="event-announce"),
    path("<int:pk>/close/", states.close, name="event-close"),
    path("<int:pk>/reopen/", states.reopen, name="event-reopen"),
    path("<int:pk>/move/", states.move, name="event-move"),
    path("<int:pk>/cancel/", states.cancel, name="event-cancel"),
    path("<int:pk>/invite/", states.invite, name="event-invite"),
    path("<int:pk>/files/add/", files.add_file, name="file-add"),
    path("files/<int:pk>/", files.file, name="file"),
    path("files/<int:pk>/remove/", files.remove_file, name="file-remove"),
    path("<int:pk>/register/", registration.register, name="event-register"),
    path("<int:pk>/register/me/", registration.register_me, name="event-register-me"),
    path("participants/<int:pk>/withdraw/", registration.withdraw, name="withdraw"),
    path("<int:pk>/attendance/", attendance.attendance, name="event-attendance"),
    path("<int:pk>/code/", attendance.new_code, name="event-code"),
    path("<int:pk>/finish/", attendance.finish, name="event-finish"),
    path("<int:pk>/here/", attendance.here, name="event-here"),
    path("<int:pk>/feedback/", feedback.summary, name="event-feedback"),
    path("<int:pk>/questions/", feedback.questions, name="event-questions"),
    path("feedback/<str:key>/", feedback.feedback, name="feedback"),
    path("certificates/", certificates.check, name="certificate-check"),
]
