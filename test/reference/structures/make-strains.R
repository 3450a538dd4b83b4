# Severe disease by bacterial strain, on the tree of the strains: a toxin that moves between strains and makes disease severe, and a gene of a
# capsule that is inherited with the clone and does nothing. Simulated, with known truth.
# Rscript test/reference/structures/make-strains.R, from the root of the checkout.
suppressMessages({library(ape); library(lme4)})
library(jsonlite)
n <- 90
patients <- 6
truth <- list(intercept = -1, toxin = 1.2, capsule = 0, sd = 1.8)

# A tree of height 1; both the virulence of strains and what makes a capsule move along it by Brownian motion, independently.
study <- function(seed) {
  suppressWarnings(set.seed(seed, sample.kind = "Rejection"))
  tree <- rcoal(n, tip.label = sprintf("ST%02d", seq_len(n)))
  tree$edge.length <- round(tree$edge.length / max(node.depth.edgelength(tree)), 6)
  C <- vcv(tree) / max(diag(vcv(tree))) + diag(1e-9, n)
  along <- function() drop(t(chol(C)) %*% rnorm(n))
  toxin <- rbinom(n, 1, 0.4)
  liability <- along()
  capsule <- as.integer(liability > quantile(liability, 0.6))
  u <- truth$sd * along()
  k <- sample(rep(seq_len(n), patients))
  severe <- rbinom(length(k), 1, plogis(truth$intercept + truth$toxin * toxin[k] + truth$capsule * capsule[k] + u[k]))
  list(tree = tree, table = data.frame(patient = seq_along(k), strain = tree$tip.label[k], toxin = toxin[k], capsule = capsule[k], severe = severe))
}
z <- function(table) summary(glm(severe ~ toxin + capsule, binomial, table))$coefficients["capsule", 3]

# How often a naive 95 % interval says that the capsule matters. The study shown is the first that it misleads
# by four to five standard errors.
many <- vapply(1:500, function(seed) z(study(seed)$table), 0)
shown <- which(many > 4 & many < 5)[1]
tree <- study(shown)$tree
table <- study(shown)$table
write.tree(tree, "examples/phylogeny/strains.nwk", digits = 8)
write.csv(table, "examples/phylogeny/patients.csv", row.names = FALSE, quote = FALSE)

naive <- summary(glm(severe ~ toxin + capsule, binomial, table))$coefficients
# The same with independent strains: half way only.
strains <- summary(glmer(severe ~ toxin + capsule + (1 | strain), table, binomial, nAGQ = 15))$coefficients
# Along the tree, by Laplace's approximation: the rows of Z' are mixed by the factor of the covariance.
parts <- glFormula(severe ~ toxin + capsule + (1 | strain), table, binomial)
C <- vcv(tree)[rownames(parts$reTrms$Zt), rownames(parts$reTrms$Zt)] / max(diag(vcv(tree)))
parts$reTrms$Zt <- as(Matrix::Matrix(chol(C), sparse = TRUE) %*% parts$reTrms$Zt, "dgCMatrix")
devfun <- do.call(mkGlmerDevfun, parts)
first <- optimizeGlmer(devfun)
devfun <- updateGlmerDevfun(devfun, parts$reTrms)
mixed <- mkMerMod(environment(devfun), optimizeGlmer(devfun, stage = 2), parts$reTrms, fr = parts$fr)
along <- summary(mixed)$coefficients
figures <- function(m) list(toxin = list(b = m["toxin", 1], se = m["toxin", 2]), capsule = list(b = m["capsule", 1], se = m["capsule", 2]))
record <- list(
  about = "severe ~ toxin + capsule, bernoulli(logit): naive by glm, by glmer with independent strains (15 quadrature points), and along the tree (Laplace). The truth is what was simulated; sd is of the phylogenetic effect at the height of the tree. misled is the share of 500 such studies in which the naive interval of the capsule excludes 0.",
  truth = truth, misled = mean(abs(many) > 1.96), shown = shown, naive = figures(naive), independentStrains = figures(strains), phylogeny = c(figures(along), sd = mixed@theta)
)
write_json(record, "test/reference/structures/strains.json", auto_unbox = TRUE, digits = 10)
str(record)
