import './style.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { base } from './api/client.ts';
import { queries } from './api/query.ts';
import { loadMessages } from './messages/index.ts';
import { routes } from './routes.tsx';

const place = document.getElementById('app');
if (!place) throw new Error('the page has no place for the app');

await loadMessages();
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createBrowserRouter(routes(), base === '' ? {} : { basename: base })} />
    </QueryClientProvider>
  </StrictMode>,
);
