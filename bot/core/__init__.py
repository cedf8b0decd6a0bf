"""What the bot knows: stretches, plans, pain, safety and time, as pure values and functions."""
