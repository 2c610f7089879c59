from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.document_list, name="document-list"),
    path("summary/<slug:form>/<slug:period>/", views.summary_documents, name="summary-documents"),
    path("request/", views.request_document, name="request"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/download/", views.download, name="download"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
