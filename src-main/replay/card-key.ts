import type { TrustReply } from '../../src-shared/contract/central/trust.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { encodeCbor } from '../../src-shared/credential/cbor.ts';
import { toCoseKey } from '../../src-shared/credential/cose-key.ts';
import { keyId } from '../../src-shared/credential/cose-key.ts';
import type { Keyring } from '../../src-shared/credential/keyring.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { newKeyPair, nodeCrypto, publicKeyOf } from '../features/trust/node-crypto.ts';
import type { Clock } from '../ports.ts';
import { trustedNow } from '../store/server-clock.ts';
import type { Store } from '../store/store.ts';
import { adoptCardKey, findCardKey, putCardKeyAsked, type CardKey } from '../store/trust.ts';
import type { CentralApi } from './central-client.ts';
import type { StepResult } from './lane.ts';

/** Days before its end at which the next key is made: a counter may be without a link for months. */
const RENEW_DAYS = 200;
const DAY_MS = 86_400_000;

export interface CardKeyParts {
  readonly api: CentralApi;
  readonly store: Store;
  readonly clock: Clock;
  readonly stream: StreamId;
}

export interface CardKeyAsk {
  readonly keyring: Keyring;
  readonly algorithm: TrustReply['algorithm'];
  readonly signal: AbortSignal;
}

/**
 * Has a key certified where this counter has none for its stream, or where the one it has nears its end, was revoked or is
 * of another kind than the deployment's. The key is on disk before central sees it: an answer that is lost is asked for again.
 */
export async function renewCardKey(parts: CardKeyParts, ask: CardKeyAsk): Promise<StepResult> {
  const { store, api, stream } = parts;
  if (isGood(parts, ask)) return 'idle';
  const asked = findCardKey(store, 'cardKeyAsked');
  const fits = asked?.stream === stream && asked.algorithm === ask.algorithm;
  if (asked !== undefined && fits && ask.keyring.find(asked.kid) !== undefined) {
    adoptCardKey(store, asked);
    return 'idle';
  }
  const key = asked !== undefined && fits ? asked : makeKey(parts, ask);
  const coseKey = encodeCbor(toCoseKey(publicKeyOf(Buffer.from(key.secret, 'base64'))));
  const body = { key: Buffer.from(coseKey).toString('base64') };
  await api.certify({ params: { stream }, body }, { signal: ask.signal });
  return 'more';
}

function isGood({ store, clock, stream }: CardKeyParts, { keyring, algorithm }: CardKeyAsk): boolean {
  const held = findCardKey(store, 'cardKey');
  const known = held === undefined ? undefined : keyring.find(held.kid);
  if (held?.stream !== stream || held.algorithm !== algorithm || known === undefined) return false;
  const left = Date.parse(known.certificate.until) - Date.parse(trustedNow({ store, clock }));
  return known.revokedSince === null && left > RENEW_DAYS * DAY_MS;
}

function makeKey({ store, stream }: CardKeyParts, { algorithm }: CardKeyAsk): CardKey {
  const { secret, key } = newKeyPair(algorithm);
  const made = { stream, algorithm, kid: toHex(keyId(nodeCrypto, key)), secret: secret.toString('base64') };
  putCardKeyAsked(store, made);
  return made;
}
