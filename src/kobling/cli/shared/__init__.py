"""Options, messages, tables and the web server, as several commands need them."""
