# Writes tables.json: the columns that test/models/glmm/advice fits, of data sets that come with R packages. Run: Rscript make.R
suppressMessages({library(lme4); library(nlme); library(glmmTMB); library(MASS); library(jsonlite)})
trimmed <- function(data, columns) {
  data <- as.data.frame(data)[columns]
  lapply(data, function(x) if (is.factor(x)) as.character(x) else round(as.numeric(x), 4))
}
epil <- with(MASS::epil, data.frame(
  y, subject, trt, Base = log(base / 4), Age = log(age), Visit = (period - 2.5) / 5
))
grouseticks <- within(lme4::grouseticks, height <- (HEIGHT - mean(HEIGHT)) / 100)
tables <- list(
  sleepstudy = trimmed(lme4::sleepstudy, c("Reaction", "Days", "Subject")),
  cbpp = trimmed(lme4::cbpp, c("incidence", "size", "period", "herd")),
  Dyestuff = trimmed(lme4::Dyestuff, c("Yield", "Batch")),
  Penicillin = trimmed(lme4::Penicillin, c("diameter", "plate", "sample")),
  grouseticks = trimmed(grouseticks, c("TICKS", "YEAR", "height", "BROOD", "INDEX", "LOCATION")),
  Orthodont = trimmed(nlme::Orthodont, c("distance", "age", "Sex", "Subject")),
  Oats = trimmed(nlme::Oats, c("yield", "nitro", "Block", "Variety")),
  Machines = trimmed(nlme::Machines, c("score", "Machine", "Worker")),
  ergoStool = trimmed(nlme::ergoStool, c("effort", "Type", "Subject")),
  epil = trimmed(epil, c("y", "Base", "trt", "Age", "Visit", "subject")),
  Salamanders = trimmed(glmmTMB::Salamanders, c("count", "mined", "spp", "site")),
  bacteria = trimmed(MASS::bacteria, c("y", "trt", "week", "ID"))
)
cat(toJSON(tables, digits = 6), "\n")
