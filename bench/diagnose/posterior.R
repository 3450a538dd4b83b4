# The same summary by R: data.table reads, posterior summarises.
files <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(posterior))
began <- proc.time()
chains <- lapply(files, function(file) {
  draws <- data.table::fread(cmd = paste("grep -v '^#'", shQuote(file)), data.table = FALSE)
  as_draws_matrix(as.matrix(draws[, -(1:7)]))
})
read <- proc.time()
draws <- do.call(bind_draws, c(lapply(chains, as_draws_array), along = "chain"))
summary <- summarise_draws(draws)
ended <- proc.time()
peak <- sum(gc()[, 6])
cat(sprintf("R's data.table and posterior %s: %.1f s (%.1f s to read), %.0f MB at most\n", packageVersion("posterior"),
            (ended - began)[["elapsed"]], (read - began)[["elapsed"]], peak))
