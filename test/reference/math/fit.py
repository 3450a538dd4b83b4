"""Fits the polynomial coefficients of engine/math by the Remez exchange algorithm, in 60 digits.

Each fit minimises the largest weighted error of a polynomial on an interval; leading coefficients may be held fixed.
Run `python3 fit.py [name ...]` to print coefficients (constant term first) with the error reached.
"""
import sys
from mpmath import mp, mpf, matrix, lu_solve, exp, log, sqrt, pi, cos, sin, atan, asinh, acosh, sinh, cosh, atanh
from mpmath import erf, erfc, taylor, findroot, gamma, loggamma, psi

mp.dps = 60


def remez(f, weight, lo, hi, degree, iterations=12, grid=2000):
    """Minimax polynomial p of the given degree for weight(x) (f(x) - p(x)) on [lo, hi]: coefficients and error."""
    n = degree + 2
    lo, hi = mpf(lo), mpf(hi)
    mid, half = (lo + hi) / 2, (hi - lo) / 2
    points = [mid - half * cos(pi * i / (n - 1)) for i in range(n)]
    xs = [mid - half * cos(pi * i / grid) for i in range(grid + 1)]
    fs = [f(x) for x in xs]
    ws = [weight(x) for x in xs]
    coefficients = None
    for _ in range(iterations):
        a, b = matrix(n, n), matrix(n, 1)
        for i, x in enumerate(points):
            t = (x - mid) / half
            # Chebyshev basis: well conditioned.
            t0, t1 = mpf(1), t
            for j in range(degree + 1):
                a[i, j] = t0
                t0, t1 = t1, 2 * t * t1 - t0
            a[i, n - 1] = (-1) ** i / weight(x)
            b[i] = f(x)
        solution = lu_solve(a, b)

        def p(x):
            t = (x - mid) / half
            t0, t1, total = mpf(1), t, mpf(0)
            for j in range(degree + 1):
                total += solution[j] * t0
                t0, t1 = t1, 2 * t * t1 - t0
            return total

        errors = [w * (v - p(x)) for x, v, w in zip(xs, fs, ws)]
        extrema = []
        for i, e in enumerate(errors):
            if extrema and (errors[extrema[-1]] > 0) == (e > 0):
                if abs(e) > abs(errors[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        while len(extrema) > n:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        worst = max(abs(e) for e in errors)
        coefficients = monomial([solution[j] for j in range(degree + 1)], mid, half)
        if len(extrema) < n:
            break
        points = [xs[i] for i in extrema]
        if worst / min(abs(errors[i]) for i in extrema) < 1.0005:
            break
    return coefficients, worst


def monomial(cheb, mid, half):
    """Coefficients in powers of x of a Chebyshev sum in (x - mid) / half."""
    def times_t(p):
        out = [mpf(0)] * (len(p) + 1)
        for i, c in enumerate(p):
            out[i + 1] += c / half
            out[i] -= c * mid / half
        return out
    t0, t1 = [mpf(1)], times_t([mpf(1)])
    total = [mpf(0)] * len(cheb)
    for c in cheb:
        for i, v in enumerate(t0):
            total[i] += c * v
        nxt = [2 * v for v in times_t(t1)]
        for i, v in enumerate(t0):
            nxt[i] -= v
        t0, t1 = t1, nxt
    return total


def safe(f, at0):
    """f with its limit at zero."""
    return lambda x: at0 if x == 0 else f(x)


one = mpf(1)
fits = {
    # exp(r) = 1 + r + r^2 p(r), |r| <= ln2 / 2
    "exp": lambda: remez(lambda r: sum(r**k / gamma(k + 3) for k in range(40)), lambda r: r**2 + mpf("1e-9"),
                         -log(2) / 2 * 1.0001, log(2) / 2 * 1.0001, 9),
    # log((1+s)/(1-s)) = 2s + s z p(z), z = s^2, s <= 3 - 2 sqrt 2
    "log": lambda: remez(safe(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, one * 2 / 3), lambda z: z + mpf("1e-6"),
                         0, (3 - 2 * sqrt(2))**2 * 1.0001, 6),
    # log(1+t) = (t + q)/2 + (t + q)/2 v p(v), q = t/(1+t), v = t q in [0, 1/2]
    "log1pUnit": lambda: remez(safe(lambda v: (acosh(1 + v / 2) / sinh(acosh(1 + v / 2)) - 1) / v, -one / 6),
                               lambda v: v + mpf("1e-6"), 0, mpf(1) / 2, 9),
    # sin(r) = r + r z p(z), cos(r) = 1 - z/2 + z^2 p(z), z = r^2, |r| <= pi/4 and a little
    "sin": lambda: remez(lambda z: sum((-1)**(k + 1) * z**k / gamma(2 * k + 4) for k in range(30)),
                         lambda z: z + mpf("1e-6"), 0, (pi / 4 * mpf("1.01"))**2, 5),
    "cos": lambda: remez(lambda z: sum((-1)**k * z**k / gamma(2 * k + 5) for k in range(30)),
                         lambda z: z**2 + mpf("1e-6"), 0, (pi / 4 * mpf("1.01"))**2, 5),
    # sin(pi f) = f p(z), cos(pi f) = p(z), z = f^2, |f| <= 1/2
    "sinpi": lambda: remez(safe(lambda z: sin(pi * sqrt(z)) / sqrt(z), pi), lambda z: 1, 0, one / 4, 8),
    "cospi": lambda: remez(lambda z: cos(pi * sqrt(z)), lambda z: 1, 0, one / 4, 8),
    # atan(t) = t + t z p(z), z = t^2, |t| <= tan(pi/8)
    "atan": lambda: remez(safe(lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z, -one / 3), lambda z: z + mpf("1e-6"),
                          0, (sqrt(2) - 1)**2 * mpf("1.0001"), 10),
    # erf(x) = x + x p(z), z = x^2, |x| <= 1
    "erf": lambda: remez(safe(lambda z: erf(sqrt(z)) / sqrt(z) - 1, 2 / sqrt(pi) - 1), lambda z: 1, 0, one, 11),
    # erfc(y) e^(y^2) (1 + 2y) = p(t), t = (y - 4) / (y + 4), y >= 0
    "erfcx": lambda: remez(lambda t: scaled_erfc(t), lambda t: 1, -1, 1, 23),
    # log gamma(x) = (x - 1/2)(log x - 1) + (log(2 pi) - 1)/2 + p(u)/x, u = 1/x^2, x >= 8
    "stirling": lambda: remez(safe(lambda u: stirling(1 / sqrt(u)) / sqrt(u), one / 12), lambda u: 12, 0, one / 64, 6),
    # digamma(x) = log x - 1/(2x) - u p(u), u = 1/x^2, x >= 8
    "digamma": lambda: remez(safe(lambda u: (-log(u) / 2 - sqrt(u) / 2 - psi(0, 1 / sqrt(u))) / u, one / 12),
                             lambda u: u + mpf("1e-6"), 0, one / 64, 5),
    # trigamma(x) = 1/x + u/2 + u p(u)/x, u = 1/x^2, x >= 8
    "trigamma": lambda: remez(safe(lambda u: (psi(1, 1 / sqrt(u)) - sqrt(u) - u / 2) / u**1.5, one / 6),
                              lambda u: u + mpf("1e-6"), 0, one / 64, 5),
    # log((1+s)/(1-s)) = 2s + s z 2/3 + s z^2 p(z), z = s^2, s <= 3 - 2 sqrt 2
    "logPrecise": lambda: remez(safe(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2 - 2 * z / 3) / z**2, one * 2 / 5),
                                lambda z: z**2 + mpf("1e-6"), 0, (3 - 2 * sqrt(2))**2 * 1.0001, 7),
}


def scaled_erfc(t):
    """(1 + 2y) exp(y^2) erfc(y) at y = 4 (1 + t) / (1 - t)."""
    if t == 1:
        return 2 / sqrt(pi)
    y = 4 * (1 + t) / (1 - t)
    if y < 40:
        with mp.workdps(800):
            return +((1 + 2 * y) * exp(y * y) * erfc(y))
    total, term = mpf(0), mpf(1)
    for k in range(1, 200):
        total += term
        following = -term * (2 * k - 1) / (2 * y * y)
        if abs(following) < mpf(10)**-60 or abs(following) > abs(term):
            break
        term = following
    return (1 + 2 * y) * total / (y * sqrt(pi))


def stirling(x):
    """log gamma(x) less the leading terms of Stirling's series."""
    return loggamma(x) - (x - one / 2) * (log(x) - 1) - (log(2 * pi) - 1) / 2


def show(name):
    coefficients, error = fits[name]()
    print(f"{name}: degree {len(coefficients) - 1}, error {mp.nstr(error, 3)}")
    for c in coefficients:
        print("  " + repr(float(c)) + ",")


if __name__ == "__main__":
    for name in sys.argv[1:] or fits:
        show(name)
