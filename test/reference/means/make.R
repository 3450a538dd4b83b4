# Marginal means, contrasts and slopes by emmeans, of made draws of the coefficients of a logistic model. Writes values.json:
# Rscript make.R
suppressMessages({library(emmeans); library(coda)})
set.seed(9)
n <- 48
data <- data.frame(arm = sample(c("a", "b", "c"), n, TRUE, c(0.5, 0.3, 0.2)), sex = sample(c("f", "m"), n, TRUE, c(0.7, 0.3)),
  site = sample(c("s1", "s2", "s3"), n, TRUE, c(0.2, 0.3, 0.5)), x = round(rnorm(n, 2), 2), stringsAsFactors = TRUE)
data$y <- rbinom(n, 1, plogis(0.4 * data$x - 0.5))
formula <- y ~ arm * sex + site + x + I(x^2) + arm:x
X <- model.matrix(formula, data)
draws <- matrix(round(rnorm(15 * ncol(X), 0, 0.6), 4), 15, dimnames = list(NULL, colnames(X)))
gridAt <- function(...) qdrg(formula[-2], data, mcmc = draws, link = "logit", ...)
grid <- gridAt()

# Draws of each row of an answer, in our order of rows: by name.
rows <- function(object, response = FALSE) {
  if (response) object <- regrid(object)
  m <- as.matrix(as.mcmc(object, names = FALSE))
  list(names = I(colnames(m)), draws = unname(split(m, col(m))))
}
answers <- list(
  arm = rows(emmeans(grid, ~ arm)),
  armProportional = rows(emmeans(grid, ~ arm, weights = "proportional")),
  armBySex = rows(emmeans(grid, ~ arm | sex)),
  armAt = rows(emmeans(gridAt(at = list(x = c(1, 3))), ~ arm * x)),
  armSite = rows(emmeans(gridAt(at = list(site = c("s1", "s3"))), ~ arm, weights = "proportional")),
  armResponse = rows(emmeans(grid, ~ arm), TRUE),
  armResponseAveraged = rows(emmeans(regrid(grid), ~ arm)),
  pairwise = rows(contrast(emmeans(grid, ~ arm | sex), "pairwise")),
  reference = rows(contrast(emmeans(grid, ~ arm), "trt.vs.ctrl", ref = 2)),
  sequential = rows(contrast(emmeans(grid, ~ arm), "consec")),
  mean = rows(contrast(emmeans(grid, ~ arm), "eff")),
  custom = rows(contrast(emmeans(grid, ~ arm), list("b and c" = c(-1, 0.5, 0.5)))),
  interaction = rows(contrast(emmeans(grid, ~ arm * sex), interaction = c("pairwise", "pairwise"))),
  riskDifference = rows(contrast(regrid(emmeans(grid, ~ arm)), "pairwise")))

# Slopes need a fitted model: a linear one, at its estimates, since emtrends takes a difference to one side.
linear <- lm(y ~ arm * sex + x + arm:x, data)
trend <- emtrends(linear, ~ arm, var = "x")
slopes <- list(coefficients = as.list(coef(linear)), arm = summary(trend)$x.trend, pairwise = summary(contrast(trend, "pairwise"))$estimate)
jsonlite::write_json(list(made = paste(R.version.string, "emmeans", packageVersion("emmeans")), data = as.list(data), coefficients = colnames(draws),
  draws = unname(split(draws, col(draws))), answers = answers, slopes = slopes), "values.json", digits = 15, auto_unbox = TRUE)
for (name in names(answers)) cat(name, answers[[name]]$names, length(answers[[name]]$draws), "\n")
