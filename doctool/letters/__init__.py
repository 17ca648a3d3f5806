"""Letters: from the data of a letter to its file."""
