# Standardised mean differences with metafor: escalc for two arms; for three the pooled standard deviation of all arms and the
# covariance of Gleser & Olkin (2009), as in metafor's page on that chapter. Run: Rscript make.R > smd.json
suppressMessages(library(metafor))
number <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")

# Parkinson's disease, off-time reduction: means, standard deviations and sizes of arms (Dias et al., NICE DSU TSD 2, 2011).
two <- data.frame(
  m1 = c(-1.22, -0.24), sd1 = c(3.7, 3), n1 = c(54, 128),
  m2 = c(-1.53, -0.59), sd2 = c(4.28, 3), n2 = c(95, 72)
)
effect <- escalc("SMD", m1i = m2, sd1i = sd2, n1i = n2, m2i = m1, sd2i = sd1, n2i = n1, data = two)

m <- c(-0.3, -2.6, -1.2); sd <- c(4.4, 4.3, 4.3); n <- c(76, 71, 81)
N <- sum(n)
df <- N - length(n)
pooled <- sqrt(sum((n - 1) * sd^2) / df)
correction <- metafor:::.cmicalc(df)
g <- correction * (m[-1] - m[1]) / pooled
v <- matrix(1 / n[1], 2, 2) + outer(g, g) / (2 * N)
diag(v) <- diag(v) + 1 / n[-1]

cat("{\n")
cat('  "two": { "g": ', number(effect$yi), ', "variance": ', number(effect$vi), " },\n", sep = "")
cat('  "three": { "g": ', number(g), ', "covariance": ', number(v), " }\n", sep = "")
cat("}\n")
