import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadPeer } from './pouch.ts';

/** express-pouchdb as its page shows it; its folder is the working directory. */
const PouchDB = loadPeer('pouchdb');
const express = loadPeer('express');
const expressPouch = loadPeer('express-pouchdb');

const app = express();
app.use(expressPouch(PouchDB));
const server = createServer(app);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
