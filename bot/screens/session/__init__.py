"""A guided session: how is it now, one step at a time, Hurts, the timer, the end."""
