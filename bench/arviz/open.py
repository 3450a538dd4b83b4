"""Opens a fit of ours with ArviZ and xarray, compares their figures with ours, and writes copies of it.

python open.py FOLDER-WITH-ZARR FOLDER-WITH-CSV COPY: prints what was found, then a JSON record on one line.
"""

import glob
import json
import os
import shutil
import sys
import warnings

warnings.simplefilter("ignore")
import arviz as az
import numpy as np
import xarray as xr

zarr_folder, csv_folder, copy = sys.argv[1:]
lines, differences = [], 0


def say(what, fault=False):
    global differences
    lines.append(("DIFFERS: " if fault else "") + what)
    differences += fault


tree = xr.open_datatree(os.path.join(zarr_folder, "draws.zarr"), engine="zarr")
idata = az.InferenceData.from_datatree(tree)
dims = ", ".join(f"{name} {list(array.dims[2:])}" for name, array in idata.posterior.data_vars.items() if len(array.dims) > 2)
say(f"xarray and ArviZ {az.__version__} open groups {idata.groups()}; {dims}")

# Every number of summary.json by ArviZ's own functions, unrounded.
ours = {row["variable"]: row for row in json.load(open(os.path.join(zarr_folder, "summary.json")))["variables"]}
figures = {
    "mean": lambda x: float(np.mean(x)),
    "sd": lambda x: float(np.std(x, ddof=1)),
    "rhat": lambda x: float(az.rhat(x)),
    "ess_bulk": lambda x: float(az.ess(x, method="bulk")),
    "ess_tail": lambda x: float(az.ess(x, method="tail")),
    "mcse_mean": lambda x: float(az.mcse(x, method="mean")),
}


def elements(posterior):
    for name, array in posterior.data_vars.items():
        own = array.attrs.get("variable_name", name)
        rest = array.dims[2:]
        stacked = array.stack(element=rest) if rest else None
        if stacked is None:
            yield own, array.values
            continue
        for labels in stacked.indexes["element"]:
            labels = labels if isinstance(labels, tuple) else (labels,)
            where = dict(zip(rest, labels))
            yield f"{own}[{','.join(str(label) for label in labels)}]", array.sel(where).values


worst = {figure: (0.0, "") for figure in figures}
seen = 0
for variable, draws in elements(idata.posterior):
    row = ours.get(variable)
    if row is None:
        say(f"{variable} is not in summary.json", True)
        continue
    seen += 1
    for figure, compute in figures.items():
        if row[figure] is None:
            continue
        value = compute(draws)
        error = abs(value - row[figure]) / max(abs(row[figure]), 1e-300 if figure != "mean" else row["sd"])
        if error > worst[figure][0]:
            worst[figure] = (error, variable)
if seen != len(ours):
    say(f"{seen} of {len(ours)} variables were found", True)
text = ", ".join(f"{figure} {error:.1e}" for figure, (error, _) in worst.items())
say(f"{seen} variables, largest relative difference from ArviZ: {text}", any(error > 1e-8 for error, _ in worst.values()))
bfmi = az.bfmi(idata)
energies = json.load(open(os.path.join(zarr_folder, "summary.json")))["sampler"]["ebfmi"]
if all(value is not None for value in energies):
    # ArviZ divides by the number of draws less one, we by their number: that is not compared.
    say(f"E-BFMI by ArviZ {np.round(bfmi, 3).tolist()}, ours {np.round(energies, 3).tolist()}", bool(np.max(np.abs(bfmi / energies - 1)) > 2 / idata.posterior.sizes["draw"]))
if "diverging" in idata.sample_stats:
    say(f"{int(idata.sample_stats.diverging.sum())} divergences")

# CmdStan's reader of ArviZ takes our CSV, but for names in quotes, whose commas it takes for ends of cells.
files = sorted(glob.glob(os.path.join(csv_folder, "draws-*.csv")))
header = next(line for line in open(files[0]) if not line.startswith("#"))
if '"' in header:
    say("from_cmdstan is not tried: it does not read names in quotes, as those with commas are; draws.zarr is for ArviZ")
else:
    stan = az.from_cmdstan(posterior=files)
    same = all(np.array_equal(stan.posterior[name], array) for name, array in idata.posterior.data_vars.items())
    same = same and np.array_equal(stan.sample_stats.diverging, idata.sample_stats.diverging)
    say(f"from_cmdstan reads {len(files)} CSV files: {list(stan.posterior.data_vars)}, all draws the same", not same)

for version in (2, 3):
    path = f"{copy}-v{version}.zarr"
    shutil.rmtree(path, ignore_errors=True)
    tree.load().to_zarr(path, zarr_format=version)
print("\n" + json.dumps({"lines": lines, "differences": differences}))
