"""Follows the course of pain: what it allows today, and how doses grow and shrink with it."""
