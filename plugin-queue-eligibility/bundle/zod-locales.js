// Stands in for the schemas' languages in the bundle: see webpack.config.js.
export { default as en } from 'zod/v4/locales/en.js';
