"""The graph of the chain: its nodes, its links, and the checks that they make a chain."""
