# Log densities by R 4.2 and brms 2.18: Rscript test/reference/brms/densities.R > densities.json; densities.py then checks and mends them.
# Parameters are on their natural scales, as brms has them; ordinal rows have eta, thresholds and disc, those of categories one mu each.
suppressPackageStartupMessages(library(brms))

number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), ifelse(is.nan(x), '"NaN"', ifelse(x > 0, '"Infinity"', '"-Infinity"')))
value <- function(x) {
  if (is.character(x)) return(sprintf('"%s"', x))
  if (length(x) > 1) sprintf("[%s]", paste(number(x), collapse = ", ")) else number(x)
}
rows <- character(0)
emit <- function(family, parameters, y, density) {
  inner <- paste0('"', names(parameters), '": ', sapply(parameters, value), collapse = ", ")
  rows <<- c(rows, sprintf('{ "family": "%s", "parameters": { %s }, "y": %s, "logDensity": %s }', family, inner, value(y), number(density)))
}
# Every combination of a parameter list and responses; `density` has the arguments y and those of the parameters.
grid <- function(family, parameters, ys, density) {
  combinations <- expand.grid(parameters)
  for (i in seq_len(nrow(combinations))) {
    p <- as.list(combinations[i, , drop = FALSE])
    for (y in ys) emit(family, p, y, suppressWarnings(do.call(density, c(list(y), p))))
  }
}
of_brms <- function(name) getFromNamespace(paste0("d", name), "brms")

real <- c(-40, -1.3, 0.2, 2.5, 300)
positive <- c(1e-4, 0.3, 1.7, 12, 900)
counts <- c(0, 1, 3, 17, 240)
unit <- c(1e-6, 0.02, 0.4, 0.97)
means <- c(0.02, 1.4, 60)

grid("gaussian", list(mu = c(-1.5, 2), sigma = c(0.01, 0.7, 9)), real, function(y, mu, sigma) dnorm(y, mu, sigma, log = TRUE))
grid("student", list(mu = c(-1.5, 2), sigma = c(0.05, 2), nu = c(1.1, 30)), real,
     function(y, mu, sigma, nu) of_brms("student_t")(y, nu, mu, sigma, log = TRUE))
grid("skew_normal", list(mu = c(-1.5, 2), sigma = c(0.8, 5), alpha = c(-6, 0.5, 20)), c(-8, -1.3, 0.2, 2.5, 11),
     function(y, mu, sigma, alpha) of_brms("skew_normal")(y, mu, sigma, alpha, log = TRUE))
grid("exgaussian", list(mu = c(-1, 3), sigma = c(0.2, 2), beta = c(0.05, 1.5)), c(-6, -0.9, 1, 3.2, 30),
     function(y, mu, sigma, beta) of_brms("exgaussian")(y, mu, sigma, beta, log = TRUE))
grid("asym_laplace", list(mu = c(-1.5, 2), sigma = c(0.3, 4), quantile = c(0.01, 0.5, 0.9)), c(-25, -1.3, 0.2, 2.5, 40),
     function(y, mu, sigma, quantile) of_brms("asym_laplace")(y, mu, sigma, quantile, log = TRUE))
grid("gen_extreme_value", list(mu = c(-0.5, 1), sigma = c(0.4, 3), xi = c(-0.2, 0.05, 0.4)), c(-0.9, 0.1, 1.4, 2.2),
     function(y, mu, sigma, xi) of_brms("gen_extreme_value")(y, mu, sigma, xi, log = TRUE))
grid("von_mises", list(mu = c(-2, 0.4), kappa = c(1e-3, 2, 150)), c(-3.1, -1.9, 0.3, 0.5, 2.9),
     function(y, mu, kappa) of_brms("von_mises")(y, mu, kappa, log = TRUE))
