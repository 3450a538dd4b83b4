# Writes toenail.csv and toenail.json: the trial of two treatments of toenail infection (De Backer et al. 1998), its logistic mixed model by
# adaptive quadrature, and what this implies for the population, by R's integrate.
suppressMessages({library(lme4); library(jsonlite)})
data("toenail", package = "HSAUR3")
d <- data.frame(id = as.integer(toenail$patientID), severe = as.integer(toenail$outcome == "moderate or severe"),
                terbinafine = as.integer(toenail$treatment == "terbinafine"), time = toenail$time)
write.csv(transform(d, time = format(time, digits = 15, trim = TRUE)), "toenail.csv", row.names = FALSE, quote = FALSE)
d <- read.csv("toenail.csv")

fit <- glmer(severe ~ terbinafine * time + (1 | id), d, binomial, nAGQ = 20)
b <- unname(fixef(fit)); s <- unname(attr(VarCorr(fit)$id, "stddev"))
X <- model.matrix(~ terbinafine * time, d)
stopifnot(colnames(X) == names(fixef(fit)))

# integrate() in pieces: the whole line in one is not precise enough.
normal <- function(f) {
  cuts <- seq(-12, 12, 1)
  sum(sapply(seq_along(cuts[-1]), function(k) {
    integrate(function(z) f(z) * dnorm(z), cuts[k], cuts[k + 1], rel.tol = 1e-12, abs.tol = 1e-15)$value
  }))
}
mean_at <- function(eta) sapply(eta, function(e) normal(function(z) plogis(e + s * z)))

# Hedeker et al. 2018: least squares of the logit of the averaged mean.
marginal <- unname(qr.coef(qr(X), qlogis(mean_at(drop(X %*% b)))))

# Contrasts of predictions, averaged over the rows.
contrast <- function(change) {
  from <- change(0); to <- change(1)
  sides <- function(risk) {
    p <- sapply(list(from, to), function(r) mean(risk(drop(model.matrix(~ terbinafine * time, r) %*% b))))
    c(from = p[1], to = p[2], difference = p[2] - p[1], ratio = p[2] / p[1],
      oddsRatio = (p[2] / (1 - p[2])) / (p[1] / (1 - p[1])))
  }
  list(marginal = as.list(sides(mean_at)), conditional = as.list(sides(plogis)))
}
arms <- contrast(function(k) transform(d, terbinafine = k))
month <- contrast(function(k) transform(d, time = time + k))

# The first patient's responses: variances, covariances and correlations.
rows <- which(d$id == d$id[1])
eta <- drop(X[rows, ] %*% b)
p <- mean_at(eta)
cov <- outer(seq_along(eta), seq_along(eta), Vectorize(function(i, j) {
  if (i == j) p[i] * (1 - p[i]) else normal(function(z) plogis(eta[i] + s * z) * plogis(eta[j] + s * z)) - p[i] * p[j]
}))

gee <- geepack::geeglm(severe ~ terbinafine * time, binomial, d, id = d$id, corstr = "exchangeable")
write_json(list(
  names = colnames(X), conditional = b, sd = s, logLik = as.numeric(logLik(fit)), marginal = marginal, gee = unname(coef(gee)),
  arms = arms, month = month,
  first = list(rows = rows - 1, mean = p, covariance = cov, correlation = cov2cor(cov))
), "toenail.json", digits = NA, auto_unbox = TRUE)
