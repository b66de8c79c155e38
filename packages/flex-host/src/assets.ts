const assetHosts = ['assets.flex.twilio.com', 'assets.twilio.com', 'media.twiliocdn.com'];

/** Something Flex UI loads from Twilio's asset servers. */
interface Asset {
  readonly type: string;
  readonly body: string | Buffer;
}

const countries = [
  ['United States', 'US', '+1'],
  ['United Kingdom', 'GB', '+44'],
  ['Germany', 'DE', '+49'],
  ['Spain', 'ES', '+34'],
  ['Japan', 'JP', '+81'],
].map(([name, code, dial]) => ({
  name,
  code,
  alpha2: code,
  dial_code: dial,
  countryCallingCodes: [dial],
}));

const json = (body: unknown): Asset => ({ type: 'application/json', body: JSON.stringify(body) });
const picture: Asset = {
  type: 'image/svg+xml',
  body:
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">' +
    '<circle cx="12" cy="12" r="11" fill="#0263e0"/></svg>',
};
/** A sound of no length: the header of a WAV file. */
const silence: Asset = {
  type: 'audio/wav',
  body: Buffer.from('UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=', 'base64'),
};

/**
 * What stands in for Twilio's asset servers, so that nothing needs the network: fonts are the
 * system's, sounds are silent, pictures plain.
 * @returns Undefined for a host that is no asset server or a file that is not known.
 */
export function assetOf(host: string, path: string): Asset | undefined {
  if (!assetHosts.includes(host)) return undefined;
  if (path.endsWith('/countries.json')) return json(countries);
  if (path.endsWith('/flagPositions.json')) return json({});
  if (path.endsWith('.css')) return { type: 'text/css', body: '' };
  if (path.endsWith('.mp3')) return silence;
  if (/\.(png|svg)$/.test(path)) return picture;
  return undefined;
}