grid("lognormal", list(mu = c(-1.5, 2), sigma = c(0.2, 3)), positive, function(y, mu, sigma) dlnorm(y, mu, sigma, log = TRUE))
grid("shifted_lognormal", list(mu = c(-1.5, 2), sigma = c(0.2, 3), ndt = c(1e-3, 0.2)), c(0.2001, 0.3, 1.7, 12, 900),
     function(y, mu, sigma, ndt) of_brms("shifted_lnorm")(y, mu, sigma, ndt, log = TRUE))
grid("gamma", list(mu = means, shape = c(0.1, 1, 40)), positive, function(y, mu, shape) dgamma(y, shape, shape / mu, log = TRUE))
grid("weibull", list(mu = means, shape = c(0.4, 1, 6)), positive,
     function(y, mu, shape) dweibull(y, shape, mu / gamma(1 + 1 / shape), log = TRUE))
grid("frechet", list(mu = means, nu = c(1.1, 3, 12)), positive,
     function(y, mu, nu) of_brms("frechet")(y, 0, mu / gamma(1 - 1 / nu), nu, log = TRUE))
grid("inverse.gaussian", list(mu = means, shape = c(0.1, 2, 80)), positive,
     function(y, mu, shape) of_brms("inv_gaussian")(y, mu, shape, log = TRUE))
grid("exponential", list(mu = means), c(0, positive), function(y, mu) dexp(y, 1 / mu, log = TRUE))
grid("beta", list(mu = c(1e-3, 0.3, 0.95), phi = c(0.2, 4, 200)), unit, function(y, mu, phi) dbeta(y, mu * phi, (1 - mu) * phi, log = TRUE))

grid("poisson", list(mu = means), counts, function(y, mu) dpois(y, mu, log = TRUE))
grid("negbinomial", list(mu = means, shape = c(0.05, 2, 1e4)), counts, function(y, mu, shape) dnbinom(y, mu = mu, size = shape, log = TRUE))
grid("geometric", list(mu = means), counts, function(y, mu) dnbinom(y, mu = mu, size = 1, log = TRUE))
grid("com_poisson", list(mu = c(0.3, 1.4, 20), shape = c(0.4, 1, 3)), c(0, 1, 3, 40),
     function(y, mu, shape) of_brms("com_poisson")(y, mu, shape, log = TRUE))
grid("discrete_weibull", list(mu = c(0.05, 0.6, 0.98), shape = c(0.5, 1, 2.5)), c(0, 1, 3, 17),
     function(y, mu, shape) of_brms("discrete_weibull")(y, mu, shape, log = TRUE))
grid("binomial", list(trials = c(20, 300), mu = c(1e-6, 0.3, 0.99)), c(0, 1, 9, 20), function(y, trials, mu) dbinom(y, trials, mu, log = TRUE))
grid("beta_binomial", list(trials = c(20, 300), mu = c(1e-3, 0.3, 0.95), phi = c(0.3, 50)), c(0, 1, 9, 20),
     function(y, trials, mu, phi) of_brms("beta_binomial")(y, trials, mu, phi, log = TRUE))

shares <- c(1e-9, 0.2, 0.93)
grid("zero_inflated_poisson", list(mu = means, zi = shares), counts,
     function(y, mu, zi) of_brms("zero_inflated_poisson")(y, mu, zi, log = TRUE))
grid("zero_inflated_negbinomial", list(mu = c(0.3, 20), shape = c(0.1, 30), zi = shares), counts,
     function(y, mu, shape, zi) of_brms("zero_inflated_negbinomial")(y, mu, shape, zi, log = TRUE))
grid("zero_inflated_binomial", list(trials = 20, mu = c(1e-6, 0.3, 0.99), zi = shares), c(0, 1, 9, 20),
     function(y, trials, mu, zi) of_brms("zero_inflated_binomial")(y, trials, mu, zi, log = TRUE))
grid("zero_inflated_beta_binomial", list(trials = 20, mu = c(0.01, 0.4), phi = c(0.3, 50), zi = c(1e-9, 0.4)), c(0, 1, 9, 20),
     function(y, trials, mu, phi, zi) of_brms("zero_inflated_beta_binomial")(y, trials, mu, phi, zi, log = TRUE))
