# Blue tit chicks reared by foster parents (Hadfield et al. 2007, Journal of Evolutionary Biology 20, 549-557; BTdata and BTped of the R package
# MCMCglmm 2.36, GPL >= 2): the columns that the example needs, a microbial kernel simulated with a known truth, and REML.
# Rscript test/reference/structures/make-blue-tits.R DIR, from the root of the checkout; DIR holds BTdata.tab and BTped.tab, unpacked.
source("test/reference/structures/reml.R")
library(jsonlite)
from <- commandArgs(TRUE)[1]
table <- read.table(file.path(from, "BTdata.tab"), header = TRUE)
pedigree <- read.table(file.path(from, "BTped.tab"), header = TRUE)
chicks <- table[, c("animal", "dam", "fosternest", "sex", "tarsus", "back")]
chicks[c("tarsus", "back")] <- round(chicks[c("tarsus", "back")], 6)
write.csv(chicks, "examples/heritability/chicks.csv", row.names = FALSE, quote = FALSE)
write.csv(pedigree, "examples/heritability/pedigree.csv", row.names = FALSE, quote = FALSE)

place <- function(name) match(name, pedigree$animal)
S <- pedigree_precision(place(pedigree$dam), place(pedigree$sire))
X <- model.matrix(~sex, chicks)
nest <- unique(chicks$fosternest)
animal <- list(Z = incidence(chicks$animal, pedigree$animal), S = S)
fosternest <- list(Z = incidence(chicks$fosternest, nest), S = Diagonal(length(nest)))
figures <- function(y) {
  fit <- reml(y, X, list(animal = animal, fosternest = fosternest))
  share <- fit$sds^2 / sum(fit$sds^2)
  list(sds = as.list(fit$sds), b = as.list(fit$b), se = as.list(fit$se), h2 = share[["animal"]], fosternest = share[["fosternest"]],
       breeding = setNames(as.list(fit$effects[match(chicks$animal[1:10], pedigree$animal)]), chicks$animal[1:10]))
}
write_json(list(
  about = "REML of y ~ sex + animal (pedigree) + fosternest; sds of animal, fosternest and residual; shares of the sum of their squares; breeding values (BLUPs) of the first ten chicks.",
  tarsus = figures(chicks$tarsus), back = figures(chicks$back)
), "test/reference/structures/blue-tits.json", auto_unbox = TRUE, digits = 10)
print(figures(chicks$tarsus)[c("sds", "b", "se", "h2", "fosternest")])
print(figures(chicks$back)[c("sds", "b", "se", "h2", "fosternest")])
