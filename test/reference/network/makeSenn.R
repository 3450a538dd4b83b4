# Common effects of the diabetes network of Senn et al. (2013) by metafor's rma.mv with the covariance of the one three-arm study written
# out by hand. Run: Rscript makeSenn.R > senn2013.json
suppressMessages(library(metafor))
rows <- read.csv("senn2013.csv")
# Of the three-arm study two differences from placebo are kept; their covariance is the variance of the placebo arm.
three <- rows[rows$studlab == "Willms1999", ]
v <- setNames(three$seTE^2, paste(three$treat1, three$treat2))
shared <- (v["metf plac"] + v["acar plac"] - v["metf acar"]) / 2
rows <- rows[!(rows$studlab == "Willms1999" & rows$treat2 == "acar"), ]
V <- diag(rows$seTE^2)
both <- which(rows$studlab == "Willms1999")
V[both[1], both[2]] <- V[both[2], both[1]] <- shared
others <- setdiff(sort(unique(c(rows$treat1, rows$treat2))), "plac")
X <- sapply(others, function(t) (rows$treat1 == t) - (rows$treat2 == t))
fit <- rma.mv(rows$TE, V, mods = X, intercept = FALSE)
item <- function(x) paste0('    "', others, '": ', sprintf("%.15g", x), collapse = ",\n")
cat('{\n  "effects": {\n', item(fit$beta), '\n  },\n  "se": {\n', item(fit$se), "\n  }\n}\n", sep = "")
