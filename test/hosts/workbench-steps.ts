import { drawAlignment, webcamPicture } from '../support/device-pictures.ts';
import { signIn, type Step } from './contract-script.ts';

const reason = 'yearly check';
const webcam = { kind: 'camera', source: 'webcam', label: 'Front camera' } as const;
const settings = { offset: { x: 2, y: -1 }, contrast: { y: 1 } };

/** Everything the technician and the supervisor do with camera, printer and cards. Ends with nobody's device changed. */
export const workbenchSteps: readonly Step[] = [
  signIn('technician-1'),
  ['devices.overview', (client) => client.devices.overview()],
  ['devices.cameraSettings', (client) => client.devices.cameraSettings()],
  [
    'devices.changeCameraSetting',
    async (client) => {
      const iso = (await client.devices.cameraSettings()).find(({ name }) => name === 'iso')!;
      return client.devices.changeCameraSetting({
        name: 'iso',
        value: iso.choices.find(({ label }) => label === 'ISO 400')!.value,
      });
    },
  ],
  ['devices.changeCameraSetting', (client) => client.devices.changeCameraSetting({ name: 'iso', value: 1_000_000 })],
  ['devices.calibrateCamera', (client) => client.devices.calibrateCamera({ reason })],
  ['practice.set', (client) => client.practice.set({ scene: 'greyCard' })],
  ['studio.start', (client) => client.studio.start()],
  ['devices.focus', (client) => client.devices.focus()],
  ['devices.moveFocus', (client) => client.devices.moveFocus({ steps: -2 })],
  ['studio.stop', (client) => client.studio.stop()],
  ['devices.measureGreyCard', (client) => client.devices.measureGreyCard({})],
  ['devices.calibrateCamera', (client) => client.devices.calibrateCamera({ reason })],
  ['practice.set', (client) => client.practice.set({ scene: 'sitter' })],
  [
    'devices.printServiceCard',
    async (client) => {
      const progress = await client.cards.progress();
      const { jobId } = await client.devices.printServiceCard({ card: 'alignment', settings });
      for await (const { jobId: of, step, fault } of progress) {
        if (of === jobId && (step === 'done' || step === 'failed')) return { jobId, step, fault };
      }
      throw new Error('the print never ended');
    },
  ],
  [
    'devices.readAlignmentScan',
    async (client) => client.devices.readAlignmentScan({ scan: new Blob([await drawAlignment({ x: 1, y: -0.5 })]) }),
  ],
  [
    'devices.readAlignmentScan',
    async (client) => client.devices.readAlignmentScan({ scan: new Blob([await webcamPicture(640, 480)]) }),
  ],
  [
    'devices.calibratePrinter',
    (client) =>
      client.devices.calibratePrinter({ before: { offsetX: 10, offsetY: -5 }, after: null, settings, reason }),
  ],
  ['practice.set', (client) => client.practice.set({ handFeed: 2 })],
  ['devices.recordRibbonChange', (client) => client.devices.recordRibbonChange()],
  ['devices.clean', (client) => client.devices.clean()],
  ['practice.set', (client) => client.practice.set({ ribbonIn: false, cleaningCard: true })],
  ['devices.clean', (client) => client.devices.clean()],
  ['practice.set', (client) => client.practice.set({ ribbonIn: true })],
  // Asks the printer now, so that both counters know of the ribbon at the same step.
  ['devices.recordRibbonChange', (client) => client.devices.recordRibbonChange()],
  ['devices.diagnostics', (client) => client.devices.diagnostics()],
  ['devices.choose', (client) => client.devices.choose({ choice: webcam, reason })],
  [
    'devices.choose',
    (client) => client.devices.choose({ choice: { kind: 'printer', source: 'queue', queue: 'none' }, reason }),
  ],
  ['stock.cardAccount', (client) => client.stock.cardAccount()],
  signIn('operator-1'),
  ['studio.takePhoto', (client, known) => client.studio.takePhoto({ applicationId: known['application']! })],
  [
    'studio.takeWebcamPhoto',
    async (client, known) => {
      const picture = new Blob([await webcamPicture(1280, 720)], { type: 'image/jpeg' });
      return client.studio.takeWebcamPhoto({ applicationId: known['application']!, picture });
    },
  ],
  signIn('supervisor-1'),
  [
    'stock.explainCards',
    async (client) => {
      const [open] = (await client.stock.cardAccount()).unexplained;
      return client.stock.explainCards({ serial: open!.serial, blanks: 1, reason: 'test card at the button' });
    },
  ],
  ['stock.explainCards', (client) => client.stock.explainCards({ serial: 'none', blanks: 0, reason: 'again' })],
];
