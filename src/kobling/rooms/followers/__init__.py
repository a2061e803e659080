"""Readers of the public site who asked for a mail at each release."""
