# Makes visits.csv: 160 patients with a chronic infection of the skin, two ointments, seven visits over a year, some of whom stay away.
# The logit of a lesion is 0.5 - 0.15 month - 0.20 month * coated + effect of the patient, whose standard deviation is 3.
set.seed(2026)
patients <- 160
months <- c(0, 1, 2, 3, 6, 9, 12)
arm <- rep(c("plain", "coated"), each = patients / 2)
effect <- rnorm(patients, 0, 3)
rows <- do.call(rbind, lapply(seq_len(patients), function(i) {
  logit <- 0.5 - 0.15 * months - 0.20 * months * (arm[i] == "coated") + effect[i]
  lesion <- rbinom(length(months), 1, plogis(logit))
  # From the second visit on, one in twenty does not come again, whatever was seen before.
  stay <- cumprod(c(1, rbinom(length(months) - 1, 1, 0.95))) == 1
  data.frame(patient = sprintf("p%03d", i), arm = arm[i], month = months, lesion = lesion)[stay, ]
}))
write.csv(rows, "visits.csv", row.names = FALSE, quote = FALSE)
