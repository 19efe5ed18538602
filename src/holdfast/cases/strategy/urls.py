"""Addresses of strategy discussions."""

from django.urls import path

from holdfast.cases.strategy import views

app_name = "strategy"
urlpatterns = [
    path("strategy-discussions/new/", views.new, name="new"),
    path("strategy-discussions/<uuid:pk>/", views.discussion, name="discussion"),
    path("strategy-discussions/<uuid:pk>/add/", views.add, name="add"),
    path("strategy-discussions/<uuid:pk>/circulate/", views.circulate, name="circulate"),
    path("strategy-discussions/<uuid:pk>/review/", views.review, name="review"),
    path("strategy-discussions/<uuid:pk>/correct/", views.correct, name="correct"),
    path("strategy-discussions/participants/<uuid:pk>/correct/", views.correct_participant, name="correct_participant"),
    path("strategy-discussions/children/<uuid:pk>/decide/", views.decide, name="decide"),
]
