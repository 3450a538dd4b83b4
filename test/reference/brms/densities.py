"""Checks R's log densities by closed forms in 60 digits, and mends those whose digits R lost.

    Rscript test/reference/brms/densities.R | python3 test/reference/brms/densities.py > test/reference/brms/densities.json

A row that differs by more than 1e-13 (relative, absolute below 1) gets the value of mpmath and says "by": "mpmath"; the others keep R's.
A row that differs by more than a thousandth, and is not one where R has none or less than 1e-10 of probability, stops the script: one
of the two formulas would be wrong.
"""
import json
import sys
from collections import Counter

import mpmath as mp

mp.mp.dps = 60
log, exp, pi, sqrt, loggamma = mp.log, mp.exp, mp.pi, mp.sqrt, mp.loggamma
gamma = mp.gamma


def phi_cdf(z):
    return mp.erfc(-z / sqrt(2)) / 2


def logistic(z):
    return 1 / (1 + exp(-z))


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def log_choose(n, k):
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def normal(y, mu, sigma):
    return -log(2 * pi) / 2 - log(sigma) - ((y - mu) / sigma) ** 2 / 2


def student(y, mu, sigma, nu):
    z = (y - mu) / sigma
    return loggamma((nu + 1) / 2) - loggamma(nu / 2) - log(nu * pi) / 2 - log(sigma) - (nu + 1) / 2 * log(1 + z * z / nu)


def skew_normal(y, mu, sigma, alpha):
    delta = alpha / sqrt(1 + alpha**2)
    omega = sigma / sqrt(1 - 2 / pi * delta**2)
    z = (y - mu + omega * delta * sqrt(2 / pi)) / omega
    return log(2) + normal(z, 0, 1) - log(omega) + log(phi_cdf(alpha * z))


def exgaussian(y, mu, sigma, beta):
    """mu is the mean of the whole."""
    rate, centre = 1 / beta, mu - beta
    shifted = (centre + rate * sigma**2 - y) / (sqrt(2) * sigma)
    return log(rate / 2) + rate / 2 * (2 * centre + rate * sigma**2 - 2 * y) + log(mp.erfc(shifted))


def asym_laplace(y, mu, sigma, quantile):
    z = (y - mu) / sigma
    return log(quantile * (1 - quantile) / sigma) - z * (quantile - (1 if z < 0 else 0))


def gen_extreme_value(y, mu, sigma, xi):
    t = 1 + xi * (y - mu) / sigma
    return mp.ninf if t <= 0 else -log(sigma) - (1 + 1 / xi) * log(t) - t ** (-1 / xi)


def von_mises(y, mu, kappa):
    return kappa * mp.cos(y - mu) - log(2 * pi * mp.besseli(0, kappa))


def lognormal(y, mu, sigma):
    return normal(log(y), mu, sigma) - log(y)


def gamma_density(y, mu, shape):
    return shape * log(shape / mu) - loggamma(shape) + (shape - 1) * log(y) - shape * y / mu


def weibull(y, mu, shape):
    scale = mu / gamma(1 + 1 / shape)
    return log(shape / scale) + (shape - 1) * log(y / scale) - (y / scale) ** shape


def frechet(y, mu, nu):
    scale = mu / gamma(1 - 1 / nu)
    return log(nu / scale) - (1 + nu) * log(y / scale) - (y / scale) ** -nu


def inverse_gaussian(y, mu, shape):
    return log(shape / (2 * pi * y**3)) / 2 - shape * (y - mu) ** 2 / (2 * mu**2 * y)


def beta_density(y, mu, phi):
    a, b = mu * phi, (1 - mu) * phi
    return (a - 1) * log(y) + (b - 1) * log(1 - y) - log_beta(a, b)


def poisson(y, mu):
    return y * log(mu) - mu - loggamma(y + 1)


def negbinomial(y, mu, shape):
    return log_choose(y + shape - 1, y) + shape * log(shape / (shape + mu)) + y * log(mu / (shape + mu))


def com_poisson(y, mu, shape):
    # Up to terms below 1e-70: beyond its mode at mu each term is less than half the one before after 2^(1/shape) mu.
    log_term = lambda k: shape * (k * log(mu) - loggamma(k + 1))
    total, k, mode = mp.mpf(0), 0, int(mu)
    while k <= 2 * mode + 10 or log_term(k) > log(total) - 160:
        total += exp(log_term(k))
        k += 1
    return log_term(y) - log(total)


def binomial(y, trials, mu):
    return log_choose(trials, y) + y * log(mu) + (trials - y) * log(1 - mu)


def beta_binomial(y, trials, mu, phi):
    a, b = mu * phi, (1 - mu) * phi
    return log_choose(trials, y) + log_beta(y + a, trials - y + b) - log_beta(a, b)


def zero_inflated(density):
    def inflated(y, zi, **others):
        own = density(y, **others)
        return log(zi + (1 - zi) * exp(own)) if y == 0 else log(1 - zi) + own
    return inflated


def hurdle(density, share, discrete=False):
    def hurdled(y, **given):
        others = {name: value for name, value in given.items() if name != share}
        if y == 0:
            return log(given[share])
        missing = log(1 - exp(density(mp.mpf(0), **others))) if discrete else 0
        return log(1 - given[share]) + density(y, **others) - missing
    return hurdled


def zero_one_inflated_beta(y, mu, phi, zoi, coi):
    if y in (0, 1):
        return log(zoi) + log(coi if y == 1 else 1 - coi)
    return log(1 - zoi) + beta_density(y, mu, phi)


