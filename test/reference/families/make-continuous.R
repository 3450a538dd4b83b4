# Log densities of continuous families by link, by brms's own functions or by formulas written apart from the package's, and their
# expectations and variances by quadrature of these densities: Rscript make-continuous.R > continuous.json
suppressMessages(library(brms))
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), '"NaN"')
mean_of <- list(identity = identity, log = exp, inverse = function(e) 1 / e, softplus = function(e) log1p(exp(e)), tan_half = function(e) 2 * atan(e))
slope_of <- list(identity = function(e) 1, log = exp, inverse = function(e) -1 / e^2, softplus = plogis, tan_half = function(e) 2 / (1 + e^2))
rows <- character(0)
# Fisher information about the location by quadrature of the squared score, a central difference of the log density.
emit <- function(family, link, p, ys, density, lower, upper, point = NULL) {
  mu <- mean_of[[link]](p$eta)
  at <- function(y, m = mu) density(y, m, p)
  breaks <- unique(sort(c(lower, if (!is.null(point)) point(mu, p), upper)))
  integral <- function(f) sum(sapply(seq_len(length(breaks) - 1), function(i)
    integrate(f, breaks[i], breaks[i + 1], rel.tol = 1e-8, subdivisions = 2000L, stop.on.error = FALSE)$value))
  keep <- function(y, f) { d <- exp(at(y)); ifelse(d > 1e-200 & is.finite(d), f * d, 0) }
  first <- integral(function(y) keep(y, y))
  centre <- if (family == "von_mises") mu else first
  second <- if (family == "von_mises") NA else integral(function(y) keep(y, (y - centre)^2))
  h <- 1e-4 * max(abs(mu), 0.1)
  score <- function(y) (8 * (at(y, mu + h) - at(y, mu - h)) - (at(y, mu + 2 * h) - at(y, mu - 2 * h))) / (12 * h)
  information <- (integral(function(y) keep(y, score(y)^2))) * slope_of[[link]](p$eta)^2
  rows <<- c(rows, sprintf('{"family":"%s","link":"%s","inputs":{%s},"mean":%s,"variance":%s,"information":%s,"rows":[%s]}', family, link,
    paste0('"', names(p), '":', sprintf("%.17g", unlist(p)), collapse = ","), number(centre), number(second), number(information),
    paste0('[', sprintf("%.17g", ys), ',', number(at(ys)), ']', collapse = ",")))
}
grid <- function(family, links, etas, others, ys, density, lower, upper, point = NULL) for (link in links) {
  combinations <- expand.grid(c(list(eta = etas), others))
  for (i in seq_len(nrow(combinations))) emit(family, link, as.list(combinations[i, , drop = FALSE]), ys, density, lower, upper, point)
}
real <- c("identity", "log", "inverse", "softplus"); positive <- c("log", "identity", "inverse", "softplus"); etas <- c(0.4, 1.3)
dwei <- function(y, m, p) dweibull(y, p$shape, m / gamma(1 + 1 / p$shape), log = TRUE)
grid("skew_normal", real, etas, list(sigma = c(0.5, 2), alpha = c(-4, 1.5)), c(-2, 0.3, 4),
  function(y, m, p) dskew_normal(y, mu = m, sigma = p$sigma, alpha = p$alpha, log = TRUE), -Inf, Inf, function(m, p) c(m - 3 * p$sigma, m - p$sigma, m, m + p$sigma, m + 3 * p$sigma))
grid("exgaussian", real, etas, list(sigma = c(0.5, 2), beta = c(0.3, 3)), c(-2, 0.3, 4),
  function(y, m, p) dexgaussian(y, m, p$sigma, p$beta, log = TRUE), -Inf, Inf, function(m, p) m + c(-5 * p$sigma - p$beta, 0, 6 * p$sigma + 9 * p$beta))
grid("asym_laplace", real, etas, list(sigma = c(0.5, 2), quantile = c(0.2, 0.6)), c(-2, 0.3, 4),
  function(y, m, p) dasym_laplace(y, m, p$sigma, p$quantile, log = TRUE), -Inf, Inf, function(m, p) m + c(-1e-3, 0, 1e-3))
grid("gen_extreme_value", real, etas, list(sigma = 0.5, xi = c(-0.2, 1e-3, 0.15)), c(0.3, 1.1, 2.2),
  function(y, m, p) { ok <- 1 + p$xi * (y - m) / p$sigma > 0; ifelse(ok, dgen_extreme_value(ifelse(ok, y, m), m, p$sigma, p$xi, log = TRUE), -Inf) }, -Inf, Inf,
  function(m, p) { e <- m - p$sigma / p$xi; c(if (abs(e) < 50) e, m - 2 * p$sigma, m, m + 4 * p$sigma) })
grid("shifted_lognormal", c("identity", "inverse"), etas, list(sigma = c(0.3, 0.8), ndt = c(0.1, 0.25)), c(0.3, 1.1, 9),
  function(y, m, p) dshifted_lnorm(y, m, p$sigma, p$ndt, log = TRUE), 0, Inf, function(m, p) p$ndt + exp(m) * c(0, 0.5, 1, 3))
grid("inverse.gaussian", positive, etas, list(shape = c(0.7, 6)), c(0.03, 1.1, 9),
  function(y, m, p) dinv_gaussian(y, m, p$shape, log = TRUE), 0, Inf, function(m, p) m * c(0.1, 0.5, 1, 4))
grid("exponential", positive, etas, list(), c(0.03, 1.1, 9), function(y, m, p) dexp(y, 1 / m, log = TRUE), 0, Inf)
grid("weibull", positive, etas, list(shape = c(0.8, 4)), c(0.03, 1.1, 3), dwei, 0, Inf, function(m, p) m * c(0.1, 1, 3))
grid("gamma", "softplus", etas, list(shape = c(0.8, 4)), c(0.03, 1.1, 9), function(y, m, p) dgamma(y, p$shape, rate = p$shape / m, log = TRUE), 0, Inf, function(m, p) m * c(0.1, 1, 3))
grid("frechet", positive, etas, list(nu = c(3.5, 9)), c(0.4, 1.1, 9),
  function(y, m, p) dfrechet(y, scale = m / gamma(1 - 1 / p$nu), shape = p$nu, log = TRUE), 0, Inf, function(m, p) m * c(0.5, 1, 2, 6))
grid("von_mises", c("tan_half", "identity"), etas, list(kappa = c(0.4, 30)), c(-2, 0.3, 3), function(y, m, p) dvon_mises(y, m, p$kappa, log = TRUE), -pi, pi, function(m, p) m)
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
