import { useEffect, useState } from 'react';

/** Ages are told in minutes: half of one is soon enough. */
const TICK_MS = 30_000;

/** The present moment as the screen tells ages by, ISO 8601; goes on by itself. */
export function useNow(): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
