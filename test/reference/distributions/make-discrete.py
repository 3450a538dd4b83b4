"""Log densities and slopes of laws of counts, categories and mixtures with points, to 450 digits, rounded to 16: python3 make-discrete.py > values-discrete.json

Every formula is the textbook's, by probabilities; the digits are there so that nothing need be rearranged.
"""
import json
from mpmath import mp, mpf, loggamma, log, exp, erfc, atan, pi, sqrt

mp.dps = 450
rows = []


def emit(law, parameters, x, density, fixed=("trials",)):
    """One row, with the slope by every parameter that is not data."""
    names = list(parameters)
    exact = {name: mpf(value) for name, value in parameters.items()}

    def at(name):
        return lambda value: density(x, **{**exact, name: value})

    slopes = {}
    for name in names:
        if name not in fixed and not name.startswith("column"):
            step = mpf(10) ** -60 * (abs(exact[name]) or mpf(10) ** -30)
            slopes[name] = number((at(name)(exact[name] + step) - at(name)(exact[name] - step)) / (2 * step))
    rows.append({"law": law, "parameters": parameters, "x": x, "value": number(density(x, **exact)), "slopes": slopes})


def number(value):
    return float(mp.nstr(value, 25))


def shortened(row):
    """Digits enough for the tolerances of the tests."""
    digits = lambda value, n: float(f"{value:.{n}g}")
    slopes = {name: digits(slope, 12) for name, slope in row["slopes"].items()}
    return json.dumps({**row, "value": digits(row["value"], 16), "slopes": slopes}, separators=(",", ":"))


def logit_pair(eta):
    """Logarithms of a probability and of its complement, as doubles."""
    eta = mpf(eta)
    return number(-log(1 + exp(-eta))), number(-log(1 + exp(eta)))


def rising(x, n):
    """ln of x (x + 1) ... (x + n - 1)."""
    return log(mp.fprod(x + i for i in range(int(n))))


# Laws of counts.
def negative_binomial(y, mean, shape):
    return (rising(shape, y) - loggamma(y + 1)
            + y * log(mean / (mean + shape)) - shape * mp.log1p(mean / shape))


def nbinom1(y, logMean, phi):
    return negative_binomial(y, exp(logMean), exp(logMean) / phi)


def beta_binomial(y, trials, logProbability, logComplement, precision):
    a, b = exp(logProbability) * precision, exp(logComplement) * precision
    # a + b is written as the precision: the complement is a parameter of its own.
    choose = loggamma(trials + 1) - loggamma(y + 1) - loggamma(trials - y + 1)
    return choose + rising(a, y) + rising(b, trials - y) - rising(precision, trials)


def poisson(y, logRate):
    return y * logRate - exp(logRate) - loggamma(y + 1)


def negbin(y, logMean, shape):
    return negative_binomial(y, exp(logMean), shape)


def binomial(y, trials, logit):
    p = 1 / (1 + exp(-logit))
    choose = loggamma(trials + 1) - loggamma(y + 1) - loggamma(trials - y + 1)
    return choose + y * log(p) + (trials - y) * log(1 - p)


def gamma_log_mean(y, shape, logMean):
    rate = shape / exp(logMean)
    return shape * log(rate) - loggamma(shape) + (shape - 1) * log(mpf(y)) - rate * y


def lognormal(y, mu, sigma):
    y = mpf(y)
    return -log(y) - log(sigma) - log(2 * pi) / 2 - ((log(y) - mu) / sigma) ** 2 / 2


def beta_mean(y, mean, complement, precision):
    a, b, y = mean * precision, complement * precision, mpf(y)
    return loggamma(precision) - loggamma(a) - loggamma(b) + (a - 1) * log(y) + (b - 1) * log(1 - y)


def inflated(density):
    def mixed(y, logInflation, logRest, **rest):
        count = exp(logRest + density(y, **rest))
        return log(exp(logInflation) + count if y == 0 else count)
    return mixed


def hurdled(density, mass_above):
    def mixed(y, logZero, logRest, **rest):
        if y == 0:
            return logZero
        return logRest + density(y, **rest) - log(mass_above(**rest))
    return mixed


etas = (-700.0, -37.0, -2.0, 0.3, 4.0)
for y in (0, 1, 7, 250):
    for eta in etas + (300.0,):
        for phi in (1e-250, 1e-5, 0.7, 40.0, 1e200):
            emit("negative_binomial_linear_log", {"logMean": eta, "phi": phi}, y, nbinom1)
for trials, y in ((1, 0), (1, 1), (20, 0), (20, 7), (20, 20), (500, 180)):
    for eta in (-700.0, -30.0, -1.2, 0.0, 2.5, 37.0, 700.0):
        for precision in (1e-200, 1e-3, 2.0, 300.0, 1e5, 1e14, 1e200):
            lp, lc = logit_pair(eta)
            emit("beta_binomial", {"trials": trials, "logProbability": lp, "logComplement": lc, "precision": precision}, y, beta_binomial)
