"""Log likelihoods of ordered categories in the tails, to 60 digits with mpmath: python3 make-tails.py > tails.json"""
import json
from mpmath import mp, mpf, erfc, sqrt, exp, log, loggamma

mp.dps = 400
upper = {"ordered-probit": lambda a: erfc(-a / sqrt(2)) / 2, "ordered-logit": lambda a: 1 / (1 + exp(-a))}
rows = []
for name, above in upper.items():
    for counts in [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [3, "NaN", 2, 1], [3, 2, "NaN", 4], [0, "NaN", "NaN", 5]]:
        for eta in [-40, -25, -8, 0, 8, 25, 40]:
            for cuts in [[0.6, 1.4], [1e-6, 9.0]]:
                thresholds = [None, mpf(0)] + [mpf(cut) for cut in cuts]
                survival = [mpf(1)] + [above(mpf(eta) - cut) for cut in thresholds[1:]] + [mpf(0)]
                told = [k for k, count in enumerate(counts) if count != "NaN"] + [4]
                value = loggamma(sum(c for c in counts if c != "NaN") + 1)
                for k, end in zip(told, told[1:]):
                    value -= loggamma(counts[k] + 1)
                    if counts[k] > 0 and (k, end) != (0, 4):
                        # The lowest interval by the other tail: 1 - F(a) = F(-a).
                        p = above(thresholds[end] - mpf(eta)) if k == 0 else survival[k] - survival[end]
                        value += counts[k] * log(p)
                rows.append({"likelihood": name, "outcome": {"counts": counts}, "eta": eta, "cuts": cuts, "value": float(value)})
print("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]")
