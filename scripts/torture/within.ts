/** What a promise gives; rejects with the name of what was waited for when that takes too long, ms. */
export async function within<Value>(what: string, ms: number, promise: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what}: not within ${Math.round(ms / 1000)} s`)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
