"""What a fact is: a class for each kind, and the words of its fields. No data, no database, no framework."""
