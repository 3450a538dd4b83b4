# Reference values for questions put to a fitted network, made with R and metafor: Rscript make.R > values.json
suppressMessages({library(metafor); library(jsonlite)})
cells <- list(
  or = c(9, 140, 23, 150), zero = c(0, 50, 7, 45), all = c(12, 12, 9, 11)
)
effect <- function(x, measure) {
  e <- escalc(measure, ai = x[3], n1i = x[4], ci = x[1], n2i = x[2])
  c(as.numeric(e$yi), sqrt(as.numeric(e$vi)))
}
rate <- escalc("IRR", x1i = 4, t1i = 210, x2i = 11, t2i = 180)
rate0 <- escalc("IRR", x1i = 4, t1i = 210, x2i = 0, t2i = 180)
# log p(y1 | y0, d, tau) of a two-arm binomial trial by nested adaptive quadrature, mu ~ normal(0, 10), delta ~ normal(d, tau).
study <- function(y, n, d, tau, sd) {
  other <- function(mu) sapply(mu, function(m) integrate(function(z)
    dbinom(y[2], n[2], plogis(m + d + tau * z)) * dnorm(z), -12, 12, rel.tol = 1e-12, subdivisions = 2000)$value)
  one <- function(mu) dbinom(y[1], n[1], plogis(mu)) * dnorm(mu, 0, sd)
  lim <- function(f, lo, hi) { x <- seq(lo, hi, length.out = 60); sum(sapply(1:59, function(i)
    integrate(f, x[i], x[i + 1], rel.tol = 1e-12, subdivisions = 2000)$value)) }
  log(lim(function(m) one(m) * other(m), -60, 12)) - log(lim(one, -60, 12))
}
# Three arms: correlation 1/2 by a shared effect, each other effect integrated by itself.
study3 <- function(y, n, d, tau, sd) {
  arm <- function(k, x) integrate(function(v) dbinom(y[k], n[k], plogis(x + tau / sqrt(2) * v)) * dnorm(v), -10, 10, rel.tol = 1e-11)$value
  given <- function(mu) integrate(Vectorize(function(u) {
    m <- mu + tau / sqrt(2) * u
    arm(2, m + d[1]) * arm(3, m + d[2]) * dnorm(u)
  }), -8, 8, rel.tol = 1e-10)$value
  one <- function(mu) dbinom(y[1], n[1], plogis(mu)) * dnorm(mu, 0, sd)
  x <- seq(-8, 3, length.out = 12)
  top <- sum(sapply(1:11, function(i) integrate(Vectorize(function(m) one(m) * given(m)), x[i], x[i + 1], rel.tol = 1e-10)$value))
  x <- seq(-20, 10, length.out = 31)
  log(top) - log(sum(sapply(1:30, function(i) integrate(one, x[i], x[i + 1], rel.tol = 1e-12)$value)))
}
cat(toJSON(list(
  studyEffects = list(
    or = effect(cells$or, "OR"), orZero = effect(cells$zero, "OR"), orAll = effect(cells$all, "OR"),
    rr = effect(cells$or, "RR"), rrZero = effect(cells$zero, "RR"),
    irr = c(as.numeric(rate$yi), sqrt(as.numeric(rate$vi))), irrZero = c(as.numeric(rate0$yi), sqrt(as.numeric(rate0$vi)))
  ),
  studies = list(
    twoArms = study(c(9, 23), c(140, 150), 0.8, 0.6, 10), small = study(c(2, 9), c(106, 205), 0.3, 1.4, 10),
    zero = study(c(0, 5), c(40, 41), 0.5, 0.3, 10), tight = study(c(300, 363), c(731, 714), 0.8, 0.02, 10),
    threeArms = study3(c(9, 23, 10), c(140, 140, 138), c(0.8, 1.1), 0.8, 10)
  ),
  arm = dbinom(9, 140, plogis(-2.1), log = TRUE),
  ordered = c(pnorm(-0.3), pnorm(0.7 - 0.3) - pnorm(-0.3), 1 - pnorm(0.7 - 0.3))
), digits = 15, auto_unbox = TRUE, pretty = TRUE))
