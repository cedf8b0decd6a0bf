"""What a person can change: zone, times, breaks, limits, pauses."""
