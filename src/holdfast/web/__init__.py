"""The design system: base templates, forms, components, navigation, sign-in and error pages, home.

It knows no room. Rooms use it through template names, ``{% load holdfast %}`` and
``holdfast.web.forms``; it imports nothing of ours but ``core``, so that any room may lean on it.
"""
