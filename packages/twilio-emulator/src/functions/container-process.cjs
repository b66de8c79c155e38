'use strict';
/**
 * One process with Twilio's own local runtime, listening on a port of its own. Plain CommonJS, since a forked process has
 * no TypeScript loader. It is told what to run (`{ serve }`) and answers `{ port }`; told to `{ leave }` it, it ends what
 * goes on, forgets the project's modules and variables, and answers `{ left }`: whether nothing of it is left.
 */
// Before all others, which would keep what it replaces.
const { clearTimers } = require('./timers.cjs');
const http = require('node:http');
const net = require('node:net');
const { forget, remember } = require('./project-modules.cjs');
const { dropIdleSockets, redirectTo } = require('./redirect.cjs');

const IDLE_SOCKETS_LAST_MS = 1000;
/** What is cut off may try again, and be cut off again, so many times. */
const MAX_CUTS = 50;
const ownVariables = { ...process.env };
const ownFolder = process.cwd();

let app;
let lastRequestAt = Date.now();
const server = http.createServer((request, response) => {
  if (Date.now() - lastRequestAt > IDLE_SOCKETS_LAST_MS) dropIdleSockets();
  response.on('close', () => (lastRequestAt = Date.now()));
  app(request, response);
});
// After a thaw every timer is overdue: the connection must not be closed under the request that caused it.
server.keepAliveTimeout = 0;
server.headersTimeout = 0;
server.requestTimeout = 0;

process.on('disconnect', () => process.exit(0));
process.on('message', ({ serve: project }) => {
  if (project) serve(project);
  else leave();
});

function serve({ projectDir, env, emulatorUrl, url, routes }) {
  redirectTo(emulatorUrl);
  Object.assign(process.env, env);
  process.chdir(projectDir);
  remember(projectDir);
  // Loaded only now: the parent's fork is answered while these 300 ms of loading go on.
  const { LocalDevelopmentServer } = require('@twilio/runtime-handler/dev');
  app = new LocalDevelopmentServer(0, {
    baseDir: projectDir,
    env,
    port: 0,
    url,
    detailedLogs: false,
    live: false,
    logs: false,
    legacyMode: false,
    appName: 'functions-gateway',
    forkProcess: false,
    logger: console,
    routes: { functions: routes.map((route) => ({ ...route, name: route.path, content: '' })), assets: [] },
    enableDebugLogs: false,
  }).getApp();
  app.disable('x-powered-by');
  const answer = () => process.send({ port: server.address().port });
  if (server.listening) answer();
  else server.listen(0, '127.0.0.1', answer);
}

async function leave() {
  app = undefined;
  redirectTo(null);
  server.closeAllConnections();
  // A turn for what is cut off to notice, and one for what it does then.
  for (let cuts = 0; cuts < MAX_CUTS && (cuts < 2 || busyWith().length > 0); cuts++) {
    clearTimers();
    for (const socket of openSockets()) socket.destroy();
    await new Promise(setImmediate);
  }
  forget();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, ownVariables);
  process.chdir(ownFolder);
  process.send({ left: busyWith().length === 0 });
}

/** Connections, whoever made them, but for this process's own pipes. */
function openSockets() {
  return process
    ._getActiveHandles()
    .filter((handle) => handle instanceof net.Socket && ![process.stdout, process.stderr].includes(handle));
}

/** What would go on by itself: all that this process waits for, but its own server and its pipes. */
function busyWith() {
  return process
    .getActiveResourcesInfo()
    .filter((resource) => !['TCPServerWrap', 'PipeWrap', 'TTYWrap'].includes(resource));
}
