import { readFileSync, writeFileSync } from 'node:fs';
import { withBeliefs } from '../beliefs';

/** Brings the list of differences in the package's README up to date: `npm run beliefs -w packages/twilio-emulator`. */
const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withBeliefs(readFileSync(readme, 'utf8')));
