import type { Capability } from '@chowk/chassis';
import type { ScansApi } from '../scans/scans.ts';
import { webPageRoutes } from './http/web-pages.routes.ts';

/** What a phone's camera opens: the page behind a printed code, and its forms. */
export const composeWebPages = (deps: { scans: ScansApi }): Capability<undefined> => ({
  name: 'web pages',
  api: undefined,
  routes: webPageRoutes(deps.scans),
});
