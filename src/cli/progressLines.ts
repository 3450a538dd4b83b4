/** Shows on standard error how far the chains are: redrawn in place on a terminal, sparse plain lines elsewhere. */
import type { ChainProgress } from "../platform/Platform.js";
import { durationText, timeLeft } from "../timeLeft.js";

/** Where lines go: standard error, or a stand-in. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
}

/** Takes progress in and shows it. */
export interface ProgressLines {
  show(progress: ChainProgress): void;
  /** Draws for the last time and leaves the cursor below; later progress is not shown. */
  end(): void;
}

/** Seconds before anything is shown: short runs stay silent. */
const patience = 1;

/** Seconds between redraws of a terminal, and between lines of one chain elsewhere. */
const redrawEvery = 0.2;
const lineEvery = 10;

const barWidth = 24;

/**
 * Lines for `chains` chains. `now` is a clock in seconds.
 *
 * @example
 * const lines = progressLines(process.stderr, 4, () => performance.now() / 1000);
 */
export function progressLines(screen: Screen, chains: number, now: () => number): ProgressLines {
  const began = now();
  const latest = new Map<number, ChainProgress>();
  return screen.isTTY ? redrawn() : plain();

  function redrawn(): ProgressLines {
    let drawn = 0;
    let last = -Infinity;
    let ended = false;
    const draw = () => {
      const lines = chains <= (screen.rows || 24) - 2 ? chainLines(latest, chains) : [totalLine(latest, chains)];
      const up = drawn > 0 ? `\x1b[${drawn}A` : "";
      screen.write(up + lines.map((line) => `\x1b[2K${line}\n`).join(""));
      drawn = lines.length;
    };
    return {
      show(progress) {
        latest.set(progress.chain, progress);
        const time = now();
        if (ended || time - began < patience || time - last < redrawEvery) return;
        last = time;
        draw();
      },
      end() {
        if (!ended && drawn > 0) draw();
        ended = true;
      },
    };
  }

  function plain(): ProgressLines {
    const told = new Map<number, number>();
    return {
      show(progress) {
        const { chain, phase } = progress;
        const time = now();
        const since = time - (told.get(chain) ?? began);
        if (since < lineEvery && !(phase === "finished" && time - began >= lineEvery)) return;
        told.set(chain, time);
        screen.write(`${chainText(progress)}\n`);
      },
      end() {},
    };
  }
}

function chainLines(latest: ReadonlyMap<number, ChainProgress>, chains: number): string[] {
  return Array.from({ length: chains }, (_, index) => {
    const progress = latest.get(index + 1);
    return progress === undefined ? `chain ${index + 1}  waiting` : `${bar(progress)}  ${chainText(progress)}`;
  });
}

function totalLine(latest: ReadonlyMap<number, ChainProgress>, chains: number): string {
  const finished = [...latest.values()].filter(({ phase }) => phase === "finished").length;
  return `${finished} of ${chains} chains finished`;
}

function bar({ phase, iteration, of }: ChainProgress): string {
  const share = phase === "finished" ? 1 : of > 0 ? iteration / of : 0;
  const filled = Math.round(share * barWidth);
  return (phase === "warmup" ? "░" : "█").repeat(filled) + "·".repeat(barWidth - filled);
}

function chainText(progress: ChainProgress): string {
  const { chain, phase, iteration, of, divergences, stepSize } = progress;
  const where = phase === "finished" ? `finished, ${iteration} draws` : `${phase} ${iteration} of ${of}`;
  const left = timeLeft(progress);
  return (
    `chain ${chain}  ${where}` +
    (phase !== "finished" && Number.isFinite(stepSize) ? `, step ${stepSize.toPrecision(2)}` : "") +
    (divergences > 0 ? `, ${divergences} divergent` : "") +
    (left !== undefined && phase !== "finished"
      ? `, ${phase === "warmup" ? "at most " : ""}${durationText(left)} left`
      : "")
  );
}
