"""Who may do what, to which record. Default deny; one door for every change; every look recorded."""
