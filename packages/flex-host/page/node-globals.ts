// Injected by esbuild wherever the names are used.
export { Buffer } from 'buffer/';
// @ts-expect-error: it has no types, and needs none here.
export { default as process } from 'process/browser';
