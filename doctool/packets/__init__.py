"""Distribution packets: from paket.yaml and a list of recipients to a plan, and from the plan's tasks to files."""
