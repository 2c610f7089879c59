from django.urls import path

from events.schedule import views

app_name = "schedule"
urlpatterns = [
    path("", views.month, name="month"),
    path("week/", views.week, name="week"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("subscribe/renew/", views.renew, name="renew"),
    path("own.ics", views.own_calendar, name="own-feed"),
    path("public.ics", views.public_calendar, name="public-feed"),
]
