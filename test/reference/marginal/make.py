"""Writes averages.json: inverse links averaged over normal predictors, in 25 digits with mpmath, rounded to double."""

import json

from mpmath import erfc, exp, expm1, log, mp, mpf, quad, sqrt, pi

mp.dps = 25

curves = {
    "logit": (lambda x: 1 / (1 + exp(-x)), lambda x: 1 / (1 + exp(x))),
    "probit": (lambda x: erfc(-x / sqrt(2)) / 2, lambda x: erfc(x / sqrt(2)) / 2),
    "cloglog": (lambda x: -expm1(-exp(x)), lambda x: exp(-exp(x))),
}


def average(f, eta, sd):
    if sd == 0:
        return f(eta)
    # In pieces around the middle of the normal and around the step of the curve.
    zero = -eta / sd
    cuts = {mpf(k) / 2 for k in range(-80, 81)} | {zero + mpf(k) / sd for k in (-8, -4, -2, -1, 0, 1, 2, 4, 8)}
    points = sorted(z for z in cuts if -40 <= z <= 40)
    return quad(lambda z: f(eta + sd * z) * exp(-z * z / 2) / sqrt(2 * pi), points)


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
