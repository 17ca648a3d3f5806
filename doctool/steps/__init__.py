"""SOPs as an Excel table that authors fill in: written, read back with nothing lost, and typed anew by a person."""
