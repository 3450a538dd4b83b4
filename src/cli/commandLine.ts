/** The command line: its commands and options. Each command's code is loaded only when it is called. */
import { Command } from "commander";

import { UserError } from "../../engine/core/UserError.js";
import type { AskOptions } from "./AskOptions.js";
import { byteCount, decimalNumber, digits, oneOf, portNumber, wholeNumber } from "./optionValues.js";
import { repeated } from "./repeated.js";
import { withAskOptions } from "./withAskOptions.js";

/** Runs a command line, without the program's name, and returns the exit status. Throws what goes wrong. */
export async function commandLine(args: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command("poolwise")
    .description("Bayesian models, declared by formulas or in TypeScript and sampled by Hamiltonian Monte Carlo.")
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .helpCommand(false)
    .option("-V, --version", "print the version and leave");

  const fit = program
    .command("fit")
    .description("draw from the posterior of a model, declared by a formula or in a file")
    .argument("[model]", "model file, .ts or .js, whose default export is the model; not with --formula")
    .option("--data <file>", "CSV file, its first line the names of the columns")
    .option("--formula <formula>", 'such as "y ~ x + (x | g)"; again for another parameter, "sigma ~ x"', repeated)
    .option("--family <name>", "of the response, with its link where that is not the default (default: gaussian)")
    .option("--factor <column>", "make a column a factor; with levels in order: sex=male,female", repeated)
    .option("--prior <prior>", 'such as "b ~ normal(0, 5)" or "sd[g] ~ exponential(1)"', repeated)
    .option("--priors <set>", "defaults: poolwise or brms (default: poolwise)", oneOf("--priors", "poolwise", "brms"))
    .option("--centred <group>", "sample the effects of a group centred, of all groups with: all", repeated)
    .option(
      "--tree <name=file>",
      "a phylogeny for gr(species, tree = name): t=f.nwk,scale=none,lengths=grafen",
      repeated,
    )
    .option("--matrix <name=file>", "a covariance of levels for gr(g, cov = name): K=K.csv,ridge=0.01", repeated)
    .option("--precision <name=file>", "the inverse of one for gr(g, precision = name): Q=Q.csv", repeated)
    .option("--pedigree <name=file>", "parents of animals for gr(animal, pedigree = name): P=ped.csv", repeated)
    .option("--na <policy>", "rows with missing cells: stop or drop (default: stop)", oneOf("--na", "stop", "drop"));
  withRunOptions(fit).action(async (model: string | undefined, options) => {
    const { fitCommand } = await import("./fitCommand.js");
    status = await fitCommand(model, options);
  });

  const nma = program
    .command("nma")
    .description("network meta-analysis of a table of trials")
    .option(
      "--data <file>",
      "CSV file, a row for each arm or contrast; columns that are not named are found by usual names",
    )
    .option("--study <column>", "study of each row")
    .option("--treatment <column>", "treatment of each row")
    .option("--events <column>", "people with the event, of --total")
    .option("--total <column>", "people in the arm")
    .option("--time <column>", "follow-up of the arm, for hazards (binomial-cloglog)")
    .option("--exposure <column>", "person-time of the arm, for rates")
    .option("--mean <column>", "mean outcome, with --se, or with --sd and --n")
    .option("--sd <column>", "standard deviation of the outcome")
    .option("--n <column>", "people in the arm, of --mean and --sd")
    .option("--se <column>", "standard error of the mean")
    .option("--diff <column>", "difference from the study's first arm, whose own cell is empty")
    .option(
      "--diff-se <column>",
      "its standard error; in the first arm's row that of the arm itself, for studies of three arms or more",
    )
    .option("--comparator <column>", "of a table with a row for each pair of arms: what the treatment is compared with")
    .option("--categories <list>", "ordered outcomes: columns of counts by category, the lowest first: c1,c2,c3")
    .option(
      "--likelihood <name>",
      "binomial-logit, -probit, -cloglog or -log, poisson-log, normal-identity, ordered-probit or -logit (default: by the columns)",
    )
    .option("--measure <name>", "of means: md or smd (default: md)", oneOf("--measure", "md", "smd"))
    .option("--ratio <words>", "what exp(effect) is, of differences or means that are logarithms, such as hazard ratio")
    .option("--effects <kind>", "random or fixed (default: random)", oneOf("--effects", "random", "fixed"))
    .option(
      "--model <kind>",
      "consistency, ume (unrelated mean effects) or nodesplit (default: consistency)",
      oneOf("--model", "consistency", "ume", "nodesplit"),
    )
    .option("--split <pair>", "of nodesplit, a comparison to split, A,B; again for another (default: all)", repeated)
    .option("--reference <treatment>", "the first in order (default: the first of all)")
    .option("--treatments <list>", "their order: A,B,C (default: sorted)")
    .option("--covariate <column>", "study-level covariate; again for another", repeated)
    .option(
      "--interaction <kind>",
      "of covariates: shared, exchangeable or independent (default: shared)",
      oneOf("--interaction", "shared", "exchangeable", "independent"),
    )
    .option(
      "--at <values>",
      "effects at values of the covariate too: 0,13,50, or a level; of several: x=1,set=home, again for another set",
      repeated,
    )
    .option("--baseline-risk", "make the baseline risk of a study a covariate, mu")
    .option(
      "--baseline <law>",
      "linear predictor of the reference for absolute effects: normal(-2.2, 0.55), a number, study(NAME) or joint",
    )
    .option("--baseline-data <file>", "CSV file of arms of the reference that the baseline is predicted from")
    .option(
      "--baseline-time <number>",
      "follow-up of absolute effects, for hazards (default: 1)",
      decimalNumber("--baseline-time"),
    )
    .option("--predictive", "effects in a new trial too")
    .option(
      "--better <direction>",
      "which effects are good, for ranks: higher or lower",
      oneOf("--better", "higher", "lower"),
    )
    .option("--mid <number>", "minimally important difference on the link scale, for ranks", decimalNumber("--mid"))
    .option(
      "--correlation <number>",
      "of two differences from one arm, for studies that do not tell it",
      decimalNumber("--correlation"),
    )
    .option(
      "--prior <prior>",
      'such as "d ~ normal(0, 10)" or "tau^2 ~ turner(all-cause mortality, pharma vs placebo)"',
      repeated,
    )
    .option("--checks", "fit unrelated mean effects and split comparisons too (default: with --out)")
    .option("--no-checks", "leave these out");
  withRunOptions(nma).action(async (options) => {
    const { nmaCommand } = await import("./nmaCommand.js");
    status = await nmaCommand(options);
  });

  const meta = program
    .command("meta")
    .description("meta-analysis of effect sizes with known sampling variances")
    .option("--data <file>", "CSV file, its first line the names of the columns")
    .option("--effect <column>", "effects, on the scale on which they are normal (default: yi)")
    .option("--se <column>", "their standard errors (default: sei or se)")
    .option("--variance <column>", "their sampling variances, in place of standard errors (default: vi)")
    .option("--study <column>", "names of studies")
    .option("--effects <kind>", "random or fixed (default: random)", oneOf("--effects", "random", "fixed"))
    .option("--moderators <formula>", 'such as "~ year + allocation"')
    .option("--levels <columns>", "nested random effects, the outermost first: district,school; row is the row itself")
    .option("--crossed <columns>", "further random effects, crossed with the others")
    .option("--outcome <column>", "outcomes, each with a mean of its own, correlated within studies")
    .option(
      "--covariance <columns or file>",
      "known sampling covariances: columns v1,v2 of each study's block, or V.csv",
    )
    .option("--correlation <number>", "of sampling errors within a study", decimalNumber("--correlation"))
    .option("--measure <name>", "work effects out first: OR, RR, RD, IRR, MD, SMD, ROM, ZCOR or PLO")
    .option("--columns <list>", "of --measure, where columns have other names: ai=tpos,bi=tneg,ci=cpos,di=cneg")
    .option("--ratio <words>", "what exp(effect) is, such as odds ratio")
    .option("--prior <prior>", 'such as "tau ~ half_normal(0.5)" or "mu ~ normal(0, 1)"', repeated)
    .option("--influence", "fit again without each study")
    .option("--cumulative [column]", "fit again as studies are added, in the order of a column")
    .option("--na <policy>", "rows with missing cells: stop or drop (default: stop)", oneOf("--na", "stop", "drop"));
  withRunOptions(meta).action(async (options) => {
    const { metaCommand } = await import("./metaCommand.js");
    status = await metaCommand(options);
  });

  withAskOptions(program.command("ask")).action(
    async (folder: string, question: string, others: string[], options: AskOptions) => {
      const { askCommand } = await import("./askCommand.js");
      status = await askCommand(folder, question, others, options);
    },
  );

  program
    .command("diagnose")
    .description("say whether draws can be trusted")
    .argument("<draws...>", "files of draws: CSV, Parquet, or an InferenceData in Zarr; or the folder of a saved fit")
    .option("--json", "print the summary as JSON")
    .option("--fail-on <list>", 'leave with status 1 when one holds, such as "rhat>1.01,divergences>0,ess<400"')
    .option("--variables <pattern>", 'look at some variables only, such as "b_* tau theta"')
    .option("--all", "print every variable, not the ten worst of many")
    .option("--junit <file>", "write the conditions of --fail-on as tests in JUnit's XML")
    .option("--report <file>", "write one HTML file on the draws")
    .option("--github", "annotate a workflow of GitHub with what is wrong")
    .action(async (paths: string[], options) => {
      const { diagnoseCommand } = await import("./diagnoseCommand.js");
      status = await diagnoseCommand(paths, options);
    });

  program
    .command("report")
    .description("write report.html again from a saved fit; its model file is not executed")
    .argument("<folder>", "folder of a saved fit")
    .action(async (folder: string) => {
      const { reportCommand } = await import("./reportCommand.js");
      status = await reportCommand(folder);
    });

  for (const command of program.commands) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
    refuseRepeats(command);
  }
  if (args[0] === "-V" || args[0] === "--version") {
    const { node } = await import("../platform/node/node.js");
    process.stdout.write(`${(await node.versions())["poolwise"]}\n`);
    return 0;
  }
  await program.parseAsync(args, { from: "user" });
  return status;
}

