"""Distribution packets: who receives which pieces; what is planned, made, handed over and verified."""