pairs = [logit_pair(z) for z in (-700.0, -38.0, -1.0, 0.0, 2.0, 36.8, 700.0)] + [(number(log(mpf(1e-300))), -1e-300)]
for li, lr in pairs:
    for eta in etas:
        for y in (0, 1, 9):
            emit("zero_inflated_poisson_log", {"logRate": eta, "logInflation": li, "logRest": lr}, y, inflated(poisson))
            emit("hurdle_poisson_log", {"logRate": eta, "logZero": li, "logRest": lr}, y, hurdled(poisson, lambda logRate: 1 - exp(-exp(logRate))))
    for eta in (-700.0, -2.0, 4.0):
        for shape in (1e-200, 0.4, 900.0, 1e200):
            for y in (0, 2):
                emit("zero_inflated_negative_binomial_log", {"logMean": eta, "shape": shape, "logInflation": li, "logRest": lr}, y, inflated(negbin))
                emit("hurdle_negative_binomial_log", {"logMean": eta, "shape": shape, "logZero": li, "logRest": lr}, y,
                     hurdled(negbin, lambda logMean, shape: -mp.expm1(-shape * mp.log1p(exp(logMean) / shape))))
    for eta in (-700.0, -1.0, 3.0, 40.0):
        for y in (0, 3, 8):
            emit("zero_inflated_binomial_logit", {"trials": 8, "logit": eta, "logInflation": li, "logRest": lr}, y, inflated(binomial))
        for y in (0, 3):
            lp, lc = logit_pair(eta)
            emit("zero_inflated_beta_binomial", {"trials": 8, "logProbability": lp, "logComplement": lc, "precision": 3.5, "logInflation": li, "logRest": lr}, y, inflated(beta_binomial))
    for y in (0, 0.3, 80.0):
        emit("hurdle_gamma_log_mean", {"shape": 1.7, "logMean": 0.6, "logZero": li, "logRest": lr}, y, hurdled(gamma_log_mean, lambda **_: mpf(1)))
        emit("hurdle_lognormal", {"mu": -0.4, "sigma": 1.3, "logZero": li, "logRest": lr}, y, hurdled(lognormal, lambda **_: mpf(1)))
    for y in (0, 1e-6, 0.7):
        emit("hurdle_beta_mean", {"mean": 0.3, "complement": 0.7, "precision": 4.5, "logZero": li, "logRest": lr}, y, hurdled(beta_mean, lambda **_: mpf(1)))


def zoib(y, mean, complement, precision, logEnd, logRest, logOne, logZero):
    if y in (0, 1):
        return logEnd + (logOne if y == 1 else logZero)
    return logRest + beta_mean(y, mean, complement, precision)


def ordered_beta(y, predictor, lower, logGap, precision):
    upper = lower + exp(logGap)
    at_zero, at_one = 1 / (1 + exp(predictor - lower)), 1 / (1 + exp(upper - predictor))
    if y in (0, 1):
        return log(at_zero if y == 0 else at_one)
    mean = 1 / (1 + exp(-predictor))
    return log(1 - at_zero - at_one) + beta_mean(y, mean, 1 - mean, precision)


for (le, lr), (lo, lz) in zip(pairs, pairs[3:] + pairs[:3]):
    for y in (0, 1, 0.02, 0.6):
        emit("zero_one_inflated_beta", {"mean": 0.3, "complement": 0.7, "precision": 4.5, "logEnd": le, "logRest": lr, "logOne": lo, "logZero": lz}, y, zoib)
for eta in (-200.0, -40.0, -1.5, 0.2, 3.0, 39.0, 200.0):
    for lower, log_gap in ((-2.0, 1.0), (-1.0, -200.0), (0.5, 3.0), (-4.0, 5.5)):
        for y in (0, 0.4, 1):
            emit("ordered_beta", {"predictor": eta, "lower": lower, "logGap": log_gap, "precision": 4.5}, y, ordered_beta)


# Laws of categories, by probabilities.
def phi(z):
    return erfc(-z / sqrt(mpf(2))) / 2


cdfs = {"logit": lambda z: 1 / (1 + exp(-z)), "probit": phi, "cloglog": lambda z: -mp.expm1(-exp(z)), "cauchit": lambda z: mpf(1) / 2 + atan(z) / pi}
above = {"logit": lambda z: 1 / (1 + exp(z)), "probit": lambda z: phi(-z), "cloglog": lambda z: exp(-exp(z)), "cauchit": lambda z: mpf(1) / 2 - atan(z) / pi}


def thresholds_of(rest):
    return [rest[f"threshold{k + 1}"] for k in range(len(rest))]


def cumulative(link):
    def density(y, eta, disc, **rest):
        z = [disc * (t - eta) for t in thresholds_of(rest)]
        if y == 1:
            return log(cdfs[link](z[0]))
        if y == len(z) + 1:
            return log(above[link](z[-1]))
        # The difference of the smaller tails, at 450 digits.
        if z[y - 1] + z[y - 2] > 0:
            return log(above[link](z[y - 2]) - above[link](z[y - 1]))
        return log(cdfs[link](z[y - 1]) - cdfs[link](z[y - 2]))
    return density


