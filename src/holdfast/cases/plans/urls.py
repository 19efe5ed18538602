"""Addresses of plans."""

from django.urls import path

from holdfast.cases.plans import views

app_name = "plans"
urlpatterns = [
    path("plans/", views.plans, name="list"),
    path("plans/<uuid:pk>/", views.plan, name="plan"),
    path("plans/<uuid:pk>/work-out/", views.work_out, name="work-out"),
    path("plans/<uuid:pk>/key-worker/", views.key_worker, name="key-worker"),
    path("plans/<uuid:pk>/members/", views.members, name="members"),
    path("plans/<uuid:pk>/core-group/", views.hold_core_group, name="hold-core-group"),
    path("plans/<uuid:pk>/report/", views.report, name="report"),
    path("plans/<uuid:pk>/copy/", views.copy, name="copy"),
    path("plans/<uuid:pk>/end/", views.end, name="end"),
    path("plans/<uuid:pk>/notify-ending/", views.notify_ending, name="notify-ending"),
    path("plans/<uuid:pk>/correct/", views.correct_plan, name="correct"),
    path("plans/outcomes/<uuid:pk>/drop/", views.drop, name="drop-outcome"),
    path("core-groups/<uuid:pk>/", views.core_group, name="core-group"),
    path("core-groups/<uuid:pk>/correct/", views.correct_core_group, name="correct-core-group"),
    path("child-in-need-plans/start/", views.start_need_plan, name="start-need-plan"),
    path("child-in-need-plans/<uuid:pk>/", views.need_plan, name="need-plan"),
    path("child-in-need-plans/<uuid:pk>/work-out/", views.work_out_need, name="work-out-need"),
    path("child-in-need-plans/<uuid:pk>/review/", views.review_need, name="review-need"),
    path("child-in-need-plans/<uuid:pk>/correct/", views.correct_need, name="correct-need"),
    path("moves/notify/", views.notify_move, name="notify-move"),
    path("moves/<uuid:pk>/", views.move, name="move"),
    path("moves/<uuid:pk>/accept/", views.accept, name="accept-move"),
    path("moves/<uuid:pk>/conference/", views.receiving, name="receiving-conference"),
    path("moves/<uuid:pk>/settle/", views.settle, name="settle-move"),
    path("moves/<uuid:pk>/correct/", views.correct_move, name="correct-move"),
]
