"""Makes data/ and models.json from a folder of reference posteriors: python3 make.py FOLDER, with NAME.csv and NAME.json in it.

Only the columns that a formula reads are kept; text that is a number loses its quotes, which mean nothing to either program.
"""

import csv
import json
import re
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
source = Path(sys.argv[1])

# Data that an example has already.
ELSEWHERE = {
    "eight_schools": "examples/eight-schools/schools.csv",
    "sleepstudy": "examples/sleep-deprivation/sleepstudy.csv",
    "cbpp": "examples/herds/cbpp.csv",
    "logit10k": "examples/logit-slopes/data.csv",
}
NAMES = ["eight_schools", "sleepstudy", "cbpp", "epilepsy_olre", "logit10k", "nb_cells", "insteval_20k"]

models = []
for name in NAMES:
    record = json.loads((source / f"{name}.json").read_text())
    path = ELSEWHERE.get(name, f"bench/stan/data/{name}.csv")
    if name not in ELSEWHERE:
        words = set(re.findall(r"[A-Za-z]\w*", record["formula"]))
        with open(source / f"{name}.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = [column for column in rows[0] if column in words]
        with open(here / "data" / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([[row[column] for column in columns] for row in rows])
    models.append(
        {
            "name": name,
            "data": path,
            "formula": record["formula"],
            "family": record["family"],
            "priors": record["priors"],
            "factors": record["factors"],
            "draws": record["iterations"] - record["warmup"],
            "warmup": record["warmup"],
        }
    )
(here / "models.json").write_text(json.dumps(models, indent=2) + "\n")
