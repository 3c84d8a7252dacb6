import './style.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { queries } from './api/query.ts';
import { Look } from './layout/look.tsx';
import { loadMessages } from './messages/index.ts';
import { signStyles } from './nonce.ts';
import { routes } from './routes.tsx';

const place = document.getElementById('console');
if (!place) throw new Error('the page has no place for the console');

signStyles();
await loadMessages();
createRoot(place).render(
  <Look>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createBrowserRouter(routes(), { basename: '/operator' })} />
    </QueryClientProvider>
  </Look>,
);
