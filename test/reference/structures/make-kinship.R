# Correlated slopes over a marker-based kinship with negative entries, and two kernels at once. Simulated, no data of others.
# Rscript test/reference/structures/make-kinship.R, from the root of the checkout.
source("test/reference/structures/exact.R")
suppressWarnings(set.seed(20240501, sample.kind = "Rejection"))

# VanRaden's (2008) first G of inbred lines, plus a little of the identity, since G over n lines has rank n - 1 at most.
n <- 40
lines <- sprintf("L%02d", sample(n))
frequency <- runif(150, 0.1, 0.9)
markers <- 2 * t(vapply(seq_len(n), function(i) rbinom(150, 1, frequency) + 0, numeric(150)))
centred <- sweep(markers, 2, colMeans(markers))
p <- colMeans(markers) / 2
G <- tcrossprod(centred) / sum(4 * p * (1 - p))
K <- round(0.95 * G + 0.05 * diag(n), 6)
dimnames(K) <- list(lines, lines)
stopifnot(isSymmetric(K), mean(K[upper.tri(K)] < 0) > 0.4)

id <- sample(rep(lines, 3))
x <- round(rnorm(length(id)), 4)
law <- function(Sigma, K) t(chol(K)) %*% matrix(rnorm(nrow(K) * ncol(Sigma)), ncol = ncol(Sigma)) %*% chol(Sigma)
Sigma <- matrix(c(1, -0.4 * 0.6, -0.4 * 0.6, 0.36), 2)
u <- law(Sigma, K)
rownames(u) <- lines
y <- round(1.5 + 0.7 * x + u[id, 1] + u[id, 2] * x + rnorm(length(id), 0, 0.5), 6)

at <- function(sd0, sd1, cor, sigma, b) {
  list(at = list(sd_id__Intercept = sd0, sd_id__x = sd1, cor_id__Intercept__x = cor, sigma = sigma), b = b)
}
fixture(
  "kinship.json",
  "40 lines with 3 records each, correlated slopes over a marker-based kinship of which 4 in 10 entries and more are negative.",
  "y ~ x + (x | gr(id, cov = K))", y, cbind(Intercept = 1, x = x),
  list(term("id", id, cbind(Intercept = 1, x = x), K)),
  list(at(1, 0.6, -0.4, 0.5, c(1.5, 0.7)), at(0.3, 1.2, 0.8, 0.9, c(0, -0.2)), at(2.5, 0.05, -0.95, 0.2, c(2, 1))),
  list(intercept = c(0, 5), b = 2),
  list(id = id, x = x, y = y), list(K = list(kind = "cov", names = lines, values = flat(K)))
)

# Two kernels of the same lines: the kinship, and likeness of microbial communities (centred log abundances, correlated and scaled).
communities <- matrix(rnorm(n * 60), n) + outer(rnorm(n), rnorm(60))
M <- tcrossprod(scale(communities))
M <- round(0.9 * M / mean(diag(M)) + 0.1 * diag(n), 6)
dimnames(M) <- list(lines, lines)
stopifnot(isSymmetric(M), min(eigen(M)$values) > 0.05)
id <- rep(lines, 2)
x <- round(rnorm(length(id)), 4)
u <- setNames(drop(0.8 * t(chol(K)) %*% rnorm(n)), lines)
v <- setNames(drop(0.5 * t(chol(M)) %*% rnorm(n)), lines)
y <- round(-0.5 + 0.3 * x + u[id] + v[id] + rnorm(length(id), 0, 0.6), 6)
at <- function(genetic, microbial, sigma, b) {
  list(at = list(sd_id.K__Intercept = genetic, sd_id.M__Intercept = microbial, sigma = sigma), b = b)
}
one <- cbind(Intercept = rep(1, length(y)))
fixture(
  "two-kernels.json",
  "40 lines with 2 records each, effects over a kinship and over a likeness of microbial communities.",
  "y ~ x + (1 | gr(id, cov = K)) + (1 | gr(id, cov = M))", y, cbind(Intercept = 1, x = x),
  list(term("id.K", id, one, K), term("id.M", id, one, M)),
  list(at(0.8, 0.5, 0.6, c(-0.5, 0.3)), at(0.1, 1.5, 0.4, c(0, 0)), at(2, 0.02, 1, c(-1, 1))),
  list(intercept = c(0, 5), b = 2),
  list(id = id, x = x, y = y),
  list(K = list(kind = "cov", names = lines, values = flat(K)), M = list(kind = "cov", names = lines, values = flat(M)))
)
