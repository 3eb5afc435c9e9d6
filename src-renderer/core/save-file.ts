/** How long the browser may take to begin the download, ms. */
const RELEASE_AFTER_MS = 60_000;

/** Hands a file to the person at the PC, through the browser's own download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS);
}
