"""Word templates filled with data: docxtpl's language, compiled once, sandboxed and bounded."""
