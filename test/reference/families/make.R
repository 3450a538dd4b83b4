# Log densities of responses by family and link, by R 4.2's own functions: Rscript make.R > values.json
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), ifelse(x > 0, '"Infinity"', '"-Infinity"'))
rows <- character(0)
emit <- function(family, link, inputs, y, value) {
  rows <<- c(rows, sprintf('{"family":"%s","link":"%s","inputs":{%s},"y":%s,"value":%s}', family, link,
    paste0('"', names(inputs), '":', sprintf("%.17g", unlist(inputs)), collapse = ","), sprintf("%.17g", y), number(value)))
}
mean_of <- list(identity = identity, log = exp, inverse = function(e) 1 / e, sqrt = function(e) e^2, logit = plogis, probit = pnorm, cloglog = function(e) -expm1(-exp(e)), cauchit = pcauchy, softplus = function(e) log1p(exp(e)))
log_p <- list(logit = function(e) plogis(e, log.p = TRUE), probit = function(e) pnorm(e, log.p = TRUE), cloglog = function(e) log(-expm1(-exp(e))), cauchit = function(e) pcauchy(e, log.p = TRUE))
log_q <- list(logit = function(e) plogis(-e, log.p = TRUE), probit = function(e) pnorm(-e, log.p = TRUE), cloglog = function(e) -exp(e), cauchit = function(e) pcauchy(-e, log.p = TRUE))
complement <- list(logit = function(e) plogis(-e), probit = function(e) pnorm(-e), cloglog = function(e) exp(-exp(e)), cauchit = function(e) pcauchy(-e))
grid <- function(family, links, etas, others, ys, density) for (link in links) {
  combinations <- expand.grid(c(list(eta = etas), others))
  for (i in seq_len(nrow(combinations))) {
    p <- as.list(combinations[i, , drop = FALSE])
    for (y in if (is.function(ys)) ys(p) else ys) emit(family, link, p, y, density(y, p, link))
  }
}
mu <- function(p, link) mean_of[[link]](p$eta)

real <- c("identity", "log", "inverse", "softplus"); eta <- c(-2.2, 0.3, 1.7); unit <- c("logit", "probit", "cloglog", "cauchit"); tails <- c(-9, -2.5, -0.4, 0.2, 1.1, 2.9)
grid("gaussian", real, eta, list(sigma = c(0.3, 4)), c(-3.1, 0, 8), function(y, p, l) dnorm(y, mu(p, l), p$sigma, log = TRUE))
grid("student", real, eta, list(sigma = c(0.3, 4), nu = c(1.2, 7)), c(-3.1, 0, 8),
  function(y, p, l) dt((y - mu(p, l)) / p$sigma, p$nu, log = TRUE) - log(p$sigma))
grid("bernoulli", unit, tails, list(), 0:1, function(y, p, l) if (y == 1) log_p[[l]](p$eta) else log_q[[l]](p$eta))
grid("binomial", unit, tails, list(trials = c(1, 7, 300)), function(p) unique(round(p$trials * c(0, 0.4, 1))),
  function(y, p, l) lchoose(p$trials, y) + y * log_p[[l]](p$eta) + (p$trials - y) * log_q[[l]](p$eta))
counts <- c("log", "identity", "sqrt", "softplus"); few <- c(0, 1, 4, 60); positive <- c(0.04, 0.8, 3.1)
grid("poisson", counts, positive, list(rate = c(1, 0.3, 25)), few, function(y, p, l) dpois(y, mu(p, l) * p$rate, log = TRUE))
grid("negbinomial", counts, positive, list(shape = c(0.2, 6), rate = c(1, 0.3, 25)), few,
  function(y, p, l) dnbinom(y, mu = mu(p, l) * p$rate, size = p$shape * p$rate, log = TRUE))
grid("gamma", c("log", "identity", "inverse"), positive, list(shape = c(0.3, 1, 12)), c(0.02, 1, 30),
  function(y, p, l) dgamma(y, p$shape, rate = p$shape / mu(p, l), log = TRUE))
grid("beta", unit, c(-3, -0.4, 0.2, 1.1), list(phi = c(0.6, 9, 150)), c(1e-4, 0.3, 0.97),
  function(y, p, l) dbeta(y, mu(p, l) * p$phi, complement[[l]](p$eta) * p$phi, log = TRUE))
grid("lognormal", c("identity", "inverse"), eta, list(sigma = c(0.3, 4)), c(0.02, 1, 30), function(y, p, l) dlnorm(y, mu(p, l), p$sigma, log = TRUE))
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
