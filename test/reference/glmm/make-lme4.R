# Group-level effects by lme4: Rscript make-lme4.R, from the root of the checkout, writes test/reference/glmm/lme4.json.
# `mode` is ranef's, the conditional mode; `sd` the square root of its conditional variance, with the variance parameters held at
# their estimates and the population-level coefficients too.
library(lme4)
library(jsonlite)

effects_of <- function(fitted) {
  rows <- as.data.frame(ranef(fitted, condVar = TRUE))
  data.frame(group = rows$grpvar, level = as.character(rows$grp),
             coefficient = named(as.character(rows$term)),
             mode = signif(rows$condval, 8), sd = signif(rows$condsd, 8))
}

named <- function(coefficient) sub("^\\(Intercept\\)$", "Intercept", coefficient)

record <- function(fitted, formula, method) {
  table <- as.data.frame(VarCorr(fitted))
  list(formula = formula, method = method, versions = list(lme4 = as.character(packageVersion("lme4"))),
       fixed = lapply(as.list(fixef(fitted)), signif, 8),
       sds = data.frame(group = sub("\\.[0-9]+$", "", table$grp), coefficient = named(table$var1), with = named(table$var2),
                        value = signif(table$sdcor, 8)),
       effects = effects_of(fitted))
}

sleep <- read.csv("examples/sleep-deprivation/sleepstudy.csv")
cbpp <- read.csv("examples/herds/cbpp.csv")
cbpp$period <- factor(cbpp$period)

write_json(list(
  sleepstudy = record(lmer(Reaction ~ Days + (Days | Subject), sleep, control = lmerControl(optimizer = "bobyqa")),
                      "Reaction ~ Days + (Days | Subject)", "lmer, REML"),
  sleepstudy_uncorrelated = record(lmer(Reaction ~ Days + (Days || Subject), sleep, control = lmerControl(optimizer = "bobyqa")),
                                   "Reaction ~ Days + (Days || Subject)", "lmer, REML"),
  cbpp = record(glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, binomial, nAGQ = 25),
                "incidence | trials(size) ~ period + (1 | herd)", "glmer, 25-point adaptive Gauss-Hermite quadrature")
), "test/reference/glmm/lme4.json", auto_unbox = TRUE, digits = NA, dataframe = "rows")
