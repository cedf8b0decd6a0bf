"""Pictures and papers: values in, bytes out."""
