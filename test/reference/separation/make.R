# Twenty random designs of binary responses and ten of counts, half of each separated, with the way that each coefficient goes,
# by linear programming (Konis 2007): the largest and the smallest value of a coefficient over the directions b with
# |b| <= 1 along which no row's log likelihood falls. Needs lpSolve (LGPL) and jsonlite. Run: Rscript make.R > designs.json
library(lpSolve)
library(jsonlite)
set.seed(20070)

# rows of A: A b >= 0; rows of E: E b = 0; |b_j| <= 1. lpSolve's variables are not negative: b = v - 1.
largest <- function(objective, A, E) {
  p <- length(objective)
  left <- rbind(A, E, diag(p))
  direction <- c(rep(">=", nrow(A)), rep("=", nrow(E)), rep("<=", p))
  right <- c(rowSums(A), rowSums(E), rep(2, p))
  found <- lp("max", objective, left, direction, right)
  stopifnot(found$status == 0)
  found$objval - sum(objective)
}

ways <- function(A, E, p) {
  sapply(seq_len(p), function(j) {
    unit <- as.numeric(seq_len(p) == j)
    up <- largest(unit, A, E) > 1e-6
    down <- largest(-unit, A, E) > 1e-6
    if (up && down) "either" else if (up) "up" else if (down) "down" else "finite"
  })
}

design <- function(n, continuous, binary) {
  numbers <- matrix(round(rnorm(n * continuous), 2), n)
  dummies <- matrix(rbinom(n * binary, 1, 0.3), n)
  X <- cbind(numbers, dummies)
  colnames(X) <- paste0("x", seq_len(ncol(X)))
  X
}

one <- function(kind) {
  repeat {
    X <- design(sample(10:40, 1), sample(0:3, 1), sample(1:3, 1))
    D <- cbind(1, X)
    if (qr(D)$rank == ncol(D)) break
  }
  eta <- drop(D %*% rnorm(ncol(D), 0, 2))
  if (kind == "bernoulli") {
    y <- rbinom(length(eta), 1, plogis(eta))
    A <- (2 * y - 1) * D
    E <- D[0, , drop = FALSE]
  } else {
    y <- rpois(length(eta), exp(eta - 1))
    A <- -D[y == 0, , drop = FALSE]
    E <- D[y > 0, , drop = FALSE]
  }
  if (length(unique(y)) < 2) return(NULL)
  # All rows that can rise at once.
  separated <- largest(colSums(A), A, E) > 1e-6
  list(family = kind, y = y, x = as.data.frame(X), separated = separated, ways = ways(A, E, ncol(D)))
}

chosen <- function(kind, each) {
  yes <- list(); no <- list()
  while (length(yes) < each || length(no) < each) {
    got <- one(kind)
    if (is.null(got)) next
    if (got$separated && length(yes) < each) yes <- c(yes, list(got))
    if (!got$separated && length(no) < each) no <- c(no, list(got))
  }
  c(yes, no)
}

cat(toJSON(c(chosen("bernoulli", 10), chosen("poisson", 5)), dataframe = "columns", auto_unbox = TRUE), "\n")
