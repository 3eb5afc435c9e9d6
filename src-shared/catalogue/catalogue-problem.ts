/** Why a catalogue file is refused: where, and what to change. Lines count from 1. */
export interface CatalogueProblem {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** `services/learner.json:12: …`, one a line. */
export function problemText(problems: readonly CatalogueProblem[]): string {
  return problems.map(({ file, line, reason }) => `${file}:${line}: ${reason}`).join('\n');
}
