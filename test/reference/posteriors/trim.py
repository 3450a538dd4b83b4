"""Cuts reference posteriors to what the tests need: python3 trim.py FOLDER, where FOLDER holds posteriors/. Networks are cut by ../nma/make.py."""

import json
import re
import sys
from pathlib import Path

KEYS = ["variable", "mean", "sd", "q2.5", "q50", "q97.5", "mcse", "ess_bulk", "ess_tail"]
here = Path(__file__).resolve().parent
source = Path(sys.argv[1])


def rounded(row):
    return {k: float(f"{row[k]:.7g}") if isinstance(row[k], (int, float)) else row[k] for k in KEYS if k in row}


def write(path, record, rows):
    lines = [json.dumps(record)[:-1] + ', "variables": [']
    lines += [json.dumps(rounded(row)) + ("," if row is not rows[-1] else "") for row in rows]
    path.write_text("\n".join(lines) + "\n]}\n")


# Of groups with many levels one in so many is kept; 0 for none.
ONE_IN = {"logit10k": 5, "epilepsy_olre": 10, "insteval_20k": 0}


def wanted(model, name):
    if name == "lp__" or (model == "eight_schools" and name == "sigma"):
        return False
    level = re.match(r"r_\w+\[(\d+),", name)
    one_in = ONE_IN.get(model, 1)
    return level is None or (one_in > 0 and int(level[1]) % one_in == 0)


for name in ["eight_schools", "sleepstudy", "cbpp", "epilepsy_olre", "logit10k", "insteval_20k"]:
    full = json.loads((source / "posteriors" / f"{name}.json").read_text())
    record = {k: full[k] for k in ["model", "formula", "family", "priors", "engine", "iterations", "warmup", "divergences"]}
    write(here / f"{name}.json", record, [row for row in full["summary"] if wanted(name, row["variable"])])
