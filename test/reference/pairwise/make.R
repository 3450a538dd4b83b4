# Posteriors of normal-normal meta-analyses by numeric integration, and effect sizes, tests and statistics of metafor.
# Run: Rscript make.R (writes the files beside it). R with metafor and metadat is needed.
suppressMessages({ library(metafor); library(metadat); library(jsonlite) })

gauss <- function(n) { # nodes and weights of Gauss-Legendre on (0, 1), by the eigenvalues of the Jacobi matrix
  i <- seq_len(n - 1); b <- i / sqrt(4 * i^2 - 1); J <- matrix(0, n, n)
  J[cbind(i, i + 1)] <- b; J[cbind(i + 1, i)] <- b; e <- eigen(J, symmetric = TRUE)
  list(x = (e$values + 1) / 2, w = e$vectors[1, ]^2)
}
# tau on (0, Inf) as s u / (1 - u)
positive <- function(n, s) { g <- gauss(n); list(x = s * g$x / (1 - g$x), w = g$w * s / (1 - g$x)^2) }
interval <- function(n) { g <- gauss(n); list(x = 2 * g$x - 1, w = 2 * g$w) }

# y ~ N(X b, S(par)), b ~ N(0, B), par with a log prior: coefficients and effects are normal given par
integrate <- function(y, X, B, covariance, random, axes, logPrior) {
  grid <- as.matrix(expand.grid(lapply(axes, `[[`, "x")))
  weight <- Reduce(`*`, as.list(expand.grid(lapply(axes, `[[`, "w"))))
  parts <- lapply(seq_len(nrow(grid)), function(i) {
    par <- grid[i, ]; S <- covariance(par); W <- chol2inv(chol(S))
    P <- solve(B) + t(X) %*% W %*% X; C <- solve(P); m <- drop(C %*% t(X) %*% W %*% y)
    M <- S + X %*% B %*% t(X); R <- chol(M)
    ll <- -sum(log(diag(R))) - sum(backsolve(R, y, transpose = TRUE)^2) / 2
    G <- random(par); A <- X - G %*% W %*% X # theta given b: X b + G W (y - X b)
    theta <- drop(A %*% m + G %*% W %*% y); V <- G - G %*% W %*% G + A %*% C %*% t(A)
    # far out on the grid, where there is no mass, differences lose their digits
    list(ll = ll + logPrior(par), m = m, v = diag(C), theta = theta, tv = pmax(diag(V), 1e-12))
  })
  ll <- sapply(parts, `[[`, "ll"); p <- exp(ll - max(ll)) * weight; p <- p / sum(p)
  mixture <- function(m, v) { # by row: components
    mean <- drop(m %*% p); sd <- sqrt(drop((v + m^2) %*% p) - mean^2)
    q <- sapply(seq_along(mean), function(k) sapply(c(.025, .5, .975), function(a)
      uniroot(function(x) sum(p * pnorm(x, m[k, ], sqrt(v[k, ]))) - a, mean[k] + c(-30, 30) * sd[k], tol = 1e-10)$root))
    list(mean = mean, sd = sd, q2.5 = q[1, ], q50 = q[2, ], q97.5 = q[3, ])
  }
  row <- function(name) do.call(cbind, lapply(parts, `[[`, name))
  list(coefficients = mixture(row("m"), row("v")), theta = mixture(row("theta"), row("tv")),
    parameters = list(mean = drop(p %*% grid), sd = sqrt(drop(p %*% grid^2) - drop(p %*% grid)^2)))
}
halfNormal <- function(s) function(par) sum(-par^2 / (2 * s^2))

bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
y <- as.numeric(bcg$yi); v <- as.numeric(bcg$vi); n <- length(y); one <- matrix(1, n, 1)
centred <- bcg$ablat - mean(bcg$ablat)
random1 <- function(par) diag(par^2, n); cov1 <- function(par) diag(v + par^2)
out <- list()
out$bcg <- integrate(y, one, diag(100, 1), cov1, random1, list(positive(200, 1)), halfNormal(1))
out$bcgLatitude <- integrate(y, cbind(1, centred), diag(100, 2), cov1, random1, list(positive(200, 1)), halfNormal(1))

k <- dat.konstantopoulos2011; yk <- as.numeric(k$yi); D <- outer(k$district, k$district, `==`) * 1
out$konstantopoulos <- integrate(yk, matrix(1, nrow(k), 1), diag(100, 1),
  function(par) diag(k$vi) + par[1]^2 * D + diag(par[2]^2, nrow(k)),
  function(par) par[1]^2 * D + diag(par[2]^2, nrow(k)),
  list(positive(48, .3), positive(48, .3)), halfNormal(1))

