"""The staff pages, for signed-in users."""
