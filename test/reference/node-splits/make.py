"""Trims collected tables and published figures to what the tests of refitted networks need: make.py FOLDER, which holds the
published-*.csv and published-*.json of the two networks."""
import csv
import json
import sys
from pathlib import Path

folder, here = Path(sys.argv[1]), Path(__file__).parent


def table(name, columns):
    with open(folder / f"published-{name}.csv") as file:
        rows = list(csv.DictReader(file))
    with open(here / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["study", "treatment", "events", "total"])
        writer.writerows([row[column] for column in columns] for row in rows)
    return json.loads((folder / f"published-{name}.json").read_text())


def model(figures, start):
    return next(one["published"] for one in figures["models"] if one["name"].startswith(start))


smoking = table("smoking", ["studyn", "trtc", "r", "n"])
thrombolytics = table("thrombolytics", ["studyn", "trtc", "r", "n"])
names = ["SK", "t-PA", "Acc t-PA", "SK + t-PA", "r-PA", "TNK", "PTCA", "UK", "ASPAC"]
splits = model(thrombolytics, "FE node-splits")["estimates"]
published = {
    "smoking": {
        "nodesplit": smoking["multinma_stan"]["nodesplit"],
        "ume": model(smoking, "RE UME with multi-arm correction")["d"],
        "baseline": smoking["tsd5_baseline"],
    },
    "thrombolytics": {
        "treatments": names,
        "ume": model(thrombolytics, "FE UME"),
        "nodesplit": [{**one, "from": names[one["trt1"] - 1], "to": names[one["trt2"] - 1]} for one in splits],
    },
}
(here / "published.json").write_text(json.dumps(published, indent=1) + "\n")
