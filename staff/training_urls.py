"""Addresses of courses, of what people have learnt, and of the plans of training."""

from django.urls import path

from staff.views import courses, importing, training, training_plans

urlpatterns = [
    path("", courses.CourseList.as_view(), name="course-list"),
    path("courses/add/", courses.create_course, name="course-create"),
    path("courses/<int:pk>/", courses.course, name="course"),
    path("courses/<int:pk>/edit/", courses.edit_course, name="course-edit"),
    path("courses/<int:pk>/open/", courses.open_registration, name="course-open"),
    path("courses/<int:pk>/cancel/", courses.cancel_course, name="course-cancel"),
    path("courses/<int:pk>/register/", courses.register, name="course-register"),
    path("courses/<int:pk>/attendance/", courses.attendance, name="course-attendance"),
    path("registrations/<int:pk>/withdraw/", courses.withdraw, name="registration-withdraw"),
    path("done/", training.TrainingList.as_view(), name="training-list"),
    path("done/export/", importing.export_training, name="training-export"),
    *importing.TRAINING_PAGES.urls("done/import/"),
    path("done/of/<int:pk>/add/", training.create_training, name="training-create"),
    path("done/<int:pk>/", training.training, name="training"),
    path("done/<int:pk>/edit/", training.edit_training, name="training-edit"),
    path("done/<int:pk>/remove/", training.remove_training, name="training-remove"),
    path("done/<int:pk>/restore/", training.restore_training, name="training-restore"),
    path("gaps/", training_plans.gaps, name="training-gaps"),
    path("plan/", training_plans.plan, name="training-plan"),
    path(
        "plan/<int:year>/<int:organisation>/add/",
        training_plans.create_planned,
        name="planned-training-create",
    ),
    path("plan/<int:pk>/", training_plans.planned, name="planned-training"),
    path("plan/<int:pk>/edit/", training_plans.edit_planned, name="planned-training-edit"),
    path("plan/<int:pk>/remove/", training_plans.remove_planned, name="planned-training-remove"),
    path("plan/<int:pk>/restore/", training_plans.restore_planned, name="planned-training-restore"),
]
