"""Warning signs and care, the flare and the way out of both."""
