/** Longest message without a file that a screen may send, bytes; the largest real one is a person's data. */
export const MOST_MESSAGE = 256 * 1024;

/** Longest message with a file, bytes; the largest real one is a scan of a whole sheet at 600 dpi. */
export const MOST_FILE_MESSAGE = 32 * 1024 * 1024;
