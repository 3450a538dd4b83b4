# Deciles of coefficients and of what they share under joint priors, by simulation in R 4.2: Rscript make-joint.R > joint.json
# From the definitions: Piironen & Vehtari 2017, equations 2.8 and 2.9; Zhang et al. 2022, section 2, with the names of brms.
set.seed(20170101)
n <- 4e6
q <- function(x) paste0("[", paste(sprintf("%.10g", quantile(x, 1:9 / 10)), collapse = ","), "]")
horseshoe <- function(df, scale_global, df_global, scale_slab, df_slab, sigma) {
  tau <- abs(rt(n, df_global)) * scale_global * sigma
  slab <- 1 / rgamma(n, df_slab / 2, rate = df_slab / 2)
  c2 <- scale_slab^2 * slab
  lambda <- abs(rt(n, df))
  b <- rnorm(n) * tau * sqrt(c2 * lambda^2 / (c2 + tau^2 * lambda^2))
  list(b = b, global = tau, slab = slab)
}
r2d2 <- function(mean_R2, prec_R2, cons, sigma) {
  R2 <- rbeta(n, mean_R2 * prec_R2, (1 - mean_R2) * prec_R2)
  phi <- rbeta(n, cons[1], sum(cons[-1]))
  list(b = rnorm(n) * sigma * sqrt(phi * R2 / (1 - R2)), R2 = R2, phi = phi)
}
a <- horseshoe(1, 0.05, 1, 2, 4, 1)
b <- horseshoe(3, 0.1 / sqrt(40), 2, 1.5, 6, 3)
c <- r2d2(0.3, 5, c(0.5, 0.5, 0.5), 1)
d <- r2d2(0.5, 2, c(1, 2, 0.4), 3)
cat('{"horseshoe":{"b":', q(a$b), ',"global":', q(a$global), ',"slab":', q(a$slab), '},\n"ratio":{"b":', q(b$b), ',"global":', q(b$global),
  ',"slab":', q(b$slab), '},\n"R2D2":{"b":', q(c$b), ',"R2":', q(c$R2), ',"phi":', q(c$phi), '},\n"shares":{"b":', q(d$b), ',"R2":', q(d$R2), ',"phi":', q(d$phi), "}}\n", sep = "")
