# Writes distributions.json: quantiles, tails and logarithms from R's own mathematical library (nmath), 17 digits.
# Run `Rscript make.R > distributions.json` (R 4.2).
set.seed(1)
n <- 60
exact <- function(x) as.numeric(sprintf("%.17g", x))
a <- exact(10^runif(n, -1, 6)); b <- exact(10^runif(n, -1, 6))
p <- exact(ifelse(seq_len(n) %% 2 == 0, runif(n), 10^runif(n, -12, 0)))
x <- exact(qbeta(runif(n), a, b)); g <- exact(qgamma(runif(n), a))
top <- floor(10^runif(n, 0, 7)); k <- floor(top * runif(n))
ess <- c(400, 4000, 1e5, 1e6)
table <- list(
  incompleteBeta = cbind(x, a, b, pbeta(x, a, b)),
  betaQuantile = rbind(cbind(p, a, b, qbeta(p, a, b)),
                       do.call(rbind, lapply(ess, function(s) do.call(rbind, lapply(c(0.05, 0.5, 0.95), function(q)
                         cbind(c(0.1586553, 0.8413447), s * q + 1, s * (1 - q) + 1,
                               qbeta(c(0.1586553, 0.8413447), s * q + 1, s * (1 - q) + 1))))))),
  incompleteGamma = cbind(g, a, pgamma(g, a)),
  incompleteGammaUpper = cbind(g, a, pgamma(g, a, lower.tail = FALSE)),
  gammaQuantile = cbind(p, a, qgamma(p, a)),
  logBeta = cbind(a, b, lbeta(a, b)),
  logChoose = cbind(top, k, lchoose(top, k)))
row <- function(r) paste0("[", paste(sprintf("%.17g", r), collapse = ","), "]")
rows <- function(m) paste(apply(m, 1, row), collapse = ",")
cat("{\n", paste0('"', names(table), '": [', vapply(table, rows, ""), "]", collapse = ",\n"), "\n}\n", sep = "")
