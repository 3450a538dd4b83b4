"""Writes draws as ArviZ, xarray and pandas write them, with the numbers that are in them (pip install arviz xarray zarr pyarrow).

All numbers are made up here, from a linear congruential generator.
"""

import json
import os
import shutil
import warnings

import arviz as az
import numpy as np
import zarr

warnings.simplefilter("ignore")
state = 1


def uniform(*shape):
    global state
    out = []
    for _ in range(int(np.prod(shape))):
        state = (1103515245 * state + 12345) % 2**31
        out.append((state + 0.5) / 2**31)
    return np.array(out).reshape(shape)


CHAINS, DRAWS = 2, 12
schools = ["Choate", "Grüße, \U0001f600", "C"]
posterior = {
    "mu": uniform(CHAINS, DRAWS),
    "theta": uniform(CHAINS, DRAWS, 3),
    "Omega": uniform(CHAINS, DRAWS, 2, 2),
    "count": np.floor(5 * uniform(CHAINS, DRAWS)).astype("int64"),
    "zero": np.zeros((CHAINS, DRAWS), dtype="int64"),
    "flag": uniform(CHAINS, DRAWS) < 0.5,
    "single": uniform(CHAINS, DRAWS).astype("float32"),
}
depth = 1 + np.floor(5 * uniform(CHAINS, DRAWS)).astype("int64")
sample_stats = {
    "diverging": uniform(CHAINS, DRAWS) < 0.2,
    "energy": uniform(CHAINS, DRAWS),
    "tree_depth": depth,
    "n_steps": 2**depth - 1,
    "reached_max_treedepth": depth >= 5,
    "lp": -uniform(CHAINS, DRAWS),
    "step_size": np.full((CHAINS, DRAWS), 0.5),
    "acceptance_rate": uniform(CHAINS, DRAWS),
}
log_likelihood = {"y": -uniform(CHAINS, DRAWS, 3)}
idata = az.from_dict(
    posterior=posterior,
    sample_stats=sample_stats,
    log_likelihood=log_likelihood,
    observed_data={"y": uniform(3)},
    coords={"school": schools},
    dims={"theta": ["school"], "y": ["school"]},
    posterior_attrs={"inference_library": "pymc", "inference_library_version": "5.0"},
)
for group in idata.groups():
    idata[group].attrs.pop("created_at", None)
tree = idata.to_datatree()
here = os.path.dirname(os.path.abspath(__file__))


def path(name):
    full = os.path.join(here, name)
    shutil.rmtree(full, ignore_errors=True)
    if os.path.exists(full):
        os.remove(full)
    return full


def pack(tree, name, version):
    """A zip file of a store; the library writes what groups say several times over."""
    import tempfile
    import zipfile

    with tempfile.TemporaryDirectory() as folder:
        tree.to_zarr(folder, mode="w", zarr_format=version)
        with zipfile.ZipFile(path(name), "w", zipfile.ZIP_DEFLATED) as file:
            for root, _, names in sorted(os.walk(folder)):
                for one in sorted(names):
                    full = os.path.join(root, one)
                    info = zipfile.ZipInfo(os.path.relpath(full, folder))
                    info.compress_type = zipfile.ZIP_DEFLATED
                    file.writestr(info, open(full, "rb").read())


for name, version in [("inference-v2.zarr.zip", 2), ("inference-v3.zarr.zip", 3)]:
    pack(tree, name, version)

prior = az.from_dict(prior={"mu": uniform(1, 4)}).to_datatree()
pack(prior, "prior-only.zarr.zip", 2)

table = idata.posterior[["mu", "count", "flag"]].to_dataframe().reset_index()
table.to_parquet(path("arviz.parquet"), index=False)
table.to_parquet(path("arviz-gzip.parquet"), compression="gzip")
table.assign(word="x").to_parquet(path("words.parquet"), index=False)
table.to_parquet(path("zstd.parquet"), compression="zstd", index=False)
table.to_csv(path("arviz.csv"))

values = {
    **{name: values.astype(float).reshape(CHAINS, -1).tolist() for name, values in posterior.items()},
    "stats": {name: values.astype(float).tolist() for name, values in sample_stats.items()},
    "log_likelihood": log_likelihood["y"].tolist(),
    "schools": schools,
    "versions": {"arviz": az.__version__, "zarr": zarr.__version__},
}
with open(path("inference.json"), "w") as file:
    json.dump(values, file, indent=None)
