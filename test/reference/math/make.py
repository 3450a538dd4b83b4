"""Writes values.json: reference values of the functions in engine/math, from mpmath with 60 digits.

Each entry is [x, y, r] (pow: [x, y, z, r]): the exact value is y + r ulp(y), with y the nearest double and |r| <= 1/2.
Run `python3 make.py [points per range] > values.json`; 25 points per range are committed.
"""
import json
import math
import random
import sys
from mpmath import mp, mpf
import mpmath as m

mp.dps = 60
count = int(sys.argv[1]) if len(sys.argv) > 1 else 25
rng = random.Random(20260101)


def uniform(lo, hi):
    return [rng.uniform(lo, hi) for _ in range(count)]


def scaled(lo, hi, sign=1):
    """Log-uniform between two powers of ten."""
    return [sign * 10 ** rng.uniform(lo, hi) for _ in range(count)]


def both(lo, hi):
    return [x * rng.choice((-1, 1)) for x in scaled(lo, hi)]


def log_cdf(x):
    with mp.workdps(80):
        return m.log(m.erfc(-x / m.sqrt(2)) / 2) if x < 0 else m.log1p(-m.erfc(x / m.sqrt(2)) / 2)


def trigonometric():
    near = [float(round(10 ** rng.uniform(0, 10)) * m.pi / 2) for _ in range(count)]
    return uniform(-7, 7) + both(-10, 3) + both(3, 13.5) + near


def lgamma(x):
    return m.re(m.loggamma(x))


def stirling_remainder(x):
    return m.loggamma(x) - (x - mpf(1) / 2) * m.log(x) + x - m.log(2 * m.pi) / 2


sub = 5e-324
functions = {
    "exp": (m.exp, lambda: uniform(-2, 2) + uniform(-745, 709.78) + uniform(-745.1, -708) + both(-12, 0)
            + [709.782712893384, -745.1332191019411, -708.3964185322641, 1, -1]),
    "expNonPositive": (m.exp, lambda: uniform(-2, 0) + uniform(-708, 0) + scaled(-12, 0, -1)),
    "expm1": (m.expm1, lambda: uniform(-2, 2) + uniform(-50, 709.78) + both(-18, 0) + both(-320, -18)),
    "log": (m.log, lambda: uniform(0.5, 2) + [1 + e for e in both(-15, -1)] + scaled(-307, 308) + scaled(-323, -307)
            + [sub, 2.2250738585072014e-308, 1.7976931348623157e308, 0.7071067811865475, 1.4142135623730951]),
    "log1p": (m.log1p, lambda: uniform(-0.999, 1) + both(-18, -1) + scaled(0, 308) + [-1 + x for x in scaled(-15.9, -1)]),
    "log1pUnit": (m.log1p, lambda: uniform(0, 1) + scaled(-20, 0) + scaled(-307, -20) + [1.0]),
    "log1mexp": (lambda x: m.log(-m.expm1(x)) if x > -1 else m.log1p(-m.exp(x)), lambda: uniform(-2, 0) + scaled(-300, 0, -1) + uniform(-745, -1)),
    "sigmoid": (lambda x: 1 / (1 + m.exp(-x)), lambda: uniform(-4, 4) + uniform(-707, 40) + both(-10, 0)),
    "softplus": (lambda x: m.log1p(m.exp(x)), lambda: uniform(-4, 4) + uniform(-707, 100) + both(-10, 0)),
    "tanh": (m.tanh, lambda: uniform(-1, 1) + uniform(-22, 22) + both(-300, 0)),
    "sin": (m.sin, trigonometric),
    "cos": (m.cos, trigonometric),
    "atan": (m.atan, lambda: uniform(-3, 3) + both(-10, 10) + both(10, 300)),
    "erf": (m.erf, lambda: uniform(-1.1, 1.1) + uniform(-6, 6) + both(-300, 0)),
    "erfc": (m.erfc, lambda: uniform(-1, 1) + uniform(-6, 10) + uniform(10, 26.54) + uniform(26.54, 27.2)),
    "normalCdf": (lambda x: m.erfc(-x / m.sqrt(mpf(2))) / 2, lambda: uniform(-1, 1) + uniform(-8, 8) + uniform(-38.4, -8)),
    "normalLogCdf": (log_cdf, lambda: uniform(-2, 2) + uniform(-40, 8) + uniform(8, 38) + scaled(0, 5, -1)),
    "lgamma": (lgamma, lambda: uniform(0.001, 4) + uniform(4, 12) + scaled(1, 305) + scaled(-300, 0) + uniform(-20, 0)
               + [1 + e for e in both(-8, -1)] + [2 + e for e in both(-8, -1)]),
    "digamma": (m.digamma, lambda: uniform(0.001, 4) + uniform(4, 12) + scaled(1, 305) + scaled(-300, 0) + uniform(-20, 0)
                + [1.4616321449683622 + e for e in both(-8, -1)]),
    "trigamma": (lambda x: m.psi(1, x), lambda: uniform(0.001, 4) + uniform(4, 12) + scaled(1, 300) + scaled(-150, 0)
                 + uniform(-20, 0)),
    "log1pMinus": (lambda u: m.log1p(u) - u, lambda: uniform(-0.99, 3) + both(-12, -0.5)),
    "stirlingRemainder": (stirling_remainder, lambda: uniform(0.1, 9) + scaled(0, 12)),
    "normalQuantile": (lambda p: m.findroot(lambda z: log_cdf(z) - m.log(p), quantile_guess(p)),
                       lambda: uniform(0.01, 0.5) + scaled(-300, -1)),
}


def quantile_guess(p):
    if p > 0.01:
        return mpf(p - 0.5) * 2.5
    r = m.sqrt(-2 * m.log(p))
    return -(r - m.log(r * 2.5) / r)


def powers():
    xs = scaled(-2, 2) + scaled(-300, 300) + [1 + e for e in both(-10, -2)] + scaled(-323, -308)
    out = []
    for x in xs:
        # Results over the whole range of doubles, subnormal ones included.
        target = rng.uniform(-740, 709)
        out.append((x, rng.choice((target / math.log(x), rng.uniform(-3, 3)))))
    for _ in range(count):
        out.append((-float(rng.randint(1, 50)), float(rng.randint(-100, 100))))
        out.append((float(rng.randint(2, 50)), float(rng.randint(0, 9))))
    return out


def spacing(y):
    return mpf(math.ulp(y))


def entry(*args, value):
    y = float(value)
    return [*args, y, round(float((value - mpf(y)) / spacing(y)), 3)]


table = {}
for name, (f, points) in functions.items():
    table[name] = [entry(x, value=f(mpf(x))) for x in points() if math.isfinite(float(f(mpf(x))))]
table["pow"] = [entry(x, y, value=m.power(mpf(x), mpf(y))) for x, y in powers()
                if math.isfinite(float(m.power(mpf(x), mpf(y))))]
print("{\n" + ",\n".join(json.dumps(k) + ": " + json.dumps(v, separators=(",", ":")) for k, v in table.items()) + "\n}")
