/** Notes and coins of the State Bank of Pakistan in use, paisa, the largest first; of what is both, one line. */
export const notes = [500_000, 100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100] as const;
