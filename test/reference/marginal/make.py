"""Writes averages.json: inverse links averaged over normal predictors, in 25 digits with mpmath, rounded to double."""

import json
from functools import lru_cache

from mpmath import erfc, exp, expm1, fsum, log, mp, mpf, pi, sqrt

mp.dps = 25

curves = {
    "logit": (lambda x: 1 / (1 + exp(-x)), lambda x: 1 / (1 + exp(x))),
    "probit": (lambda x: erfc(-x / sqrt(2)) / 2, lambda x: erfc(x / sqrt(2)) / 2),
    "cloglog": (lambda x: -expm1(-exp(x)), lambda x: exp(-exp(x))),
}


def average(f, eta, sd):
    if sd == 0:
        return f(eta)
    # The trapezoidal rule, with a step so small that it is exact to all digits for curves with poles at distance pi/sd.
    step = min(mpf("0.04"), mpf("0.2") / sd)
    last = int(45 / step)
    return step * fsum(f(eta + sd * k * step) * weight(k * step) for k in range(-last, last + 1))


@lru_cache(maxsize=None)
def weight(z):
    return exp(-z * z / 2) / sqrt(2 * pi)


def predictor(link, mean, rest):
    if link == "logit":
        return log(mean) - log(rest)
    if link == "cloglog":
        return log(-log(rest)) if rest > mpf(10) ** -299 else None
    return None


rows = []
for link, (curve, complement) in curves.items():
    for eta in ("-30", "-12", "-3", "-1", "-0.2", "0", "0.5", "2", "7", "30"):
        for sd in ("0", "0.05", "0.3", "1", "2", "2.9", "3.1", "4.0039", "8", "20"):
            x, s = mpf(float(eta)), mpf(float(sd))
            mean, rest = average(curve, x, s), average(complement, x, s)
            at = predictor(link, mean, rest)
            rows.append([link, float(eta), float(sd), float(mean), None if at is None else float(at)])

with open("averages.json", "w") as out:
    json.dump({"columns": ["link", "eta", "sd", "mean", "predictor"], "rows": rows}, out)
    out.write("\n")
