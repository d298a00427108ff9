import { createHash } from 'node:crypto';
import { file, type FileReply } from '@chowk/runtime/http';
import { html, Html } from './html.ts';

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--line:#c8c8d0;--accent:#0b57d0;--on-accent:#fff;--warn:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#ececf1;--paper:#17171b;--line:#4a4a55;--accent:#a8c7fa;--on-accent:#0a2550;--warn:#f2b8b5}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif}
main{max-width:30rem;margin:0 auto}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.125rem;margin:2rem 0 .5rem}
.plate{display:inline-block;padding:.125rem .625rem;border:2px solid var(--line);border-radius:.375rem;font:1.25rem ui-monospace,monospace;letter-spacing:.08em}
.message{padding-left:.75rem;border-left:.25rem solid var(--accent);overflow-wrap:anywhere;white-space:pre-line}
.problem{color:var(--warn);font-weight:600}
dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
label{display:block;margin:.75rem 0 .25rem}
input,select,textarea,button{width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.5rem}
select option{color:#1b1b1f;background:#fff}
button{margin-top:1rem;border:0;background:var(--accent);color:var(--on-accent);font-weight:600}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

/** In one piece: white space that a formatter put beside the text would change its hash. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Headers of every page for people: nothing runs, nothing is loaded, nothing is kept or framed. */
const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** A whole page. `title` and `description` are also what a messenger's preview shows: no owner data in them. */
export const pageReply = (
  status: number,
  { title, description, body }: { title: string; description: string; body: Html },
): FileReply =>
  file(
    'text/html; charset=utf-8',
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          <meta name="description" content="${description}" />
          <meta property="og:type" content="website" />
          <meta property="og:site_name" content="Chowk" />
          <meta property="og:title" content="${title}" />
          <meta property="og:description" content="${description}" />
          ${STYLE_ELEMENT}
        </head>
        <body>
          <main>${body}</main>
        </body>
      </html>`.text,
    { status, headers: PAGE_HEADERS },
  );

/** A page that says one thing. */
export const messagePage = (status: number, title: string, words: string): FileReply =>
  pageReply(status, {
    title,
    description: words,
    body: html`<h1>${title}</h1>
      <p>${words}</p>`,
  });
