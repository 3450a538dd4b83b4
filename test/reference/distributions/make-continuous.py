"""Log densities, tails and their slopes of continuous laws by their definitions, to 60 digits: python3 make-continuous.py > continuous.json

Laws are parametrised as in brms (vignette brms_families), positive ones by the logarithm of their mean. Each row has the log density, the
logarithms of both tails, and the slopes of all three by each parameter and by x (central differences of 60-digit numbers).
"""
import itertools
import json
from mpmath import (mp, mpf, loggamma, gamma, log, log1p, exp, expm1, sqrt, pi, erfc, quad, gammainc, betainc, cos, besseli, inf, floor, ceil)

mp.dps = 60


def phi_cdf(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def of_hazard(u, rising):
    """Tails of a law with P(X > x) = exp(-e^u) (rising) or P(X < x) = exp(-e^u)."""
    one, other = -exp(u), (u + log((1 - exp(-exp(u))) / exp(u)) if u > -400 else u)
    return (other, one) if rising else (one, other)


def exponential_log_mean(x, logMean):
    r = x * exp(-logMean)
    return -logMean - r, log(-expm1(-r)), -r


def weibull(x, logMean, shape):
    u = shape * (log(x) - logMean + loggamma(1 + 1 / shape))
    return (log(shape) - log(x) + u - exp(u), *of_hazard(u, True))


def frechet(x, logMean, nu):
    u = -nu * (log(x) - logMean + loggamma(1 - 1 / nu))
    return (log(nu) - log(x) + u - exp(u), *of_hazard(u, False))


def gen_extreme_value(x, mu, sigma, xi):
    z = (x - mu) / sigma
    t = z if xi == 0 else log1p(xi * z) / xi
    return (-log(sigma) - (1 + xi) * t - exp(-t), *of_hazard(-t, False))


def gumbel(x, location, scale):
    return gen_extreme_value(x, location, scale, 0)


def asym_laplace(x, mu, sigma, quantile):
    z, q = (x - mu) / sigma, quantile
    if z < 0:
        lower = log(q) + (1 - q) * z
        return log(q * (1 - q) / sigma) + (1 - q) * z, lower, log1p(-exp(lower))
    upper = log(1 - q) - q * z
    return log(q * (1 - q) / sigma) - q * z, log1p(-exp(upper)), upper


def normal(x, location, scale):
    z = (x - location) / scale
    return -z * z / 2 - log(scale) - log(2 * pi) / 2, log(phi_cdf(z)), log(phi_cdf(-z))


def lognormal(x, mu, sigma):
    density, lower, upper = normal(log(x), mu, sigma)
    return density - log(x), lower, upper


def shifted_lognormal(x, mu, sigma, ndt):
    return lognormal(x - ndt, mu, sigma)


def logistic(x, location, scale):
    z = (x - location) / scale
    return -z - 2 * log1p(exp(-z)) - log(scale), -log1p(exp(-z)), -log1p(exp(z))


def exgaussian(x, mu, sigma, beta):
    d, k = (x - mu + beta) / sigma, sigma / beta
    part = exp(k * k / 2 - d * k) * phi_cdf(d - k)
    return log(part / beta), log(phi_cdf(d) - part), log(phi_cdf(-d) + part)


def inverse_gaussian(x, logMean, shape):
    mean = exp(logMean)
    density = log(shape / (2 * pi * x ** 3)) / 2 - shape * (x - mean) ** 2 / (2 * mean ** 2 * x)
    a, b = sqrt(shape / x) * (x / mean - 1), sqrt(shape / x) * (x / mean + 1)
    second = exp(2 * shape / mean) * phi_cdf(-b)
    return density, log(phi_cdf(a) + second), log(phi_cdf(-a) - second)


def gamma_log_mean(x, shape, logMean):
    z = x * shape * exp(-logMean)
    density = shape * log(z) - z - loggamma(shape) - log(x)
    lower, upper = gammainc(shape, 0, z, regularized=True), gammainc(shape, z, inf, regularized=True)
    return density, log(lower), log(upper)


def gamma_law(x, shape, rate):
    return gamma_log_mean(x, shape, log(shape / rate))


def beta_law(x, alpha, beta):
    density = (alpha - 1) * log(x) + (beta - 1) * log1p(-x) - loggamma(alpha) - loggamma(beta) + loggamma(alpha + beta)
    lower, upper = betainc(alpha, beta, 0, x, regularized=True), betainc(beta, alpha, 0, 1 - x, regularized=True)
    return density, log(lower), log(upper)


def student_t(x, df, location, scale):
    z = (x - location) / scale
    density = (loggamma((df + 1) / 2) - loggamma(df / 2) - log(pi * df) / 2 - log(scale) - (df + 1) / 2 * log1p(z * z / df))
    # Half of P(B < df/(df + z²)), for which numbers near 1 are turned round.
    share = df / (df + z * z)
    half = (betainc(df / 2, mpf(1) / 2, 0, share, regularized=True) if share < 0.5
            else 1 - betainc(mpf(1) / 2, df / 2, 0, 1 - share, regularized=True)) / 2
    lower, upper = (half, 1 - half) if z < 0 else (1 - half, half)
    return density, log(lower), log(upper)


def skew_normal(x, mu, sigma, alpha):
    delta = alpha / sqrt(1 + alpha ** 2)
    omega = sigma / sqrt(1 - 2 * delta ** 2 / pi)
    z = (x - mu) / omega + delta * sqrt(2 / pi)
    density = log(2) - z * z / 2 - log(2 * pi) / 2 - log(omega) + log(phi_cdf(alpha * z))
    # Owen's T as its integral.
    owen = quad(lambda t: exp(-z * z * (1 + t * t) / 2) / (1 + t * t), [0, alpha / 8, alpha / 2, alpha]) / (2 * pi)
    return density, log(phi_cdf(z) - 2 * owen), log(phi_cdf(-z) + 2 * owen)


def von_mises(x, mu, kappa):
    return kappa * cos(x - mu) - log(2 * pi * besseli(0, kappa)), None, None


def tweedie(x, logMean, phi, power):
    mean, alpha = exp(logMean), (2 - power) / (power - 1)
    count, scale = mean ** (2 - power) / (phi * (2 - power)), phi * (power - 1) * mean ** (power - 1)
    if x <= 0:
        return -count, None, None
    likeliest = x ** (2 - power) / (phi * (2 - power))
    spread = sqrt(likeliest / (1 + alpha)) + 3
    first, last = max(1, int(floor(likeliest - 14 * spread))), int(ceil(likeliest + 14 * spread))
    term = lambda j: j * log(count) - loggamma(j + 1) + (j * alpha) * log(x / scale) - loggamma(j * alpha)
    peak = term(max(1, likeliest))
    total = sum(exp(term(mpf(j)) - peak) for j in range(first, last + 1))
    return peak + log(total) - count - x / scale - log(x), None, None


def rows(name, law, grid, xs, slopes=True, digits=60):
    for values in itertools.product(*grid.values()):
        parameters = dict(zip(grid, values))
        for x in (xs(**parameters) if callable(xs) else xs):
            mp.dps = digits
            names = ["x", *grid]
            at = [mpf(x), *map(mpf, values)]
            try:
                centre = law(*at)
            except ValueError:
                continue
            row = {"law": name, "parameters": parameters, "x": x}
            for k, what in enumerate(("value", "lower", "upper")):
                if centre[k] is not None:
                    row[what] = float(mp.re(centre[k]))
            if slopes:
                steps = []
                for i, value in enumerate(at):
                    h = mpf(10) ** (-digits // 4) * (abs(value) if value != 0 else 1)
                    up, down = (law(*[v + s * h if i == j else v for j, v in enumerate(at)]) for s in (1, -1))
                    steps.append([None if c is None else float(mp.re((u - d) / (2 * h))) for c, u, d in zip(centre, up, down)])
                for k, what in enumerate(("value", "lower", "upper")):
                    if centre[k] is not None:
                        row[what + "Slopes"] = {n: s[k] for n, s in zip(names, steps) if not (name == "tweedie" and x == 0 and n == "x")}
            yield row


positives = (1e-8, 0.03, 0.9, 4.0, 60.0, 1e8)
away = lambda sigmas: lambda **p: [list(p.values())[0] + list(p.values())[1] * s for s in sigmas]
near_mean = lambda factors: lambda logMean, **p: [float(exp(mpf(logMean)) * f) for f in factors]
every = list(itertools.chain(
    rows("exponential_log_mean", exponential_log_mean, {"logMean": (-18.4, 0.3, 18.4)}, positives),
    rows("weibull", weibull, {"logMean": (-18.4, 0.3, 18.4), "shape": (1e-2, 0.4, 1.0, 9.0, 1e4)}, near_mean((1e-8, 0.2, 0.999, 1.002, 3.0))),
    rows("frechet", frechet, {"logMean": (-18.4, 0.3, 18.4), "nu": (1.001, 1.5, 12.0, 1e4)}, near_mean((0.03, 0.5, 0.999, 1.002, 30.0, 1e8))),
    rows("gumbel", gumbel, {"location": (-1e8, 0.3, 60.0), "scale": (1e-8, 0.4, 60.0)}, away((-6, -1.0, 0.2, 9.0, 600.0)), ),
    rows("gen_extreme_value", gen_extreme_value, {"mu": (-1e4, 0.3), "sigma": (1e-4, 0.4, 60.0), "xi": (-0.4, -1e-3, -1e-9, 0, 1e-12, 0.02, 0.3, 0.9)},
         away((-1.05, -0.3, 0.2, 2.4))),
    rows("asym_laplace", asym_laplace, {"mu": (-1e8, 0.3), "sigma": (1e-8, 0.4, 60.0), "quantile": (0.001, 0.3, 0.99)}, away((-300, -2, 0.01, 3, 500))),
    rows("normal", normal, {"location": (-30, 0.3), "scale": (1e-8, 0.4, 60.0)}, away((-300, -2, 0.01, 3, 40))),
    rows("lognormal", lognormal, {"mu": (-18, 0.3, 18), "sigma": (1e-2, 0.4, 9.0)}, positives),
    rows("shifted_lognormal", shifted_lognormal, {"mu": (-5, 0.3, 8), "sigma": (1e-2, 0.4, 3.0), "ndt": (0.01, 0.2)}, (0.25, 0.9, 4.0, 900.0)),
    rows("logistic", logistic, {"location": (-30, 0.3), "scale": (1e-8, 0.4, 60.0)}, away((-300, -2, 0.01, 3, 40))),
    rows("exgaussian", exgaussian, {"mu": (-30, 0.3), "sigma": (0.4, 2.0), "beta": (1e-8, 1e-4, 0.02, 0.5, 3.0, 80.0, 1e6)}, away((-20, -4, -1, 0.1, 2, 5.5, 30)), digits=500),
    rows("inverse_gaussian", inverse_gaussian, {"logMean": (-18.4, 0.3, 9.0), "shape": (1e-6, 0.02, 0.8, 30.0, 1e8)},
         near_mean((1e-3, 0.2, 0.99, 1.0, 1.05, 3.0, 70.0, 1e4)), digits=200),
    rows("gamma_log_mean", gamma_log_mean, {"shape": (1e-3, 0.3, 1.0, 2.5, 60.0, 2e4), "logMean": (-18.4, 0.3)}, near_mean((1e-6, 0.1, 0.7, 0.99, 1.0, 1.02, 1.6, 8.0))),
    rows("gamma", gamma_law, {"shape": (0.3, 2.5, 60.0), "rate": (0.02, 30.0)}, lambda shape, rate: [shape / rate * f for f in (0.1, 0.9, 1.0, 1.3, 7.0)]),
    rows("beta", beta_law, {"alpha": (1e-2, 0.4, 1.0, 6.0, 300.0), "beta": (0.05, 1.0, 2.5, 80.0)}, (1e-9, 0.03, 0.4, 0.7, 0.96, 0.99999)),
    rows("student_t", student_t, {"df": (0.3, 1.5, 6.0, 200.0, 1e6), "location": (0.3,), "scale": (0.02, 1.5)}, away((-1e3, 0.0))),
    rows("student_t", student_t, {"df": (0.3, 1.5, 6.0, 200.0, 1e6), "location": (0.3,), "scale": (1.5,)}, (-20.0, -4.0, -0.2, 0.3, 0.31, 1.4, 9.0, 1e4)),
    rows("skew_normal", skew_normal, {"mu": (-30, 0.3), "sigma": (0.4,), "alpha": (-40, -2, -1e-3, 0.4, 5, 300)}, away((-9, -1.5, -1.2, -0.7, 0.1, 1.5, 9)), digits=100),
    rows("von_mises", von_mises, {"mu": (-3.0, 0.3), "kappa": (1e-8, 0.4, 6.0, 39.0, 41.0, 900.0, 1e8)}, (-3.1, -0.2, 0.30001, 2.9)),
    rows("tweedie", tweedie, {"logMean": (-9.0, 0.3, 9.0), "phi": (1e-3, 0.4, 30.0), "power": (1.02, 1.3, 1.5, 1.9, 1.98)},
         lambda logMean, phi, power: [0.0] + [float(exp(mpf(logMean)) * f) for f in (0.02, 0.8, 1.1, 6.0)
                                              if (exp(mpf(logMean)) * f) ** (2 - power) / (phi * (2 - power)) < 2e4], slopes=True, digits=40),
))


def finite(row):
    """The row without slopes that are no doubles, or nothing where a value is none."""
    def is_double(v):
        return not isinstance(v, float) or abs(v) < 1e300
    if not all(map(is_double, row.values())):
        return None
    return {k: {n: s for n, s in v.items() if s is not None and is_double(s)} if k.endswith("Slopes") else v for k, v in row.items()}


def known(row):
    """The row without what has lost its digits: tails of 1e-100, slopes next to 0 or of a location large against its scale."""
    p = row["parameters"]
    if row["law"] == "inverse_gaussian" and (p["logMean"] == -18.4 or p["shape"] == 1e8):
        return None
    drop = []
    if row["law"] == "skew_normal" and min(row.get("lower", 0), row.get("upper", 0)) < -80:
        drop += ["lower", "upper", "lowerSlopes", "upperSlopes"]
    largest = max(abs(row["x"]), *(abs(v) for v in p.values()))
    if largest >= 1e3 and any(p.get(scale, 1) <= 1e-4 for scale in ("scale", "sigma")):
        drop += ["valueSlopes", "lowerSlopes", "upperSlopes"]
    drop += [tail + "Slopes" for tail in ("lower", "upper") if abs(row.get(tail, 1)) < 1e-20]
    return {k: v for k, v in row.items() if k not in drop}


kept = [known(row) for row in map(finite, every) if row]
print("[\n" + ",\n".join(json.dumps(row) for row in kept if row) + "\n]")
