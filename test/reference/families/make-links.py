"""Means and logarithms of probabilities of the links far into their tails, to 50 digits: python3 make-links.py > links.json"""
import json
from mpmath import mp, mpf, atan, erfc, exp, expm1, log, log1p, pi, sqrt

mp.dps = 50
INVERSE = {
    "logit": (lambda e: 1 / (1 + exp(-e)), lambda e: 1 / (1 + exp(e))),
    "probit": (lambda e: erfc(-e / sqrt(2)) / 2, lambda e: erfc(e / sqrt(2)) / 2),
    "cloglog": (lambda e: -expm1(-exp(e)), lambda e: exp(-exp(e))),
    "cauchit": (lambda e: mpf(1) / 2 + atan(e) / pi, lambda e: mpf(1) / 2 - atan(e) / pi),
}
ETAS = {
    "logit": (-800, -40, -3.5, -0.25, 0, 1e-9, 0.6, 5, 40, 800),
    "probit": (-800, -40, -6.5, -3.5, -0.25, 0, 1e-9, 0.6, 5, 9, 40, 800),
    "cloglog": (-800, -701, -699, -40, -3.5, -0.25, 0, 1e-9, 0.6, 2, 3.5, 6.5, 40, 800),
    "cauchit": (-1e12, -800, -40, -1.5, -0.25, 0, 1e-9, 0.6, 1.2, 5, 40, 800, 1e12),
}


def number(x):
    value = float(x)
    return value if abs(value) < float("inf") else ("Infinity" if value > 0 else "-Infinity")


def log_complement(link, e):
    return -exp(e) if link == "cloglog" else log(INVERSE[link][1](e))


def row(link, eta):
    mp.dps = 50 if abs(eta) < 100 else 1000
    e = mpf(eta)
    p, q = (f(e) for f in INVERSE[link])
    return {"link": link, "eta": eta, "mean": number(p), "complement": number(q), "logInverse": number(log(p) if p < 0.5 else log1p(-q)),
            "logComplement": number(log_complement(link, e))}


print(json.dumps([row(link, eta) for link in INVERSE for eta in ETAS[link]], indent=0))
