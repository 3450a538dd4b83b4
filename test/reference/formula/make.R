# Terms of formulas as R writes them out, group-level terms and names of coefficients as brms has them.
# R 4.2.2, stats::terms (GPL-2); brms 2.18.0 (GPL-2). Run in this folder: Rscript make.R
suppressMessages(library(brms))
library(jsonlite)

formulas <- c(
  "y ~ a", "y ~ 1", "y ~ 0", "y ~ a*b", "y ~ a/b", "y ~ (a + b)/c", "y ~ a/(b + c)", "y ~ a/b/c", "y ~ a/(b*c)",
  "y ~ (a + b + c)^2", "y ~ (a + b + c)^3", "y ~ (a + b + c + d)^2 - a:b", "y ~ a*b*c", "y ~ a*b*c - a:b:c",
  "y ~ a*b*c*d - a:b:c:d - a", "y ~ b:a + a:b", "y ~ a:b + a", "y ~ b + a:b", "y ~ a:b*c", "y ~ (a + b):(a + c)",
  "y ~ (a*b)^2", "y ~ (a + b)*(c + d)", "y ~ (a + b)*c - b:c", "y ~ (a + b:c)*d", "y ~ a - 1", "y ~ -1 + a + 1",
  "y ~ 0 + a + 1", "y ~ 1 + 0", "y ~ 0 - 1", "y ~ -0", "y ~ 1 - 1", "y ~ (a + b + 0)", "y ~ a - 1 + 1", "y ~ a + -1",
  "y ~ a + b - b + c", "y ~ (a + b) - (a)", "y ~ c + b + a + a:b:c + a:c", "y ~ log(a) + log( a ) + I(a^2)",
  "y ~ log(a):b + b*log(a)", "y ~ poly(a, 2) + factor(b):poly(a, 2)", "y ~ a + offset(b) + c",
  "y ~ (a/b)*c", "y ~ a/b:c", "y ~ a:b/c", "y ~ a*b/c", "y ~ (a - 1) + b", "y ~ ((a + b))^2 + (c)",
  "y ~ a.b + .c + d_e"
)
term_rows <- lapply(formulas, function(text) {
  t <- terms(as.formula(text))
  list(formula = text, terms = gsub(" ", "", attr(t, "term.labels")), intercept = attr(t, "intercept") == 1)
})

group_formulas <- c(
  "y ~ x + (1 | g)", "y ~ (x | g)", "y ~ (x || g)", "y ~ (0 + x | g)", "y ~ (-1 + x | g)", "y ~ (x - 1 | g)",
  "y ~ (x*z | g)", "y ~ (1 | a/b)", "y ~ (1 | a/b/c)", "y ~ (x | a/b)", "y ~ (1 | a:b)", "y ~ (1 | a:b:c)",
  "y ~ (1 | (a/b))", "y ~ ((1 | g))", "y ~ (x + (1 | g))", "y ~ (1 | g) + (0 + x | g)", "y ~ (1 | a/b) + (1 | c)"
)
group_rows <- lapply(group_formulas, function(text) {
  re <- brmsterms(bf(as.formula(text)))$dpars$mu$re
  groups <- lapply(seq_len(nrow(re)), function(i) {
    t <- terms(re$form[[i]])
    list(
      group = re$group[i], terms = gsub(" ", "", attr(t, "term.labels")), intercept = attr(t, "intercept") == 1,
      correlated = re$cor[i]
    )
  })
  list(formula = text, groups = groups)
})

sources <- c(
  "x", "I(x^2)", "log(x)", "poly(x, 2)1", "poly(x, 2, raw = TRUE)2", "a:b", "factor(x)2", "I(x == 2)", "I(a != b)", "I(a <= b)",
  "I(a < 1)", "I((a > 1) * (b > 2))", "I(-x)", "I(x * 2/3)", "grp A-1", "a[1]", "a,b", "it's", "\"a\"?", "x.y_z", "a%b",
  "zBase:Trt1", "log(x + 1):f\u00e9 \u00fc"
)
name_rows <- lapply(sources, function(source) list(source = source, name = brms:::rename(source)))

rows <- list(terms = term_rows, groups = group_rows, names = name_rows)
# Vectors of terms stay arrays, all else is a plain value.
mark <- function(row) { row$terms <- I(as.character(row$terms)); row }
rows$terms <- lapply(rows$terms, mark)
rows$groups <- lapply(rows$groups, function(row) { row$groups <- lapply(row$groups, mark); row })
writeLines(toJSON(rows, auto_unbox = TRUE, pretty = 1), "values.json", useBytes = TRUE)