grid("zero_inflated_beta", list(mu = c(0.01, 0.7), phi = c(0.5, 80), zi = shares), c(0, unit),
     function(y, mu, phi, zi) of_brms("zero_inflated_beta")(y, mu * phi, (1 - mu) * phi, zi, log = TRUE))
grid("zero_one_inflated_beta", list(mu = c(0.01, 0.7), phi = c(0.5, 80), zoi = c(1e-9, 0.4), coi = c(0.02, 0.8)), c(0, 1, 1e-6, 0.4),
     function(y, mu, phi, zoi, coi) {
       if (y == 0 || y == 1) log(zoi) + dbinom(y, 1, coi, log = TRUE) else log1p(-zoi) + dbeta(y, mu * phi, (1 - mu) * phi, log = TRUE)
     })
grid("hurdle_poisson", list(mu = means, hu = shares), counts, function(y, mu, hu) of_brms("hurdle_poisson")(y, mu, hu, log = TRUE))
grid("hurdle_negbinomial", list(mu = c(0.3, 20), shape = c(0.1, 30), hu = shares), counts,
     function(y, mu, shape, hu) of_brms("hurdle_negbinomial")(y, mu, shape, hu, log = TRUE))
grid("hurdle_gamma", list(mu = c(0.02, 60), shape = c(0.3, 12), hu = shares), c(0, positive),
     function(y, mu, shape, hu) of_brms("hurdle_gamma")(y, shape, mu / shape, hu, log = TRUE))
grid("hurdle_lognormal", list(mu = c(-1.5, 2), sigma = c(0.2, 3), hu = shares), c(0, positive),
     function(y, mu, sigma, hu) of_brms("hurdle_lognormal")(y, mu, sigma, hu, log = TRUE))

# Ordinal: responses 1 to 4 between three thresholds. brms gives probabilities, so that far tails are NaN or -Infinity here.
ordinal <- function(family, links) {
  places <- list(list(eta = 0.4, disc = 1), list(eta = -3, disc = 2.5), list(eta = 9, disc = 1), list(eta = -30, disc = 0.3))
  for (link in links) for (place in places) for (thresholds in list(c(-1, 0.2, 1.5), c(-2, -1.999, 4))) for (y in 1:4) {
    density <- of_brms(family)(y, eta = place$eta, thres = matrix(thresholds, 1), disc = place$disc, link = link)
    emit(family, c(list(link = link), place, list(thresholds = thresholds)), y, log(as.numeric(density)))
  }
}
ordinal("cumulative", c("logit", "probit", "cloglog", "cauchit"))
ordinal("sratio", c("logit", "probit", "cloglog", "cauchit"))
ordinal("cratio", c("logit", "probit", "cloglog", "cauchit"))
ordinal("acat", "logit")

predictors <- list(c(0, 0.3, -1.2), c(0, 5, 4.9), c(0, -40, 12))
for (mu in predictors) for (y in 1:3) emit("categorical", list(mu = mu), y, as.numeric(of_brms("categorical")(y, mu, log = TRUE)))
for (mu in predictors) for (y in list(c(3, 0, 1), c(10, 25, 7), c(0, 0, 5), c(0, 0, 0))) {
  emit("multinomial", list(mu = mu), y, as.numeric(of_brms("multinomial")(y, mu, log = TRUE)))
}
for (mu in list(c(0, 0.3, -1.2), c(0, 5, 4.9), c(0, -6, 2))) for (phi in c(0.3, 12, 500)) for (y in list(c(0.25, 0.25, 0.5), c(0.9375, 0.03125, 0.03125))) {
  emit("dirichlet", list(mu = mu, phi = phi), y, of_brms("dirichlet")(y, exp(mu) / sum(exp(mu)) * phi, log = TRUE))
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
