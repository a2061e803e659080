"""The form of every kind of fact, made from the declaration of its record: what is shown, typed and read back."""
