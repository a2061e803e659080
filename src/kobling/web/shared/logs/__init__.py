"""What is logged: lines without personal data, because nothing is written that a person can have typed.

See `formatter` for what is written of any event, and `requests` for that of a request.
"""
