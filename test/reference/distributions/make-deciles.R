# Deciles by R 4.2's quantile functions, for tests of random draws: Rscript make-deciles.R > deciles.json
p <- 1:9 / 10
rows <- character(0)
emit <- function(law, parameters, q) rows <<- c(rows, paste0('{"law":"', law, '","parameters":{',
  paste0('"', names(parameters), '":', sprintf("%.17g", unlist(parameters)), collapse = ","), '},"deciles":[', paste(sprintf("%.17g", q), collapse = ","), "]}"))
above <- function(quantile, cdf, lower, ...) { p0 <- cdf(lower, ..., lower.tail = FALSE, log.p = TRUE); quantile(log1p(-p) + p0, ..., lower.tail = FALSE, log.p = TRUE) }

emit("normal", list(location = -1, scale = 2), qnorm(p, -1, 2))
emit("cauchy", list(location = 3, scale = 0.5), qcauchy(p, 3, 0.5))
emit("logistic", list(location = 3, scale = 0.5), qlogis(p, 3, 0.5))
emit("laplace", list(location = 3, scale = 0.5), 3 + 0.5 * sign(p - 0.5) * -log(1 - 2 * abs(p - 0.5)))
for (df in c(0.7, 3, 40)) emit("student_t", list(df = df, location = 1, scale = 2), 1 + 2 * qt(p, df))
emit("exponential", list(rate = 4), qexp(p, 4))
for (shape in c(0.05, 0.6, 1, 7.5, 300)) emit("gamma", list(shape = shape, rate = 3), qgamma(p, shape, rate = 3))
emit("inv_gamma", list(shape = 2.5, scale = 3), 1 / qgamma(1 - p, 2.5, rate = 3))
emit("lognormal", list(mu = -1, sigma = 0.7), qlnorm(p, -1, 0.7))
for (a in c(0.02, 0.8, 5)) emit("beta", list(alpha = a, beta = 1.5), qbeta(p, a, 1.5))
emit("uniform", list(lower = -2, upper = 5), qunif(p, -2, 5))
for (m in c(-6, 0, 2)) emit("half-normal", list(location = m, scale = 1.5), above(qnorm, pnorm, 0, m, 1.5))
for (m in c(0, 2)) emit("half-cauchy", list(location = m, scale = 1.5), above(qcauchy, pcauchy, 0, m, 1.5))
emit("half-student_t", list(df = 3, location = 0, scale = 2), 2 * above(qt, pt, 0, 3))
emit("cut-gamma", list(shape = 2, rate = 0.1, lower = 1), above(qgamma, pgamma, 1, 2, 0.1))
emit("cut-normal", list(location = 0, scale = 1, lower = 2, upper = 2.2), qnorm(pnorm(2) + p * (pnorm(2.2) - pnorm(2))))
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
