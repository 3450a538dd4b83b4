# Marginal likelihoods by rstan and bridgesampling, by numerical integration where that is possible, and the iterative scheme of
# bridgesampling on made numbers. Run as: Rscript make.R > values.json
suppressMessages({
  library(rstan)
  library(bridgesampling)
})
options(mc.cores = 1)
rstan_options(auto_write = FALSE)
# Debian's package of Boost for R is empty: its headers are the system's.
if (!file.exists(rstan_options("boost_lib"))) rstan_options(boost_lib = "/usr/include")

# The scheme on made numbers: log densities of posterior and proposal, at draws of both.
set.seed(3)
n1 <- 60
n2 <- 60
q <- list(
  q11 = round(rnorm(n1, -40, 1.2), 6), q12 = round(rnorm(n1, -3, 1), 6),
  q21 = round(rnorm(n2, -41, 1.5), 6), q22 = round(rnorm(n2, -3, 1), 6)
)
scheme <- lapply(c(60, 25), function(neff) {
  found <- bridgesampling:::.run.iterative.scheme(
    q11 = q$q11, q12 = q$q12, q21 = q$q21, q22 = q$q22, r0 = 0.5, tol = 1e-12, L = NULL, method = "normal",
    maxiter = 1000, silent = TRUE, criterion = "r", neff = neff
  )
  # The error by the formula of Fruehwirth-Schnatter (2004) with the shares of the scheme and independent draws.
  s1 <- neff / (neff + n2)
  s2 <- 1 - s1
  pg <- exp(q$q21 - found$logml - q$q22)
  pp <- exp(q$q11 - found$logml - q$q12)
  f1 <- pg / (s1 * pg + s2)
  f2 <- 1 / (s1 * pp + s2)
  list(neff = neff, logml = found$logml, generated = var(f1) / mean(f1)^2 / n2, own = var(f2) / mean(f2)^2)
})

# Eight schools (Rubin 1981; Gelman et al. 2013, table 5.2): mu ~ normal(0, 5), tau ~ half-Cauchy(0, 5).
schools <- list(J = 8, y = c(28, 8, -3, 7, -1, 1, 18, 12), sigma = c(15, 10, 16, 11, 9, 11, 10, 18))
given <- function(tau) {
  V <- diag(tau^2 + schools$sigma^2) + 25
  R <- chol(V)
  z <- backsolve(R, schools$y, transpose = TRUE)
  exp(-sum(log(diag(R))) - sum(z^2) / 2 - 4 * log(2 * pi)) * 2 * dcauchy(tau, 0, 5)
}
top <- given(3)
exactSchools <- log(integrate(Vectorize(function(tau) given(tau) / top), 0, Inf, rel.tol = 1e-10)$value) + log(top)
stanSchools <- "
data { int J; vector[J] y; vector[J] sigma; }
parameters { real mu; real<lower=0> tau; vector[J] z; }
model {
  target += normal_lpdf(mu | 0, 5);
  target += cauchy_lpdf(tau | 0, 5) - cauchy_lccdf(0 | 0, 5);
  target += normal_lpdf(z | 0, 1);
  target += normal_lpdf(y | mu + tau * z, sigma);
}"

# Counts in groups: a Poisson GLMM.
set.seed(8)
g <- rep(1:6, each = 5)
x <- round(rnorm(30), 2)
counts <- rpois(30, exp(0.6 + 0.4 * x + rnorm(6, 0, 0.5)[g]))
poisson <- list(N = 30, G = 6, g = g, x = x, y = counts)
stanPoisson <- "
data { int N; int G; int g[N]; vector[N] x; int y[N]; }
transformed data { vector[N] centred = x - mean(x); }
parameters { real Intercept; real b; real<lower=0> spread; vector[G] z; }
model {
  target += normal_lpdf(Intercept | 0, 2);
  target += normal_lpdf(b | 0, 1);
  target += student_t_lpdf(spread | 3, 0, 1) - student_t_lccdf(0 | 3, 0, 1);
  target += normal_lpdf(z | 0, 1);
  target += poisson_log_lpmf(y | Intercept + b * centred + spread * z[g]);
}"

bridged <- function(code, data) {
  fit <- stan(model_code = code, data = data, chains = 4, warmup = 1000, iter = 6000, seed = 1, refresh = 0,
              control = list(adapt_delta = 0.95))
  bridge <- bridge_sampler(fit, silent = TRUE)
  list(logml = bridge$logml, error = error_measures(bridge)$cv)
}
cat(jsonlite::toJSON(list(
  versions = list(R = as.character(getRversion()), rstan = as.character(packageVersion("rstan")),
                  bridgesampling = as.character(packageVersion("bridgesampling"))),
  q = q, scheme = scheme,
  schools = list(y = schools$y, sigma = schools$sigma, exact = exactSchools, bridge = bridged(stanSchools, schools)),
  poisson = list(g = g, x = x, y = counts, bridge = bridged(stanPoisson, poisson))
), auto_unbox = TRUE, digits = 15), "\n")
