# Inverse relationship matrices and inbreeding by nadiv 2.18 (GPL-2+), of two published pedigrees and a random one with selfing.
#   mrode: Mrode 2005, Linear Models for the Prediction of Animal Breeding Values, 2nd ed., chapter 2
#   wray: Wray 1990, Biometrics 46, 177-186
# Run: Rscript make.R > pedigrees.json
library(nadiv)
numbers <- function(x) paste0("[", paste(format(as.numeric(x), digits = 15, trim = TRUE), collapse = ","), "]")
parent <- function(x) paste0("[", paste(ifelse(is.na(x), "null", paste0('"', x, '"')), collapse = ","), "]")

one <- function(name, ped) {
  inverse <- suppressWarnings(makeAinv(ped))
  entries <- Matrix::summary(inverse$Ainv)
  entries <- entries[entries$i >= entries$j & entries$x != 0, ]
  paste0('"', name, '": {"animals": ', parent(ped[, 1]), ', "dams": ', parent(ped[, 2]), ', "sires": ', parent(ped[, 3]),
    ',\n "inbreeding": ', numbers(inverse$f), ',\n "mendelian": ', numbers(inverse$dii),
    ',\n "rows": ', numbers(entries$i - 1), ',\n "columns": ', numbers(entries$j - 1), ',\n "inverse": ', numbers(entries$x),
    ',\n "logDeterminant": ', numbers(inverse$logDet), "}")
}

set.seed(8)
n <- 60
pick <- function(i) if (i <= 6 || runif(1) < 0.08) NA else sample(max(1, i - 15):(i - 1), 1)
random <- data.frame(id = seq_len(n), dam = sapply(seq_len(n), pick), sire = sapply(seq_len(n), pick))
cat("{", paste(one("mrode", Mrode2[, 1:3]), one("wray", Wray90[, 1:3]), one("random", random), sep = ",\n"), "}\n")
