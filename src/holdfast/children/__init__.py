"""The screens about a child and a family: who they are, what runs, what happened, what can be done next."""
