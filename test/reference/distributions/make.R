# Log densities by R 4.2's own functions, or by formulas written apart from the package's: Rscript make.R > values.json
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), ifelse(is.nan(x), '"NaN"', ifelse(x > 0, '"Infinity"', '"-Infinity"')))
vec <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
rows <- character(0)
emit <- function(law, parameters, x, value, event = FALSE) {
  rows <<- c(rows, paste0('{"law":"', law, '","parameters":{', paste0('"', names(parameters), '":',
    sapply(parameters, function(p) if (length(p) > 1) vec(p) else number(p)), collapse = ","), '},"x":',
    if (event) vec(x) else number(x), ',"value":', number(value), "}"))
}
grid <- function(law, density, parameters, xs) {
  combinations <- expand.grid(parameters)
  for (i in seq_len(nrow(combinations))) {
    p <- as.list(combinations[i, , drop = FALSE])
    for (x in xs) emit(law, p, x, do.call(density, c(list(x), unname(p))))
  }
}
reals <- c(-250, -12.5, -1, -1e-8, 0, 0.3, 2, 41, 1e6)
positives <- c(1e-12, 0.003, 0.4, 1, 2.7, 19, 350)
unit <- c(1e-9, 0.01, 0.25, 0.5, 0.9, 1 - 1e-9)
locations <- list(location = c(-3, 0, 1.25), scale = c(0.01, 1, 7.5))

grid("normal", function(x, m, s) dnorm(x, m, s, log = TRUE), locations, reals)
grid("cauchy", function(x, m, s) dcauchy(x, m, s, log = TRUE), locations, reals)
grid("logistic", function(x, m, s) dlogis(x, m, s, log = TRUE), locations, reals)
grid("laplace", function(x, m, s) -abs(x - m) / s - log(2 * s), locations, reals)
grid("student_t", function(x, n, m, s) dt((x - m) / s, n, log = TRUE) - log(s),
  list(df = c(0.5, 1, 3, 30, 1500, 1e6), location = c(0, 1.25), scale = c(0.01, 2.5)), reals)
grid("exponential", function(x, r) dexp(x, r, log = TRUE), list(rate = c(0.01, 1, 20)), positives)
grid("gamma", function(x, a, b) dgamma(x, a, rate = b, log = TRUE), list(shape = c(0.01, 0.5, 1, 2, 50), rate = c(0.1, 1, 9)), positives)
grid("inv_gamma", function(x, a, b) dgamma(1 / x, a, rate = b, log = TRUE) - 2 * log(x), list(shape = c(0.4, 1, 6), scale = c(0.3, 1, 9)), positives)
grid("lognormal", function(x, m, s) dlnorm(x, m, s, log = TRUE), list(mu = c(-3.93, 0, 2), sigma = c(0.2, 1, 1.51)), positives)
grid("beta", function(x, a, b) dbeta(x, a, b, log = TRUE), list(alpha = c(0.2, 1, 3.5, 200), beta = c(0.5, 1, 40)), unit)
grid("uniform", function(x, a, b) dunif(x, a, b, log = TRUE), list(lower = c(-2, 0), upper = c(1, 5)), c(-3, 0.5, 1, 4))

grid("bernoulli", function(x, p) dbinom(x, 1, p, log = TRUE), list(probability = c(0, 1e-10, 0.3, 0.9, 1)), c(0, 1))
grid("bernoulli_logit", function(x, e) plogis(if (x == 1) e else -e, log.p = TRUE), list(logit = c(-800, -40, -1, 0, 0.2, 35, 750)), c(0, 1))
for (n in c(0, 1, 12, 400)) for (x in unique(round(c(0, n / 4, n / 2, n)))) {
  for (p in c(0, 1e-6, 0.3, 0.99, 1)) emit("binomial", list(trials = n, probability = p), x, dbinom(x, n, p, log = TRUE))
  for (e in c(-60, -2, 0, 1.5, 300)) emit("binomial_logit", list(trials = n, logit = e), x,
    lchoose(n, x) + x * plogis(e, log.p = TRUE) + (n - x) * plogis(-e, log.p = TRUE))
}
counts <- c(0, 1, 3, 20, 450)
grid("poisson", function(x, r) dpois(x, r, log = TRUE), list(rate = c(0, 1e-8, 0.5, 12, 900)), counts)
grid("poisson_log", function(x, e) dpois(x, exp(e), log = TRUE), list(logRate = c(-20, -0.7, 0, 3, 7)), counts)
grid("negative_binomial", function(x, m, s) dnbinom(x, mu = m, size = s, log = TRUE), list(mean = c(1e-6, 0.5, 12, 900), shape = c(0.01, 0.7, 5, 100, 999)), counts)
grid("negative_binomial_log", function(x, e, s) dnbinom(x, mu = exp(e), size = s, log = TRUE), list(logMean = c(-14, -0.7, 2.5, 7), shape = c(0.01, 0.7, 5, 100, 999)), counts)

