# Exact posterior of parkinson.csv with random effects, tau integrated out on a grid: given tau all is normal. Rscript parkinsonGrid.R
rows <- read.csv("parkinson.csv", stringsAsFactors = FALSE)
studies <- unique(rows$study)
treatment <- match(rows$treatment, LETTERS[1:5])
se <- rows$std.dev / sqrt(rows$sampleSize)
n <- nrow(rows)
X <- matrix(0, n, length(studies) + 4)
R <- matrix(0, n, n)
for (i in 1:n) {
  own <- which(rows$study == rows$study[i])
  base <- own[which.min(treatment[own])]
  X[i, match(rows$study[i], studies)] <- 1
  if (treatment[i] > 1) X[i, length(studies) + treatment[i] - 1] <- 1
  if (treatment[base] > 1) X[i, length(studies) + treatment[base] - 1] <- X[i, length(studies) + treatment[base] - 1] - 1
  for (j in own) if (i != base && j != base) R[i, j] <- if (i == j) 1 else 0.5
}
taus <- (seq_len(8000) - 0.5) * 0.004
parts <- lapply(taus, function(tau) {
  V <- diag(se^2) + tau^2 * R
  A <- t(X) %*% solve(V, X) + diag(1e-4, ncol(X))
  m <- solve(A, t(X) %*% solve(V, rows$mean))
  log_weight <- -0.5 * (determinant(V)$modulus + determinant(A)$modulus + sum(rows$mean * solve(V, rows$mean)) - sum(m * (A %*% m))) - 0.5 * (tau / 5)^2
  list(w = as.numeric(log_weight), m = m[-seq_along(studies)], v = solve(A)[-seq_along(studies), -seq_along(studies)])
})
w <- sapply(parts, `[[`, "w")
w <- exp(w - max(w)) / sum(exp(w - max(w)))
moments <- function(k) {
  m <- sapply(parts, function(p) sum(k * p$m))
  v <- sapply(parts, function(p) sum(k * (p$v %*% k)))
  mean <- sum(w * m)
  c(mean = mean, sd = sqrt(sum(w * (v + m^2)) - mean^2))
}
contrasts <- list(`rel[1,2]` = c(1, 0, 0, 0), `rel[1,3]` = c(0, 1, 0, 0), `rel[1,4]` = c(0, 0, 1, 0), `rel[1,5]` = c(0, 0, 0, 1), `rel[2,4]` = c(-1, 0, 1, 0))
lines <- sapply(names(contrasts), function(name) sprintf('  "%s": { "mean": %.5f, "sd": %.5f }', name, moments(contrasts[[name]])[1], moments(contrasts[[name]])[2]))
tau_mean <- sum(w * taus)
quantile <- function(q) taus[which(cumsum(w) >= q)[1]]
tau <- sprintf('  "tau": { "mean": %.5f, "sd": %.5f, "q2.5": %.3f, "q50": %.3f, "q97.5": %.3f }', tau_mean, sqrt(sum(w * taus^2) - tau_mean^2), quantile(0.025), quantile(0.5), quantile(0.975))
writeLines(c("{", paste(c(lines, tau), collapse = ",\n"), "}"), "parkinsonGrid.json")
