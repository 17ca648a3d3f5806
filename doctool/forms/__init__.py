"""Forms that go out in Excel and come back filled in."""
