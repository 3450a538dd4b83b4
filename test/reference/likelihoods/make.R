# Log likelihoods of arms by R's own functions: Rscript make.R > values.json
number <- function(x) sprintf("%.17g", x)
vec <- function(x) paste0("[", paste(ifelse(is.na(x), '"NaN"', number(x)), collapse = ","), "]")
rows <- character(0)
emit <- function(likelihood, outcome, eta, value, cuts = numeric(0)) {
  told <- paste0('"', names(outcome), '":', sapply(outcome, function(x) if (length(x) > 1) vec(x) else number(x)), collapse = ",")
  rows <<- c(rows, paste0('{"likelihood":"', likelihood, '","outcome":{', told, '},"eta":', number(eta),
    ',"cuts":', vec(cuts), ',"value":', number(value), "}"))
}
etas <- c(-40, -12, -3, -0.4, 0, 0.7, 4, 12, 40)

# Of events both tails are taken as logarithms: dbinom knows the probability alone, and loses the other where it is near 1.
tails <- list(
  "binomial-logit" = function(e) c(plogis(e, log.p = TRUE), plogis(-e, log.p = TRUE)),
  "binomial-probit" = function(e) c(pnorm(e, log.p = TRUE), pnorm(-e, log.p = TRUE)),
  "binomial-cloglog" = function(e) c(log(-expm1(-exp(e))), -exp(e)),
  "binomial-log" = function(e) c(e, log(-expm1(e)))
)
arms <- list(c(0, 1), c(1, 1), c(0, 39), c(3, 39), c(39, 39), c(210, 1520), c(1520, 1520))
for (name in names(tails)) for (arm in arms) {
  for (e in if (name == "binomial-log") c(-40, -12, -3, -0.4, -0.01, -1e-9) else etas) {
    p <- tails[[name]](e)
    times <- function(k, log) if (k == 0) 0 else k * log
    value <- lchoose(arm[2], arm[1]) + times(arm[1], p[1]) + times(arm[2] - arm[1], p[2])
    # Where dbinom itself is exact it must say the same.
    if (exp(p[1]) < 0.98 && e > -5) stopifnot(abs(value - dbinom(arm[1], arm[2], exp(p[1]), log = TRUE)) < 1e-9 * max(1, abs(value)))
    emit(name, list(kind = 0, events = arm[1], total = arm[2], time = 1), e, value)
  }
}
for (events in c(0, 1, 17, 4000)) for (exposure in c(0.02, 1, 7412.5)) for (e in etas)
  emit("poisson-log", list(kind = 1, events = events, exposure = exposure), e, dpois(events, exposure * exp(e), log = TRUE))
for (mean in c(-12.5, 0, 0.31)) for (se in c(1e-3, 0.7, 25)) for (e in etas)
  emit("normal-identity", list(kind = 2, mean = mean, se = se), e, dnorm(mean, e, se, log = TRUE))

# dmultinom of the categories that are told; it takes probabilities, so predictors stay where those are exact.
laws <- list("ordered-probit" = pnorm, "ordered-logit" = plogis)
counts <- list(c(12, 3, 0, 7), c(0, 0, 0, 9), c(5, NA, 4, 0), c(5, 2, NA, 1), c(5, NA, NA, 1), c(6, 2, 2, NA), c(4, NA, NA, NA), c(140, 90, 60, 30))
for (name in names(laws)) for (count in counts) for (e in c(-3, -1, 0, 0.5, 2, 4)) {
  cuts <- c(0.6, 1.4)
  above <- c(1, laws[[name]](e - c(0, cuts)))
  told <- which(!is.na(count))
  probability <- above[told] - c(above[told[-1]], 0)
  emit(name, list(kind = 3, counts = count), e, if (length(told) == 1) 0 else dmultinom(count[told], prob = probability, log = TRUE), cuts)
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
