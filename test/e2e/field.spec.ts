import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { importFile } from '../../src-central/import/import-file.ts';
import { replyTo } from '../../src-central/import/reply-file.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { startTestCounter } from '../support/counter.ts';
import { apply } from '../support/flow.ts';
import { press, startingWith } from './operator.ts';
import { lookInBoth, words } from './screen.ts';
import { startTwoCounters, type TwoCounters } from './two-counters.ts';

/** A counter that central has not heard of for a month, and one whose place another PC has taken. */
test.describe.serial('a counter on its own', () => {
  const t = words('en');
  let centre: TwoCounters;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    centre = await startTwoCounters();
    const [one] = centre.seats;
    await one.link(false);
    await one.signIn('operator-1');
    await apply(one.counter.client, { person: sampleApplicant(1), last: 'documents' });
    one.passDays(31);
    page = await (await browser.newContext()).newPage();
  });
  test.afterAll(() => centre.stop());

  const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });
  const dialog = () => page.getByRole('dialog');
  const stopped = () => page.getByText(t('backlog.stopped.unsentAge'));

  test('says before the first citizen that new work has stopped, why, and what to do', async () => {
    const [one] = centre.seats;
    await one.open(page, 'operator-1');
    await expect(stopped()).toBeVisible();
    await expect(page.getByLabel(t('people.cnic'))).toBeFocused();
    await lookInBoth(page, 'stop-band');
    // Somebody new is told before anything is typed in vain.
    await page.keyboard.type(sampleApplicant(2).cnic);
    await press(page, 'Enter');
    await expect(page.getByText(t('error.work.stopped.cause'))).toBeVisible();
    await expect(page.getByText(t('error.work.stopped.action'))).toBeVisible();
    await expect(page.getByLabel(t('people.cnic'))).toBeFocused();
    // What was begun is one key away, and its page is not covered.
    await press(page, 'ArrowDown', 'Enter');
    await expect(button('studio.take')).toBeFocused();
    await expect(stopped()).toBeHidden();
  });

  test('a supervisor seals the work for a stick, and reads central’s reply', async () => {
    const [one] = centre.seats;
    await one.open(page, 'supervisor-1');
    await expect(stopped()).toBeVisible();
    await press(page, 'F9');
    await expect(button('replay.seal')).toBeVisible();
    const download = page.waitForEvent('download');
    await press(page, 'e');
    const file = readFileSync(await (await download).path());
    await expect(page.getByText(t('replay.sealedNext'))).toBeVisible();
    await lookInBoth(page, 'sealed');

    const { central } = centre.central;
    const imported = await importFile(central, pieces(file), 'a test');
    expect(imported.entries).toBeGreaterThan(0);
    const parts: Uint8Array[] = [];
    for await (const part of await replyTo(central, imported)) parts.push(part);
    const reply = Buffer.concat(parts);
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'i');
    await (await chooser).setFiles({ name: 'reply.sealed', mimeType: 'application/octet-stream', buffer: reply });
    await expect(page.getByText(startingWith(t('replay.replied').slice(0, 12)))).toBeVisible();
    await one.until(({ replay, backlog }) => replay.unsent === 0 && backlog.band !== 'stop');
    await lookInBoth(page, 'sealed-reply');
  });

  test('a technician renews the enrolment of a counter whose place another PC took', async () => {
    const [, two] = centre.seats;
    const { client } = two.counter;
    await two.signIn('operator-1');
    await two.link(false);
    await apply(client, { person: sampleApplicant(3), last: 'open' });
    const other = await startTestCounter({ enrolled: false });
    await other.client.enrolment.enrol({
      centralUrl: centre.central.url,
      code: await centre.code(2),
      language: 'en',
    });
    await other.stop();
    await client.practice.set({ linkUp: true });
    await two.until(({ link }) => link.state === 'paused');

    await two.open(page, 'technician-1');
    await press(page, 'Alt+Digit2');
    await expect(page.getByRole('option').first()).toBeVisible();
    await press(page, 'F4');
    await expect(dialog().getByRole('button', { name: startingWith(t('why.step.renewEnrolment')) })).toBeFocused();
    await press(page, 'Enter');
    await expect(page.getByLabel(t('enrolment.code'))).toBeFocused();
    await expect(page.getByText(t('error.central.staleEpoch.cause')).first()).toBeVisible();
    await lookInBoth(page, 'renew-enrolment');
    await page.keyboard.type(await centre.code(2));
    await press(page, 'Control+Enter');
    await expect(page.getByText(t('enrolment.renewed'))).toBeVisible();
    await two.until(({ link, replay }) => link.state === 'up' && replay.unsent === 0);
    await lookInBoth(page, 'renewed');
  });
});

async function* pieces(file: Buffer): AsyncGenerator<Uint8Array> {
  yield file;
}
