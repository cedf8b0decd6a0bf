"""Hears what a person means: pain, warning signs, amounts, in their own words."""
