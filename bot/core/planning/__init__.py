"""Chooses stretches: what is kept from whom, what stands in, and what to do today."""
