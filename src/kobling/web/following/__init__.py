"""Pages and mails for readers who ask for a mail at each release of the barometer."""
