from django.urls import path

from events.visits import views

app_name = "visits"
urlpatterns = [
    path("", views.VisitList.as_view(), name="visit-list"),
    path("add/", views.create_visit, name="visit-create"),
    path("<int:pk>/", views.visit, name="visit"),
    path("<int:pk>/edit/", views.edit_visit, name="visit-edit"),
    path("<int:pk>/findings/", views.record_visit, name="visit-record"),
    path("<int:pk>/cancel/", views.cancel_visit, name="visit-cancel"),
    path("<int:pk>/advice/add/", views.add_advice, name="advice-add"),
    path("advice/<int:pk>/remove/", views.remove_advice, name="advice-remove"),
    path("advice/<int:pk>/answer/", views.answer, name="advice-answer"),
    path("advice/<int:pk>/done/", views.find_done, name="advice-done"),
    path("advice/<int:pk>/back/", views.send_back, name="advice-send-back"),
]
