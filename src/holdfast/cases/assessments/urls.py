"""Addresses of assessments."""

from django.urls import path

from holdfast.cases.assessments import views

app_name = "assessments"
urlpatterns = [
    path("cases/<uuid:pk>/assess/<slug:step>/", views.begin, name="begin"),
    path("assessments/<uuid:pk>/", views.round_page, name="round"),
    path("assessments/<uuid:pk>/write/", views.write, name="write"),
    path("assessments/<uuid:pk>/complete/", views.complete, name="complete"),
    path("assessments/child/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("assessments/child/<uuid:pk>/return/", views.return_, name="return"),
    path("assessments/child/<uuid:pk>/stop/", views.stop, name="stop"),
    path("assessments/child/<uuid:pk>/correct/", views.correct, name="correct"),
]
