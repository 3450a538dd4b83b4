# Tails of laws of counts by R 4.2: Rscript make-count-tails.R > count-tails.json; `upper` is ln P(Y > x), `lower` ln P(Y <= x).
rows <- character(0)
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), '"-Infinity"')
emit <- function(law, parameters, x, upper, lower) {
  rows <<- c(rows, sprintf('{"law":"%s","parameters":{%s},"x":%d,"upper":%s,"lower":%s}', law,
    paste0('"', names(parameters), '":', sprintf("%.17g", unlist(parameters)), collapse = ","), x, number(upper), number(lower)))
}
both <- function(law, parameters, x, p) emit(law, parameters, x, p(FALSE), p(TRUE))
for (x in c(-1, 0, 1, 7, 60)) {
  for (eta in c(-12, -0.7, 1.3, 4)) {
    both("poisson_log", list(logRate = eta), x, function(lower) ppois(x, exp(eta), lower, TRUE))
    both("poisson", list(rate = exp(eta)), x, function(lower) ppois(x, exp(eta), lower, TRUE))
    for (s in c(0.05, 0.8, 30)) {
      both("negative_binomial_log", list(logMean = eta, shape = s), x, function(lower) pnbinom(x, mu = exp(eta), size = s, lower.tail = lower, log.p = TRUE))
      # Shapes, exp(eta)/s, from 1e-3.
      if (exp(eta) / s > 1e-3) both("negative_binomial_linear_log", list(logMean = eta, phi = s), x, function(lower) pnbinom(x, mu = exp(eta), size = exp(eta) / s, lower.tail = lower, log.p = TRUE))
    }
    p <- function(lower) ppois(x, exp(eta), lower, FALSE)
    emit("zero_inflated_poisson_log", list(logRate = eta, logInflation = log(0.3), logRest = log(0.7)), x,
      if (x < 0) 0 else log(0.7) + ppois(x, exp(eta), FALSE, TRUE), if (x < 0) -Inf else log(0.3 + 0.7 * p(TRUE)))
    above <- -expm1(-exp(eta))
    upper <- if (x < 0) 0 else log(0.7) + ppois(x, exp(eta), FALSE, TRUE) - log(above)
    emit("hurdle_poisson_log", list(logRate = eta, logZero = log(0.3), logRest = log(0.7)), x, upper, if (x < 0) -Inf else log(-expm1(upper)))
  }
  for (n in c(1, 7, 90)) for (eta in c(-9, -0.4, 2)) both("binomial_logit", list(trials = n, logit = eta), x, function(lower) pbinom(x, n, plogis(eta), lower, TRUE))
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
