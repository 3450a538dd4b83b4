"""Cuts the reference draws and values down to what the tests use.

python3 make.py SOURCE writes the JSON files beside this script. SOURCE is a directory with the files named in README.md.
Draws are copied as they are printed in the sources; nothing is computed here.
"""
import csv
import json
import pathlib
import sys

source = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent
statistics = (
    "rhat rhat_basic rhat_bulk rhat_tail ess_bulk ess_tail ess_mean ess_sd ess_median ess_basic ess_basic_nosplit "
    "ess_q05 ess_q10 ess_q95 mcse_mean mcse_sd mcse_median mcse_q05 mcse_q95 mean sd median mad q5 q95 pareto_khat pareto_khat_left pareto_khat_right"
).split()
# What ArviZ has and posterior has not, beside R-hat and the ESS.
arviz_statistics = "rhat rhat_bulk rhat_tail ess_bulk ess_tail ess_mad ess_local_0_10 pareto_khat".split()


def rows(path):
    with open(source / path, newline="") as file:
        return list(csv.reader(line for line in file if line.strip() and not line.startswith("#")))


def load(path):
    return json.loads((source / path).read_text())


def values_of(record):
    record = record.get("values", record)
    return {name: record[name] for name in statistics if name in record}


def draws_of(case):
    """The draws of a case; R's JSON has NA for an infinite one, which its note says."""
    infinite = "+Inf (written here as NA)" in case.get("note", "")
    return [["Inf" if infinite and x == "NA" else x for x in chain] for chain in case["draws_by_chain"]]


def write(name, content):
    (here / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


def from_chain_files(paths, names, values):
    tables = [rows(path) for path in paths]
    return {
        name: {
            "chains": [[float(row[table[0].index(name)]) for row in table[1:]] for table in tables],
            "values": values_of(values[name]),
        }
        for name in names
    }


def from_table(path, names, values):
    head, *body = rows(path)
    chains = sorted({row[0] for row in body})
    return {
        name: {
            "chains": [[float(row[head.index(name)]) for row in body if row[0] == chain] for chain in chains],
            "values": values_of(values[name]),
        }
        for name in names
    }


blocker = from_chain_files(
    [f"arviz_stan_diagnostics/blocker.{i}.csv" for i in (1, 2)],
    ["d", "sigmasq_delta", "delta_new"],
    load("arviz_stan_diagnostics/posterior_1.7.1_values.json")["values"],
)
arviz = load("arviz_stan_diagnostics/arviz_stats_values.json")["values"]
for name, case in blocker.items():
    case["arviz"] = {k: v for k, v in arviz[name].items() if k in arviz_statistics}
head, *body = rows("arviz_stan_diagnostics/reference_posterior.csv")
for row in body:
    if row[0] in blocker:
        blocker[row[0]]["upstream"] = {name: float(x) for name, x in zip(head[1:], row[1:])}
write("blocker.json", blocker)

bernoulli = from_chain_files(
    [f"stan_bernoulli/bern{i}.csv" for i in (1, 2, 3, 4)],
    ["lp__", "theta"],
    load("stan_bernoulli/posterior_1.7.1_values.json")["values"],
)
write("bernoulli.json", {"variables": bernoulli, "stan": load("stan_bernoulli/expected_from_stan_tests.json")})

eight = from_table(
    "posterior_example/eight_schools_draws.csv",
    ["mu", "tau", "theta[1]", "theta[5]"],
    load("posterior_example/posterior_1.7.1_values.json")["values"],
)
arviz = load("posterior_example/arviz_stats_values.json")
arviz = arviz.get("values", arviz)
for name, case in eight.items():
    case["arviz"] = {k: v for k, v in arviz[name].items() if k in arviz_statistics}
write("eight-schools.json", eight)

centered = from_table(
    "arviz_eight_schools/centered.posterior.csv", ["tau"], load("arviz_eight_schools/posterior_1.7.1_centered.json")["values"]
)
write("arviz-eight-schools.json", centered)

ours = load("edge_cases/edge_cases.posterior_1.7.1.json")["cases"]
theirs = load("edge_cases/edge_cases.arviz_stats.json")["cases"]
write(
    "edge-cases.json",
    {
        name: {
            "chains": draws_of(case),
            "values": values_of(case),
            "arviz": {k: v for k, v in theirs.get(name, {}).items() if k in statistics + arviz_statistics},
        }
        for name, case in ours.items()
    },
)
write(
    "small.json",
    {
        "scales": load("edge_cases/scales_small.json"),
        "bfmi": load("edge_cases/bfmi.json")["cases"],
        "split_odd": load("edge_cases/split_odd.json")["split"],
        "nested_pareto": load("posterior_example/nested_pareto.json"),
        "ar1": [float(row[0]) for row in rows("stan_ar1/ar1.csv")],
    },
)
write("gpd.json", load("gpd/gpd.json"))
write("hdi.json", load("hdi/hdi.json"))
write(
    "uniformity.json",
    {
        "band": load("ecdf/bands_N100_K20.json"),
        "gamma": load("ecdf/gamma_bayesplot_1.10.0.json")["gamma"],
        "posterior": load("ecdf/uniformity_posterior_1.7.1.json"),
        "arviz": load("ecdf/arviz_mtc_c_uniformity.json"),
    },
)
