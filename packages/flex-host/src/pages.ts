import type { Identity } from './identities';

/**
 * The page that Flex runs in. The policy keeps it on this machine: what the page's script has not
 * sent to the host itself can only go to loopback, where the Functions are.
 */
export const flexPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Flex</title>
<link rel="icon" href="data:,">
<style>
html, body, #root { height: 100%; margin: 0 }
#root, #root > div { display: flex; flex: 1 1 auto; min-width: 0 }
#root:empty::before { content: "Flex is loading…"; display: grid; flex: 1; place-items: center; font: 16px system-ui; color: #606b85 }
</style>
</head>
<body><div id="root"></div><script src="/flex.js"></script></body>
</html>
`;

/** The page to choose who to be. @param to Path of the view to go to. */
export function chooserPage(identities: readonly Identity[], to: string): string {
  const path = /^\/[\w/-]*$/.test(to) ? to : '/';
  const choices = identities.map(
    ({ name, fullName, roles, about }) =>
      `<a href="${escaped(`${path}?as=${encodeURIComponent(name)}`)}"><b>${escaped(fullName)}</b>` +
      `<span>${escaped(roles.join(', '))}</span><small>${escaped(about)}</small></a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Flex: who are you?</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 24px; font: 16px/1.5 system-ui; color: #121c2d; background: #f4f4f6 }
h1 { font-size: 24px; margin: 0 }
p { margin: 4px 0 0; color: #606b85 }
nav { display: flex; flex-wrap: wrap; gap: 16px }
a { display: grid; gap: 4px; align-content: start; width: 190px; padding: 20px; border: 1px solid #cacdd8; border-radius: 8px; background: #fff; color: inherit; text-decoration: none }
a:hover, a:focus-visible { border-color: #0263e0; box-shadow: 0 0 0 2px #0263e0; outline: none }
span { color: #0263e0; font-size: 14px }
small { color: #606b85 }
</style>
</head>
<body>
<header><h1>Who are you in Flex?</h1><p>An emulated account on this machine. Each tab can be somebody else.</p></header>
<nav>${choices.join('\n')}</nav>
</body>
</html>
`;
}

/** The page while Flex can't open yet; it looks again every two seconds. @param why One sentence. */
export function waitingPage(why: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2">
<title>Flex: not yet</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 4px; padding: 24px; font: 16px/1.5 system-ui; color: #121c2d; background: #f4f4f6 }
h1 { font-size: 24px; margin: 0 }
p { margin: 0; max-width: 60ch; color: #606b85; white-space: pre-line }
</style>
</head>
<body><h1>Flex is not open yet</h1><p role="status">${escaped(why)}</p></body>
</html>
`;
}

/** Headers of a page. @param functionsOrigin Where the plugin finds the Functions. */
export function pageHeaders(functionsOrigin: string): Record<string, string> {
  const loopback = ['http', 'ws'].flatMap((scheme) => [`${scheme}://127.0.0.1:*`, `${scheme}://localhost:*`]);
  const policy = [
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
    `connect-src 'self' data: blob: ${loopback.join(' ')} ${functionsOrigin}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'no-referrer',
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
