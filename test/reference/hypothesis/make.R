# Hypotheses asked of made draws by brms. Run as: Rscript make.R > hypotheses.json
suppressMessages(library(brms))
set.seed(20)
n <- 200 # two chains of 100
round6 <- function(x) round(x, 6)
draws <- data.frame(
  "b_Intercept" = round6(rnorm(n, -0.4, 0.3)),
  "b_x" = round6(rnorm(n, 0.5, 0.25)),
  "b_z" = round6(rnorm(n, 0.2, 0.2)),
  "b_x:z" = round6(rnorm(n, -0.1, 0.1)),
  "sd_g__Intercept" = round6(rgamma(n, 6, 8)),
  "sd_g__x" = round6(rgamma(n, 4, 10)),
  "cor_g__Intercept__x" = round6(runif(n, -0.6, 0.9)),
  "sigma" = round6(rgamma(n, 40, 36)),
  "r_g[a,Intercept]" = round6(rnorm(n, 0.3, 0.4)),
  "r_g[b-1,Intercept]" = round6(rnorm(n, -0.2, 0.4)),
  check.names = FALSE
)
prior <- data.frame(
  "b_x" = round6(rnorm(n, 0, 1)),
  "b_z" = round6(rnorm(n, 0, 1)),
  "sigma" = round6(abs(rnorm(n, 0, 2))),
  check.names = FALSE
)
asked <- list(
  list(text = "x > 0"),
  list(text = "x - z < 0.3"),
  list(text = "x:z > -2 * z / 10"),
  list(text = "exp(x) / (1 + exp(Intercept)) > 1"),
  list(text = "plogis(Intercept + x)^2 < 0.3", alpha = 0.1),
  list(text = "-x^2 > -0.25"),
  list(text = "x > z", robust = TRUE),
  list(text = "x = 0"),
  list(text = "x - z = 0"),
  list(text = "x^2 = 0.25", alpha = 0.1),
  list(text = "Intercept > x", class = "sd", group = "g"),
  list(text = "sd_g__Intercept^2 / (sd_g__Intercept^2 + sigma^2) > 0.3", class = ""),
  list(text = "cor_g__Intercept__x > 0", class = ""),
  list(text = "r_g[a,Intercept] > r_g[b-1,Intercept]", class = "")
)
# A draws object without a minus in its names, which brms reads as an operator.
plain <- draws
names(plain) <- gsub("b-1", "b.1", names(plain), fixed = TRUE)
# brms asks its fits for draws of the prior by the names of those of the posterior.
registerS3method("prior_draws", "made", function(x, variable, ...) {
  known <- attr(x, "prior")
  known[intersect(variable, names(known))]
}, envir = asNamespace("brms"))
made <- structure(plain, prior = prior, class = c("made", "data.frame"))
answers <- lapply(asked, function(one) {
  class <- if (is.null(one$class)) "b" else one$class
  prefix <- if (!is.null(one$group)) paste0(class, "_", one$group, "__") else if (nzchar(class)) paste0(class, "_") else ""
  alpha <- if (is.null(one$alpha)) 0.05 else one$alpha
  robust <- isTRUE(one$robust)
  text <- gsub("b-1", "b.1", one$text, fixed = TRUE)
  found <- brms:::.hypothesis(made, text, class = prefix, alpha = alpha, robust = robust)$hypothesis
  c(one, list(
    estimate = found$Estimate, error = found$Est.Error, low = found$CI.Lower, high = found$CI.Upper,
    evidence = found$Evid.Ratio, probability = found$Post.Prob, star = nzchar(found$Star)
  ))
})
# Gaussian kernels with bw.nrd0, summed without a grid.
kernel <- function(x, point) mean(dnorm(point, x, bw.nrd0(x)))
ratios <- list(
  "x = 0" = kernel(draws$b_x, 0) / kernel(prior$b_x, 0),
  "x - z = 0" = kernel(draws$b_x - draws$b_z, 0) / kernel(prior$b_x - prior$b_z, 0)
)
cat(jsonlite::toJSON(
  list(versions = list(R = as.character(getRversion()), brms = as.character(packageVersion("brms"))),
       draws = as.list(draws), prior = as.list(prior), answers = answers, ratios = ratios),
  auto_unbox = TRUE, digits = 15), "\n")
