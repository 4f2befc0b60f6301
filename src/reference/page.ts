/** The page of the reference; everything in it is served beside it. */
export const pageHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>Jeton: API reference</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/reference.css">
</head>
<body>
<nav aria-label="Dialects and areas"></nav>
<main id="reference"><noscript>This page needs JavaScript; the document itself is <a href="openapi.json">openapi.json</a>.</noscript></main>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/reference.js"></script>
</body>
</html>
`;

/** Opens the document, and lists its dialects and areas. Tokens that are typed in live in the page's memory only. */
export const pageScript = `'use strict';
const nav = document.querySelector('nav');

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function open(tag) {
  const heading = document.querySelector('.opblock-tag[data-tag="' + CSS.escape(tag) + '"]');
  if (!heading) return;
  if (heading.dataset.isOpen === 'false') heading.click();
  heading.scrollIntoView({ block: 'start' });
}

function list(api) {
  nav.append(element('h1', 'Jeton'), element('p', 'API reference, ' + api.info.version));
  const isWide = matchMedia('(min-width: 48rem)').matches;
  for (const group of api['x-tagGroups']) {
    const dialect = document.createElement('details');
    dialect.open = isWide;
    dialect.append(element('summary', group.name));
    const areas = document.createElement('ul');
    for (const tag of group.tags) {
      const item = document.createElement('li');
      const button = element('button', tag.replace(/^[^:]+: /, ''));
      button.type = 'button';
      button.dataset.tag = tag;
      button.addEventListener('click', () => open(tag));
      item.append(button);
      areas.append(item);
    }
    dialect.append(areas);
    nav.append(dialect);
  }
}

fetch('openapi.json').then((answer) => answer.json()).then((api) => {
  list(api);
  SwaggerUIBundle({
    spec: api,
    dom_id: '#reference',
    deepLinking: true,
    filter: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: -1,
    defaultModelExpandDepth: 3,
    displayRequestDuration: true,
    persistAuthorization: false,
    validatorUrl: null,
  });
});
`;

export const pageStyle = `
body { margin: 0; font-family: system-ui, sans-serif; color: #1f2933; background: #fff; }
body > nav { position: fixed; inset: 0 auto 0 0; width: 15rem; overflow-y: auto; padding: 1.25rem 1rem;
  box-sizing: border-box; background: #f5f7fa; border-right: 1px solid #d9e0e7; }
body > nav h1 { margin: 0; font-size: 1.4rem; }
body > nav p { margin: .1rem 0 1rem; color: #5b6773; font-size: .85rem; }
body > nav summary { margin: .9rem 0 .3rem; cursor: pointer; font-weight: 600; font-size: .8rem; letter-spacing: .04em; text-transform: uppercase; color: #5b6773; }
body > nav ul { margin: 0; padding: 0; list-style: none; }
body > nav button { all: unset; box-sizing: border-box; display: block; width: 100%; padding: .3rem .5rem; border-radius: .3rem;
  font-size: .92rem; cursor: pointer; }
body > nav button::first-letter { text-transform: uppercase; }
body > nav button:hover { background: #e4e9ef; }
body > nav button:focus-visible { outline: 2px solid #2563eb; }
#reference { margin-left: 15rem; }
.swagger-ui, .swagger-ui .info .title, .swagger-ui .opblock-tag, .swagger-ui .opblock .opblock-summary-description,
.swagger-ui .info p, .swagger-ui .markdown p, .swagger-ui table thead tr th, .swagger-ui .btn,
.swagger-ui .opblock .opblock-section-header h4, .swagger-ui .parameter__name, .swagger-ui .response-col_status,
.swagger-ui .tab li, .swagger-ui label { font-family: system-ui, sans-serif; }
.swagger-ui .info { margin: 2rem 0 1rem; }
.swagger-ui .info .base-url, .swagger-ui .info .link, .swagger-ui .servers-title, .swagger-ui .servers { display: none; }
.swagger-ui .scheme-container { padding: .75rem 0; box-shadow: none; border-bottom: 1px solid #d9e0e7; background: none; }
.swagger-ui .opblock-tag { scroll-margin-top: .5rem; font-size: 1.15rem; }
.swagger-ui .opblock-tag small { font-size: .9rem; }
.swagger-ui .response-col_links { display: none; }
.swagger-ui .opblock .opblock-summary-path { max-width: none; font-size: .9rem; }
@media (max-width: 48rem) {
  body > nav { position: static; width: auto; border-right: 0; border-bottom: 1px solid #d9e0e7; }
  body > nav ul { display: flex; flex-wrap: wrap; gap: .25rem; }
  body > nav button { background: #fff; border: 1px solid #d9e0e7; }
  #reference { margin-left: 0; }
  .swagger-ui .wrapper { padding: 0 .75rem; }
  .swagger-ui .opblock-tag { flex-wrap: wrap; }
  .swagger-ui .opblock-tag small { order: 1; flex-basis: 100%; padding: .25rem 0 0; }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-summary-path { overflow-wrap: anywhere; }
  .swagger-ui table { display: block; overflow-x: auto; }
}
`;
