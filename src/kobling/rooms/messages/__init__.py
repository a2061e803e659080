"""Messages by mail: the outbox, and how it is emptied."""
