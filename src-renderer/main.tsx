import './core/no-eval.ts';
import '@mantine/core/styles.css';
import './ui/fonts.ts';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { keepConnected } from './core/core-client.ts';
import { startTexts } from './text/i18n.ts';
import { adoptTheme } from './ui/adopt-theme.ts';

adoptTheme();
startTexts();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void keepConnected();
