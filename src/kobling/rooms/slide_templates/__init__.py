"""The municipality's own template for slides."""
