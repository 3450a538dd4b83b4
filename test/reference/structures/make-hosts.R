# Animals of a pedigree with communities of gut microbes that siblings share no more than others; a trait that genes and microbes move.
# Simulated, with known truth. Rscript test/reference/structures/make-hosts.R, from the root of the checkout.
source("test/reference/structures/reml.R")
library(jsonlite)
suppressWarnings(set.seed(2, sample.kind = "Rejection"))

# Ten sires, each with two dams, each with six offspring, of which each has three records.
dam <- sire <- rep(NA_integer_, 30)
for (s in 1:10) for (d in 1:2) {
  sire <- c(sire, rep(s, 6))
  dam <- c(dam, rep(10 + 2 * (s - 1) + d, 6))
}
animals <- c(sprintf("sire%02d", 1:10), sprintf("dam%02d", 1:20), sprintf("h%03d", 1:120))
S <- pedigree_precision(dam, sire)
A <- solve(as.matrix(S))
hosts <- animals[31:150]

# Log abundances of 60 taxa vary along a few gradients, as in gut communities; likeness is the mean product of standardised ones.
gradients <- matrix(rnorm(120 * 6), 120)
abundances <- gradients %*% matrix(rnorm(6 * 60), 6) + 1.2 * matrix(rnorm(120 * 60), 120)
M <- tcrossprod(scale(abundances)) / 60
M <- round(0.95 * M / mean(diag(M)) + 0.05 * diag(120), 3)
dimnames(M) <- list(hosts, hosts)
stopifnot(isSymmetric(M), min(eigen(M)$values) > 0.02)

truth <- list(genetic = 0.8, microbial = 0.6, sigma = 0.7)
u <- drop(truth$genetic * t(chol(A)) %*% rnorm(150))[31:150]
v <- drop(truth$microbial * t(chol(M)) %*% rnorm(120))
host <- rep(1:120, 3)
x <- round(rnorm(360), 3)
table <- data.frame(host = hosts[host], x, y = round(0.5 * x + u[host] + v[host] + rnorm(360, 0, truth$sigma), 4))[sample(360), ]
write.csv(table, "examples/heritability/hosts.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(animal = animals, dam = animals[dam], sire = animals[sire]), "examples/heritability/host-pedigree.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(host = hosts, M, check.names = FALSE), "examples/heritability/microbes.csv", row.names = FALSE, quote = FALSE)

Z <- incidence(table$host, hosts)
genetic <- list(Z = incidence(table$host, animals), S = S)
microbial <- list(Z = Z, S = forceSymmetric(Matrix(solve(M))))
share <- function(fit) as.list(fit$sds^2 / sum(fit$sds^2))
both <- reml(table$y, cbind(Intercept = 1, x = table$x), list(genetic = genetic, microbial = microbial))
alone <- reml(table$y, cbind(Intercept = 1, x = table$x), list(genetic = genetic))
true <- unlist(truth)^2 / sum(unlist(truth)^2)
record <- list(
  about = "y ~ x + (1 | gr(host, pedigree = P)) + (1 | gr(host, cov = M)): REML with both kernels, and with the pedigree alone; shares of the sum of squared sds.",
  truth = c(truth, list(shares = as.list(true))), both = list(sds = as.list(both$sds), b = as.list(both$b), se = as.list(both$se), shares = share(both)),
  alone = list(sds = as.list(alone$sds), shares = share(alone))
)
write_json(record, "test/reference/structures/hosts.json", auto_unbox = TRUE, digits = 10)
str(record)
