/** The screens' own address; nothing else is ever shown in the window. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://parwana`;

/** Chromium's own viewer, which shows reports and receipts; the id is fixed in Chromium's source. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** Is this an address of our own page? `new URL().origin` says `null` for schemes of one's own, hence by parts. */
export function isOwnPage(address: string): boolean {
  const url = parse(address);
  return url?.protocol === `${APP_SCHEME}:` && url.host === 'parwana' && url.username === '' && url.password === '';
}

/** Our page, what our page keeps in memory (papers and pictures), or the viewer around a paper. */
export function isOwnContent(address: string): boolean {
  if (address.startsWith(PDF_VIEWER)) return true;
  const inner = /^blob:(.*)$/.exec(address)?.[1];
  return isOwnPage(inner ?? address);
}

/** May the screens' session ask for it at all? Nothing of it leaves the PC; `developer` adds Chromium's tools. */
export function isOwnRequest(address: string, developer: boolean): boolean {
  if (isOwnContent(address) || address.startsWith('data:') || address.startsWith('chrome://resources/')) return true;
  return developer && address.startsWith('devtools:');
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
