"""What is seen through a browser: pages, open data, and what they share."""
