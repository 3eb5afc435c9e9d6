import { toHex } from './bytes.ts';
import { readStatement, type Certificate, type KeyUse, type ReadStatement } from './certificate.ts';
import { keyId } from './cose-key.ts';
import type { Sign1 } from './cose-sign1.ts';
import type { CredentialCrypto } from './crypto-port.ts';

/** A key that leads up to an authority that is trusted here. */
export interface KnownKey {
  /** Lower-case hex. */
  readonly kid: string;
  readonly certificate: Certificate;
  /** Who certified it; its own name for the first root. */
  readonly certifiedBy: string;
  /** From when on it is not believed; null while it is. */
  readonly revokedSince: string | null;
}

/** Who may certify whom. A new root stands under the one before it. */
const certifiers: Readonly<Record<KeyUse, KeyUse>> = { root: 'root', centre: 'root', status: 'root', card: 'centre' };

/**
 * The keys that an authority vouches for, built from its statements in order: each counts only if a key that was known
 * before signed it, was valid then, and may certify that use. What does not count is passed over and counted.
 */
export class Keyring {
  readonly #crypto: CredentialCrypto;
  readonly #keys = new Map<string, KnownKey>();
  #refused = 0;

  /** `anchors` are the names (hex) of the root keys that are trusted without anybody's word. */
  constructor(crypto: CredentialCrypto, anchors: Iterable<string>, statements: Iterable<Uint8Array> = []) {
    this.#crypto = crypto;
    const trusted = new Set(anchors);
    for (const bytes of statements) if (!this.#take(bytes, trusted)) this.#refused += 1;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** Statements that proved nothing here. */
  get refused(): number {
    return this.#refused;
  }

  get keys(): readonly KnownKey[] {
    return [...this.#keys.values()];
  }

  find(kid: string): KnownKey | undefined {
    return this.#keys.get(kid);
  }

  /** The key that a token names, if it is here and the signature is its own. */
  signerOf(token: Sign1): { readonly key: KnownKey | undefined; readonly signed: boolean } {
    const key = token.kid === undefined ? undefined : this.find(toHex(token.kid));
    if (key === undefined) return { key, signed: false };
    const { algorithm } = key.certificate.key;
    const by = { key: key.certificate.key, signature: token.signature };
    return { key, signed: algorithm === token.algorithm && this.#crypto.isSigned(token.toBeSigned, by) };
  }

  #take(bytes: Uint8Array, trusted: ReadonlySet<string>): boolean {
    const found = readStatement(bytes);
    if (!found.ok) return false;
    const { statement, token } = found.value;
    if (statement.is === 'revocation') return this.#revoke(found.value);
    const kid = toHex(keyId(this.#crypto, statement.key));
    const itself = statement.use === 'root' && token.kid !== undefined && toHex(token.kid) === kid;
    if (itself) return trusted.has(kid) && this.#isSelfSigned(statement, token) && this.#add(kid, statement, kid);
    const { key, signed } = this.signerOf(token);
    if (key === undefined || !signed || key.certificate.use !== certifiers[statement.use]) return false;
    if (!mayCertify(key, statement)) return false;
    return this.#add(kid, statement, key.kid);
  }

  #isSelfSigned({ key }: Certificate, token: Sign1): boolean {
    return (
      key.algorithm === token.algorithm && this.#crypto.isSigned(token.toBeSigned, { key, signature: token.signature })
    );
  }

  /** A key is certified once: who goes on signing makes a new one. */
  #add(kid: string, certificate: Certificate, certifiedBy: string): boolean {
    if (this.#keys.has(kid)) return false;
    this.#keys.set(kid, { kid, certificate, certifiedBy, revokedSince: null });
    return true;
  }

  /** Only a root revokes, and never itself: then nobody could say it. */
  #revoke({ statement, token }: ReadStatement): boolean {
    const { key, signed } = this.signerOf(token);
    if (statement.is !== 'revocation' || !signed || key?.certificate.use !== 'root') return false;
    const kid = toHex(statement.kid);
    const revoked = this.#keys.get(kid);
    if (revoked === undefined || kid === key.kid) return false;
    this.#keys.set(kid, { ...revoked, revokedSince: statement.since });
    return true;
  }
}

/** A key certifies only while it is valid, and a centre only its own counters. */
function mayCertify({ certificate, revokedSince }: KnownKey, { from, use, holder }: Certificate): boolean {
  if (revokedSince !== null || from < certificate.from || from > certificate.until) return false;
  return use !== 'card' || holder.startsWith(`${certificate.holder}-`);
}
