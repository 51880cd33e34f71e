import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './main.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startTranslations } from './i18n';
import { nonce } from './nonce';

setNonce(nonce()); // for the styles that dialogs add while they are open
await startTranslations();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
