"""The chain inspection: its rules, and the findings they make in the graph of one day."""
