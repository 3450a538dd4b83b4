# Draws as R's posterior has them, written in the ways that people write a draws_df.
library(posterior)
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)[1])))
draws <- as_draws_df(example_draws("eight_schools"))
draws <- draws[draws$.iteration <= 6 & draws$.chain <= 3, c("mu", "tau", "theta[1]", "theta[2]", ".chain", ".iteration", ".draw")]
class(draws) <- "data.frame"
draws <- signif(draws, 9)  # so that every writer writes the same digits
write.csv(draws, file.path(here, "draws-df.csv"))                     # with row names
data.table::fwrite(draws, file.path(here, "draws-df-plain.csv.gz"))   # compressed, without
set.seed(1)
data.table::fwrite(draws[sample(nrow(draws)), ], file.path(here, "draws-df-shuffled.csv"))
saveRDS(draws, file.path(here, "draws-df.rds"))
