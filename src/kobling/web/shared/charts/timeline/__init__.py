"""The chart of a figure over time: its plot, its layers, its labels and the names of its periods."""
