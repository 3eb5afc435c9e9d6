import type { CameraSettingName } from '../../../../src-shared/devices/camera-setting.ts';
import { Fault } from '../../../../src-shared/errors.ts';
import type { CameraSetting } from '../camera-settings.ts';
import { GET_DEVICE_PROPERTY_DESC, SET_DEVICE_PROPERTY_VALUE } from './operations.ts';
import type { PropertyDesc } from './property-desc.ts';
import { choicesOf, decodePropertyDesc } from './property-desc.ts';
import { valueBytes } from './property-value.ts';
import type { KnownProperty } from './property-words.ts';
import { BATTERY_LEVEL } from './property-words.ts';
import type { PtpLink } from './ptp-link.ts';
import { DEVICE_BUSY, OK } from './response.ts';

const BUSY_MS = 3_000;

/** The settings of a body that keeps them in device properties with descriptions (ISO 15740, clause 13). */
export class PtpSettings {
  readonly #link: PtpLink;
  readonly #known: readonly KnownProperty[];
  readonly #properties: ReadonlySet<number>;

  /** `properties`: those the body says it has. */
  constructor(link: PtpLink, known: readonly KnownProperty[], properties: Iterable<number>) {
    this.#link = link;
    this.#known = known;
    this.#properties = new Set(properties);
  }

  /** Those that the body has and describes as numbers. Errors: `camera.protocol`, `usb.*`. */
  async read(): Promise<readonly CameraSetting[]> {
    const settings: CameraSetting[] = [];
    for (const known of this.#known) {
      const desc = await this.describe(known.property);
      if (desc?.current === undefined) continue;
      const words = (value: number): { value: number; label: string } => ({ value, label: known.label(value) });
      settings.push({ name: known.name, ...words(desc.current), choices: choicesOf(desc).map(words) });
    }
    return settings;
  }

  /**
   * Sets one and reads it back, because bodies also take a value and keep another. Errors:
   * `camera.settingRefused`, `camera.busy`, `usb.*`.
   */
  async change(name: CameraSettingName, value: number): Promise<void> {
    const known = this.#known.find((each) => each.name === name);
    const desc = known === undefined ? undefined : await this.describe(known.property);
    if (desc === undefined || !choicesOf(desc).includes(value)) throw new Fault('camera.settingRefused', { name });
    if (desc.current === value) return;
    const data = valueBytes(desc.type, value);
    if (data === undefined) throw new Fault('camera.settingRefused', { name });
    const request = { operation: SET_DEVICE_PROPERTY_VALUE, parameters: [desc.property], data };
    const { response } = await this.#link.insist(request, BUSY_MS);
    if (response === DEVICE_BUSY) throw new Fault('camera.busy', { name });
    const now = response === OK ? await this.describe(desc.property) : undefined;
    if (now?.current !== value) throw new Fault('camera.settingRefused', { name });
  }

  /** `undefined` where the body does not have the property or will not speak of it now. */
  async describe(property: number): Promise<PropertyDesc | undefined> {
    if (!this.#properties.has(property)) return undefined;
    const request = { operation: GET_DEVICE_PROPERTY_DESC, parameters: [property] };
    const { response, data } = await this.#link.insist(request, BUSY_MS);
    if (response !== OK) return undefined;
    const desc = decodePropertyDesc(data);
    return desc.property === property ? desc : undefined;
  }

  /** Percent, by the range or list that the body gives; `undefined` where it does not tell. */
  async battery(): Promise<number | undefined> {
    const desc = await this.describe(BATTERY_LEVEL);
    if (desc?.current === undefined) return undefined;
    const { current, form } = desc;
    const [least, most] =
      form.kind === 'range' ? [form.least, form.most] : ends(form.kind === 'list' ? form.values : []);
    if (most <= least) return undefined;
    return Math.round((100 * Math.min(most - least, Math.max(0, current - least))) / (most - least));
  }
}

function ends(values: readonly number[]): readonly [number, number] {
  return values.length === 0 ? [0, 100] : [Math.min(...values), Math.max(...values)];
}
