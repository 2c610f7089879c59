from django.urls import path

from publications.news import views

app_name = "news"
urlpatterns = [
    path("", views.news_list, name="news-list"),
    path("add/", views.create_news, name="news-create"),
    path("<int:pk>/", views.news, name="news"),
    path("<int:pk>/edit/", views.edit_news, name="news-edit"),
    path("<int:pk>/publish/", views.publish_news, name="news-publish"),
    path("<int:pk>/withdraw/", views.withdraw_news, name="news-withdraw"),
    path("<int:pk>/pictures/add/", views.add_picture, name="picture-add"),
    path("<int:pk>/pictures/<int:picture_pk>/", views.picture, name="picture"),
    path("<int:pk>/pictures/<int:picture_pk>/remove/", views.remove_picture, name="picture-remove"),
]
