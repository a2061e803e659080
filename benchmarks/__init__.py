"""What is fast, and beside whom: `make bench` prints the tables."""
