import * as fc from 'fast-check';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import type { Fault } from '../../src-shared/errors.ts';
import { cardMedium } from '../../src-main/devices/printer/spooler/cups/card-media.ts';
import { CupsSpooler } from '../../src-main/devices/printer/spooler/cups/cups-spooler.ts';
import { findCups } from '../../src-main/devices/printer/spooler/cups/ipp-client.ts';
import { decodeResponse, encodeRequest } from '../../src-main/devices/printer/spooler/cups/ipp-message.ts';
import { faultOf } from '../../src-main/devices/printer/spooler/cups/printer-reasons.ts';
import { SpoolerPrinter } from '../../src-main/devices/printer/spooler/spooler-printer.ts';
import { front, ignore } from './printer-bench.ts';

describe('a message', () => {
  test('goes out byte for byte as RFC 8010 has it', () => {
    const bytes = encodeRequest({
      operation: 0x000b,
      id: 1,
      attributes: [
        { type: 'charset', name: 'attributes-charset', values: ['utf-8'] },
        { type: 'keyword', name: 'a', values: ['b', 'cd'] },
        { type: 'boolean', name: 'm', values: [true] },
      ],
      jobAttributes: [{ type: 'integer', name: 'copies', values: [1] }],
    });
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      [
        '\x02\x00\x00\x0b\x00\x00\x00\x01\x01',
        '\x47\x00\x12attributes-charset\x00\x05utf-8',
        '\x44\x00\x01a\x00\x01b\x44\x00\x00\x00\x02cd',
        '\x22\x00\x01m\x00\x01\x01',
        '\x02\x21\x00\x06copies\x00\x04\x00\x00\x00\x01\x03',
      ].join(''),
    );
  });

  test('of any bytes is read or refused, whatever its lengths say', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        for (const bytes of [noise, Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 1, 4, ...noise)]) {
          try {
            expect(decodeResponse(bytes).groups.length).toBeLessThan(302);
          } catch (error) {
            expect((error as Fault).code).toBe('printer.noSpooler');
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('comes back with numbers, words in a language, lists, and "no value"', () => {
    const message = [
      '\x02\x00\x00\x00\x00\x00\x00\x07\x04',
      '\x23\x00\x01s\x00\x04\x00\x00\x00\x05',
      '\x36\x00\x01n\x00\x08\x00\x02en\x00\x02hi',
      '\x44\x00\x01l\x00\x01x\x44\x00\x00\x00\x01y',
      '\x13\x00\x01v\x00\x00\x03',
    ].join('');
    const { status, id, groups } = decodeResponse(Buffer.from(message, 'latin1'));
    expect({ status, id, tag: groups[0]!.tag }).toEqual({ status: 0, id: 7, tag: 4 });
    expect(Object.fromEntries(groups[0]!.attributes)).toEqual({ s: [5], n: ['hi'], l: ['x', 'y'], v: [null] });
  });
});

describe('what a queue tells', () => {
  test.each([
    [['iso_a4_210x297mm', 'om_cr80_54x86mm'], 'om_cr80_54x86mm'],
    [['custom_53.98x85.73mm_53.98x85.73mm'], 'custom_53.98x85.73mm_53.98x85.73mm'],
    [['na_index-3x5_3x5in', 'oe_card_2.125x3.375in'], 'oe_card_2.125x3.375in'],
    [['A4', 'CR80'], 'CR80'],
    [['om_cr80_54x86mm', 'om_cr80_54x86mm.Borderless'], 'om_cr80_54x86mm.Borderless'],
    [['custom_min_50x50mm', 'custom_max_216x356mm'], 'custom_cr80_53.98x85.6mm'],
    [['custom_max_54x86mm', 'iso_a4_210x297mm'], 'custom_cr80_53.98x85.6mm'],
    [['iso_a4_210x297mm', 'om_business-card_55x91mm'], undefined],
    [[], undefined],
  ])('the card among %o is %s', (media, wanted) => {
    expect(cardMedium(media)).toBe(wanted);
  });

  test.each([
    [['none'], undefined],
    [['media-empty-error'], 'printer.feederEmpty'],
    [['marker-supply-low-warning', 'cover-open'], 'printer.coverOpen'],
    [['media-empty-warning', 'offline-report'], undefined],
    [['com.maker.something-error', 'media-jam-error'], 'printer.jam'],
  ])('%o means %s', (reasons, wanted) => {
    expect(faultOf(reasons)).toBe(wanted);
  });
});

describe('where the printing system is', () => {
  test.each([
    ['/run/x.sock', { socket: '/run/x.sock' }],
    ['printhost', { host: 'printhost', port: 631 }],
    ['127.0.0.1:8631', { host: '127.0.0.1', port: 8631 }],
  ])('%s', (server, wanted) => {
    expect(findCups(server)).toEqual(wanted);
  });
});

describe('what is no printing system', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** Something that answers on that port, and a printer that takes it for CUPS. */
  async function behind(answer: Parameters<typeof createServer>[1]): Promise<SpoolerPrinter> {
    server = createServer(answer);
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    const { port } = server.address() as AddressInfo;
    return new SpoolerPrinter(new CupsSpooler(() => ({ host: '127.0.0.1', port })), 'Card', { pollMs: 0 });
  }

  test.each([
    ['a web page', (body: string) => body, 200],
    ['an error', () => '', 500],
    ['a locked door', () => '', 401],
  ] as const)('%s is not taken for one', async (_, body, status) => {
    const printer = await behind((__, response) => void response.writeHead(status).end(body('<html></html>')));
    await expect(printer.refresh()).rejects.toMatchObject({ code: 'printer.noSpooler' });
    await expect(printer.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'printer.noSpooler',
      card: 'inFeeder',
    });
    await printer.close();
  });

  test('one that hangs up after it took the card leaves open where the card is', async () => {
    const good = (...attributes: readonly string[]): Buffer =>
      Buffer.from(['\x02\x00\x00\x00\x00\x00\x00\x01\x04', ...attributes, '\x03'].join(''), 'latin1');
    const printer = await behind((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const operation = Buffer.concat(parts).readUInt16BE(2);
        if (operation === 0x0002) request.socket.destroy();
        else response.end(good());
      });
    });
    await expect(printer.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'printer.noSpooler',
      card: 'look',
    });
    await printer.close();
  });
});
