"""What differs between two SOPs: found by identity, applied, told, drawn, and put into the matriks perubahan."""
