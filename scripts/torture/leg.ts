/** What a leg of the programme is given. */
export interface LegOptions {
  readonly seed: number;
  /** How long it may go on, ms; a leg with a fixed amount of work ignores it. */
  readonly budgetMs: number;
  readonly say: (line: string) => void;
  /** Ends a leg at once, which then says what it was waiting for; its processes end with it. */
  readonly signal?: AbortSignal;
}

/** Figures of a leg, by name, and what it found broken: nothing, when all is well. */
export interface LegReport {
  readonly figures: Readonly<Record<string, number | boolean>>;
  readonly broken: readonly string[];
}

export type Leg = (options: LegOptions) => Promise<LegReport>;
