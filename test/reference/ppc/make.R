# Makes values.json: isotonic regression, survival curves and densities by R, on data from a linear congruential generator.
# Rscript make.R; R 4.2 with survival and jsonlite.
state <- 1
uniform <- function() {
  state <<- (1103515245 * (state %% 65536) + 1103515245 * (state %/% 65536) %% 32768 * 65536 + 12345) %% 2^31
  state / 2^31
}
many <- function(n, f) vapply(seq_len(n), function(i) f(uniform()), 0)

x <- round(many(60, identity), 2)
y <- as.numeric(many(60, identity) < x)
weights <- 1 + floor(3 * many(60, identity))
place <- rep(seq_along(x), weights)
# isoreg takes no weights: repeated observations are the same; it sorts ties so that they are pooled.
at <- function(x, y) { fit <- isoreg(x, y); o <- order(x, -y); tapply(fit$yf, x[o], mean) }
isotonic <- list(x = x, y = y, weights = weights, distinct = sort(unique(x)),
  fitted = as.numeric(at(x, y)), weighted = as.numeric(at(x[place], y[place])))

time <- ceiling(20 * many(50, function(u) -log(u)))
censored <- as.numeric(many(50, identity) < 0.3)
w <- 0.5 + many(50, identity)
plain <- survival::survfit(survival::Surv(time, 1 - censored) ~ 1)
weighted <- survival::survfit(survival::Surv(time, 1 - censored) ~ 1, weights = w)
events <- function(fit) { keep <- fit$n.event > 0
  list(time = fit$time[keep], survival = fit$surv[keep], atRisk = fit$n.risk[keep], events = fit$n.event[keep]) }
survival <- list(time = time, censored = censored, weights = w, plain = events(plain), weighted = events(weighted))

z <- many(80, function(u) -log(u))
h <- bw.nrd0(z)
grid <- seq(0, 3, by = 0.1)
density <- list(values = z, bandwidth = h, from = 0, step = 0.1, count = length(grid),
  free = vapply(grid, function(g) mean(dnorm(g, z, h)), 0),
  mirrored = vapply(grid, function(g) mean(dnorm(g, z, h) + dnorm(g, -z, h)), 0))

writeLines(jsonlite::toJSON(list(isotonic = isotonic, survival = survival, density = density), digits = 17, auto_unbox = TRUE), "values.json")
