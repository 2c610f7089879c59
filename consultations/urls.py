from django.urls import path

from consultations.views import log, records, templates, topics

app_name = "consultations"
urlpatterns = [
    path("", log.ConsultationList.as_view(), name="consultation-list"),
    path("askers/", log.askers, name="askers"),
    path("add/", records.create_consultation, name="consultation-create"),
    path("<int:pk>/", records.consultation, name="consultation"),
    path("<int:pk>/edit/", records.edit_consultation, name="consultation-edit"),
    path("<int:pk>/remove/", records.remove_consultation, name="consultation-remove"),
    path("<int:pk>/restore/", records.restore_consultation, name="consultation-restore"),
    path("topics/", topics.topic_list, name="topic-list"),
    path("topics/<int:pk>/edit/", topics.edit_topic, name="topic-edit"),
    path("templates/", templates.template_list, name="template-list"),
    path("templates/add/", templates.create_template, name="template-create"),
    path("templates/<int:pk>/edit/", templates.edit_template, name="template-edit"),
    path("templates/<int:pk>/remove/", templates.remove_template, name="template-remove"),
]