def sequential(kind, link):
    def density(y, eta, disc, **rest):
        total = mpf(0)
        for k, t in enumerate(thresholds_of(rest)):
            z = disc * (t - eta)
            stop, go = (cdfs[link](z), above[link](z)) if kind == "sratio" else (above[link](-z), cdfs[link](-z))
            if y > k + 1:
                total += log(go)
            elif y == k + 1:
                total += log(stop)
        return total
    return density


def acat(link):
    def density(y, eta, disc, **rest):
        ts = thresholds_of(rest)
        up = [cdfs[link](disc * (eta - t)) for t in ts]
        down = [above[link](disc * (eta - t)) for t in ts]
        shares = [mp.fprod(up[:k]) * mp.fprod(down[k:]) for k in range(len(ts) + 1)]
        return log(shares[y - 1] / sum(shares))
    return density


def with_thresholds(eta, disc, ts):
    return {"eta": eta, "disc": disc, **{f"threshold{k + 1}": t for k, t in enumerate(ts)}}


ordered = ((0.5,), (-1.0, 0.25), (-2.5, -0.5, -0.49999, 3.0))
for link in cdfs:
    # Twelve thousand digits would be needed to write 1 - exp(-e^10): what lies above is left to limits.
    far = {"logit": 300.0, "probit": 30.0, "cloglog": 6.5, "cauchit": 1e8}[link]
    low = {"logit": 300.0, "probit": 30.0, "cloglog": 300.0, "cauchit": 1e8}[link]
    for ts in ordered:
        for eta in (-far, -1.3, 0.0, 0.7, low):
            for disc in (0.6, 1.0):
                for y in range(1, len(ts) + 2):
                    emit(f"cumulative_{link}", with_thresholds(eta, disc, ts), y, cumulative(link))
    for eta in (-1.3, 0.4, 5.0):
        for y in range(1, 4):
            for ts in ((-1.0, -1.0 + 1e-9), (2.0, 2.0 + 1e-3), (-1.0, 60.0 if link != "cloglog" else 5.0), (0.0, 1e-40)):
                emit(f"cumulative_{link}", with_thresholds(eta, 1.0, ts), y, cumulative(link))
    for ts in ((0.5,), (0.25, -1.0), (-2.5, 3.0, -0.5, -0.5)):
        side = min(far, low)
        for eta in (-side, -1.3, 0.0, 0.7, side):
            for disc in (0.6, 1.0):
                for y in range(1, len(ts) + 2):
                    parameters = with_thresholds(eta, disc, ts)
                    emit(f"sratio_{link}", parameters, y, sequential("sratio", link))
                    emit(f"cratio_{link}", parameters, y, sequential("cratio", link))
                    emit(f"acat_{link}", parameters, y, acat(link))


def softmax(rest, stem="eta"):
    heights = [mpf(0)] + [rest[name] for name in sorted(n for n in rest if n.startswith(stem))]
    total = sum(exp(h) for h in heights)
    return [exp(h) / total for h in heights]


def categorical(y, **rest):
    return log(softmax(rest)[y - 1])


def columns_of(y, rest):
    return [mpf(y)] + [rest[name] for name in sorted(n for n in rest if n.startswith("column"))]


def multinomial(y, **rest):
    counts, shares = columns_of(y, rest), softmax(rest)
    return loggamma(sum(counts) + 1) + sum(c * log(s) - loggamma(c + 1) for c, s in zip(counts, shares))


def dirichlet(y, phi, **rest):
    parts, shares = columns_of(y, rest), softmax(rest)
    return loggamma(phi) + sum((phi * s - 1) * log(p) - loggamma(phi * s) for p, s in zip(parts, shares))


def dirichlet_multinomial(y, phi, **rest):
    counts, shares = columns_of(y, rest), softmax(rest)
    n = sum(counts)
    out = loggamma(n + 1) - rising(phi, n)
    return out + sum(rising(phi * s, c) - loggamma(c + 1) for c, s in zip(counts, shares))


for predictors in ((0.4,), (-700.0,), (0.3, -1.2), (700.0, -700.0), (350.0, 349.0), (0.1, 0.2, 5.0, -40.0)):
    named = {f"eta{k + 2}": e for k, e in enumerate(predictors)}
    size = len(predictors) + 1
    for y in range(1, size + 1):
        emit("categorical_logit", named, y, categorical)
    for start in (0, 3):
        counts = {f"column{k + 2}": float((start * (k + 1)) % 5 + k) for k in range(len(predictors))}
        emit("multinomial_logit", {**named, **counts}, start, multinomial)
        for precision in (1e-3, 2.5, 1e6):
            emit("dirichlet_multinomial_logit", {**named, **counts, "phi": precision}, start, dirichlet_multinomial)
    for first in (0.25, 1e-9):
        others = {f"column{k + 2}": (1 - first) / len(predictors) for k in range(len(predictors))}
        for precision in (0.3, 12.0):
            emit("dirichlet_logit", {**named, **others, "phi": precision}, first, dirichlet)
print("[\n" + ",\n".join(map(shortened, rows)) + "\n]")
