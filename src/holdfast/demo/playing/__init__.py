"""Plays a script through the rooms' own actions: what the demonstration holds, somebody could have typed."""
