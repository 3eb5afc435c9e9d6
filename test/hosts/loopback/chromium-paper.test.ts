import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium } from '../../../src-main/hosts/loopback/chromium.ts';
import { ChromiumPaper } from '../../../src-main/hosts/loopback/chromium-paper.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';

// Browsers get this folder as their temporary one, so that what they leave behind is seen.
const before = process.env['TMPDIR'];
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(before ?? tmpdir(), 'chromium-paper-'));
  process.env['TMPDIR'] = dir;
});
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(dir, { recursive: true, force: true });
});

const printed = test.skipIf(!canPrint);

printed('prints HTML as a PDF of the size the page asks for, and leaves nothing behind', async () => {
  const papers = new ChromiumPaper();
  const pdf = await papers.toPdf('<title>A title</title><style>@page { size: A5 }</style><p>Sample words');
  readPdf(pdf, (read) => {
    expect(read.text).toContain('Sample words');
    expect(read.info('Pages')).toBe('1');
    expect(read.info('Page size')).toContain('(A5)');
    expect(read.info('Title')).toBe('A title');
  });
  await papers.stop();
  expect(readdirSync(dir).filter((name) => name.startsWith('parwana-'))).toEqual([]);
});

printed('a page can neither run a script nor fetch anything, whatever it holds', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const at = `http://127.0.0.1:${port}`;
    const fetches = `<link rel="stylesheet" href="${at}/style"><img src="${at}/image"><iframe src="${at}/frame"></iframe>`;
    const script = `<script>document.body.textContent = 'changed'</script><img src="x" onerror="fetch('${at}/script')">`;
    const papers = new ChromiumPaper();
    const pdf = await papers.toPdf(`<p>Unchanged${fetches}${script}`);
    expect(readPdf(pdf, (read) => read.text)).toContain('Unchanged');
    // A page that goes elsewhere may be no page any more; but it gets nowhere.
    await Promise.allSettled([papers.toPdf(`<p>Away<meta http-equiv="refresh" content="0;url=${at}/go">`)]);
    expect(asked).toEqual([]);
  } finally {
    server.close();
  }
});

printed('papers asked for at once are printed one after another, each its own', async () => {
  const pids = join(dir, 'pids');
  const browser = wrapper(`echo $$ >> ${pids}; exec "${findChromium()}" "$@"`);
  const seen: { started: number; running: number }[] = [];
  const find = () => {
    const all = started(pids);
    seen.push({ started: all.length, running: all.filter(isRunning).length });
    return browser;
  };
  const papers = new ChromiumPaper({ find });
  const pdfs = await Promise.all(['first', 'second', 'third'].map((word) => papers.toPdf(`<p>${word}`)));
  expect(pdfs.map((pdf) => readPdf(pdf, (read) => read.text.trim()))).toEqual(['first', 'second', 'third']);
  expect(seen.map((each) => [each.started, each.running])).toEqual([0, 1, 2].map((earlier) => [earlier, 0]));
});

printed('a browser that was started ahead prints the next paper, and no other', async () => {
  const pids = join(dir, 'pids');
  const browser = wrapper(`echo $$ >> ${pids}; exec "${findChromium()}" "$@"`);
  const papers = new ChromiumPaper({ find: () => browser });
  papers.prepare();
  papers.prepare();
  await papers.toPdf('<p>first');
  expect(started(pids)).toHaveLength(1);
  await papers.toPdf('<p>second');
  expect(started(pids)).toHaveLength(2);
  await papers.stop();
  expect(started(pids).filter(isRunning)).toEqual([]);
});

printed('a browser that was started ahead and died meanwhile costs no paper', async () => {
  const programs = [wrapper('exit 3'), findChromium() ?? ''];
  const papers = new ChromiumPaper({ find: () => programs.shift() ?? '' });
  papers.prepare();
  await expect.poll(() => readdirSync(dir).filter((name) => name.startsWith('parwana-'))).toEqual([]);
  expect((await papers.toPdf('<p>y')).length).toBeGreaterThan(1000);
});

