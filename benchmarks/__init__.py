"""Figures about doctool: quality of drawings, speed, random trials. Run from the root of the repository."""
