# The reference of nb_cells: Rscript make-nb-cells.R, from the root of the checkout; takes 20 minutes. 4,000 draws are too few for its
# heavy tails, and a target acceptance of 0.8 leaves divergent transitions, hence 20,000 at 0.95.
suppressPackageStartupMessages({
  library(brms)
  library(jsonlite)
})

# One variable a line, as trim.py writes them.
write_reference <- function(rows, divergences, path) {
  models <- fromJSON("bench/stan/models.json", simplifyVector = FALSE)
  model <- Filter(function(model) model$name == "nb_cells", models)[[1]]
  record <- list(model = model$name, formula = model$formula, family = model$family, priors = model$priors,
                 engine = "rstan 2.21.7, model code from brms 2.18.0", iterations = 6000, warmup = 1000,
                 adapt_delta = 0.95, divergences = divergences)
  head <- sub("\\}$", "", toJSON(record, auto_unbox = TRUE))
  lines <- vapply(seq_len(nrow(rows)), function(i) as.character(toJSON(unbox(rows[i, ]), digits = I(7))), character(1))
  writeLines(paste0(head, ', "variables": [\n', paste(lines, collapse = ",\n"), "\n]}"), path)
}

summary_of <- function(fitted) {
  rows <- posterior::summarise_draws(
    posterior::as_draws_array(fitted), "mean", "sd", ~quantile(.x, c(0.025, 0.5, 0.975)), mcse = posterior::mcse_mean,
    "ess_bulk", "ess_tail")
  names(rows) <- c("variable", "mean", "sd", "q2.5", "q50", "q97.5", "mcse", "ess_bulk", "ess_tail")
  as.data.frame(rows[!rows$variable %in% c("lp__", "lprior"), ])
}

if (sys.nframe() == 0) {
  # Debian's package of Boost for R is empty: its headers are the system's.
  if (!file.exists(rstan::rstan_options("boost_lib"))) rstan::rstan_options(boost_lib = "/usr/include")
  fitted <- brm(
    y ~ disease + offset(logdepth - 8) + (1 | patient), read.csv("bench/stan/data/nb_cells.csv"), negbinomial(),
    prior = c(set_prior("normal(0, 5)", "b"), set_prior("student_t(3, 0, 2.5)", "sd"),
              set_prior("student_t(3, 0, 2.5)", "Intercept"), set_prior("gamma(0.01, 0.01)", "shape")),
    chains = 4, cores = 1, iter = 6000, warmup = 1000, seed = 11, control = list(adapt_delta = 0.95), refresh = 0)
  sampler <- nuts_params(fitted)
  write_reference(summary_of(fitted), sum(sampler$Value[sampler$Parameter == "divergent__"]),
                  "test/reference/posteriors/nb_cells.json")
}
