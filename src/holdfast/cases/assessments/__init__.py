"""Assessments: initial and core (or, in a later edition, one), written once for siblings and for each child."""
