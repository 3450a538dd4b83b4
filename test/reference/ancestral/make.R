# Ancestral values of a trait by ape 5.7 (GPL-2+) under Brownian motion, on a random tree that is not ultrametric.
# Run: Rscript make.R > ancestral.json
library(ape)
numbers <- function(x) paste0("[", paste(format(as.numeric(x), digits = 15, trim = TRUE), collapse = ","), "]")
texts <- function(x) paste0("[", paste0('"', x, '"', collapse = ","), "]")
set.seed(5)
tree <- makeNodeLabel(rtree(14), prefix = "anc")
# What is computed is that of the lengths as written.
newick <- write.tree(tree, digits = 6)
tree <- read.tree(text = newick)
x <- round(setNames(rTraitCont(tree, sigma = 2, root.value = 7), tree$tip.label), 6)
n <- length(x)
sigma2 <- 3.5

reml <- ace(x, tree, method = "REML", CI = FALSE)$ace

# Values at all inner nodes given the tips, with nothing known of the root: the sum of squares along branches as a quadratic form.
inner <- n + seq_len(tree$Nnode)
form <- matrix(0, n + tree$Nnode, n + tree$Nnode)
for (e in seq_len(nrow(tree$edge))) {
  d <- numeric(nrow(form))
  d[tree$edge[e, ]] <- c(1, -1)
  form <- form + outer(d, d) / tree$edge.length[e]
}
mean <- -solve(form[inner, inner], form[inner, seq_len(n)] %*% x)
sds <- sqrt(sigma2 * diag(solve(form[inner, inner])))

cat(sprintf('{"newick":"%s","tips":%s,"values":%s,"sigma2":%s,"nodes":%s,"reml":%s,"mean":%s,"sds":%s}\n',
  newick, texts(tree$tip.label), numbers(x), format(sigma2), texts(tree$node.label), numbers(reml), numbers(mean), numbers(sds)))
