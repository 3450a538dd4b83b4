# Reference posteriors by brms. From the root of the checkout
#   Rscript test/reference/brms/make.R [NAME ...]
# draws the data, writes cases/NAME.json and data/NAME.csv, fits with brms and writes posteriors/NAME.json; without names it does the
# cases that have no posterior yet. Compiling a model takes about half a minute.
folder <- "test/reference/brms"
suppressPackageStartupMessages({
  library(brms)
  library(jsonlite)
})
source(file.path(folder, "simulate.R"))
source(file.path(folder, "cases.R"))
# Debian's package of Boost for R is empty: its headers are the system's.
if (!file.exists(rstan::rstan_options("boost_lib"))) rstan::rstan_options(boost_lib = "/usr/include")

chains <- 4
warmup <- 1000
draws <- 2500

at <- function(kind, name, extension) file.path(folder, kind, paste0(name, extension))

# "zi: b[x] ~ normal(0, 2)" as brms has it.
prior_of <- function(text) {
  parts <- regmatches(text, regexec("^(?:(\\w+): )?(\\w+)(?:\\[([^,\\]]+)(?:,([^\\]]+))?\\])? ~ (.*)$", text, perl = TRUE))[[1]]
  stopifnot(length(parts) == 6)
  is_group <- parts[3] %in% c("sd", "cor")
  set_prior(parts[6], class = parts[3], dpar = parts[2], group = if (is_group) parts[4] else "",
            coef = if (is_group) parts[5] else parts[4])
}

family_of <- function(text) {
  parts <- regmatches(text, regexec("^([\\w.]+)(?:\\((.*)\\))?$", text, perl = TRUE))[[1]]
  if (parts[2] == "mixture") return(do.call(mixture, c(lapply(strsplit(parts[3], ", ")[[1]], brmsfamily))))
  if (parts[2] == "gamma") parts[2] <- "Gamma"
  if (parts[3] == "") brmsfamily(parts[2]) else brmsfamily(parts[2], parts[3])
}

formula_of <- function(formulas) do.call(bf, lapply(formulas, as.formula))

# Every parameter has a proper prior, or the models would not be the same.
refuse_flat <- function(priors) {
  specific <- paste(priors$class, priors$dpar)[priors$prior != ""]
  flat <- priors$prior == "" & !(paste(priors$class, priors$dpar) %in% specific) & priors$class != "L"
  if (any(flat)) stop("flat priors: ", paste(priors$class[flat], priors$dpar[flat], priors$coef[flat], collapse = "; "))
}

summary_of <- function(fit) {
  kept <- grepl("^(b_|bsp_|simo_|sd_|cor_|r_|sigma|shape|nu$|phi$|zi$|hu$|zoi$|coi$|alpha$|beta$|ndt$|quantile$|theta|sbhaz)", variables(fit))
  variables <- posterior::subset_draws(posterior::as_draws_array(fit), variable = variables(fit)[kept])
  quantiles <- function(x) posterior::quantile2(x, c(0.025, 0.5, 0.975))
  rows <- posterior::summarise_draws(variables, mean, sd, quantiles, posterior::rhat, posterior::ess_bulk, posterior::ess_tail,
                                     mcse = posterior::mcse_mean)
  names(rows) <- sub("^posterior::", "", names(rows))
  rows <- as.data.frame(rows)
  # What does not vary (disc = 1, sizes of simplexes of one) is no comparison.
  rows[rows$sd > 0, ]
}

make <- function(case) {
  set.seed(match(case$name, names(cases)) + 100)
  data <- case$data()
  write.csv(data, at("data", case$name, ".csv"), row.names = FALSE, quote = FALSE)
  # What is fitted is what is in the file.
  data <- read.csv(at("data", case$name, ".csv"))
  declared <- list(name = unbox(case$name), data = unbox(paste0(case$name, ".csv")), formulas = case$formulas,
                   family = unbox(case$family), priors = case$priors)
  if (!is.null(case$implied)) declared$implied <- case$implied
  declared$reference <- unbox(paste0(case$name, ".json"))
  write_json(declared, at("cases", case$name, ".json"), pretty = TRUE)

  priors <- do.call(c, lapply(case$priors, prior_of))
  formula <- formula_of(case$formulas)
  family <- family_of(case$family)
  declared_prior <- validate_prior(priors, formula, data, family)
  refuse_flat(declared_prior)
  started <- proc.time()[["elapsed"]]
  fit <- brm(formula, data, family, prior = priors, chains = chains, cores = 1, warmup = warmup, iter = warmup + draws, seed = 1,
             refresh = 0, silent = 2, control = list(adapt_delta = case$adapt_delta, max_treedepth = 12))
  nuts <- nuts_params(fit)
  rows <- summary_of(fit)
  result <- list(
    model = unbox(case$name), formula = case$formulas, family = unbox(case$family), priors = case$priors,
    engine = unbox(sprintf("rstan %s, model code from brms %s", packageVersion("rstan"), packageVersion("brms"))),
    chains = unbox(chains), warmup = unbox(warmup), draws = unbox(draws), adapt_delta = unbox(case$adapt_delta),
    divergences = unbox(sum(nuts$Value[nuts$Parameter == "divergent__"])), max_rhat = unbox(max(rows$rhat)),
    variables = rows
  )
  write_json(result, at("posteriors", case$name, ".json"), digits = I(7), pretty = FALSE)
  cat(sprintf("%s %-28s %3.0f s, %2d divergences, R-hat %.3f, ESS %.0f to %.0f, %d variables\n", format(Sys.time(), "%H:%M"),
              case$name, proc.time()[["elapsed"]] - started, result$divergences, max(rows$rhat), min(rows$ess_bulk),
              max(rows$ess_bulk), nrow(rows)))
}

asked <- commandArgs(trailingOnly = TRUE)
todo <- if (length(asked)) asked else Filter(function(name) !file.exists(at("posteriors", name, ".json")), names(cases))
stopifnot(todo %in% names(cases))
for (name in todo) tryCatch(make(cases[[name]]), error = function(e) cat(name, "failed:", conditionMessage(e), "\n"))
