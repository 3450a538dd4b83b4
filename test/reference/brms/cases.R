# The models: formulas, family and priors in poolwise's words, which are brms's but for the text of priors; make.R translates those.
# `implied` lists priors that neither package is told, because both have them by default.

case <- function(name, data, formulas, family, priors, factors = NULL, implied = NULL, adapt_delta = 0.95) {
  as.list(environment())
}

slope <- c("b ~ normal(0, 2)", "Intercept ~ normal(0, 3)")
of <- function(parameter) paste0(parameter, ": ", c("b ~ normal(0, 2)", "Intercept ~ normal(0, 3)"))
by_logit <- function(parameter) paste0(parameter, ": ", c("b ~ normal(0, 2)", "Intercept ~ logistic(0, 1)"))
spread <- "sd ~ exponential(1)"
residual <- "sigma ~ exponential(1)"

cases <- list(
  case("zero_inflated_poisson", counts_with_zeros, "y ~ x", "zero_inflated_poisson", c(slope, "zi ~ beta(2, 2)")),
  case("zero_inflated_poisson_by_x", grouped_counts_with_zeros, c("y ~ x + (1 | g)", "zi ~ x"), "zero_inflated_poisson",
       c(slope, spread, by_logit("zi"))),
  case("hurdle_poisson", hurdled_counts, c("y ~ x", "hu ~ f"), "hurdle_poisson", c(slope, by_logit("hu"))),
  case("hurdle_gamma", hurdled_gammas, "y ~ x", "hurdle_gamma", c(slope, "shape ~ gamma(2, 0.5)", "hu ~ beta(2, 2)")),
  case("hurdle_lognormal", hurdled_lognormals, c("y ~ x + (1 | g)", "hu ~ x"), "hurdle_lognormal",
       c(slope, spread, residual, by_logit("hu"))),
  case("cumulative", function() ratings(220, c(-1.5, 0, 1.5)), "y ~ x + (1 | g)", "cumulative", c(slope, spread)),
  case("sratio", function() ratings(220, c(-1.2, 0.2, 1.4), levels = 1), "y ~ x + f", "sratio", slope),
  case("acat", function() ratings(220, c(-0.8, 0.8), levels = 1), "y ~ x + f", "acat", slope),
  case("categorical", choices, "y ~ x", "categorical", c(of("mub"), of("muc"))),
  case("lognormal_censored", censored_lognormals, "y | cens(cens, y2) ~ x", "lognormal", c(slope, residual)),
  case("beta_by_x", proportions, c("y ~ x", "phi ~ x"), "beta", c(slope, of("phi"))),
  case("student", heavy_tailed, "y ~ x + (1 | g)", "student", c(slope, spread, residual, "nu ~ gamma(2, 0.1)")),
  case("weibull_censored", censored_weibulls, "y | cens(cens) ~ x + f", "weibull", c(slope, "shape ~ gamma(2, 0.5)")),
  case("gaussian_sigma_by_x", unequal_spread, c("y ~ x", "sigma ~ x + (1 | g)"), "gaussian",
       c(slope, of("sigma"), "sigma: sd ~ exponential(1)")),
  case("gaussian_truncated", cut_below, "y | trunc(lb = 0) ~ x", "gaussian", c(slope, residual)),
  case("poisson_truncated", counts_without_zeros, "y | trunc(lb = 1) ~ x", "poisson", slope),
  case("monotonic", doses, "y ~ mo(d) + z", "gaussian", c(slope, residual), implied = "simo ~ dirichlet(1)"),
  case("monotonic_by_z", doses, "y ~ mo(d) * z", "gaussian", c(slope, residual), implied = "simo ~ dirichlet(1)"),
  case("horseshoe", many_predictors, "y ~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8", "gaussian",
       c("b ~ horseshoe(1)", "Intercept ~ normal(0, 3)", residual), adapt_delta = 0.995),
  case("beta_binomial", litters, "y | trials(size) ~ x", "beta_binomial", c(slope, "phi ~ gamma(2, 0.2)")),
  case("skew_normal", skewed, "y ~ x", "skew_normal", c(slope, residual, "alpha ~ normal(0, 4)")),
  case("zero_one_inflated_beta", proportions_with_ends, "y ~ x", "zero_one_inflated_beta",
       c(slope, "phi ~ gamma(2, 0.2)", "zoi ~ beta(2, 2)", "coi ~ beta(2, 2)")),
  case("mixture", two_kinds, "y ~ x", "mixture(gaussian, gaussian)",
       c(of("mu1"), of("mu2"), "sigma1 ~ exponential(1)", "sigma2 ~ exponential(1)"), implied = "theta ~ dirichlet(1)"),
  case("exgaussian", reaction_times, "y ~ x", "exgaussian", c(slope, "sigma ~ exponential(5)", "beta ~ exponential(3)")),
  case("shifted_lognormal", delayed, "y ~ x", "shifted_lognormal", c(slope, residual, "ndt ~ exponential(2)")),
  case("multinomial", votes, "cbind(a, b, c) | trials(size) ~ x", "multinomial", c(of("mub"), of("muc"))),

  case("cratio", function() ratings(220, c(-1.2, 0.2, 1.4), levels = 1), "y ~ x + f", "cratio", slope),
  case("cumulative_disc", ratings_of_unequal_spread, c("y ~ x", "disc ~ 0 + f"), "cumulative(probit)",
       c(slope, "disc: b[fctrl] ~ normal(0, 0.01)", "disc: b[ftrt] ~ normal(0, 1)")),
  case("zero_inflated_negbinomial", overdispersed_counts_with_zeros, "y ~ x", "zero_inflated_negbinomial",
       c(slope, "shape ~ gamma(2, 0.5)", "zi ~ beta(2, 2)")),
  case("hurdle_negbinomial", hurdled_overdispersed_counts, "y ~ x", "hurdle_negbinomial",
       c(slope, "shape ~ gamma(2, 0.5)", "hu ~ beta(2, 2)")),
  case("zero_inflated_beta", proportions_with_zeros, c("y ~ x", "zi ~ x"), "zero_inflated_beta",
       c(slope, "phi ~ gamma(2, 0.2)", by_logit("zi"))),
  case("zero_inflated_binomial", litters_with_zeros, "y | trials(size) ~ x", "zero_inflated_binomial",
       c(slope, "zi ~ beta(2, 2)")),
  case("negbinomial_by_x", overdispersed_counts, c("y ~ x", "shape ~ x"), "negbinomial", c(slope, of("shape"))),
  case("geometric", geometrics, "y ~ x", "geometric", slope),
  case("exponential", waiting, "y ~ x", "exponential", slope),
  case("inverse_gaussian", passages, "y ~ x", "inverse.gaussian(log)", c(slope, "shape ~ gamma(2, 0.5)")),
  case("asym_laplace", two_sided, "y ~ x", "asym_laplace", c(slope, residual, "quantile ~ beta(2, 2)")),
  case("dirichlet", shares, "cbind(a, b, c) ~ x", "dirichlet", c(of("mub"), of("muc"), "phi ~ gamma(2, 0.1)")),
  case("cox_censored", survival_times, "y | cens(cens) ~ x + f", "cox", slope, implied = "sbhaz ~ dirichlet(1)")
)
names(cases) <- sapply(cases, `[[`, "name")
