"""The register: the office's books of letters sent and received (buku agenda), in SQLite."""
