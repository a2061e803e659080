"""Change sets as people see them: what each did, undoing one, and the history of one fact."""
