import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default kind) at 19 MiB, two passes: OWASP Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

export function isPassword(stored: string, typed: string): Promise<boolean> {
  return verify(stored, typed);
}
