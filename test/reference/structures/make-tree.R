# A tree that is not ultrametric, with a polytomy, a labelled inner node and a root edge; intercepts and slopes along it, values at
# its inner nodes and at a tip without data. Simulated. Rscript test/reference/structures/make-tree.R, from the root of the checkout.
source("test/reference/structures/exact.R")
library(ape)
suppressWarnings(set.seed(7, sample.kind = "Rejection"))

newick <- paste0(
  "(((ant:0.31,bee:0.74)hymenoptera:1.2,cat:0.9,(dog:0.05,(elk:0.4,fox:0.33):0.21):0.6):0.5,",
  "((gnu:1.5,(hen:0.2,ibis:0.8):0.7,jay:0.1,kite:0.1):0.3,lark:2.6):0.25):0.4;"
)
tree <- read.tree(text = newick)
stopifnot(!is.ultrametric(tree), !is.binary(tree), length(tree$tip.label) == 12, tree$root.edge == 0.4)

# Brownian motion from the root: the covariance of two nodes is the length of the path from the root to their latest common
# ancestor; divided by the height of the tree, the largest distance from root to tip. The root edge is left out, as by vcv.
height <- max(diag(vcv(tree)))
depth <- node.depth.edgelength(tree)
common <- mrca(tree, full = TRUE)
C <- matrix(depth[common], nrow(common)) / height
labels <- c(tree$tip.label, ifelse(tree$node.label == "", NA, tree$node.label))
stopifnot(max(abs(C[1:12, 1:12] - vcv(tree) / height)) < 1e-14)
# The root has no variance; other inner nodes without a label are called by two tips that have them for latest common ancestor.
tips_below <- function(node) if (node <= 12) node else unlist(lapply(tree$edge[tree$edge[, 1] == node, 2], tips_below))
pair <- function(node) {
  sides <- lapply(tree$edge[tree$edge[, 1] == node, 2], tips_below)
  tree$tip.label[c(sides[[1]][1], sides[[2]][1])]
}
inner <- 14:max(tree$edge)
keep <- c(1:12, inner)
names <- c(tree$tip.label, vapply(inner, function(node) paste(pair(node), collapse = "+"), ""))
C <- C[keep, keep]
dimnames(C) <- list(names, names)

# No data of lark.
species <- sample(c(rep(setdiff(tree$tip.label, "lark"), 2), "ant", "elk", "elk"))
x <- round(rnorm(length(species)), 4)
tips <- C[1:12, 1:12]
u <- drop(1.3 * t(chol(tips)) %*% rnorm(12))
names(u) <- tree$tip.label
y <- round(0.8 - 0.5 * x + u[species] + rnorm(length(species), 0, 0.4), 6)

at <- function(sd, sigma, b) list(at = list(sd_species__Intercept = sd, sigma = sigma), b = b)
structures <- list(t = list(kind = "tree", text = newick, height = height))
ancestors <- lapply(inner, pair)
fixture(
  "tree.json",
  "25 records of 11 of 12 species; covariance is shared path over the height of the tree; effects are of tips, then inner nodes, each called by two tips whose latest common ancestor it is.",
  "y ~ x + (1 | gr(species, tree = t))", y, cbind(Intercept = 1, x = x),
  list(term("species", species, cbind(Intercept = rep(1, length(y))), C)),
  list(at(1.3, 0.4, c(0.8, -0.5)), at(0.2, 0.9, c(0, 0)), at(4, 0.1, c(2, 1))),
  list(intercept = c(0, 5), b = 2),
  list(species = species, x = x, y = y), structures, ancestors = ancestors, covariance = flat(C)
)

at <- function(sd0, sd1, cor, sigma, b) {
  list(at = list(sd_species__Intercept = sd0, sd_species__x = sd1, cor_species__Intercept__x = cor, sigma = sigma), b = b)
}
species <- sample(rep(setdiff(tree$tip.label, "lark"), 3))
x <- round(rnorm(length(species)), 4)
w <- t(chol(tips)) %*% matrix(rnorm(24), 12) %*% chol(matrix(c(1.69, 0.5, 0.5, 0.49), 2))
rownames(w) <- tree$tip.label
y <- round(0.8 - 0.5 * x + w[species, 1] + w[species, 2] * x + rnorm(length(species), 0, 0.4), 6)
fixture(
  "tree-slopes.json",
  "33 records of 11 of 12 species, correlated slopes along the tree; covariance is shared path over the height of the tree.",
  "y ~ x + (x | gr(species, tree = t))", y, cbind(Intercept = 1, x = x),
  list(term("species", species, cbind(Intercept = 1, x = x), C)),
  list(at(1.3, 0.7, 0.55, 0.4, c(0.8, -0.5)), at(0.2, 2, -0.7, 0.9, c(0, 0)), at(3, 0.02, 0, 0.15, c(2, 1))),
  list(intercept = c(0, 5), b = 2),
  list(species = species, x = x, y = y), structures, ancestors = ancestors, covariance = flat(C)
)
