from django.urls import URLPattern, path

from accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("", views.user_list, name="user-list"),
    path("invite/", views.invite, name="invite"),
    path("me/", views.profile, name="profile"),
    path("welcome/<str:key>/", views.accept, name="accept"),
    path("<int:pk>/", views.user_edit, name="user"),
    path("<int:pk>/resend/", views.resend, name="resend"),
    path("<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("<int:pk>/reactivate/", views.reactivate, name="reactivate"),
]
