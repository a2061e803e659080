"""The open-data files of a release: CSV, Excel, JSON, JSON-stat and the data package that describes them."""
