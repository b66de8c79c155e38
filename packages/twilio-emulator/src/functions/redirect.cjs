'use strict';
/**
 * Preload (`node --require`) for a container: sends every request to `*.twilio.com`, and to the domains of
 * deployments below `twil.io`, to the emulator and lets nothing else leave the machine. So code that runs in the container needs to know nothing of the emulator.
 *
 * The emulator's origin comes in EMULATOR_URL, which is removed before any other code can see it. It gets plain
 * http, with the host that was meant in `x-twilio-host`. Covers http, https and fetch, not raw sockets or http2.
 */
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const { urlToHttpOptions } = require('node:url');

let emulator = new URL(process.env.EMULATOR_URL);
delete process.env.EMULATOR_URL;

const agent = new http.Agent({ keepAlive: true, maxSockets: 1000, maxFreeSockets: 1000 });
const nativeHttpRequest = http.request;
const nativeFetch = globalThis.fetch;

/** 'local': let it through; 'twilio': to the emulator. Throws for everything else. */
function destinationOf(hostname) {
  if (emulator === null) throw new Error('blocked: the service that asks has ended');
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)) return 'local';
  if (host === 'twilio.com' || host.endsWith('.twilio.com') || host.endsWith('.twil.io')) return 'twilio';
  throw new Error(`blocked: the emulator has no internet (${host})`);
}

/** The call forms of http.request: (url, options?, callback?) and (options, callback?). */
function readArguments([first, second, third]) {
  const isUrl = typeof first === 'string' || first instanceof URL;
  if (!isUrl) return { options: { ...first }, callback: second };
  const fromUrl = urlToHttpOptions(new URL(first));
  return typeof second === 'function'
    ? { options: fromUrl, callback: second }
    : { options: { ...fromUrl, ...second }, callback: third };
}

function withHost(headers, host) {
  return Array.isArray(headers) ? [...headers, 'x-twilio-host', host] : { ...headers, 'x-twilio-host': host };
}

function redirecting(native, receiver) {
  return function request(...args) {
    const { options, callback } = readArguments(args);
    const hostname = options.hostname || String(options.host || 'localhost').replace(/:\d+$/, '');
    if (options.socketPath || destinationOf(hostname) === 'local') return native.apply(receiver, args);
    const { path, method, auth, timeout, signal } = options;
    return nativeHttpRequest(
      {
        ...Object.fromEntries(
          Object.entries({ path, method, auth, timeout, signal }).filter(([, v]) => v !== undefined),
        ),
        hostname: emulator.hostname,
        port: emulator.port,
        headers: withHost(options.headers, hostname),
        // Whatever agent was given is for https.
        agent,
      },
      callback,
    );
  };
}

function ending(request) {
  return function get(...args) {
    const sent = request(...args);
    sent.end();
    return sent;
  };
}

for (const module of [http, https]) {
  module.request = redirecting(module.request, module);
  module.get = ending(module.request);
}
// `import { request } from 'node:https'` holds a copy of its own.
syncBuiltinESMExports();

globalThis.fetch = async function fetch(input, init) {
  const request = new globalThis.Request(input, init);
  const url = new URL(request.url);
  if (destinationOf(url.hostname) === 'local') return nativeFetch(request);
  const headers = new globalThis.Headers(request.headers);
  headers.set('x-twilio-host', url.hostname);
  return nativeFetch(new URL(url.pathname + url.search, emulator), {
    method: request.method,
    headers,
    body: request.body ? await request.arrayBuffer() : undefined,
    redirect: request.redirect,
    signal: request.signal,
  });
};

/** From now on what is meant for Twilio goes to another emulator; null: nothing goes anywhere. */
exports.redirectTo = function redirectTo(emulatorUrl) {
  emulator = emulatorUrl === null ? null : new URL(emulatorUrl);
};

/**
 * Closes the connections that are idle. For a process that was stopped: the emulator may have closed them
 * meanwhile, and the first to use one would get a reset.
 */
exports.dropIdleSockets = function dropIdleSockets() {
  for (const socket of Object.values(agent.freeSockets).flat()) socket.destroy();
};
