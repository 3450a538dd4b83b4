# M-splines and I-splines by splines2, from the root of the checkout: Rscript test/reference/splines/make.R
suppressPackageStartupMessages({
  library(splines2)
  library(jsonlite)
})
rows_of <- function(x) lapply(seq_len(nrow(x)), function(i) as.numeric(x[i, ]))
one <- function(x, ends, knots, degree) {
  args <- list(x = x, knots = knots, degree = degree, intercept = TRUE, Boundary.knots = ends)
  list(x = x, ends = ends, knots = knots, degree = unbox(degree), densities = rows_of(do.call(mSpline, args)),
       integrals = rows_of(do.call(iSpline, args)))
}
cases <- list(
  one(c(0.58, 0.7, 1, 2, 2.59, 2.61, 4.5, 6, 7, 7.12), c(0.574, 7.126), 2.6, 3),
  one(c(0.001, 0.02, 3, 250, 1010), c(0, 1020), 0.9, 3),
  one(c(-1.9, -0.3, 0.4, 1.2, 2.9), c(-2, 3), c(-0.5, 0.2, 1.5), 2)
)
write_json(cases, "test/reference/splines/splines.json", digits = I(16), pretty = FALSE)
