"""My own: what a person's physiotherapist gave them, written down, kept, changed and removed."""
