import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { isSigned } from '../batch.ts';
import { bytesOf, listOf, mapOf } from '../cbor.ts';
import { expectOk, expectRefusal, type Check } from '../check.ts';
import { keyIn, newCoseKey, readToken, type Token } from '../cose.ts';
import type { Counter } from '../counter.ts';
import { sha256 } from '../journal.ts';
import { member, textOf } from '../json.ts';

const section = 'Keys and status lists';
/** Uses of a key by their number. */
const [ROOT, CENTRE, CARD, STATUS] = [0, 1, 2, 3];
const USE = -65_538;

interface Said {
  readonly algorithm: string;
  readonly root: string;
  readonly statements: readonly string[];
  readonly directory: Token;
}

export const trustChecks: readonly Check[] = [
  {
    section,
    name: 'every key stands under the root that central vouches for',
    run: async ({ first }) => {
      await certified(first);
      const { root, statements } = await hear(first);
      const keys = new Map<string, Token>();
      for (const token of statements.map(readToken)) {
        if (!token.claims.has(8)) continue;
        const itself = keys.size === 0;
        const by = itself ? token : keys.get(token.kid);
        assert(by !== undefined && token.isSignedBy(keyIn(by)), 'a certificate that no key before it signed');
        if (itself) assert.equal(token.kid, root, 'the first root is another');
        const [use, above] = [token.claims.get(USE), by.claims.get(USE)];
        assert.equal(above, use === CARD ? CENTRE : ROOT, 'a key certifies what is not its to certify');
        keys.set(thumbprintOf(token), token);
      }
      assert(
        [...keys.values()].some(({ claims }) => claims.get(USE) === STATUS),
        'no key for status lists',
      );
    },
  },
  {
    section,
    name: 'statements only grow, and the directory counts and chains them',
    run: async ({ first, elsewhere }) => {
      const before = await hear(first);
      await certified(elsewhere);
      const after = await hear(first);
      assert.deepEqual(after.statements.slice(0, before.statements.length), before.statements);
      assert(after.statements.length > before.statements.length, 'nothing was added');
      const [count, chain] = listOf(after.directory.claims.get(-65_542));
      const named = after.statements.slice(0, Number(count));
      const expected = named.reduce<Buffer>(
        (hash, statement) => createHash('sha256').update(hash).update(Buffer.from(statement, 'base64')).digest(),
        Buffer.alloc(32),
      );
      assert.deepEqual(bytesOf(chain), expected, 'the directory is about other statements');
    },
  },
  {
    section,
    name: 'a counter’s key is certified under its centre’s, once, and nobody else’s',
    run: async ({ first, second }) => {
      const { algorithm } = await hear(first);
      const { key, kid } = newCoseKey(algorithm);
      const answer = await first.ask('POST', 'certificates', { json: { key } });
      expectOk(answer);
      const token = readToken(textOf(answer.body, 'statement'));
      assert.equal(thumbprintOf(token), kid, 'another key was certified');
      assert.equal(token.claims.get(2), `parwana:${first.stream}`);
      const again = await first.ask('POST', 'certificates', { json: { key } });
      assert.deepEqual(again.body, answer.body);
      expectRefusal(await second.ask('POST', 'certificates', { json: { key } }), {
        status: 403,
        code: 'session.forbidden',
      });
      const none = await first.ask('POST', 'certificates', { json: { key: 'AAAA' } });
      expectRefusal(none, { status: 400, code: 'input.malformed' });
    },
  },
  {
    section,
    name: 'each status list is signed, named by its hash, and comes from any byte on',
    run: async ({ first }) => {
      expectOk(await first.ask('POST', 'leases', { json: { remaining: 0, series: 'status' } }));
      const lists = await listsOf(first);
      assert(lists.length > 0, 'no status list though places in one were lent');
      for (const { list, files } of lists) {
        for (const [index, file] of files.entries()) {
          const [hash, size, from] = listOf(file);
          assert.equal(from === 0, index === 0, 'a list begins with a snapshot, and deltas follow');
          const path = `/v1/status/${bytesOf(hash).toString('hex')}`;
          const whole = await first.call('GET', path);
          assert.equal(whole.status, 200);
          const bytes = Buffer.from(whole.body as string, 'latin1');
          assert.equal(sha256(bytes), bytesOf(hash).toString('hex'));
          assert.equal(bytes.length, size);
          const rest = await first.call('GET', path, { headers: { range: 'bytes=10-' } });
          assert.equal(rest.body, bytes.subarray(10).toString('latin1'));
          const token = readToken(bytes.toString('base64'));
          assert.equal(token.claims.get(2), `parwana:${list}`);
          if (from === 0) {
            const body = mapOf(token.claims.get(65_533));
            assert.equal(body.get('bits'), 2);
            assert(zstdDecompressSync(bytesOf(body.get('lst'))).length > 0);
          }
        }
      }
    },
  },
];

/** Has a key certified, so that there is something to hear. */
async function certified(counter: Counter): Promise<void> {
  const { algorithm } = await hear(counter);
  expectOk(await counter.ask('POST', 'certificates', { json: { key: newCoseKey(algorithm).key } }));
}

/** All that central says, from the beginning. */
async function hear(counter: Counter): Promise<Said> {
  const statements: string[] = [];
  for (let after = 0; ;) {
    const answer = await counter.ask('GET', `trust?after=${after}`);
    expectOk(answer);
    statements.push(...(member(answer.body, 'statements') as unknown as string[]));
    const root = textOf(answer.body, 'root', 'kid');
    const signature = textOf(answer.body, 'root', 'signature');
    assert(
      isSigned(`parwana-root-1\n${root}`, { key: counter.enrolment.centralKey, signature }),
      'the root is not signed',
    );
    after = Number(member(answer.body, 'next'));
    if (member(answer.body, 'more') === true) continue;
    assert.equal(after, statements.length);
    const directory = readToken(textOf(answer.body, 'directory'));
    const signer = statements
      .map(readToken)
      .find((token) => token.claims.has(8) && thumbprintOf(token) === directory.kid);
    assert(signer !== undefined && directory.isSignedBy(keyIn(signer)), 'the directory is not signed');
    assert.equal(signer.claims.get(USE), STATUS);
    return { algorithm: textOf(answer.body, 'algorithm'), root, statements, directory };
  }
}

async function listsOf(counter: Counter) {
  const { directory } = await hear(counter);
  return listOf(directory.claims.get(-65_543)).map((entry) => {
    const [list, files] = listOf(entry);
    assert(typeof list === 'string', 'a list without a name');
    return { list, files: listOf(files) };
  });
}

/** A certified key's name, from the key itself. */
function thumbprintOf(token: Token): string {
  const key = keyIn(token);
  const point = [-2, -3].flatMap((label) => {
    const bytes = key.get(label);
    return bytes === undefined ? [] : [Buffer.from([label === -2 ? 0x21 : 0x22, 0x58, 0x20]), bytesOf(bytes)];
  });
  const head = key.get(1) === 1 ? 'a301012006' : 'a401022001';
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from(head, 'hex'), ...point]))
    .digest('hex')
    .slice(0, 16);
}
