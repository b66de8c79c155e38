import { TextDecoder, TextEncoder } from 'node:util';

// Flex UI plays a silence when it is imported, and jsdom plays nothing.
for (const method of ['play', 'pause', 'load']) {
  Object.defineProperty(window.HTMLMediaElement.prototype, method, {
    configurable: true,
    value: () => Promise.resolve(),
  });
}
// What the plugin build puts in.
const built = {
  __FPB_PLUGIN_UNIQUE_NAME: 'plugin-queue-eligibility',
  __FPB_PLUGIN_VERSION: '0.0.0',
  __FPB_FLEX_PLUGIN_SCRIPTS_VERSION: '0.0.0',
  __FPB_FLEX_PLUGIN_VERSION: '0.0.0',
  __FPB_FLEX_UI_VERSION: '0.0.0',
  __FPB_REACT_VERSION: '0.0.0',
  __FPB_REACT_DOM_VERSION: '0.0.0',
};
Object.assign(globalThis, { TextDecoder, TextEncoder, ...built });
