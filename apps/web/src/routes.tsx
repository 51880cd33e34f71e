import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { FailedPage } from './shell/failed-page';
import { NotFoundPage } from './shell/not-found-page';
import { Shell } from './shell/shell';

/** Each page is loaded when the user opens it. */
const page = (load: () => Promise<{ default: ComponentType }>) => ({
  lazy: async () => ({ Component: (await load()).default }),
});

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <FailedPage />,
    children: [
      { path: '/', ...page(() => import('./pages/zoo/zoo-page')) },
      { path: '/m/:owner/:name', ...page(() => import('./pages/model/model-page')) },
      { path: '/fine-tune', ...page(() => import('./pages/fine-tune/fine-tune-page')) },
      { path: '/runs', ...page(() => import('./pages/runs/runs-page')) },
      { path: '/runs/compare', ...page(() => import('./pages/runs/compare-page')) },
      { path: '/runs/:id', ...page(() => import('./pages/run/run-page')) },
      { path: '/publish', ...page(() => import('./pages/publish/publish-page')) },
      { path: '/datasets', ...page(() => import('./pages/datasets/datasets-page')) },
      { path: '/datasets/:owner/:name', ...page(() => import('./pages/datasets/dataset-page')) },
      { path: '/account', ...page(() => import('./pages/account/account-page')) },
      { path: '/sign-in', ...page(() => import('./pages/account/sign-in-page')) },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);
