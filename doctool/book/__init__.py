"""The book of SOPs of an office: which SOPs, and what stands before their sheets."""
