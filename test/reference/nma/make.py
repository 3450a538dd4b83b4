"""Cuts published networks to what the tests need: python3 make.py FOLDER, where FOLDER holds published-*.json, published-*.csv, NAME.csv and NAME_re.json."""

import csv
import json
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
source = Path(sys.argv[1])

# Figures are called one thing in all files, whatever their source called them.
NAMES = {"est": "mean", "lower": "q2.5", "upper": "q97.5", "median": "q50", "q2_5": "q2.5", "q97_5": "q97.5"}
STATISTICS = ["mean", "sd", "q2.5", "q50", "q97.5"]


def figures(row):
    named = {NAMES.get(k, k): v for k, v in row.items()}
    return {k: named[k] for k in STATISTICS if k in named}


def lines_of(rows):
    return "[\n" + ",\n".join("        " + json.dumps(row) for row in rows) + "\n      ]"


def load(name):
    return json.loads((source / f"published-{name}.json").read_text())


def model(name, of, effects, **more):
    """One published model: its figures, and those of the fit in multinma's own run of it."""
    return {"name": name, "effects": effects, **more, "fit": of.get("fit")}


def pair(start, end, row):
    return {"from": start, "to": end, **figures(row)}


def blocker():
    full = load("blocker")
    for one, name in zip(full["models"], ["fixed", "random"]):
        of = one["published"]
        absolute = [{"treatment": t, **figures(of["abs_prob"][t])} for t in ["Control", "Beta Blocker"]]
        yield model(
            name, of, [pair("Control", "Beta Blocker", of["d"])], **tau_of(of), absolute=absolute, multinma=multinma(full, one["name"])
        )


def tau_of(of):
    return {"tau": figures(of["tau"])} if "tau" in of else {}


def multinma(full, name):
    return full["multinma_stan_fit_resdev_pD_DIC"][name]


def diabetes():
    full = load("diabetes")
    for one, name in zip(full["models"], ["fixed", "random"]):
        of = one["published"]
        effects = [pair("Diuretic", row["trt"], row) for row in of["d"]]
        absolute = [{"treatment": row["trt"], **figures(row)} for row in of["abs_prob_3y"]]
        yield model(name, of, effects, **tau_of(of), absolute=absolute, multinma=multinma(full, one["name"]))


def parkinsons():
    full = load("parkinsons")
    for one in full["models"]:
        kind, layout = one["name"].split("(")[0].split(" ")[0], one["name"].split(" ")[1]
        of = one["published"]
        effects = [pair("1", str(row["trt"]), row) for row in of["d"]]
        absolute = [{"treatment": str(row["trt"]), **figures(row)} for row in of["abs_effect"]]
        name = f"{layout} {'fixed' if kind == 'FE' else 'random'}"
        yield model(name, of, effects, **tau_of(of), absolute=absolute, multinma=multinma(full, f"{layout} {kind}"))


def bcg():
    full = load("bcg_vaccine")
    plain, latitude = [one["published"] for one in full["models"]]
    both = ("Unvaccinated", "Vaccinated")
    yield model(
        "random", plain, [pair(*both, plain["d"])], tau=figures(plain["tau"]),
        predictive=[pair(*both, plain["predictive_new_study"])], multinma=multinma(full, "unadjusted"),
    )
    harm = {k.split(" ")[1]: v for k, v in latitude["prob_harm_predictive"].items()}
    yield model(
        "latitude", latitude, [pair(*both, latitude["d"])], tau=figures(latitude["tau"]),
        beta=figures(latitude["beta"]), harm=harm, multinma=multinma(full, "latitude"),
    )


SMOKING = {"A": "No intervention", "B": "Self-help", "C": "Individual counselling", "D": "Group counselling"}
SHORT = {"None": "A", "Self-help": "B", "Indiv": "C", "Group": "D"}


def smoking():
    full = load("smoking")
    consistency, printed, corrected = full["models"]
    fit = full["multinma_stan"]["fit"]

    def effects(of):
        return [pair(SMOKING[row["contrast"][1]], SMOKING[row["contrast"][2]], row) for row in of["d"]]

    splits = []
    for name, row in full["multinma_stan"]["nodesplit"].items():
        later, earlier = [SMOKING[SHORT[word]] for word in name.split(" vs ")]
        parts = {ours: {"mean": row[theirs][0], "sd": row[theirs][1]} for ours, theirs in [("direct", "d_dir"), ("indirect", "d_ind"), ("omega", "omega")]}
        splits.append({"from": earlier, "to": later, **parts, "p_value": row["p"], "DIC": row["DIC"]})
    of = consistency["published"]
    base = full["tsd5_baseline"]
    yield model(
        "random", of, effects(of), tau=figures(of["tau"]), multinma=[fit["resdev"], fit["pD"], fit["DIC"]],
        ranks=[{"treatment": t, "mean_rank": r, "probability": full["multinma_stan"]["rank_prob"][t]} for t, r in full["multinma_stan"]["mean_rank"].items()],
        splits=splits,
    )
    yield model("ume", corrected["published"], effects(corrected["published"]), tau=figures(corrected["published"]["tau"]))
    yield model("ume as printed", printed["published"], effects(printed["published"]), tau=figures(printed["published"]["tau"]), known_error="arms of one trial taken as independent")
    for key, name in [("simultaneous", "joint baseline"), ("separate_no_intervention_arms_only", "separate baseline")]:
        yield {"name": name, "effects": [], "baseline": {"mean": figures(base[key]["baseline_mean"]), "sd": figures(base[key]["baseline_sd"]), "new": figures(base[key]["baseline_new"])}}


