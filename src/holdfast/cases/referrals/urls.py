"""Addresses of the front door."""

from django.urls import path

from holdfast.cases.referrals.views import concerns, contacts, door, partners, referrals, thresholds

app_name = "referrals"
urlpatterns = [
    path("front-door/", door.front_door, name="front_door"),
    path("front-door/search/", door.search, name="search"),
    path("front-door/search/<uuid:pk>/", door.found, name="found"),
    path("front-door/search/<uuid:pk>/considered/", door.consider, name="consider"),
    path("front-door/who/", door.who, name="who"),
    path("front-door/concern/", concerns.new, name="new"),
    path("front-door/contact/<uuid:pk>/", contacts.contact, name="contact"),
    path("front-door/contact/<uuid:pk>/take-in/", concerns.take_in, name="take_in"),
    path("front-door/contact/<uuid:pk>/refer/", contacts.refer, name="refer"),
    path("front-door/contact/<uuid:pk>/missing/", contacts.missing, name="missing"),
    path("front-door/contact/<uuid:pk>/correct/", contacts.correct, name="correct"),
    path("front-door/contact/<uuid:pk>/police/", contacts.police, name="police"),
    path("front-door/contact/<uuid:pk>/referrer/", contacts.reveal, name="reveal"),
    path("front-door/new-concern/<uuid:pk>/", contacts.concern, name="concern"),
    path("referral/<uuid:pk>/", referrals.referral, name="referral"),
    path("referral/<uuid:pk>/decide/", referrals.decide, name="decide"),
    path("referral/<uuid:pk>/confirmed/", referrals.confirm, name="confirm"),
    path("referral/<uuid:pk>/acknowledged/", referrals.acknowledge, name="acknowledge"),
    path("referral/<uuid:pk>/told/", referrals.tell, name="tell"),
    path("referral/<uuid:pk>/family/", referrals.family, name="family"),
    path("criteria-for-referral/", thresholds.thresholds, name="thresholds"),
    path("criteria-for-referral/new/", thresholds.state, name="state_thresholds"),
    path("make-a-referral/", partners.make, name="make"),
    path("my-referrals/", partners.own, name="own"),
    path("my-referrals/<uuid:pk>/", partners.own_referral, name="own_referral"),
    path("my-referrals/<uuid:pk>/again/", partners.again, name="ask_again"),
]
