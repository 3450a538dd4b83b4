# Design matrices of R for small made-up tables: model.matrix (R 4.2.2) for the population level, its names through brms 2.18's
# rename; lme4 1.1's lFormula for group-level terms. Run in this folder: Rscript make.R
suppressMessages({library(lme4); library(brms); library(jsonlite)})

trial <- data.frame(
  y = c(3.1, 2.4, 5.6, 4.4, 6.9, 1.2, 3.3, 7.8, 2.2, 4.9, 5.1, 6.3),
  x = c(1, 2, 4, 8, 3, 1, 5, 7, 2, 6, 9, 4),
  z = c(0.5, -1.25, 2, 0, 1.5, 3, -0.75, 0.25, 1, -2, 0.125, 2.5),
  f = c("a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "c"),
  g = c("u", "u", "v", "v", "u", "v", "v", "u", "u", "v", "u", "v"),
  h = c("New York", "x^2", "x^2", "New York", "(z)", "(z)", "x^2", "New York", "(z)", "x^2", "(z)", "New York"),
  stringsAsFactors = FALSE)
schools <- data.frame(
  y = c(0.3, 1.7, 2.9, 0.8, 1.1, 2.2, 3.4, 0.6, 1.9, 2.6),
  x = c(10, 12, 9, 15, 11, 13, 8, 14, 10, 12),
  k = c(10, 2, 1, 10, 2, 1, 2, 10, 1, 2),
  class = c(1, 1, 2, 2, 1, 1, 2, 2, 1, 2),
  school = c("north", "north", "north", "south", "south", "south", "south", "east", "east", "east"),
  stringsAsFactors = FALSE)
tables <- list(trial = trial, schools = schools)

# Levels by code point, as poolwise has them.
asFactors <- function(d) {
  for (n in names(d)) if (is.character(d[[n]])) d[[n]] <- factor(d[[n]], levels = sort(unique(d[[n]]), method = "radix"))
  d
}

population <- list(
  trial = c("y ~ 1", "y ~ 0 + x", "y ~ x + f", "y ~ 0 + f", "y ~ 0 + f + g", "y ~ 0 + x + g + f", "y ~ f * g", "y ~ f:g", "y ~ f + f:g",
    "y ~ g + f:g", "y ~ f:x", "y ~ x + f:x", "y ~ f * x", "y ~ x:z", "y ~ f * g * x", "y ~ f:g:x", "y ~ g:f + f", "y ~ (x + f + g)^2", "y ~ f/x",
    "y ~ f/g", "y ~ f/g/x", "y ~ poly(x, 2)", "y ~ poly(x, 1)", "y ~ poly(x, 3) * g", "y ~ poly(x, 3, raw = TRUE)", "y ~ 0 + poly(z, 2):f", "y ~ I(x^2) + log(x)",
    "y ~ I(x + z) * g", "y ~ I(x / (z + 9)^2 - 1):f", "y ~ h", "y ~ h * x", "y ~ z:g + f:g", "y ~ f:x + g:x", "y ~ 0 + f:g", "y ~ 0 + x:f + g", "y ~ f * g - f",
    "y ~ f + g + x:f:g", "y ~ factor(x)", "y ~ (f + g + z)^3 - f:g:z", "y ~ sqrt(x) + exp(z) + abs(z) + log10(x) + log2(x) + log1p(x) + expm1(z)",
    "y ~ round(z) + floor(z) + ceiling(z) + sign(z) + pmin(x, z) + pmax(x, 3)"),
  schools = c("y ~ factor(k) * school", "y ~ x + factor(class):school", "y ~ 0 + factor(k) + x", "y ~ school + poly(x, 4)"))

groups <- list(
  trial = c("y ~ x + (1 | f)", "y ~ x + (x | f)", "y ~ x + (0 + x | f)", "y ~ x + (x * g | f)", "y ~ 1 + (0 + g | f)", "y ~ 1 + (1 | f:g)", "y ~ x + (x | g:f) + (1 | h)",
    "y ~ 1 + (1 | f/g)", "y ~ 1 + (g:x | f)", "y ~ 1 + (0 + g:z | f)", "y ~ 1 + (poly(x, 2) | g)"),
  schools = c("y ~ 1 + (1 | k)", "y ~ x + (x | school/class)", "y ~ 1 + (factor(class) | school)", "y ~ 1 + (1 | school) + (0 + x | school)"))

clean <- function(n) gsub("(Intercept)", "Intercept", n, fixed = TRUE)
populationOf <- function(text, d) {
  X <- model.matrix(as.formula(text), asFactors(d))
  list(formula = text, names = brms:::rename(clean(colnames(X))), columns = lapply(seq_len(ncol(X)), function(j) unname(X[, j])))
}
groupsOf <- function(text, d) {
  control <- lmerControl(check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore", check.rankX = "ignore", check.nlev.gtr.1 = "ignore")
  re <- lFormula(as.formula(text), asFactors(d), control = control)$reTrms
  terms <- lapply(seq_along(re$cnms), function(t) {
    flist <- re$flist[[attr(re$flist, "assign")[t]]]
    rows <- seq(re$Gp[t] + 1, re$Gp[t + 1])
    # lme4 names the groups of a/b "b:a"
    list(group = names(re$cnms)[t], coefficients = I(brms:::rename(clean(re$cnms[[t]]))),
      labels = as.character(flist), levels = levels(flist), Z = lapply(seq_len(nrow(d)), function(i) unname(as.matrix(re$Zt)[rows, i])))
  })
  list(formula = text, terms = terms)
}
out <- list(
  tables = tables,
  population = lapply(names(tables), function(n) list(table = n, designs = lapply(population[[n]], populationOf, tables[[n]]))),
  groups = lapply(names(tables), function(n) list(table = n, designs = lapply(groups[[n]], groupsOf, tables[[n]]))),
  # Means of the group and deviations from them (Mundlak 1978) by ave.
  mundlak = list(table = "schools", between = ave(schools$x, schools$school), within = schools$x - ave(schools$x, schools$school),
    betweenClass = ave(schools$x, schools$school, schools$class)),
  # Orthogonal polynomials at new points, with the coefficients of the fitted ones.
  poly = list(x = trial$x, at = c(0, 2.5, 11), degree = 3, values = lapply(1:3, function(j) unname(predict(poly(trial$x, 3), c(0, 2.5, 11))[, j]))),
  # Means by which brms centres its columns.
  means = local({
    d <- asFactors(trial); X <- model.matrix(y ~ f * x, d)[, -1]; unname(colMeans(X))
  }))
write(toJSON(out, digits = NA, auto_unbox = TRUE, dataframe = "columns"), "values.json")