def thrombolytics():
    full = load("thrombolytics")
    consistency, ume, splits = [one["published"] for one in full["models"]]
    order = ["SK", "t-PA", "Acc t-PA", "SK + t-PA", "r-PA", "TNK", "PTCA", "UK", "ASPAC"]
    theirs = full["multinma_stan"]
    fits = {(row["trt1"], row["trt2"]): row for row in splits["fit"]}

    def effects(of):
        return [pair(row["trt_b"], row["trt"], row) for row in of["d"]]

    def split(row):
        parts = [("direct", "dir"), ("indirect", "ind"), ("omega", "omega")]
        return {
            "from": order[row["trt1"] - 1], "to": order[row["trt2"] - 1],
            **{ours: {"mean": row[f"{key}_mean"], "sd": row[f"{key}_sd"]} for ours, key in parts},
            "p_value": row["p_value"], "residual_deviance": fits[row["trt1"], row["trt2"]]["resdev"], "DIC": fits[row["trt1"], row["trt2"]]["dic"],
        }

    fit = theirs["fit"]
    yield model(
        "fixed", consistency, effects(consistency), multinma=[fit["resdev"], fit["pD"], fit["DIC"]],
        ranks=[{"treatment": t, "mean_rank": r} for t, r in theirs["mean_rank"].items()],
        splits=[split(row) for row in splits["estimates"]],
    )
    yield model("ume", ume, effects(ume))


def printed(value, depth=0):
    """JSON with one short record a line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + 2 * depth < 150 or not isinstance(value, (dict, list)):
        return flat
    pad = "  " * (depth + 1)
    if isinstance(value, dict):
        inner = [f"{pad}{json.dumps(k, ensure_ascii=False)}: {printed(v, depth + 1)}" for k, v in value.items()]
    else:
        inner = [pad + printed(v, depth + 1) for v in value]
    brackets = "{}" if isinstance(value, dict) else "[]"
    return f"{brackets[0]}\n" + ",\n".join(inner) + f"\n{pad[2:]}{brackets[1]}"


cases = {"blocker": blocker, "diabetes": diabetes, "parkinsons": parkinsons, "bcg_vaccine": bcg, "smoking": smoking, "thrombolytics": thrombolytics}
published = {}
for name, models in cases.items():
    full = load(name)
    published[name] = {"title": full["title"], "origin": full["origin"], "read_from": full["read_from"], "models": [{k: v for k, v in one.items() if v is not None} for one in models()]}
(here / "published.json").write_text(printed(published) + "\n")

# Tables, of which parkinsons has three layouts: by arm, by contrast, and studies 1 to 3 by arm with the rest by contrast.
for name in ["blocker", "diabetes", "bcg_vaccine", "smoking", "thrombolytics"]:
    (here / f"published-{name}.csv").write_text((source / f"published-{name}.csv").read_text())
rows = list(csv.DictReader((source / "published-parkinsons.csv").open()))


def layout(name, by_arm):
    columns = ["studyn", "trtn", "y", "se", "diff", "se_diff"]
    lines = [",".join(columns)]
    for row in rows:
        hidden = ["diff", "se_diff"] if by_arm(int(row["studyn"])) else ["y", "se"]
        lines.append(",".join("" if k in hidden or row[k] == "NA" else row[k] for k in columns))
    (here / f"published-parkinsons-{name}.csv").write_text("\n".join(lines) + "\n")


layout("arm", lambda study: True)
layout("contrast", lambda study: False)
layout("mixed", lambda study: study <= 3)

# Own runs of a Stan program. Of pairs of treatments those in order are enough.
KEYS = ["variable", "mean", "sd", "q2.5", "q50", "q97.5", "mcse", "ess_bulk", "ess_tail"]
HEAD = ["model", "data", "treatments", "likelihood", "priors", "engine", "divergences", "sampling_cpu_s", "sucra_lower_better"]


def rounded(row):
    return {k: float(f"{row[k]:.6g}") if isinstance(row[k], (int, float)) else row[k] for k in KEYS if k in row}


def wanted(variable):
    if not variable.startswith("rel["):
        return not variable.startswith("d[")
    first, second = variable[4:-1].split(",")
    return int(first) < int(second)


for name in ["blocker_re", "diabetes_re", "parkinson_re", "parkinson_fe", "smoking_re", "smoking_fe", "thrombolytic_re", "thrombolytic_fe"]:
    full = json.loads((source / f"{name}.json").read_text())
    full.setdefault("data", f"{name.split('_')[0]}.csv")
    record = {k: full[k] for k in HEAD if k in full} | {"rank_probability_lowest_first": full["rank_prob_lowest_first"]}
    variables = [rounded(row) for row in full["summary"] if wanted(row["variable"])]
    lines = [json.dumps(record)[:-1] + ', "variables": [']
    lines += [json.dumps(row) + ("," if row is not variables[-1] else "") for row in variables]
    (here / f"{name}.json").write_text("\n".join(lines) + "\n]}\n")
    if not full["data"].startswith("smoking"):
        (here / full["data"]).write_text((source / full["data"]).read_text())
