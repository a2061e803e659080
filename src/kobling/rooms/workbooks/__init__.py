"""Facts as Excel workbooks, and back."""
