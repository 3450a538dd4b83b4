# Shares of variance of Nakagawa, Johnson & Schielzeth (2017, Journal of the Royal Society Interface 14, 20170213), by their formulas
# in R from fits of lme4 and glmmTMB, with the mean response averaged over rows and effects by stats::integrate. Data: lme4::sleepstudy
# and lme4::cbpp (GPL-2), MASS::epil (GPL-2), and two simulated sets. Writes values.json: Rscript make.R
suppressMessages({library(lme4); library(glmmTMB)})

# Mean over rows and effects of the inverse link.
mean_of <- function(inverse, eta, v) mean(sapply(eta, function(one)
  integrate(function(z) inverse(one + sqrt(v) * z) * dnorm(z), -12, 12, rel.tol = 1e-12, abs.tol = 0, subdivisions = 1000)$value))
random_variance <- function(vc, z) sum(sapply(names(vc), function(g) {
  s <- unclass(vc[[g]]); Z <- z[[g]]
  mean(rowSums((Z %*% s[seq_len(ncol(Z)), seq_len(ncol(Z)), drop = FALSE]) * Z))
}))

case <- function(name, family, link, fit, residual, z, group, trials = NULL, aux = list()) {
  b <- if (inherits(fit, "glmmTMB")) fixef(fit)$cond else fixef(fit)
  X <- if (inherits(fit, "glmmTMB")) getME(fit, "X") else getME(fit, "X")
  predict <- as.vector(X %*% b)
  vc <- if (inherits(fit, "glmmTMB")) VarCorr(fit)$cond else VarCorr(fit)
  fixed <- var(predict)
  random <- random_variance(vc, z)
  res <- residual(predict, random)
  out <- lapply(res, function(r) list(residual = r, marginal = fixed / (fixed + random + r),
    conditional = (fixed + random) / (fixed + random + r), adjusted = random / (random + r), unadjusted = random / (fixed + random + r)))
  s <- unclass(vc[[1]])
  list(name = name, family = family, link = link, predict = predict, group = group,
       z = if (ncol(z[[1]]) > 1) z[[1]][, 2] else NULL, sd = I(as.vector(attr(s, "stddev"))),
       cor = if (ncol(z[[1]]) > 1) attr(s, "correlation")[1, 2] else NULL, trials = trials, aux = aux,
       fixed = fixed, random = random, by = out)
}
one <- function(n) list(matrix(1, n, 1))

sleep <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
cases <- list(case("sleepstudy", "gaussian", "identity", sleep, function(p, v) list(own = sigma(sleep)^2),
  list(Subject = cbind(1, sleepstudy$Days)), as.integer(sleepstudy$Subject), aux = list(sigma = sigma(sleep))))

cb <- function(link) glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, family = binomial(link))
slopes <- list(logit = function(p) p * (1 - p), probit = function(p) dnorm(qnorm(p)), cloglog = function(p) -(1 - p) * log(1 - p))
for (link in c("logit", "probit", "cloglog")) {
  fit <- cb(link)
  inverse <- binomial(link)$linkinv
  cases[[length(cases) + 1]] <- case(paste0("cbpp, ", link), "binomial", link, fit, function(p, v) {
    m <- mean_of(if (link == "cloglog") function(x) -expm1(-exp(x)) else inverse, p, v)
    list(threshold = c(logit = pi^2 / 3, probit = 1, cloglog = pi^2 / 6)[[link]], delta = m * (1 - m) / slopes[[link]](m)^2)
  }, list(herd = matrix(1, nrow(cbpp), 1)), as.integer(cbpp$herd), trials = cbpp$size)
}

counts <- function(m, v) list(lognormal = log(1 + v / m^2), delta = v / m^2, trigamma = trigamma(m^2 / v))
epil <- MASS::epil
pois <- glmer(y ~ trt + lbase + (1 | subject), epil, family = poisson)
cases[[length(cases) + 1]] <- case("epil, poisson", "poisson", "log", pois,
  function(p, v) { m <- mean_of(exp, p, v); counts(m, m) }, list(subject = matrix(1, nrow(epil), 1)), epil$subject)
root <- glmer(y ~ trt + lbase + (1 | subject), epil, family = poisson("sqrt"))
cases[[length(cases) + 1]] <- case("epil, poisson sqrt", "poisson", "sqrt", root, function(p, v) list(delta = 0.25),
  list(subject = matrix(1, nrow(epil), 1)), epil$subject)
nb <- glmmTMB(y ~ trt + lbase + (1 | subject), epil, family = nbinom2)
cases[[length(cases) + 1]] <- case("epil, negbinomial", "negbinomial", "log", nb,
  function(p, v) { m <- mean_of(exp, p, v); counts(m, m + m^2 / sigma(nb)) }, list(subject = matrix(1, nrow(epil), 1)), epil$subject,
  aux = list(shape = sigma(nb)))

set.seed(4)
n <- 60; g <- rep(1:12, 5); x <- round(rnorm(n), 2); u <- rnorm(12, 0, 0.6)
made <- data.frame(g, x, positive = round(rgamma(n, 3, 3 / exp(0.5 + 0.4 * x + u[g])), 3) + 0.001,
  share = pmin(pmax(round(rbeta(n, 8 * plogis(0.4 * x + u[g]), 8 * plogis(-0.4 * x - u[g])), 3), 0.001), 0.999))
gam <- glmmTMB(positive ~ x + (1 | g), made, family = Gamma("log"))
# glmmTMB's sigma of Gamma is 1/sqrt(shape).
shape <- 1 / sigma(gam)^2
cases[[length(cases) + 1]] <- case("made, gamma", "gamma", "log", gam,
  function(p, v) list(lognormal = log(1 + 1 / shape), delta = 1 / shape, trigamma = trigamma(shape)), list(g = matrix(1, n, 1)), g, aux = list(shape = shape))
logs <- lmer(log(positive) ~ x + (1 | g), made)
cases[[length(cases) + 1]] <- case("made, lognormal", "lognormal", "identity", logs, function(p, v) list(own = sigma(logs)^2),
  list(g = matrix(1, n, 1)), g, aux = list(sigma = sigma(logs)))
bet <- glmmTMB(share ~ x + (1 | g), made, family = beta_family())
cases[[length(cases) + 1]] <- case("made, beta", "beta", "logit", bet,
  function(p, v) { m <- mean_of(plogis, p, v); list(delta = 1 / (m * (1 - m) * (1 + sigma(bet)))) }, list(g = matrix(1, n, 1)), g, aux = list(phi = sigma(bet)))

jsonlite::write_json(list(made = R.version.string, cases = cases), "values.json", digits = 15, auto_unbox = TRUE, pretty = FALSE, null = "null")
