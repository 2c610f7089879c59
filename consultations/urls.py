from django.urls import path

from consultations.views import log, topics

app_name = "consultations"
urlpatterns = [
    path("", log.ConsultationList.as_view(), name="consultation-list"),
    path("add/", log.create_consultation, name="consultation-create"),
    path("<int:pk>/", log.consultation, name="consultation"),
    path("<int:pk>/edit/", log.edit_consultation, name="consultation-edit"),
    path("<int:pk>/remove/", log.remove_consultation, name="consultation-remove"),
    path("<int:pk>/restore/", log.restore_consultation, name="consultation-restore"),
    path("topics/", topics.topic_list, name="topic-list"),
    path("topics/<int:pk>/edit/", topics.edit_topic, name="topic-edit"),
]
