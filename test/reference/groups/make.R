# Own estimates of levels and shrinkage factors from R 4.2 and lme4 1.1 (GPL-2+), at the estimates of lmer and glmer.
# Data: sleepstudy (Belenky et al. 2003) and cbpp (Lesnoff et al. 2004), as in lme4.
# Run: Rscript make.R > levels.json
suppressMessages(library(lme4))
numbers <- function(x) paste0("[", paste(format(as.numeric(x), digits = 15, trim = TRUE), collapse = ","), "]")
rows <- function(m) paste0("[", paste(apply(m, 1, numbers), collapse = ","), "]")

fit <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
sigma2 <- sigma(fit)^2
covariance <- matrix(as.numeric(VarCorr(fit)$Subject), 2)
days <- split(sleepstudy$Days, sleepstudy$Subject)
factors <- t(sapply(days, function(x) {
  s <- sigma2 * solve(crossprod(cbind(1, x)))
  diag(s %*% solve(s + covariance))
}))
own <- as.matrix(coef(lmList(Reaction ~ Days | Subject, sleepstudy)))
errors <- t(sapply(days, function(x) sqrt(diag(sigma2 * solve(crossprod(cbind(1, x)))))))
sleep <- sprintf(
  '{"reaction":%s,"days":%s,"subject":%s,"levels":%d,"b":%s,"sigma":%s,"sd":%s,"cor":%s,"effects":%s,"own":%s,"errors":%s,"factors":%s}',
  numbers(sleepstudy$Reaction), numbers(sleepstudy$Days), numbers(as.integer(sleepstudy$Subject) - 1),
  nlevels(sleepstudy$Subject), numbers(fixef(fit)), format(sigma(fit), digits = 15),
  numbers(attr(VarCorr(fit)$Subject, "stddev")), format(attr(VarCorr(fit)$Subject, "correlation")[2, 1], digits = 15),
  rows(as.matrix(ranef(fit)$Subject)), rows(own), rows(errors), rows(factors))

binary <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, family = binomial)
x <- model.matrix(~ period, cbpp)[, -1]
offset <- as.numeric(x %*% fixef(binary)[-1])
sd <- attr(VarCorr(binary)$herd, "stddev")
eta <- predict(binary)
alone <- t(sapply(levels(cbpp$herd), function(h) {
  at <- cbpp$herd == h
  y <- cbpp$incidence[at]
  one <- glm(cbind(y, cbpp$size[at] - y) ~ 1 + offset(offset[at]), family = binomial,
    control = list(epsilon = 1e-13, maxit = 100))
  c(coef(one), sqrt(vcov(one)))
}))
factor <- sapply(levels(cbpp$herd), function(h) {
  at <- cbpp$herd == h
  p <- plogis(eta[at])
  s2 <- 1 / sum(cbpp$size[at] * p * (1 - p))
  s2 / (s2 + sd^2)
})
herds <- sprintf(
  '{"incidence":%s,"size":%s,"period":%s,"herd":%s,"levels":%d,"b":%s,"sd":%s,"effects":%s,"own":%s,"factors":%s}',
  numbers(cbpp$incidence), numbers(cbpp$size), numbers(as.integer(cbpp$period)), numbers(as.integer(cbpp$herd) - 1),
  nlevels(cbpp$herd), numbers(fixef(binary)), format(sd, digits = 15), numbers(ranef(binary)$herd[, 1]),
  rows(alone), numbers(factor))
cat(sprintf('{"sleepstudy":%s,"cbpp":%s}\n', sleep, herds))
