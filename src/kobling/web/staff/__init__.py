"""The staff pages: for those who sign in."""
