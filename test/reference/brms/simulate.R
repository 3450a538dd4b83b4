# Data of the cases: each function draws a small table with the seed of its place in the list of cases.R.

normals <- function(n) round(rnorm(n), 2)
groups <- function(n, levels) sprintf("g%02d", rep_len(seq_len(levels), n))
effects <- function(g, sd) rnorm(length(unique(g)), 0, sd)[as.integer(factor(g))]
treatments <- function(n) rep_len(c("ctrl", "trt"), n)

counts_with_zeros <- function(n = 200) {
  x <- normals(n)
  data.frame(x, y = ifelse(runif(n) < 0.3, 0, rpois(n, exp(0.8 + 0.5 * x))))
}

grouped_counts_with_zeros <- function(n = 240) {
  x <- normals(n); g <- groups(n, 12)
  data.frame(x, g, y = ifelse(runif(n) < plogis(-1 + 0.8 * x), 0, rpois(n, exp(1 + 0.4 * x + effects(g, 0.5)))))
}

overdispersed_counts_with_zeros <- function(n = 240) {
  x <- normals(n)
  data.frame(x, y = ifelse(runif(n) < 0.25, 0, rnbinom(n, mu = exp(1.3 + 0.5 * x), size = 2.5)))
}

hurdled_counts <- function(n = 220) {
  x <- normals(n); f <- treatments(n)
  positive <- qpois(runif(n, dpois(0, exp(0.9 + 0.3 * x)), 1), exp(0.9 + 0.3 * x))
  data.frame(x, f, y = ifelse(runif(n) < plogis(-0.8 + 0.9 * (f == "trt")), 0, positive))
}

hurdled_overdispersed_counts <- function(n = 240) {
  x <- normals(n); mu <- exp(1.4 + 0.4 * x)
  data.frame(x, y = ifelse(runif(n) < 0.35, 0, qnbinom(runif(n, dnbinom(0, mu = mu, size = 3), 1), mu = mu, size = 3)))
}

hurdled_gammas <- function(n = 200) {
  x <- normals(n)
  data.frame(x, y = ifelse(runif(n) < 0.25, 0, round(rgamma(n, 2.5, 2.5 / exp(1 + 0.4 * x)), 3) + 0.001))
}

hurdled_lognormals <- function(n = 220) {
  x <- normals(n); g <- groups(n, 11)
  y <- round(exp(0.5 + 0.6 * x + effects(g, 0.5) + 0.7 * rnorm(n)), 3) + 0.001
  data.frame(x, g, y = ifelse(runif(n) < plogis(-0.7 - 0.8 * x), 0, y))
}

# Ratings 1 ... K by cutting a latent variable; the step families differ from it little enough to be told from such data.
ratings <- function(n, cuts, slopes = 0.9, levels = 15, error = rlogis) {
  x <- normals(n); f <- treatments(n); g <- groups(n, levels)
  latent <- slopes * x - 0.5 * (f == "trt") + effects(g, 0.8) + error(n)
  data.frame(x, f, g, y = findInterval(latent, cuts) + 1L)
}

ratings_of_unequal_spread <- function(n = 250) {
  x <- normals(n); f <- treatments(n)
  data.frame(x, f, y = findInterval(0.8 * x + rnorm(n) / exp(-0.5 * (f == "trt")), c(-1, 0, 1)) + 1L)
}

choices <- function(n = 220) {
  x <- normals(n)
  scores <- cbind(0, 0.3 + 0.8 * x, -0.3 - 0.6 * x) - log(-log(matrix(runif(3 * n), n)))
  data.frame(x, y = c("a", "b", "c")[max.col(scores)])
}

# Times rounded or cut: 0 observed, 1 right, -1 left, 2 within [y, y2]; y2 is read in the last alone.
censored <- function(time, right, left, width) {
  cens <- ifelse(time > right, 1, ifelse(time < left, -1, ifelse(runif(length(time)) < 0.2, 2, 0)))
  lower <- floor(time / width) * width
  y <- ifelse(cens == 1, right, ifelse(cens == -1, left, ifelse(cens == 2, pmax(lower, 0.05), time)))
  data.frame(y = round(y, 3), y2 = round(ifelse(cens == 2, lower + width, y), 3), cens)
}

censored_lognormals <- function(n = 220) {
  x <- normals(n)
  data.frame(x, censored(exp(0.6 + 0.5 * x + 0.8 * rnorm(n)), right = 5, left = 0.5, width = 1))
}

censored_weibulls <- function(n = 220) {
  x <- normals(n); f <- treatments(n); shape <- 1.6
  time <- rweibull(n, shape, exp(1 + 0.3 * x - 0.4 * (f == "trt")) / gamma(1 + 1 / shape))
  cens <- ifelse(time > 4, 1, 0)
  data.frame(x, f, y = round(pmin(pmax(time, 0.002), 4), 3), cens)
}

proportions <- function(n = 180) {
  x <- normals(n); mu <- plogis(0.4 + 0.5 * x); phi <- exp(2 + 0.5 * x)
  data.frame(x, y = pmin(pmax(round(rbeta(n, mu * phi, (1 - mu) * phi), 4), 0.0005), 0.9995))
}

proportions_with_ends <- function(n = 240) {
  x <- normals(n); mu <- plogis(0.2 + 0.6 * x)
  y <- pmin(pmax(round(rbeta(n, mu * 6, (1 - mu) * 6), 4), 0.0005), 0.9995)
  data.frame(x, y = ifelse(runif(n) < 0.25, ifelse(runif(n) < 0.4, 1, 0), y))
}

proportions_with_zeros <- function(n = 220) {
  data <- proportions_with_ends(n)
  data$y <- ifelse(data$y == 1, 0, data$y)
  data
}

