"""Addresses of section 47 enquiries."""

from django.urls import path

from holdfast.cases.enquiries import views

app_name = "enquiries"
urlpatterns = [
    path("enquiries/new/", views.new, name="new"),
    path("enquiries/<uuid:pk>/", views.enquiry, name="enquiry"),
    path("enquiries/<uuid:pk>/lead/", views.lead, name="lead"),
    path("enquiries/<uuid:pk>/activity/", views.activity, name="activity"),
    path("enquiries/activities/<uuid:pk>/done/", views.finish, name="finish"),
    path("enquiries/activities/<uuid:pk>/correct/", views.correct_activity, name="correct_activity"),
    path("enquiries/help/<uuid:pk>/correct/", views.correct_help, name="correct_help"),
    path("enquiries/<uuid:pk>/siblings/", views.siblings, name="siblings"),
    path("enquiries/<uuid:pk>/help/", views.help_asked, name="help"),
    path("enquiries/help/<uuid:pk>/answer/", views.help_answered, name="help_answer"),
    path("enquiries/<uuid:pk>/inform/", views.inform, name="inform"),
    path("enquiries/<uuid:pk>/outcome/", views.outcome, name="outcome"),
    path("enquiries/<uuid:pk>/tell/", views.tell, name="tell"),
    path("enquiries/<uuid:pk>/review/", views.review, name="review"),
    path("enquiries/<uuid:pk>/conference/", views.ask_conference, name="ask_conference"),
    path("enquiries/requests/<uuid:pk>/answer/", views.answer_conference, name="answer_conference"),
    path("enquiries/<uuid:pk>/correct/", views.correct, name="correct"),
]