# Below and above z, each without loss in its own tail.
tails = {
    "logit": (logistic, lambda z: logistic(-z)),
    "probit": (phi_cdf, lambda z: phi_cdf(-z)),
    "cloglog": (lambda z: -mp.expm1(-exp(z)), lambda z: exp(-exp(z))),
    "cauchit": (lambda z: mp.mpf(1) / 2 + mp.atan(z) / pi, lambda z: mp.mpf(1) / 2 - mp.atan(z) / pi),
}


def cumulative(y, link, eta, disc, thresholds):
    below, above = tails[link]
    places = [mp.ninf, *(disc * (t - eta) for t in thresholds), mp.inf]
    lower, upper = places[int(y) - 1], places[int(y)]
    if lower == mp.ninf:
        return log(below(upper))
    if upper == mp.inf:
        return log(above(lower))
    return log(above(lower) - above(upper) if lower > 0 else below(upper) - below(lower))


def sratio(y, link, eta, disc, thresholds):
    """Stops at y after not having stopped before."""
    stop, go_on = tails[link]
    places = [disc * (t - eta) for t in thresholds]
    return steps(int(y), [log(go_on(z)) for z in places], [log(stop(z)) for z in places])


def cratio(y, link, eta, disc, thresholds):
    go_on, stop = tails[link]
    places = [disc * (eta - t) for t in thresholds]
    return steps(int(y), [log(go_on(z)) for z in places], [log(stop(z)) for z in places])


def steps(y, log_go_on, log_stop):
    return sum(log_go_on[: y - 1], mp.mpf(0)) + (log_stop[y - 1] if y <= len(log_stop) else 0)


def acat(y, link, eta, disc, thresholds):
    scores = [mp.mpf(0)]
    for t in thresholds:
        scores.append(scores[-1] + disc * (eta - t))
    return scores[int(y) - 1] - log(sum(exp(s) for s in scores))


def categorical(y, mu):
    return mu[int(y) - 1] - log(sum(exp(m) for m in mu))


def multinomial(y, mu):
    return loggamma(sum(y) + 1) + sum(k * categorical(j + 1, mu) - loggamma(k + 1) for j, k in enumerate(y))


def dirichlet(y, mu, phi):
    alpha = [exp(categorical(j + 1, mu)) * phi for j in range(len(mu))]
    return loggamma(phi) + sum((a - 1) * log(share) - loggamma(a) for a, share in zip(alpha, y))


densities = {
    "gaussian": normal,
    "student": student,
    "skew_normal": skew_normal,
    "exgaussian": exgaussian,
    "asym_laplace": asym_laplace,
    "gen_extreme_value": gen_extreme_value,
    "von_mises": von_mises,
    "lognormal": lognormal,
    "shifted_lognormal": lambda y, mu, sigma, ndt: lognormal(y - ndt, mu, sigma),
    "gamma": gamma_density,
    "weibull": weibull,
    "frechet": frechet,
    "inverse.gaussian": inverse_gaussian,
    "exponential": lambda y, mu: -y / mu - log(mu),
    "beta": beta_density,
    "poisson": poisson,
    "negbinomial": negbinomial,
    "geometric": lambda y, mu: y * log(mu / (1 + mu)) - log(1 + mu),
    "com_poisson": com_poisson,
    "discrete_weibull": lambda y, mu, shape: log(mu ** (y**shape) - mu ** ((y + 1) ** shape)),
    "binomial": binomial,
    "beta_binomial": beta_binomial,
    "zero_inflated_poisson": zero_inflated(poisson),
    "zero_inflated_negbinomial": zero_inflated(negbinomial),
    "zero_inflated_binomial": zero_inflated(binomial),
    "zero_inflated_beta_binomial": zero_inflated(beta_binomial),
    "zero_inflated_beta": hurdle(beta_density, "zi"),
    "zero_one_inflated_beta": zero_one_inflated_beta,
    "hurdle_poisson": hurdle(poisson, "hu", discrete=True),
    "hurdle_negbinomial": hurdle(negbinomial, "hu", discrete=True),
    "hurdle_gamma": hurdle(gamma_density, "hu"),
    "hurdle_lognormal": hurdle(lognormal, "hu"),
    "cumulative": cumulative,
    "sratio": sratio,
    "cratio": cratio,
    "acat": acat,
    "categorical": categorical,
    "multinomial": multinomial,
    "dirichlet": dirichlet,
}


def exact(x):
    return x if isinstance(x, str) else [exact(part) for part in x] if isinstance(x, list) else mp.mpf(x)


def checked(row):
    value = densities[row["family"]](exact(row["y"]), **{name: exact(x) for name, x in row["parameters"].items()})
    if value == mp.ninf:
        return {**row, "logDensity": "-Infinity"}
    theirs = row["logDensity"]
    difference = mp.inf if isinstance(theirs, str) else abs(value - theirs) / max(1, abs(value))
    if difference <= 1e-13:
        return row
    # R subtracts probabilities from 1: they carry no digits where the true one is small.
    if difference > 1e-3 and value > log(1e-10) and not isinstance(theirs, str):
        sys.exit(f"{row}: mpmath has {mp.nstr(value, 17)}")
    lost.setdefault(row["family"], []).append(difference)
    return {**row, "logDensity": float(value), "by": "mpmath"}


lost = {}
rows = [checked(row) for row in json.load(sys.stdin)]
print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")
for family, differences in lost.items():
    print(f"{family}: {len(differences)} mended, the largest by {mp.nstr(max(differences), 2)}", file=sys.stderr)
print(f"{len(rows)} rows of {len(Counter(row['family'] for row in rows))} families", file=sys.stderr)
