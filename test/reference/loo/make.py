"""Cuts the reference log likelihoods and values down to what the tests use.

python3 make.py SOURCE writes the files beside this script. SOURCE is a directory with the files named in README.md.
Draws are copied digit by digit as they are printed in the sources; nothing is computed here but one sum, exactly rounded.
"""
import csv
import gzip
import json
import math
import pathlib
import sys

source = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent


def write(name, record):
    (here / name).write_text(json.dumps(record, indent=1) + "\n")


def write_gzip(name, text):
    with open(here / name, "wb") as file:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as packed:
            packed.write(text.encode())


def load(path):
    return json.loads((source / path).read_text())


def rows(path):
    with open(source / path, newline="") as file:
        return list(csv.reader(file))


# The example of R's loo: (1000 x 32), chain 1 (500 draws), then chain 2.
write_gzip("example.csv.gz", (source / "loo_example/example_loglik_matrix.csv").read_text())
example = load("loo_example/loo_values.json")
snapshots = load("loo_example/loo_snapshots_decoded.json")
compare = load("loo_example/compare_stacking.json")
arviz = load("loo_example/arviz_loo_values.json")
write("example.json", {**example, "snapshots": snapshots, "compare": compare, "arviz": arviz})

# The eight schools of ArviZ: 4 chains of 500 draws, without the columns chain and draw.
for name in ("centered", "non_centered"):
    table = rows(f"arviz_eight_schools/{name}.log_likelihood.csv")
    write_gzip(f"{name}.csv.gz", "\n".join(",".join(row[2:]) for row in table) + "\n")
write("eight-schools.json", load("arviz_eight_schools/loo_2.10.1_values.json"))

# The normal model of ArviZ's test of power-scaling: mu, sigma, the log prior of each, and the sum of the 25 log likelihoods.
posterior, prior, likelihood = (
    rows(f"psense_univariate_normal/{name}.csv")[1:] for name in ("posterior", "log_prior", "log_likelihood")
)
lines = [
    ",".join([*a[2:], *b[2:], repr(math.fsum(map(float, c[2:])))]) for a, b, c in zip(posterior, prior, likelihood)
]
write_gzip("univariate-normal.csv.gz", "mu,sigma,prior_mu,prior_sigma,likelihood\n" + "\n".join(lines) + "\n")
write("univariate-normal.json", load("psense_univariate_normal/expected.json"))
