import { TextDecoder, TextEncoder } from 'node:util';

// Flex UI plays a silence when it is imported, and jsdom plays nothing.
for (const method of ['play', 'pause', 'load']) {
  Object.defineProperty(window.HTMLMediaElement.prototype, method, {
    configurable: true,
    value: () => Promise.resolve(),
  });
}
Object.assign(globalThis, { TextDecoder, TextEncoder });
