"""The rooms: one Django app per domain, each holding its facts, who may see them and who changed them."""
