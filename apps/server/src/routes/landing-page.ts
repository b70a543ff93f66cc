import { inlineSource, type Page } from './send-page.js';

const STYLE = `
  :root { color-scheme: light dark; --ink: #14202b; --soft: #566573; --line: #d8dfe5; --ground: #fbfcfd; --accent: #0a6b5d; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e6edf2; --soft: #93a3b1; --line: #2a3641; --ground: #11181e; --accent: #4fd1b8; }
  }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--ink);
    font: 1rem/1.55 system-ui, sans-serif; }
  main { width: min(36rem, 100% - 3rem); padding: 3rem 0; }
  h1 { margin: 0; font-size: 2.25rem; letter-spacing: -.02em; }
  h1 small { margin-left: .6rem; font-size: .9rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
  p { margin: .5rem 0 0; color: var(--soft); }
  ul { margin: 2rem 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
  li { border-bottom: 1px solid var(--line); }
  a { display: grid; grid-template-columns: 8rem 1fr; gap: 1rem; padding: .8rem .25rem; color: inherit;
    text-decoration: none; }
  a b { color: var(--accent); font-weight: 600; }
  a:hover b, a:focus-visible b { text-decoration: underline; }
  a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  @media (max-width: 28rem) { a { grid-template-columns: 1fr; gap: 0; } }
`;

const LINKS: readonly (readonly [href: string, name: string, about: string])[] = [
  ['docs', 'Docs', 'Every endpoint, with an example to try out'],
  ['v1/models', 'Models', 'What this server can be asked'],
  ['health/ready', 'Health', 'Whether requests are taken'],
  ['logs', 'Logs', 'The last lines, for whoever runs the server'],
  ['openapi.json', 'OpenAPI', 'The same docs, for programs'],
];

const item = ([href, name, about]: (typeof LINKS)[number]): string =>
  `<li><a href="${href}"><b>${name}</b><span>${about}</span></a></li>`;

/** The first page, for people. Its links are relative, so that proxies may put a prefix before them. */
export const landingPage = (version: string): Page => ({
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AIAA ${version}</title>
<link rel="icon" type="image/png" href="docs/favicon-32x32.png">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>AIAA<small>${version}</small></h1>
<p>AI-assisted annotation of medical images, with the API of the AIAA server.</p>
<ul>
${LINKS.map(item).join('\n')}
</ul>
<p>For research. This is not a medical device.</p>
</main>
</body>
</html>
`,
  allowed: [`style-src ${inlineSource(STYLE)}`, "img-src 'self'"],
});
