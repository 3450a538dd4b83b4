"""Log probabilities where R's own lose digits, to 50 digits: python3 make.py > values-large-shape.json"""
import json
from mpmath import mp, mpf, loggamma, log, log1p, pi

mp.dps = 50


def negative_binomial(y, mean, shape):
    y, mean, shape = mpf(y), mpf(mean), mpf(shape)
    return (loggamma(y + shape) - loggamma(shape) - loggamma(y + 1)
            + y * log(mean / (mean + shape)) + shape * log(shape / (mean + shape)))


def student_t(x, df):
    x, df = mpf(x), mpf(df)
    return loggamma((df + 1) / 2) - loggamma(df / 2) - log(df * pi) / 2 - (df + 1) / 2 * log1p(x * x / df)


rows = [{"law": "negative_binomial", "parameters": {"mean": mean, "shape": shape}, "x": y,
         "value": float(negative_binomial(y, mean, shape))}
        for shape in (99.0, 9999.0, 10001.0, 1e7, 1e12, 1e15) for mean in (0.5, 12.0, 900.0) for y in (0, 1, 20, 450, 5000)]
rows += [{"law": "student_t", "parameters": {"df": df, "location": 0, "scale": 1}, "x": x,
          "value": float(student_t(x, df))}
         for df in (198.0, 19998.0, 20002.0, 1e10, 1e14) for x in (0.0, 0.5, 6.0, 40.0)]
print(json.dumps(rows, indent=0))
