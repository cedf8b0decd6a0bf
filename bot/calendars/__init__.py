"""Reads calendars from the web: fetched within limits, and only times of being busy come out."""
