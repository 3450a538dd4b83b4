# Lines from three populations, two of their markers, and a trait that one of these markers moves: a single marker against the kinship of the
# others, by eigen-rotation (Kang et al. 2008, Genetics 178, 1709-1723). Simulated, with known truth.
# Rscript test/reference/structures/make-lines.R, from the root of the checkout.
library(jsonlite)
n <- 120
truth <- list(causal = 0.8, bystander = 0, sd = 0.8, sigma = 0.5)

study <- function(seed) {
  suppressWarnings(set.seed(seed, sample.kind = "Rejection"))
  population <- rep(1:3, each = n / 3)
  ancestral <- runif(500, 0.1, 0.9)
  # Balding and Nichols: frequencies of populations vary about the ancestral one with Fst = 0.2.
  frequency <- sapply(ancestral, function(p) rbeta(3, p * 4, (1 - p) * 4))
  # Inbred lines: a marker is there, or not.
  genotypes <- (matrix(runif(n * 500), n) < frequency[population, ]) + 0
  genotypes <- genotypes[, apply(genotypes, 2, function(g) mean(g) > 0.05 && mean(g) < 0.95)]
  lines <- sprintf("line%03d", sample(n))
  # The bystander differs between the populations as few markers do, the causal one mostly within them.
  between <- apply(genotypes, 2, function(g) var(tapply(g, population, mean)))
  bystander <- order(between, decreasing = TRUE)[3]
  causal <- order(abs(between - median(between)))[1]
  others <- genotypes[, -c(bystander, causal)]
  # VanRaden's (2008) G, scaled to a mean diagonal of 1, and a little of the identity, since G alone is singular.
  G <- tcrossprod(sweep(others, 2, colMeans(others)))
  K <- round(0.98 * G / mean(diag(G)) + 0.02 * diag(n), 4)
  dimnames(K) <- list(lines, lines)
  u <- drop(truth$sd * t(chol(K)) %*% rnorm(n))
  y <- round(1 + truth$causal * genotypes[, causal] + u + rnorm(n, 0, truth$sigma), 4)
  population <- c("north", "east", "south")[population]
  list(K = K, table = data.frame(line = lines, population, causal = genotypes[, causal], bystander = genotypes[, bystander], y))
}

# y ~ x + u + e, u ~ N(0, sd^2 K): in the coordinates of K's eigenvectors rows are independent, and REML is a search in one dimension.
emma <- function(K, y, x) {
  e <- eigen(K, symmetric = TRUE)
  Y <- drop(crossprod(e$vectors, y)); X <- crossprod(e$vectors, cbind(1, x))
  p <- ncol(X)
  at <- function(delta) {
    w <- 1 / (e$values + delta)
    XX <- crossprod(X, X * w)
    b <- solve(XX, crossprod(X, Y * w))
    s2 <- sum(w * (Y - X %*% b)^2) / (n - p)
    list(b = b[2], se = sqrt(s2 * solve(XX)[2, 2]), sd = sqrt(s2), sigma = sqrt(s2 * delta),
         minusTwice = (n - p) * log(s2) - sum(log(w)) + as.numeric(determinant(XX)$modulus))
  }
  best <- optimize(function(l) at(exp(l))$minusTwice, c(-8, 8), tol = 1e-10)$minimum
  found <- at(exp(best))
  plain <- summary(lm(y ~ x))$coefficients[2, ]
  c(found[c("b", "se", "sd", "sigma")], list(h2 = found$sd^2 / (found$sd^2 + found$sigma^2), naive = plain[[1]], naiveSe = plain[[2]], naiveP = plain[[4]]))
}
# How often least squares and the mixed model find an effect of the bystander at the level of 5 %. The study shown is the first
# where least squares does at 0.1 % and REML finds the shares of kinship and residual away from 0.
tests <- vapply(1:300, function(seed) {
  one <- study(seed)
  found <- emma(one$K, one$table$y, one$table$bystander)
  c(found$naiveP, 2 * pnorm(-abs(found$b / found$se)), found$h2)
}, c(0, 0, 0))
shown <- which(tests[1, ] < 0.001 & tests[3, ] > 0.25 & tests[3, ] < 0.75)[1]
table <- study(shown)$table
K <- study(shown)$K
stopifnot(isSymmetric(K), min(eigen(K)$values) > 0.01)
write.csv(table, "examples/kinship/lines.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(line = rownames(K), K, check.names = FALSE), "examples/kinship/kinship.csv", row.names = FALSE, quote = FALSE)

record <- list(
  about = "y ~ marker + (1 | gr(line, cov = K)), REML by eigen-rotation; naive is y ~ marker by least squares. The truth is what was simulated. misled is the share of 300 such studies in which the test of the bystander has p < 0.05, naive and by REML.",
  truth = truth, misled = rowMeans(tests[1:2, ] < 0.05), shown = shown, causal = emma(K, table$y, table$causal), bystander = emma(K, table$y, table$bystander)
)
write_json(record, "test/reference/structures/lines.json", auto_unbox = TRUE, digits = 10)
str(record)