test('a browser that was started ahead ends when nobody wants it, and with the core', async () => {
  const pids = join(dir, 'pids');
  const browser = wrapper(`echo $$ >> ${pids}; exec sleep 600`);
  const impatient = new ChromiumPaper({ find: () => browser, waitLimit: 300 });
  impatient.prepare();
  await expect.poll(() => started(pids)).toHaveLength(1);
  await expect.poll(() => started(pids).filter(isRunning)).toEqual([]);
  const papers = new ChromiumPaper({ find: () => browser });
  papers.prepare();
  await expect.poll(() => started(pids)).toHaveLength(2);
  await papers.stop();
  expect(started(pids).filter(isRunning)).toEqual([]);
  expect(readdirSync(dir).filter((name) => name.startsWith('parwana-'))).toEqual([]);
});

printed('a browser that was started ahead does not outlive a core that is killed', async () => {
  const pids = join(dir, 'pids');
  const browser = wrapper(`echo $$ >> ${pids}; exec "${findChromium()}" "$@"`);
  const source = new URL('../../../src-main/hosts/loopback/chromium-paper.ts', import.meta.url).href;
  const script = `import { ChromiumPaper } from '${source}';
    new ChromiumPaper({ find: () => '${browser}' }).prepare(); setInterval(() => undefined, 1000);`;
  const core = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  await expect.poll(() => started(pids), { timeout: 10_000 }).toHaveLength(1);
  core.kill('SIGKILL');
  await expect.poll(() => started(pids).filter(isRunning), { timeout: 10_000 }).toEqual([]);
});

test('no browser on the PC is a fault of its own', async () => {
  const missing = new ChromiumPaper({
    find: () => {
      throw new Fault('report.rendererMissing');
    },
  });
  await expect(missing.toPdf('x')).rejects.toMatchObject({ code: 'report.rendererMissing' });
});

test.each([
  ['ends at once', 'exit 3'],
  ['speaks no protocol', String.raw`printf 'hello\000' >&4; cat <&3 >/dev/null`],
])('a browser that %s is a fault, and the next print works', async (_name, script) => {
  const programs = [wrapper(script), findChromium() ?? wrapper('exit 1')];
  const papers = new ChromiumPaper({ find: () => programs.shift() ?? '' });
  await expect(papers.toPdf('x')).rejects.toMatchObject({ code: 'report.rendererFailed' });
  if (canPrint) expect((await papers.toPdf('<p>y')).length).toBeGreaterThan(1000);
});

test('a program that is not there is a fault', async () => {
  const papers = new ChromiumPaper({ find: () => join(dir, 'absent') });
  await expect(papers.toPdf('x')).rejects.toMatchObject({ code: 'report.rendererFailed' });
});

test('a browser that hangs is killed with its helpers at the time limit', async () => {
  const pids = join(dir, 'pids');
  const browser = wrapper(`sleep 600 & echo $! >> ${pids}; echo $$ >> ${pids}; wait`);
  const papers = new ChromiumPaper({ find: () => browser, timeLimit: 4000 });
  await expect(papers.toPdf('x')).rejects.toMatchObject({ code: 'report.rendererFailed' });
  const all = readFileSync(pids, 'utf8').trim().split('\n');
  expect(all).toHaveLength(2);
  expect(all.filter((pid) => isRunning(pid))).toEqual([]);
  expect(readdirSync(dir).filter((name) => name.startsWith('parwana-'))).toEqual([]);
});

function started(pids: string): string[] {
  return existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n') : [];
}

/** A program that stands in for a browser. */
function wrapper(script: string): string {
  const file = join(dir, `browser-${readdirSync(dir).length}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o700);
  return file;
}

/** A process that was killed but not yet buried counts as ended. */
function isRunning(pid: string): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}
