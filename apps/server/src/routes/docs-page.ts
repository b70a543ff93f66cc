import { inlineSource, type Page } from './send-page.js';

/**
 * Loads what the page needs by its own address, whose path ends with a slash or not, and lies below whatever prefix a
 * proxy has put before it. The document names its server relative to itself, so that requests take the same way.
 */
const SCRIPT = `
  const folder = location.pathname.replace(/\\/*$/, '/');
  const add = (tag, attributes) => document.head.append(Object.assign(document.createElement(tag), attributes));
  add('link', { rel: 'icon', type: 'image/png', href: folder + 'favicon-32x32.png' });
  add('link', { rel: 'stylesheet', href: folder + 'swagger-ui.css' });
  add('script', {
    src: folder + 'swagger-ui-bundle.js',
    onload: () =>
      SwaggerUIBundle({
        url: new URL(folder + '../openapi.json', location.origin).href,
        domNode: document.getElementById('docs'),
        deepLinking: true,
        tryItOutEnabled: true,
        displayRequestDuration: true,
        defaultModelsExpandDepth: 0,
        validatorUrl: null,
      }),
    onerror: () => { document.getElementById('docs').textContent = 'The files of this page cannot be read.'; },
  });
`;

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AIAA: the API</title>
</head>
<body>
<div id="docs"><noscript>This page needs JavaScript; what it shows is at openapi.json, beside it.</noscript></div>
<script>${SCRIPT}</script>
</body>
</html>
`;

/** Swagger UI over the document of this server; the styles of its parts stand in the elements themselves. */
export const DOCS_PAGE: Page = {
  html: HTML,
  allowed: [
    `script-src 'self' ${inlineSource(SCRIPT)}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
  ],
};
