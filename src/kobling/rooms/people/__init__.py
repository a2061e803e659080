"""Users, their roles and rights, and sign-in."""
