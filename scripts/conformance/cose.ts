import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { bytesOf, listOf, mapOf, readCbor, type Cbor } from './cbor.ts';

/** A COSE_Sign1 (RFC 9052) with claims inside. */
export interface Token {
  readonly algorithm: Cbor | undefined;
  readonly kid: string;
  readonly claims: ReadonlyMap<Cbor, Cbor>;
  isSignedBy(key: ReadonlyMap<Cbor, Cbor>): boolean;
}

export function readToken(base64: string): Token {
  const [header, , payload, signature] = listOf(readCbor(Buffer.from(base64, 'base64'))).map((part) => part);
  const headers = mapOf(readCbor(bytesOf(header)));
  const structure = Buffer.concat([
    Buffer.from('846a5369676e617475726531', 'hex'),
    prefixed(bytesOf(header)),
    prefixed(Buffer.alloc(0)),
    prefixed(bytesOf(payload)),
  ]);
  return {
    algorithm: headers.get(1),
    kid: bytesOf(headers.get(4)).toString('hex'),
    claims: mapOf(readCbor(bytesOf(payload))),
    isSignedBy: (key) => isSigned(structure, { key, signature: bytesOf(signature) }),
  };
}

/** A byte string with its head. */
function prefixed(bytes: Buffer): Buffer {
  const { length } = bytes;
  const head = length < 24 ? [0x40 | length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff];
  return Buffer.concat([
    Buffer.from(length < 65_536 ? head : [0x5a, 0, length >> 16, (length >> 8) & 0xff, length & 0xff]),
    bytes,
  ]);
}

/** The COSE_Key in a certificate's `cnf` (RFC 8747). */
export function keyIn({ claims }: Token): ReadonlyMap<Cbor, Cbor> {
  return mapOf(mapOf(claims.get(8)).get(1));
}

function isSigned(message: Buffer, { key, signature }: { key: ReadonlyMap<Cbor, Cbor>; signature: Buffer }): boolean {
  const part = (label: number) => bytesOf(key.get(label)).toString('base64url');
  if (key.get(3) === -8) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: part(-2) };
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  }
  const jwk = { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) };
  const by = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  return verify('sha256', message, by, signature);
}

/** A new key of a kind, as a COSE_Key in base64, and the name it has to get (RFC 9679, first 8 bytes). */
export function newCoseKey(algorithm: string): { key: string; kid: string } {
  const head = (bytes: Buffer) => Buffer.concat([Buffer.from([0x58, bytes.length]), bytes]);
  if (algorithm === 'EdDSA') {
    const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([
      Buffer.from('2006', 'hex'),
      Buffer.from('21', 'hex'),
      head(Buffer.from(x, 'base64url')),
    ]);
    return coseKey(Buffer.from('a30101', 'hex'), Buffer.from('a401010327', 'hex'), point);
  }
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  const [xHead, yHead] = [x, y].map((each) => head(Buffer.from(each, 'base64url')));
  const point = Buffer.concat([
    Buffer.from('200121', 'hex'),
    xHead ?? Buffer.alloc(0),
    Buffer.from('22', 'hex'),
    yHead ?? Buffer.alloc(0),
  ]);
  return coseKey(Buffer.from('a40102', 'hex'), Buffer.from('a501020326', 'hex'), point);
}

function coseKey(required: Buffer, whole: Buffer, point: Buffer): { key: string; kid: string } {
  const thumbprint = createHash('sha256').update(required).update(point).digest('hex');
  return { key: Buffer.concat([whole, point]).toString('base64'), kid: thumbprint.slice(0, 16) };
}
