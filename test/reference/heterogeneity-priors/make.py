"""The published tables by outcome, comparison and area, from a copy in one table: python3 make.py TABLE.csv > published.csv

The copy was read from the R package rnmamod (0.5.1, R/table.tau2.empirical.prior_function.R); only the columns that the tables have are kept.
"""
import csv
import sys

columns = ["measure", "area", "outcome_type", "comparison_type", "location", "scale"]
writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
writer.writeheader()
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        writer.writerow(row)
