/** One thing that is not there yet. */
export interface Step {
  /** One line, shown before it begins. */
  readonly doing: string;
  /** Rejects with one line: what happened and what to do now. */
  readonly make: () => void | Promise<void>;
}
