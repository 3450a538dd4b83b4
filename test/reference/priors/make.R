# Median, mad and standard deviation of responses on the link scale, from which default priors follow.
# Rscript make.R, in this folder; R 4.2. Data: sleepstudy of lme4 (GPL-2, Belenky et al. 2003), the rest simulated here.
set.seed(1)
sleep <- c(249.56, 258.7047, 250.8006, 321.4398, 356.8519, 414.6901, 382.2038, 290.1486, 430.5853, 466.3535,
           222.7339, 205.2658, 202.9778, 204.707, 207.7161, 215.9618, 213.6303, 217.7272, 224.2957, 237.3142)
counts <- c(0, 0, 1, 3, 12, 0, 40, 2, 7, 150)
rates <- c(10, 20, 10, 100, 1000, 50, 400, 10, 70, 2000)
positive <- c(0.003, 0.8, 12.4, 7.7, 0.09, 1.5, 220.5)
offset <- c(0.3, -1.2, 2.5, 0.1, 0.7, -0.4, 1.1, 0, 5.2, -3.3)
of <- function(x) list(median = median(x), mad = mad(x), sd = sd(x))
json <- function(x) {
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '": ', vapply(x, json, ""), collapse = ", "), "}"))
  text <- paste(format(x, digits = 17), collapse = ", ")
  if (length(x) == 1) text else paste0("[", text, "]")
}
out <- list(
  data = list(sleep = sleep, counts = counts, rates = rates, positive = positive, offset = offset),
  sleep = of(sleep),
  countsByLog = of(log(pmax(counts, 0.1))),
  countsPerUnitByLog = of(log(pmax(counts, 0.1) / rates)),
  countsByLogWithoutOffset = of(log(pmax(counts, 0.1)) - offset),
  countsBySqrt = of(sqrt(counts)),
  positiveByLog = of(log(positive)),
  positiveByInverse = of(1 / positive)
)
writeLines(gsub("\\}, ", "},\n  ", json(out)), "scales.json")
