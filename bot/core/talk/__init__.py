"""Holds the values of a turn: the person, what was said, what is shown and what is kept."""