# Halves and other cuts.
half <- c(0.001, 0.7, 3, 60)
grid("half-normal", function(x, m, s) dnorm(x, m, s, log = TRUE) - pnorm(0, m, s, lower.tail = FALSE, log.p = TRUE), list(location = c(-20, -2, 0, 3), scale = c(0.5, 5)), half)
grid("half-cauchy", function(x, m, s) dcauchy(x, m, s, log = TRUE) - pcauchy(0, m, s, lower.tail = FALSE, log.p = TRUE), list(location = c(-200, -2, 0, 3), scale = c(0.5, 5)), half)
grid("half-student_t", function(x, n, m, s) dt((x - m) / s, n, log = TRUE) - log(s) - pt(-m / s, n, lower.tail = FALSE, log.p = TRUE),
  list(df = c(0.8, 3, 40), location = c(-20, -2, 0, 3), scale = c(0.5, 5)), half)
cut <- function(d, p, lower, upper) function(x, ...) d(x, ..., log = TRUE) - log(p(upper, ...) - p(lower, ...))
grid("cut-gamma", function(x, a, b, lower) dgamma(x, a, rate = b, log = TRUE) - pgamma(lower, a, rate = b, lower.tail = FALSE, log.p = TRUE),
  list(shape = c(0.5, 2, 30), rate = c(0.1, 4), lower = c(0.2, 1, 9)), c(10, 40))
grid("cut-normal", function(x, m, s, lower, upper) cut(dnorm, pnorm, lower, upper)(x, m, s), list(location = c(-1, 0.5), scale = c(0.5, 2), lower = -1.5, upper = 2), c(-1, 0, 1.9))
grid("cut-laplace", function(x, m, s, lower) {
  tail <- if (lower > m) 0.5 * exp(-(lower - m) / s) else 1 - 0.5 * exp((lower - m) / s)
  -abs(x - m) / s - log(2 * s) - log(tail)
}, list(location = c(-1, 0.5), scale = c(0.5, 2), lower = c(-1.5, 1)), c(1.5, 3))
grid("cut-logistic", function(x, m, s, lower) dlogis(x, m, s, log = TRUE) - plogis(lower, m, s, lower.tail = FALSE, log.p = TRUE),
  list(location = c(-1, 0.5), scale = c(0.5, 2), lower = c(-1.5, 1)), c(1.5, 3))
grid("cut-lognormal", function(x, m, s, lower) dlnorm(x, m, s, log = TRUE) - plnorm(lower, m, s, lower.tail = FALSE, log.p = TRUE),
  list(mu = c(-1, 0.5), sigma = c(0.5, 2), lower = c(0.5, 1)), c(1.5, 3))
grid("cut-exponential", function(x, r, upper) dexp(x, r, log = TRUE) - pexp(upper, r, log.p = TRUE), list(rate = c(0.5, 2), upper = c(1.75, 9)), c(0.1, 1.5))

# Vectors and matrices.
set.seed(1)
for (n in c(2, 3, 5)) {
  root <- matrix(rnorm(n * n), n); covariance <- crossprod(root) + diag(n)
  mean <- rnorm(n); x <- rnorm(n, sd = 2)
  value <- -0.5 * (n * log(2 * pi) + determinant(covariance)$modulus + drop(crossprod(x - mean, solve(covariance, x - mean))))
  for (kind in c("covariance", "precision", "cholesky")) {
    m <- switch(kind, covariance = covariance, precision = solve(covariance), cholesky = t(chol(covariance)))
    emit("multivariate_normal", setNames(list(mean, as.vector(t(m))), c("mean", kind)), x, as.numeric(value), TRUE)
  }
  alpha <- rexp(n) + 0.1; p <- rgamma(n, alpha); p <- p / sum(p)
  emit("dirichlet", list(concentration = alpha), p, lgamma(sum(alpha)) - sum(lgamma(alpha)) + sum((alpha - 1) * log(p)), TRUE)
  eta <- rnorm(n, sd = 3)
  for (k in seq_len(n)) emit("categorical", list(logits = eta), k - 1, log(exp(eta[k]) / sum(exp(eta))))
}
# LKJ by its vine constant (Lewandowski, Kurowicka & Joe 2009, eq. 16) and the determinant of the correlation matrix.
for (d in c(2, 3, 4, 7)) for (eta in c(0.6, 1, 2, 10)) {
  correlation <- cov2cor(crossprod(matrix(rnorm(4 * d * d), 4 * d)) + 0.1 * diag(d)); lower <- t(chol(correlation))
  k <- seq_len(d - 1)
  log_constant <- sum((2 * eta - 2 + d - k) * (d - k)) * log(2) + sum((d - k) * lbeta(eta + (d - k - 1) / 2, eta + (d - k - 1) / 2))
  jacobian <- sum((d - seq_len(d)) * log(diag(lower)))
  emit("lkj_corr_cholesky", list(size = d, eta = eta), as.vector(t(lower)), (eta - 1) * log(det(correlation)) - log_constant + jacobian, TRUE)
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
