"""What a person sees and what a tap does; one file, one conversation."""