heavy_tailed <- function(n = 180) {
  x <- normals(n); g <- groups(n, 12)
  data.frame(x, g, y = round(1 + 0.7 * x + effects(g, 0.6) + 0.8 * rt(n, 4), 3))
}

unequal_spread <- function(n = 240) {
  x <- normals(n); g <- groups(n, 12)
  data.frame(x, g, y = round(1 + 0.6 * x + exp(-0.2 + 0.4 * x + effects(g, 0.5)) * rnorm(n), 3))
}

cut_below <- function(n = 180, at = 0) {
  x <- normals(n); mu <- 0.8 + 0.7 * x
  data.frame(x, y = round(qnorm(runif(n, pnorm(at, mu, 1.1), 1), mu, 1.1), 3) + 0.001)
}

counts_without_zeros <- function(n = 180) {
  x <- normals(n); mu <- exp(0.5 + 0.5 * x)
  data.frame(x, y = qpois(runif(n, dpois(0, mu), 1), mu))
}

doses <- function(n = 200) {
  d <- rep_len(0:4, n); z <- normals(n); share <- c(0, 0.5, 0.65, 0.7, 1)[d + 1]
  data.frame(d, z, y = round(1 + 2 * share + 0.5 * z + 1.2 * share * z + rnorm(n), 3))
}

many_predictors <- function(n = 150) {
  x <- matrix(normals(8 * n), n, dimnames = list(NULL, paste0("x", 1:8)))
  data.frame(x, y = round(c(0.5 + x %*% c(1.5, 0, 0, -0.8, 0, 0, 0.3, 0)) + rnorm(n), 3))
}

litters <- function(n = 150) {
  x <- normals(n); size <- sample(5:20, n, TRUE); mu <- plogis(-0.3 + 0.7 * x)
  data.frame(x, size, y = rbinom(n, size, rbeta(n, mu * 5, (1 - mu) * 5)))
}

litters_with_zeros <- function(n = 180) {
  x <- normals(n); size <- sample(5:15, n, TRUE)
  data.frame(x, size, y = ifelse(runif(n) < 0.3, 0, rbinom(n, size, plogis(0.2 + 0.7 * x))))
}

skewed <- function(n = 250) {
  x <- normals(n); delta <- 4 / sqrt(17)
  data.frame(x, y = round(1 + 0.6 * x + 1.2 * (delta * abs(rnorm(n)) + sqrt(1 - delta^2) * rnorm(n)), 3))
}

two_kinds <- function(n = 240) {
  x <- normals(n); first <- runif(n) < 0.4
  data.frame(x, y = round(ifelse(first, -2 + 0.3 * x + 0.6 * rnorm(n), 2 + 0.8 * x + rnorm(n)), 3))
}

reaction_times <- function(n = 220) {
  x <- normals(n)
  data.frame(x, y = round(0.6 + 0.05 * x + 0.08 * rnorm(n) + rexp(n, 1 / 0.2), 4))
}

delayed <- function(n = 220) {
  x <- normals(n)
  data.frame(x, y = round(0.25 + exp(-0.8 + 0.3 * x + 0.5 * rnorm(n)), 4))
}

votes <- function(n = 100) {
  x <- normals(n); size <- sample(8:20, n, TRUE)
  shares <- exp(cbind(0, 0.4 + 0.5 * x, -0.5 - 0.4 * x))
  counts <- t(sapply(seq_len(n), function(i) rmultinom(1, size[i], shares[i, ])))
  data.frame(x, size, a = counts[, 1], b = counts[, 2], c = counts[, 3])
}

shares <- function(n = 120) {
  x <- normals(n); mean <- exp(cbind(0, 0.5 + 0.5 * x, -0.4 - 0.3 * x)); mean <- mean / rowSums(mean)
  draws <- matrix(rgamma(3 * n, 12 * mean), n); draws <- pmax(round(draws / rowSums(draws), 4), 0.0005)
  data.frame(x, a = round(1 - draws[, 2] - draws[, 3], 4), b = draws[, 2], c = draws[, 3])
}

overdispersed_counts <- function(n = 240) {
  x <- normals(n)
  data.frame(x, y = rnbinom(n, mu = exp(1.2 + 0.5 * x), size = exp(0.7 + 0.5 * x)))
}

geometrics <- function(n = 200) {
  x <- normals(n)
  data.frame(x, y = rgeom(n, 1 / (1 + exp(0.8 + 0.5 * x))))
}

waiting <- function(n = 200) {
  x <- normals(n)
  data.frame(x, y = round(rexp(n, exp(-0.5 - 0.4 * x)), 3) + 0.001)
}

passages <- function(n = 200) {
  x <- normals(n); mu <- exp(0.3 + 0.3 * x); shape <- 3
  z <- rnorm(n)^2; root <- mu + mu^2 * z / (2 * shape) - mu / (2 * shape) * sqrt(4 * mu * shape * z + mu^2 * z^2)
  data.frame(x, y = round(ifelse(runif(n) < mu / (mu + root), root, mu^2 / root), 4) + 0.0001)
}

two_sided <- function(n = 200) {
  x <- normals(n)
  data.frame(x, y = round(1 + 0.8 * x + 0.9 * (rexp(n) - rexp(n)), 3))
}

# Times of a hazard that rises and falls, with a share censored when they are seen last.
survival_times <- function(n = 220) {
  x <- normals(n); f <- treatments(n)
  time <- rlnorm(n, 1 - 0.4 * x + 0.5 * (f == "trt"), 0.6)
  end <- runif(n, 2, 9)
  data.frame(x, f, y = round(pmax(pmin(time, end), 0.02), 3), cens = ifelse(time > end, 1, 0))
}
