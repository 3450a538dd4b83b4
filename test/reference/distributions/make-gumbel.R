# The Gumbel law by formulas written apart from the package's, checked against R 4.2's weibull: Rscript make-gumbel.R > gumbel.json
# e^(-(x - m)/s) is an exponential one, so that the law is that of -log of a Weibull of shape 1.
density <- function(x, m, s) { z <- (x - m) / s; dweibull(exp(-z), 1, 1, log = TRUE) - z - log(s) }
cdf <- function(x, m, s) pweibull(exp(-(x - m) / s), 1, 1, lower.tail = FALSE, log.p = TRUE)
survival <- function(x, m, s) pweibull(exp(-(x - m) / s), 1, 1, log.p = TRUE)
number <- function(x) sprintf("%.17g", x)
rows <- character(0)
for (m in c(-3, 0, 1.25)) for (s in c(0.05, 1, 7.5)) for (z in c(-6, -2, -0.3, 0, 0.4, 3, 20, 150)) {
  x <- m + s * z
  rows <- c(rows, paste0('{"location":', m, ',"scale":', s, ',"x":', number(x), ',"logDensity":', number(density(x, m, s)),
    ',"logCdf":', number(cdf(x, m, s)), ',"logSurvival":', number(survival(x, m, s)), "}"))
}
p <- 1:9 / 10
deciles <- paste(number(2 - 0.5 * log(-log(p))), collapse = ",")
cat('{"rows":[\n', paste(rows, collapse = ",\n"), '\n],"deciles":[', deciles, "]}\n", sep = "")
