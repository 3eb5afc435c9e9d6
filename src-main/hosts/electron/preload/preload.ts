import { ipcRenderer } from 'electron';

/**
 * Runs in the page's sandbox, in a world of its own, and gives the page nothing but one port to the core
 * at a time, by a message to the page's own origin. Says when a page is there to take a port (its script
 * listens before `load`) and, for the menu, in which language it speaks.
 */
const PORT = 'parwana:port';

ipcRenderer.on(PORT, (event) => window.postMessage(PORT, window.origin, [...event.ports]));

window.addEventListener('load', () => {
  tellLanguage();
  new MutationObserver(tellLanguage).observe(document.documentElement, { attributeFilter: ['lang'] });
  ipcRenderer.send('parwana:page');
});

function tellLanguage(): void {
  ipcRenderer.send('parwana:language', document.documentElement.lang);
}