b <- dat.berkey1998; Vb <- bldiag(lapply(split(b[, c("v1i", "v2i")], b$trial), as.matrix)); yb <- as.numeric(b$yi)
pd <- b$outcome == "PD"; same <- outer(b$trial, b$trial, `==`) * 1
Gb <- function(par) { s <- ifelse(pd, par[2], par[1]); same * outer(s, s) * ifelse(outer(pd, pd, `==`), 1, par[3]) }
out$berkey <- integrate(yb, cbind(!pd, pd) * 1, diag(100, 2), function(par) Vb + Gb(par), Gb,
  list(positive(40, .2), positive(40, .2), interval(40)),
  function(par) -sum(par[1:2]^2) / 2 + log(1 - par[3]^2)) # lkj(2) of two: 1 - r^2
write_json(out, "posteriors.json", digits = 10, auto_unbox = FALSE, pretty = FALSE)

table <- function(measure, ...) { e <- escalc(measure = measure, ..., append = FALSE); list(yi = as.numeric(e$yi), vi = as.numeric(e$vi)) }
zero <- list(ai = c(4, 0, 3, 10), bi = c(119, 20, 0, 300), ci = c(11, 5, 4, 0), di = c(128, 30, 6, 274))
means <- list(m1i = c(10.2, 3.5, 7), sd1i = c(2.1, 1.2, 3), n1i = c(20, 35, 8), m2i = c(9.1, 3.9, 5), sd2i = c(2.5, 1.1, 2), n2i = c(22, 30, 9))
cor <- list(ri = c(.3, -.2, .75), ni = c(40, 25, 100)); prop <- list(xi = c(4, 0, 12), ni = c(20, 15, 12))
rate <- list(x1i = c(4, 0, 12), t1i = c(100, 50, 80), x2i = c(9, 3, 10), t2i = c(110, 60, 75))
es <- list(OR = do.call(table, c("OR", zero)), RR = do.call(table, c("RR", zero)), RD = do.call(table, c("RD", zero)),
  MD = do.call(table, c("MD", means)), SMD = do.call(table, c("SMD", means)), ROM = do.call(table, c("ROM", means)),
  ZCOR = do.call(table, c("ZCOR", cor)), PLO = do.call(table, c("PLO", prop)), IRR = do.call(table, c("IRR", rate)))
write_json(list(tables = list(zero = zero, means = means, cor = cor, prop = prop, rate = rate), sizes = es),
  "effectSizes.json", digits = 15)

re <- rma(yi, vi, data = bcg, method = "DL"); fe <- rma(yi, vi, data = bcg, method = "FE")
eg <- regtest(bcg$yi, bcg$vi, model = "lm"); pt <- regtest(bcg$yi, bcg$vi, model = "lm", predictor = "sei")
fit <- summary(lm(bcg$yi ~ sqrt(bcg$vi), weights = 1 / bcg$vi))
peters <- summary(lm(y ~ I(1 / ni), weights = 1 / (1 / (tpos + cpos) + 1 / (tneg + cneg)),
  data = cbind(dat.bcg, y = y, ni = rowSums(dat.bcg[, c("tpos", "tneg", "cpos", "cneg")]))))
# a meta-regression: residual heterogeneity, and Egger's regression beside its moderators
mr <- rma(yi, vi, mods = ~ ablat + alloc, data = bcg, method = "DL")
er <- summary(lm(yi ~ ablat + alloc + sqrt(vi), data = bcg, weights = 1 / vi))$coefficients["sqrt(vi)", ]
moderated <- list(QE = mr$QE, p = mr$QEp, df = mr$k - mr$p, I2 = mr$I2, H2 = mr$H2, tau2 = mr$tau2, typical = mr$vt,
  egger = list(slope = er[[1]], se = er[[2]], t = er[[3]], p = er[[4]], z = regtest(mr, model = "lm")$zval))
write_json(list(yi = y, vi = v, Q = fe$QE, p = fe$QEp, df = fe$k - 1, I2 = re$I2, H2 = re$H2, tau2 = re$tau2,
  fixed = list(b = as.numeric(fe$b), se = fe$se), egger = list(intercept = fit$coefficients[2, 1], se = fit$coefficients[2, 2],
  t = fit$coefficients[2, 3], p = fit$coefficients[2, 4], limit = fit$coefficients[1, 1], z = eg$zval, pval = eg$pval),
  peters = list(slope = peters$coefficients[2, 1], se = peters$coefficients[2, 2], t = peters$coefficients[2, 3], p = peters$coefficients[2, 4]),
  events = dat.bcg[, c("tpos", "tneg", "cpos", "cneg")], study = paste(dat.bcg$author, dat.bcg$year), ablat = dat.bcg$ablat, alloc = dat.bcg$alloc,
  moderated = moderated),
  "bcg.json", digits = 15, auto_unbox = TRUE, dataframe = "columns")
write.csv(k[, c("district", "school", "study", "year", "yi", "vi")], "konstantopoulos.csv", row.names = FALSE)
write.csv(b[, c("trial", "author", "year", "outcome", "yi", "vi", "v1i", "v2i")], "berkey.csv", row.names = FALSE)
