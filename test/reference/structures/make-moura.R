# The meta-analysis of assortative mating of Moura et al. (2021, Ecology Letters 24, 1089-1102; dat.moura2021 of the R package
# metadat, GPL >= 2): the columns that the example needs, and REML. Rscript test/reference/structures/make-moura.R DIR, from the
# root of the checkout; DIR holds moura2021.csv, with yi = atanh(ri) and sei = 1 / sqrt(ni - 3), and moura2021_grafen.nwk.
source("test/reference/structures/reml.R")
suppressMessages(library(ape))
library(jsonlite)
from <- commandArgs(TRUE)[1]
table <- read.csv(file.path(from, "moura2021.csv"), check.names = FALSE)
table <- table[, c("study.id", "effect.size.id", "species.id", "yi", "sei")]
names(table) <- c("study", "effect", "species", "yi", "sei")
table$study <- sprintf("s%03d", match(table$study, unique(table$study)))
write.csv(table, "examples/moura/moura.csv", row.names = FALSE, quote = FALSE)
tree <- read.tree(file.path(from, "moura2021_grafen.nwk"))
stopifnot(setequal(tree$tip.label, table$species), max(node.depth.edgelength(tree)) > 0.999999)
writeLines(readLines(file.path(from, "moura2021_grafen.nwk"), warn = FALSE), "examples/moura/moura.nwk")

nodes <- c(tree$tip.label, seq_len(tree$Nnode - 1))
term <- function(column) list(Z = incidence(column, unique(column)), S = Diagonal(length(unique(column))))
fit <- reml(
  table$yi, matrix(1, nrow(table), dimnames = list(NULL, "Intercept")),
  list(study = term(table$study), effect = term(table$effect), species = term(table$species),
       phylogeny = list(Z = incidence(table$species, nodes), S = tree_precision(tree))),
  known = table$sei^2, start = rep(0.2, 4)
)
tips <- match(tree$tip.label, nodes) + length(unique(table$study)) + nrow(table) + length(unique(table$species))
write_json(list(
  about = "REML of yi with known variances sei^2; study, effect and species are independent, phylogeny along moura.nwk (Grafen's lengths, height 1). metafor's rma.mv gives the same sds, .1384 .1202 .2359 .2263, and mean, .3682.",
  sds = as.list(fit$sds), mean = fit$b[["Intercept"]], se = fit$se[["Intercept"]],
  phylogeny = setNames(as.list(fit$effects[tips]), tree$tip.label)
), "test/reference/structures/moura.json", auto_unbox = TRUE, digits = 10)
print(fit[c("sds", "b", "se")])
