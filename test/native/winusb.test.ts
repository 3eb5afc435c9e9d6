import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const native = join(import.meta.dirname, '../../native');
const sections = readInf(readFileSync(join(native, 'windows/parwana-usb.inf'), 'utf8'));

/** Form of an INF: Microsoft Learn, "Looking at an INF file", "WinUSB (Winusb.sys) Installation". */
describe('the WinUSB package', () => {
  const models = sections.get('Devices.NTamd64') ?? [];

  it('names each device once, by vendor and product, with a text and an install section that are there', () => {
    expect(models.length).toBeGreaterThan(0);
    const ids = models.map(([, value]) => value.split(',')[1]?.trim());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^USB\\VID_[0-9A-F]{4}&PID_[0-9A-F]{4}$/);
    const strings = new Set((sections.get('Strings') ?? []).map(([name]) => `%${name}%`));
    for (const [name, value] of models) {
      expect(strings).toContain(name);
      expect([...sections.keys()]).toContain(value.split(',')[0]?.trim());
    }
  });

  it('leaves the work to winusb.inf and says who signs', () => {
    const all = Object.fromEntries([...sections].map(([name, lines]) => [name, Object.fromEntries(lines)]));
    expect(all).toMatchObject({
      Version: { Signature: '"$Windows NT$"', Class: 'USBDevice', CatalogFile: 'parwana-usb.cat', PnpLockdown: '1' },
      Manufacturer: { '%Provider%': 'Devices,NTamd64' },
      WinUsbInstall: { Include: 'winusb.inf', Needs: 'WINUSB.NT' },
      'WinUsbInstall.Services': { Include: 'winusb.inf', Needs: 'WINUSB.NT.Services' },
      'WinUsbInstall.HW': { AddReg: 'DeviceInterface' },
    });
    expect(all['Version']?.['ClassGUID']).toBe('{88BAE032-5A81-49f0-BC3D-A4FF138216D6}');
    expect(all['Version']?.['DriverVer']).toMatch(/^\d{2}\/\d{2}\/\d{4},\d+\.\d+\.\d+\.\d+$/);
  });

  it('has the printers that the udev rules have', () => {
    const rules = readFileSync(join(native, 'linux/70-parwana.rules'), 'utf8');
    for (const vendor of ['0f49', '2166', '04f1']) {
      expect(rules).toContain(`ATTR{idVendor}=="${vendor}"`);
      expect(models.some(([, value]) => value.includes(`VID_${vendor.toUpperCase()}`))).toBe(true);
    }
  });
});

/** Sections with their `name = value` lines, in order; comments and blanks left out. */
function readInf(text: string): Map<string, (readonly [string, string])[]> {
  const found = new Map<string, (readonly [string, string])[]>();
  let current: (readonly [string, string])[] = [];
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const [, section] = /^\[(.+)\]$/.exec(line) ?? [];
    if (section !== undefined) {
      current = [];
      found.set(section, current);
    }
    const [, name, value] = /^([^;[][^=]*?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) current.push([name, value]);
  }
  return found;
}
