# What weights mean elsewhere: Rscript test/reference/weights/make.R, from the root of the checkout, writes values.json beside this
# file. `precision`: lme4 and nlme, maximum likelihood with variances sigma^2/w. `frequency`: stats::glm and MASS, whose weights
# multiply the log likelihood of counts. `brms`: log_lik and the log posterior of a few draws with weights(); that takes minutes, since
# Stan's models are compiled.
suppressPackageStartupMessages({
  library(jsonlite)
  library(lme4)
})

set.seed(20)
n <- 60
data <- data.frame(x = round(rnorm(n), 2), g = rep(paste0("g", 1:6), each = n / 6))
effects <- rnorm(6)
data$p <- round(runif(n, 0.2, 4), 2)
data$w <- sample(c(0, 0.5, 1, 2, 3.25), n, TRUE)
data$y <- round(1 + 0.7 * data$x + effects[as.integer(factor(data$g))] + rnorm(n) * 1.3 / sqrt(data$p), 3)
data$count <- rpois(n, exp(0.4 + 0.5 * data$x + 0.5 * effects[as.integer(factor(data$g))]))

lmm <- lmer(y ~ x + (1 | g), data, weights = p, REML = FALSE, control = lmerControl(optCtrl = list(maxfun = 1e5), calc.derivs = FALSE))
lmm_reml <- lmer(y ~ x + (1 | g), data, weights = p, REML = TRUE)
lme <- nlme::lme(y ~ x, data, random = ~ 1 | g, weights = nlme::varFixed(~ I(1 / p)), method = "ML")
stopifnot(all.equal(as.numeric(logLik(lmm)), as.numeric(logLik(lme)), tolerance = 1e-8))

glm_count <- glm(count ~ x, poisson, data, weights = w, control = list(epsilon = 1e-14))
# aic() of poisson is -2 times the weighted sum of log densities, plus twice the number of coefficients.
log_lik_count <- -(glm_count$aic - 2 * 2) / 2
stopifnot(all.equal(log_lik_count, sum(data$w * dpois(data$count, fitted(glm_count), log = TRUE))))
negbin <- MASS::glm.nb(count ~ x, data, weights = w, control = glm.control(epsilon = 1e-12, maxit = 100))

suppressPackageStartupMessages(library(brms))
# Debian's package of Boost for R is empty: its headers are the system's.
if (!file.exists(rstan::rstan_options("boost_lib"))) rstan::rstan_options(boost_lib = "/usr/include")
of_brms <- function(formula, family) {
  priors <- c(prior(normal(0, 3), class = b), prior(exponential(1), class = sd),
              if (family == "gaussian") prior(exponential(1), class = sigma))
  fit <- suppressWarnings(brm(formula, data, family, prior = priors, chains = 1, iter = 30, warmup = 25, seed = 3, refresh = 0))
  draws <- as.data.frame(fit)[1:3, ]
  list(formula = sub("weights\\((\\w+)\\)", "weights(\\1, frequency)", format(formula)), family = family,
       priors = c("b ~ normal(0, 3)", "sd ~ exponential(1)", if (family == "gaussian") "sigma ~ exponential(1)"),
       draws = as.list(draws[, grepl("^(b_|sd_|sigma|r_|lprior|lp__)", names(draws))]),
       log_lik = unname(log_lik(fit)[1:3, ]))
}

write_json(list(
  versions = list(R = R.version.string, lme4 = as.character(packageVersion("lme4")), nlme = as.character(packageVersion("nlme")),
                  MASS = as.character(packageVersion("MASS")), brms = as.character(packageVersion("brms"))),
  data = as.list(data),
  precision = list(formula = "y ~ x + (1 | g)", log_lik = as.numeric(logLik(lmm)), b = unname(fixef(lmm)),
                   sd = unname(attr(VarCorr(lmm)$g, "stddev")), sigma = sigma(lmm), se = unname(sqrt(diag(as.matrix(vcov(lmm)))))),
  reml = list(b = unname(fixef(lmm_reml)), sd = unname(attr(VarCorr(lmm_reml)$g, "stddev")), sigma = sigma(lmm_reml),
              effects = ranef(lmm_reml)$g[[1]]),
  poisson = list(formula = "count ~ x", b = unname(coef(glm_count)), log_lik = log_lik_count),
  negbinomial = list(formula = "count ~ x", b = unname(coef(negbin)), shape = negbin$theta,
                     log_lik = sum(data$w * dnbinom(data$count, negbin$theta, mu = fitted(negbin), log = TRUE))),
  brms = list(of_brms(y | weights(w) ~ x + (1 | g), "gaussian"), of_brms(count | weights(w) ~ x + (1 | g), "poisson"))
), "test/reference/weights/values.json", auto_unbox = TRUE, digits = 15, pretty = FALSE)
