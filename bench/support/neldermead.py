"""BG/NBD on CDNOW by Nelder-Mead, as Python's libraries fit it: numpy over all customers, scipy's simplex, logarithms of the parameters.

Prints the seconds of each run and the parameters, as JSON. Argument: cdnow_customers_summary.csv, and how many runs.
"""
import csv
import json
import sys
import time

import numpy
from scipy.optimize import minimize
from scipy.special import gammaln

with open(sys.argv[1]) as file:
    rows = [[float(cell) for cell in row[1:4]] for row in list(csv.reader(file))[1:]]
purchases, recency, age = numpy.array(rows).T


def unlikely(logs):
    r, alpha, a, b = numpy.exp(logs)
    shared = gammaln(r + purchases) - gammaln(r) + r * numpy.log(alpha)
    shared += gammaln(a + b) + gammaln(b + purchases) - gammaln(b) - gammaln(a + b + purchases)
    alive = -(r + purchases) * numpy.log(alpha + age)
    gone = numpy.log(a) - numpy.log(b + numpy.maximum(purchases, 1) - 1) - (r + purchases) * numpy.log(alpha + recency)
    most = numpy.maximum(alive, gone)
    return -(shared + most + numpy.log(numpy.exp(alive - most) + numpy.exp(gone - most) * (purchases > 0))).mean()


seconds = []
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    found = minimize(unlikely, [0.1, 0.1 + numpy.log(age.max() / 10), 0.1, 0.1], method="Nelder-Mead", tol=1e-7)
    seconds.append(time.perf_counter() - began)
print(json.dumps({"seconds": seconds, "parameters": list(numpy.exp(found.x))}))
