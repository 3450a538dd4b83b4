# Exact posteriors of Gaussian models with related levels, by dense linear algebra; sourced by the make-*.R beside it.
# Everything is written out: y = X b + sum over terms of Z_t u_t + e with u_t ~ N(0, Sigma_t (x) K_t), e ~ N(0, sigma^2 I).
library(jsonlite)

# log density of N(mean, V) at y.
log_normal <- function(y, mean, V) {
  L <- t(chol(V))
  z <- forwardsolve(L, y - mean)
  -length(y) / 2 * log(2 * pi) - sum(log(diag(L))) - sum(z^2) / 2
}

# Mean and covariance of u given y, where cov(u) = U, cov(u, y) = C, y ~ N(mean, V).
given <- function(y, mean, V, U, C) {
  solved <- solve(V, cbind(y - mean, t(C)))
  list(mean = drop(C %*% solved[, 1]), sd = sqrt(pmax(diag(U - C %*% solved[, -1]), 0)))
}

# A term: levels of the rows; a matrix of its columns by row; K over all levels that are asked about, with names.
term <- function(label, levels, columns, K) {
  list(label = label, levels = levels, columns = columns, K = K, names = rownames(K))
}

# Rows by (coefficient, level), coefficient slowest, so that cov(u) is Sigma (x) K.
design <- function(term) {
  do.call(cbind, lapply(seq_len(ncol(term$columns)), function(k) {
    Z <- outer(term$levels, term$names, "==") * 1
    Z * term$columns[, k]
  }))
}

effect_names <- function(term) {
  unlist(lapply(colnames(term$columns), function(name) sprintf("r_%s[%s,%s]", term$label, term$names, name)))
}

sigma_of <- function(term, at) {
  names <- colnames(term$columns)
  sds <- vapply(names, function(name) at[[sprintf("sd_%s__%s", term$label, name)]], 0)
  R <- diag(length(names))
  if (length(names) == 2) {
    R[1, 2] <- R[2, 1] <- at[[sprintf("cor_%s__%s__%s", term$label, names[1], names[2])]]
  }
  diag(sds, length(sds)) %*% R %*% diag(sds, length(sds))
}

# At one value of the hyperparameters: with coefficients b held (uncentred), and with b integrated out under its prior:
# centred intercept ~ N(prior$intercept[1], prior$intercept[2]^2), each slope ~ N(0, prior$b^2).
point <- function(y, X, terms, at, b, prior) {
  Zs <- lapply(terms, design)
  Us <- lapply(terms, function(term) kronecker(sigma_of(term, at), term$K))
  V <- diag(at$sigma^2, length(y))
  for (t in seq_along(terms)) V <- V + Zs[[t]] %*% Us[[t]] %*% t(Zs[[t]])
  centred <- sweep(X, 2, c(0, colMeans(X)[-1]))
  B <- diag(c(prior$intercept[2], rep(prior$b, ncol(X) - 1))^2)
  Vb <- V + centred %*% B %*% t(centred)
  mean_b <- drop(centred %*% c(prior$intercept[1], rep(0, ncol(X) - 1)))
  effects <- function(mean, V) {
    laws <- lapply(seq_along(terms), function(t) given(y, mean, V, Us[[t]], Us[[t]] %*% t(Zs[[t]])))
    list(mean = unlist(lapply(laws, `[[`, "mean")), sd = unlist(lapply(laws, `[[`, "sd")))
  }
  # b uncentred is T times b centred.
  T <- diag(ncol(X))
  T[1, -1] <- -colMeans(X)[-1]
  law_b <- given(y, mean_b, Vb, T %*% B %*% t(T), T %*% B %*% t(centred))
  law_b$mean <- law_b$mean + drop(T %*% c(prior$intercept[1], rep(0, ncol(X) - 1)))
  list(
    at = at, b = as.list(b),
    # "given b": the likelihood of y marginal over effects only; otherwise marginal over effects and coefficients.
    logDensityGivenB = log_normal(y, drop(X %*% b), V),
    logDensity = log_normal(y, mean_b, Vb),
    coefficients = law_b,
    effectsGivenB = effects(drop(X %*% b), V),
    effects = effects(mean_b, Vb)
  )
}

fixture <- function(file, about, formula, y, X, terms, points, prior, table, structures, ...) {
  colnames(X) <- paste0("b_", colnames(X))
  record <- list(
    about = about, formula = formula,
    priors = c(sprintf("Intercept ~ normal(%g, %g)", prior$intercept[1], prior$intercept[2]), sprintf("b ~ normal(0, %g)", prior$b)),
    table = table, structures = structures,
    coefficients = colnames(X), effects = unlist(lapply(terms, effect_names)),
    points = lapply(points, function(one) point(y, X, terms, one$at, setNames(one$b, colnames(X)), prior)), ...
  )
  write_exactly(record, file)
}

# Seventeen significant digits, so that every double is read back as it was.
write_exactly <- function(record, file) {
  writeLines(exact_json(record), file.path("test/reference/structures", file))
}
exact_json <- function(x) {
  if (is.list(x)) {
    parts <- vapply(x, exact_json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ","), "]"))
    return(paste0("{\n", paste0(vapply(names(x), toJSON, "", auto_unbox = TRUE), ": ", parts, collapse = ",\n"), "\n}"))
  }
  if (is.character(x)) return(as.character(toJSON(x, auto_unbox = length(x) == 1 && !inherits(x, "AsIs"))))
  text <- ifelse(is.na(x), "null", sprintf("%.15g", x))
  inexact <- !is.na(x) & suppressWarnings(as.numeric(text)) != x
  text[inexact] <- sprintf("%.17g", x[inexact])
  if (length(x) == 1 && !inherits(x, "AsIs")) text else paste0("[", paste(text, collapse = ","), "]")
}

# Row by row.
flat <- function(M) as.vector(t(M))
