"""What `make bench` runs: one class graded three ways, and the ratios between them."""