/** Adds the options that commands share which fit. */
function withRunOptions(command: Command): Command {
  return command
    .option("--title <text>", "heads the report (default: the formula, or the model's title)")
    .option("--chains <number>", "chains (default: 4)", wholeNumber("--chains", 1))
    .option("--warmup <number>", "warmup iterations per chain at most (default: 1000)", wholeNumber("--warmup", 0))
    .option("--draws <number>", "draws kept per chain (default: 1000)", wholeNumber("--draws", 1))
    .option(
      "--seed <number>",
      "makes the draws reproducible (default: a fresh one, which is printed)",
      digits("--seed"),
    )
    .option("--out <folder>", "write summary.json, draws.parquet, report.html and the fit itself")
    .option(
      "--workers <number>",
      "chains run at once, 0 for none beside (default: processors)",
      wholeNumber("--workers", 0),
    )
    .option(
      "--adapt-delta <number>",
      "acceptance that steps are tuned to (default: 0.8)",
      decimalNumber("--adapt-delta"),
    )
    .option("--max-treedepth <number>", "doublings of a trajectory (default: 10)", wholeNumber("--max-treedepth", 1))
    .option(
      "--metric <name>",
      "learnt from draws: variance, or with their gradients: gradient",
      oneOf("--metric", "gradient", "variance"),
    )
    .option(
      "--algorithm <name>",
      "nuts, hmc, fixedTime or independence (default: chosen by the posterior's dimension)",
      oneOf("--algorithm", "nuts", "hmc", "fixedTime", "independence"),
    )
    .option("--full-warmup", "run all of --warmup, where it might end once it has settled")
    .option("--prior-only", "leave the likelihood out and draw from the prior")
    .option("--optimise <list>", "what makes it fast: all, none, or a list of names (default: all)")
    .option(
      "--draws-format <format>",
      "csv writes draws-1.csv, … too, zarr draws.zarr for ArviZ",
      oneOf("--draws-format", "parquet", "csv", "zarr"),
    )
    .option("--max-memory <size>", "refuse to need more, such as 4GB (default: half of it)", byteCount("--max-memory"))
    .option("--json", "print summary.json to standard output, everything else to standard error")
    .option("--quiet", "show no progress and no notes")
    .option(
      "--watch [port]",
      "serve a page on which the fit can be followed, to this machine only",
      portNumber("--watch"),
    );
}

/** Of two values of one option one would be lost without a word, unless they are gathered. */
function refuseRepeats(command: Command): void {
  for (const option of command.options.filter(({ required, parseArg }) => required && parseArg !== repeated)) {
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) throw new UserError(`the option ${option.long} is given twice: give it once.`);
      given = true;
    });
  }
}
