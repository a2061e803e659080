"""What is wrong with an installation, and what to do about it; nothing is changed, and no name of a person is shown."""
