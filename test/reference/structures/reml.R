# REML by Henderson's mixed model equations with sparse matrices; sourced by the make-*.R beside it.
# y = X b + sum_t Z_t u_t + e, u_t ~ N(0, sd_t^2 S_t^-1), e ~ N(0, R) with R known variances, or sigma^2 I where `known` is NULL.
library(Matrix)

# terms: a named list of list(Z, S) with S sparse. Returns sds (sigma last, unless variances are known), b with standard errors,
# effects (BLUPs) and twice the REML log likelihood without its constant.
reml <- function(y, X, terms, known = NULL, start = rep(0.5 * sd(y), length(terms) + is.null(known))) {
  W <- cbind(Matrix(X, sparse = TRUE), do.call(cbind, lapply(terms, `[[`, "Z")))
  sizes <- vapply(terms, function(t) ncol(t$Z), 0)
  log_S <- vapply(terms, function(t) as.numeric(determinant(t$S)$modulus), 0)
  zero <- Matrix(0, ncol(X), ncol(X), sparse = TRUE)
  equations <- function(sds) {
    r <- if (is.null(known)) rep(sds[length(sds)]^2, length(y)) else known
    G <- lapply(seq_along(terms), function(t) terms[[t]]$S / sds[t]^2)
    C <- forceSymmetric(crossprod(W, W / r) + bdiag(c(list(zero), G)))
    right <- crossprod(W, y / r)
    factor <- Cholesky(C, LDL = FALSE, perm = TRUE)
    solved <- solve(factor, right)
    deviance <- as.numeric(2 * determinant(factor)$modulus) + sum(log(r)) + sum(2 * sizes * log(sds[seq_along(terms)]) - log_S) +
      sum(y^2 / r) - sum(solved * right)
    list(deviance = deviance, solved = as.numeric(solved), factor = factor)
  }
  found <- optim(log(start), function(par) equations(exp(par))$deviance, method = "Nelder-Mead", control = list(reltol = 1e-12, maxit = 3000))
  found <- optim(found$par, function(par) equations(exp(par))$deviance, method = "BFGS", control = list(reltol = 1e-14))
  sds <- exp(found$par)
  at <- equations(sds)
  p <- ncol(X)
  units <- sparseMatrix(i = seq_len(p), j = seq_len(p), x = 1, dims = c(ncol(W), p))
  list(sds = setNames(sds, c(names(terms), if (is.null(known)) "sigma")), b = setNames(at$solved[seq_len(p)], colnames(X)),
       se = setNames(sqrt(diag(solve(at$factor, units)[seq_len(p), , drop = FALSE])), colnames(X)),
       effects = at$solved[-seq_len(p)], minusTwice = at$deviance)
}

# Rows to levels.
incidence <- function(index, levels) sparseMatrix(i = seq_along(index), j = match(index, levels), x = 1, dims = c(length(index), length(levels)))

# Precision over all nodes of a tree but the root, tips first, of unit variance at the height of the tree.
tree_precision <- function(tree) {
  height <- max(ape::node.depth.edgelength(tree))
  root <- length(tree$tip.label) + 1
  place <- function(node) ifelse(node > root, node - 1, node)
  child <- place(tree$edge[, 2]); parent <- place(tree$edge[, 1]); inner <- tree$edge[, 1] != root
  w <- height / tree$edge.length
  n <- max(child)
  sparseMatrix(i = c(child, parent[inner], child[inner], parent[inner]), j = c(child, parent[inner], parent[inner], child[inner]),
               x = c(w, w[inner], -w[inner], -w[inner]), dims = c(n, n))
}

# Inverse of the relationship matrix by Henderson's rules, with inbreeding by the tabular method; parents before offspring.
pedigree_precision <- function(dam, sire) {
  n <- length(dam)
  A <- matrix(0, n, n)
  for (i in seq_len(n)) {
    parents <- c(dam[i], sire[i])
    parents <- parents[!is.na(parents)]
    if (i > 1 && length(parents)) A[i, 1:(i - 1)] <- A[1:(i - 1), i] <- colSums(A[parents, 1:(i - 1), drop = FALSE]) / 2
    A[i, i] <- 1 + if (length(parents) == 2) A[parents[1], parents[2]] / 2 else 0
  }
  inbreeding <- diag(A) - 1
  D <- 1 - vapply(seq_len(n), function(i) sum((1 + inbreeding[na.omit(c(dam[i], sire[i]))]) / 4), 0)
  T <- Diagonal(n) - sparseMatrix(i = c(which(!is.na(dam)), which(!is.na(sire))), j = c(na.omit(dam), na.omit(sire)), x = 0.5, dims = c(n, n))
  forceSymmetric(crossprod(T, T / D))
}
