# Trees by the package ape: Rscript make.R, from this folder, writes values.json.
# `covariance` is vcv's, row by row in the order of the tips; `grafen` the same with Grafen's branch lengths; `depths` are distances
# from the root of the inner nodes in ape's order, which is preorder.
library(ape)
library(jsonlite)
set.seed(5)

labelled <- function(tree) {
  tree$node.label <- paste0("clade", seq_len(tree$Nnode))
  tree
}

caterpillar <- stree(8, "left")
caterpillar$edge.length <- rexp(nrow(caterpillar$edge))
star <- stree(6, "star")
star$edge.length <- rexp(6)
comb <- collapse.singles(drop.tip(labelled(rtree(14)), 1:4))
# Branches below 0.1 are drawn together, so that three and more branches leave a node.
polytomies <- di2multi(rcoal(12), 0.1)
rooted <- rtree(7)
rooted$root.edge <- 0.75

trees <- c(
  setNames(lapply(1:3, function(k) rtree(10)), paste("random lengths", 1:3)),
  setNames(lapply(1:3, function(k) rcoal(10)), paste("a coalescent", 1:3)),
  list(
    "a caterpillar" = caterpillar,
    "a star" = star,
    "labelled inner nodes" = comb,
    "polytomies" = polytomies,
    "a root edge" = rooted,
    "nodes with a single child" = read.tree(text = "(((A:1,B:1.5):0.5):0.25,C:3,(D:1,(E:1):0.125,F:2e-1):1);"),
    "branches of length 0" = read.tree(text = "(((A:0,B:1):0.5,(C:1,D:1):0):1,(E:0.5,F:0.5):0);")
  )
)

record <- function(tree) {
  newick <- write.tree(tree, digits = 12)
  tree <- read.tree(text = newick)
  n <- Ntip(tree)
  list(
    newick = newick, tips = tree$tip.label, covariance = as.vector(vcv(tree)),
    grafen = as.vector(vcv(compute.brlen(tree, method = "Grafen"))),
    depths = I(node.depth.edgelength(tree)[(n + 1):(n + tree$Nnode)])
  )
}

# A line for each tree.
lines <- vapply(lapply(trees, record), toJSON, "", digits = NA, auto_unbox = TRUE)
writeLines(c("{", paste0(sprintf('"%s": ', names(trees)), lines, c(rep(",", length(trees) - 1), "")), "}"), "values.json")

# The same tree as Nexus, with a table of names; without the date.
named <- read.tree(text = write.tree(polytomies, digits = 12))
named$tip.label <- sub("t", "Genus_species", named$tip.label)
nexus <- capture.output(write.nexus(named, translate = TRUE))
writeLines(sub("^\\[R-package APE.*", "[by ape]", nexus), "polytomies.nex")
cat(sprintf('%s with ape %s\n', R.version.string, packageVersion("ape")))
