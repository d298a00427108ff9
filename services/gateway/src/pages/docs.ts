import { join } from 'node:path';
import express, { type Router } from 'express';
// Its entry would load the page's own script, 3.6 MB of it, here.
import getAbsoluteFSPath from 'swagger-ui-dist/absolute-path.js';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Chowk API</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <noscript>This page needs JavaScript. The document itself is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  persistAuthorization: false,
  // The online validator of the makers would be told where this runs.
  validatorUrl: null,
});
`;

/** Everything comes from here; pictures in the style sheet are data URLs. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;

/** The API document as pages to read and try, at /docs. Works without any other host. */
export function docsPages(): Router {
  const pages = express.Router({ caseSensitive: true, strict: true });
  const folder = getAbsoluteFSPath();
  pages.use((_request, response, next) => {
    response.setHeader('content-security-policy', POLICY);
    next();
  });
  pages.get('/docs', (_request, response) => void response.type('html').send(PAGE));
  pages.get('/docs/start.js', (_request, response) => void response.type('js').send(START));
  for (const name of FILES)
    pages.get(`/docs/${name}`, (_request, response) =>
      response.sendFile(join(folder, name), { maxAge: 3_600_000 }),
    );
  return pages;
}

/** The addresses that `docsPages` answers. */
export const DOCS_PATHS: readonly string[] = [
  '/docs',
  '/docs/start.js',
  ...FILES.map((name) => `/docs/${name}`),
];
