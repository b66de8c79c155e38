'use strict';
/**
 * One container: Twilio's own local runtime, listening on a port of its own. Plain CommonJS, since a forked
 * process has no TypeScript loader. Gets its configuration as the first message, answers with `{ port }`.
 */
const http = require('node:http');
const { dropIdleSockets } = require('./redirect.cjs');

const IDLE_SOCKETS_LAST_MS = 1000;

process.on('disconnect', () => process.exit(0));

process.once('message', ({ projectDir, env, url, routes }) => {
  // Loaded only now: the parent's fork is answered while these 300 ms of loading go on.
  const { LocalDevelopmentServer } = require('@twilio/runtime-handler/dev');
  const app = new LocalDevelopmentServer(0, {
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
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});
