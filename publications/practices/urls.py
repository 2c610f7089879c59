from django.urls import path

from publications.practices import views

app_name = "practices"
urlpatterns = [
    path("", views.PracticeList.as_view(), name="practice-list"),
    path("propose/", views.propose_practice, name="practice-propose"),
    path("<int:pk>/", views.practice, name="practice"),
    path("<int:pk>/edit/", views.edit_practice, name="practice-edit"),
    path("<int:pk>/publish/", views.publish_practice, name="practice-publish"),
    path("<int:pk>/return/", views.return_practice, name="practice-return"),
    path("<int:pk>/photo/", views.photo, name="photo"),
    path("<int:pk>/photo/put/", views.put_photo, name="photo-put"),
    path("<int:pk>/photo/remove/", views.remove_photo, name="photo-remove"),
]
