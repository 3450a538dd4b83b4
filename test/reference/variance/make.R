# Shares of variance on the data scale, by nested numerical integration in R (stats::integrate) and by the package QGglmm
# (de Villemereuil et al. 2016, Genetics 204, 1281-1294; version 0.8.0, GPL-2). Writes values.json:
#   Rscript make.R [folder with QGglmm's R/source.R and R/source.icc.R, where the package is not installed]
folder <- commandArgs(trailingOnly = TRUE)
if (length(folder) > 0) for (file in c("source.R", "source.icc.R")) source(file.path(folder, file)) else library(QGglmm)

cloglog <- list(inv.link = function(x) -expm1(-exp(x)), var.func = function(x) -expm1(-exp(x)) * exp(-exp(x)),
                d.inv.link = function(x) exp(x - exp(x)))
# A beta response of precision phi: its variance is p (1 - p)/(1 + phi).
beta <- function(phi) list(inv.link = plogis, var.func = function(x) plogis(x) * plogis(-x) / (1 + phi), d.inv.link = dlogis)
# A gaussian response with log link.
gaussianLog <- function(sigma) list(inv.link = exp, var.func = function(x) rep(sigma^2, length(x)), d.inv.link = exp)
lists <- list("binom1.logit" = QGlink.funcs("binom1.logit"), "binom1.probit" = QGlink.funcs("binom1.probit"),
              "binom1.cloglog" = cloglog, "beta.logit" = beta(7), "gaussian.log" = gaussianLog(1.3),
              "Poisson.log" = QGlink.funcs("Poisson.log"), "Poisson.sqrt" = QGlink.funcs("Poisson.sqrt"),
              "negbin.log" = QGlink.funcs("negbin.log", theta = 2.5), "negbin.sqrt" = QGlink.funcs("negbin.sqrt", theta = 2.5))

# The same integrals by hand, with tighter tolerances.
mean_of <- function(f, predict, v) mean(sapply(predict, function(eta)
  integrate(function(z) f(eta + sqrt(v) * z) * dnorm(z), -12, 12, rel.tol = 1e-12, abs.tol = 0, subdivisions = 1000)$value))
by_hand <- function(functions, predict, va, vp) {
  mean <- mean_of(functions$inv.link, predict, vp)
  variance <- mean_of(function(x) functions$inv.link(x)^2, predict, vp) - mean^2 + mean_of(functions$var.func, predict, vp)
  within <- variance - (mean(sapply(predict, function(eta) mean_of(functions$inv.link, eta, vp)^2)) - mean^2)
  psi <- mean_of(functions$d.inv.link, predict, vp)
  given <- function(t) sapply(t, function(one) mean_of(functions$inv.link, predict + one, vp - va))
  shared <- integrate(function(z) (given(sqrt(va) * z) - mean)^2 * dnorm(z), -12, 12, rel.tol = 1e-10, abs.tol = 0, subdivisions = 1000)$value
  list(mean = mean, variance = variance, within = within, additive = psi^2 * va / variance, icc = shared / variance)
}

predicts <- list(0.4, c(-1.2, -0.3, 0.1, 0.9, 2))
cases <- list()
for (model in names(lists)) for (predict in predicts) for (v in list(c(0.5, 0.9), c(2, 5))) {
  ours <- by_hand(lists[[model]], predict, v[1], v[2])
  theirs <- QGparams(var.a = v[1], var.p = v[2], predict = predict, custom.model = lists[[model]], verbose = FALSE)
  icc <- QGicc(var.comp = v[1], var.p = v[2], predict = predict, custom.model = lists[[model]], verbose = FALSE)
  cases[[length(cases) + 1]] <- c(list(model = model, predict = I(predict), component = v[1], total = v[2]), ours,
    list(qgglmm = list(mean = theirs$mean.obs, variance = theirs$var.obs, additive = theirs$h2.obs, icc = icc$icc.obs)))
}
jsonlite::write_json(list(made = R.version.string, cases = cases), "values.json", digits = 15, auto_unbox = TRUE, pretty = TRUE)
