/**
 * Bodies that hang when the session is closed: 80D, R, 2000D/1500D, RP (libgphoto2, library.c,
 * flag PTP_DONT_CLOSE_SESSION).
 */
const keepSessionOpen: ReadonlySet<number> = new Set([0x3294, 0x32da, 0x32e1, 0x32e2]);

export function mayCloseSession(productId: number): boolean {
  return !keepSessionOpen.has(productId);
}

/** EOS M and PowerShot bodies use other remote modes, which this driver does not speak. */
export function speaksEosTether(model: string): boolean {
  return !/\bEOS (Kiss )?M\d*(m\d)?\b|PowerShot|IXUS/i.test(model);
}
