# One run of a model by brms and rstan, timed: Rscript stan.R fit NAME SEED WARMUP DRAWS CHAINS COMPILED OUT
# or bulk effective sample sizes of draws in CSV files, by posterior: Rscript stan.R ess OUT FILE...
# COMPILED keeps the compiled program: when there is none, it is compiled, which is timed too.
suppressPackageStartupMessages({
  library(jsonlite)
  library(posterior)
})

# Of everything but group-level effects and what is constant.
bulk_ess <- function(draws) {
  names <- grep("^(r_|lp__|lprior|z_|accept_stat__|stepsize__|treedepth__|n_leapfrog__|divergent__|energy__)",
                variables(draws), value = TRUE, invert = TRUE)
  ess <- vapply(names, function(name) ess_bulk(extract_variable_matrix(draws, name)), numeric(1))
  as.list(ess[is.finite(ess)])
}

write_json_to <- function(record, path) write_json(record, path, auto_unbox = TRUE, digits = NA)

split_call <- function(text) regmatches(text, regexec("^(\\w+)\\((\\w+)\\)$", text))[[1]]

declare <- function(model) {
  data <- read.csv(model$data)
  for (name in names(model$factors)) data[[name]] <- factor(data[[name]], levels = unlist(model$factors[[name]]))
  family <- split_call(model$family)
  priors <- lapply(strsplit(unlist(model$priors), " ~ ", fixed = TRUE),
                   function(pair) brms::set_prior(pair[2], class = pair[1]))
  list(formula = brms::bf(as.formula(model$formula)), data = data,
       family = brms::brmsfamily(family[2], family[3]), prior = do.call(c, priors))
}

seconds <- function(started) unname(proc.time()["elapsed"] - started["elapsed"])

# CPU seconds per gradient in long trajectories of static HMC with tiny steps, where nothing else costs.
bare_gradient <- function(fitted) {
  steps <- 1000
  size <- 1e-6
  run <- function(iterations) {
    control <- list(adapt_engaged = FALSE, stepsize = size, int_time = steps * size)
    static <- suppressWarnings(rstan::sampling(
      fitted$fit@stanmodel, data = brms::standata(fitted), algorithm = "HMC", chains = 1, iter = iterations, warmup = 0,
      refresh = 0, seed = 1, cores = 1, init = 0.1, control = control))
    sum(rstan::get_elapsed_time(static)) / (iterations * steps)
  }
  trial <- run(1)
  run(max(2, min(200, ceiling(0.5 / (trial * steps)))))
}

fit_model <- function(name, seed, warmup, draws, chains, compiled, out) {
  models <- fromJSON("bench/stan/models.json", simplifyVector = FALSE)
  model <- Filter(function(model) model$name == name, models)[[1]]
  suppressPackageStartupMessages(library(brms))
  # Debian's package of Boost for R is empty: its headers are the system's.
  if (!file.exists(rstan::rstan_options("boost_lib"))) rstan::rstan_options(boost_lib = "/usr/include")
  cold <- !file.exists(compiled)
  started <- proc.time()
  if (cold) {
    program <- suppressMessages(do.call(brm, c(declare(model), list(chains = 0, silent = 2))))
  } else {
    program <- readRDS(compiled)
  }
  compile <- seconds(started)
  fitted <- suppressWarnings(update(program, recompile = FALSE, chains = chains, iter = warmup + draws, warmup = warmup,
                                    seed = seed, cores = 1, refresh = 0, silent = 2))
  # What the person at the terminal waits for.
  suppressWarnings(print(summary(fitted)))
  writeLines("printed")
  flush(stdout())
  sampler <- rstan::get_sampler_params(fitted$fit, inc_warmup = TRUE)
  per_gradient <- bare_gradient(fitted)
  write_json_to(list(
    cold = cold,
    compile = if (cold) compile else NA,
    cpu = sum(rstan::get_elapsed_time(fitted$fit)),
    gradients = sum(vapply(sampler, function(chain) sum(chain[, "n_leapfrog__"]), numeric(1))),
    divergences = sum(vapply(sampler, function(chain) sum(chain[-seq_len(warmup), "divergent__"]), numeric(1))),
    bareGradient = per_gradient,
    ess = bulk_ess(as_draws_array(fitted)),
    versions = list(rstan = as.character(packageVersion("rstan")), brms = as.character(packageVersion("brms")),
                    R = paste(R.version$major, R.version$minor, sep = "."))
  ), out)
  if (cold) saveRDS(program, compiled)
}

ess_of_files <- function(out, files) {
  chains <- lapply(files, function(file) as_draws_matrix(read.csv(file, comment.char = "#", check.names = FALSE)))
  write_json_to(bulk_ess(do.call(bind_draws, c(chains, list(along = "chain")))), out)
}

arguments <- commandArgs(trailingOnly = TRUE)
if (arguments[1] == "fit") {
  numbers <- as.integer(arguments[3:6])
  fit_model(arguments[2], numbers[1], numbers[2], numbers[3], numbers[4], arguments[7], arguments[8])
} else {
  ess_of_files(arguments[2], arguments[-(1:2)])
}
