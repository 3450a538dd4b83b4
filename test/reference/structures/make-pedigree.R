# An inbred pedigree of 60 animals, out of order and with parents missing; its relationship matrix by the tabular method (Henderson
# 1976). Simulated. Rscript test/reference/structures/make-pedigree.R, from the root of the checkout.
source("test/reference/structures/exact.R")
suppressWarnings(set.seed(33, sample.kind = "Rejection"))

n <- 60
animals <- sprintf("a%02d", 1:n)
dam <- sire <- rep(NA_integer_, n)
for (i in 9:n) {
  # Parents from the eight before, so that relatives mate; odd numbers are dams, even ones sires; some parents are not known.
  near <- (i - 8):(i - 1)
  dam[i] <- sample(near[near %% 2 == 1], 1)
  sire[i] <- sample(near[near %% 2 == 0], 1)
  if (i %% 7 == 0) dam[i] <- NA
  if (i %% 11 == 0) sire[i] <- NA
}

A <- matrix(0, n, n, dimnames = list(animals, animals))
for (i in 1:n) {
  for (j in seq_len(i - 1)) {
    A[i, j] <- A[j, i] <- (if (is.na(dam[i])) 0 else A[j, dam[i]] / 2) + (if (is.na(sire[i])) 0 else A[j, sire[i]] / 2)
  }
  A[i, i] <- 1 + (if (is.na(dam[i]) || is.na(sire[i])) 0 else A[dam[i], sire[i]] / 2)
}
inbreeding <- diag(A) - 1
stopifnot(sum(inbreeding > 0.05) > 20, max(inbreeding) > 0.2)

order <- sample(n)
pedigree <- list(kind = "pedigree", animals = animals[order], dams = animals[dam[order]], sires = animals[sire[order]])

# The last forty have records, two each.
id <- sample(rep(animals[21:60], 2))
x <- round(rnorm(length(id)), 4)
u <- drop(0.9 * t(chol(A)) %*% rnorm(n))
names(u) <- animals
y <- round(2 + 0.4 * x + u[id] + rnorm(length(id), 0, 0.7), 6)
at <- function(sd, sigma, b) list(at = list(sd_animal__Intercept = sd, sigma = sigma), b = b)
strings <- function(x) if (is.character(x) && anyNA(x)) lapply(x, function(one) if (is.na(one)) NA_real_ else one) else x
fixture(
  "pedigree.json",
  "60 animals, the last 40 with two records each; effects are of all animals.",
  "y ~ x + (1 | gr(animal, pedigree = P))", y, cbind(Intercept = 1, x = x),
  list(term("animal", id, cbind(Intercept = rep(1, length(y))), A)),
  list(at(0.9, 0.7, c(2, 0.4)), at(0.1, 1.5, c(0, 0)), at(3, 0.2, c(1, 1))),
  list(intercept = c(0, 5), b = 2),
  list(animal = id, x = x, y = y), list(P = lapply(pedigree, strings)),
  names = animals, relationship = flat(A), inbreeding = inbreeding
)
