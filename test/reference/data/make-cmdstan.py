"""Cuts CmdStan's output down to a few draws, comments and all.

python3 make-cmdstan.py SOURCE writes bernoulli-1.csv and bernoulli-2.csv beside this script: the first 25 draws of
bern1.csv and bern2.csv of stan-dev/stan, src/test/unit/analyze/mcmc/test_csv_files (BSD-3-Clause), written by CmdStan 2.35.
"""
import pathlib
import sys

source = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent
for chain in (1, 2):
    kept, draws = [], 0
    for line in (source / f"bern{chain}.csv").read_text().splitlines():
        is_draw = line[:1] in "-0123456789" and line != ""
        draws += is_draw
        if not is_draw or draws <= 25:
            kept.append(line)
    (here / f"bernoulli-{chain}.csv").write_text("\n".join(kept) + "\n")
