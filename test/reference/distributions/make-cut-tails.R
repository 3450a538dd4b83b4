# Log densities of laws cut to (k, k + 1) far in a tail, by R 4.2's own logarithms of tails: Rscript make-cut-tails.R > cut-tails.json
# The value is at x = k + 1/4; by symmetry it is also that at -x of the law cut to (-k - 1, -k).
laws <- list(
  normal = list(d = function(x) dnorm(x, log = TRUE), s = function(q) pnorm(q, lower.tail = FALSE, log.p = TRUE)),
  laplace = list(d = function(x) -abs(x) - log(2), s = function(q) -q - log(2)),
  logistic = list(d = function(x) dlogis(x, log = TRUE), s = function(q) plogis(q, lower.tail = FALSE, log.p = TRUE)),
  cauchy = list(d = function(x) dcauchy(x, log = TRUE), s = function(q) pcauchy(q, lower.tail = FALSE, log.p = TRUE)),
  student_t = list(d = function(x) dt(x, 4, log = TRUE), s = function(q) pt(q, 4, lower.tail = FALSE, log.p = TRUE))
)
rows <- character(0)
for (name in names(laws)) for (k in c(3:12, 16, 20, 30, 37, 40)) {
  law <- laws[[name]]
  mass <- law$s(k) + log(-expm1(law$s(k + 1) - law$s(k)))
  rows <- c(rows, sprintf('{"law":"%s","k":%d,"value":%.17g}', name, k, law$d(k + 0.25) - mass))
}
cat("[", paste(rows, collapse = ",\n"), "]\n", sep = "")
