from django.urls import path

from consultations.views import archive, files, log, order, questions, records, templates, topics

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
    path("files/<int:pk>/", files.consultation_file, name="consultation-file"),
    path("questions/", questions.QuestionList.as_view(), name="question-list"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/order/", order.edit_order, name="answering-order"),
    path("questions/files/<int:pk>/", files.question_file, name="question-file"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/take/", questions.take, name="question-take"),
    path("questions/<int:pk>/answer/", questions.answer, name="question-answer"),
    path("questions/<int:pk>/clarify/", questions.clarify, name="question-clarify"),
    path("questions/<int:pk>/follow-up/", questions.follow_up, name="question-follow-up"),
    path("questions/<int:pk>/hand-over/", questions.hand_over, name="question-hand-over"),
    path("questions/<int:pk>/rate/", questions.rate, name="question-rate"),
    path("questions/<int:pk>/close/", questions.close, name="question-close"),
    path("questions/<int:pk>/archive/", archive.prepare, name="archive-prepare"),
    path("archive/", archive.ArchiveList.as_view(), name="archive"),
    path("archive/<int:pk>/", archive.entry, name="archive-entry"),
    path("archive/<int:pk>/edit/", archive.edit, name="archive-edit"),
    path("archive/<int:pk>/publish/", archive.publish, name="archive-publish"),
    path("archive/<int:pk>/withdraw/", archive.withdraw, name="archive-withdraw"),
]
