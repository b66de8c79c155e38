import * as z from 'zod';

/** The plugin's settings, checked. */
export interface Configuration {
  /** Where the Functions are, without a slash at the end; null: nobody said. */
  functionsBaseUrl: string | null;
  /** Whether the column and filter are shown: `auto` leaves it to Flex's own Queues column where that is there. */
  showColumn: 'auto' | 'always' | 'never';
  /** What is wrong with the settings, in words for whoever made them. Those settings have their defaults. */
  problems: readonly string[];
}

const url = z
  .string({ error: 'must be a text' })
  .refine(
    isAddress,
    'must be the address of the Functions, such as https://queue-eligibility-1234-prod.twil.io',
  )
  .transform((text) => text.replace(/\/+$/, ''));
const showColumn = z.enum(['auto', 'always', 'never'], { error: 'must be auto, always or never' });

/** Names as they stand in Flex's `ui_attributes.queue_eligibility`. */
const schemas = { functions_base_url: url.nullable(), show_column: showColumn };
const DEFAULTS = { functions_base_url: null, show_column: 'auto' } as const;
type Settings = { [Name in keyof typeof schemas]: z.output<(typeof schemas)[Name]> };

/**
 * Reads the settings. `uiAttributes`: Flex's `ui_attributes`, of which `queue_eligibility` is ours. `buildTime`: the
 * `FLEX_APP_QUEUE_ELIGIBILITY_*` variables of the build, which hold where `ui_attributes` say nothing.
 */
export function readConfiguration(
  uiAttributes: unknown,
  buildTime: Readonly<Record<string, string | undefined>>,
): Configuration {
  const ours = z.looseObject({ queue_eligibility: z.record(z.string(), z.unknown()).optional() });
  const parsed = ours.safeParse(uiAttributes ?? {});
  const problems: string[] = [];
  if (!parsed.success) problems.push('ui_attributes.queue_eligibility must be an object');
  const runTime = parsed.data?.queue_eligibility ?? {};
  const settings: Settings = { ...DEFAULTS };

  const read = <Name extends keyof Settings>(name: Name): void => {
    const candidates = [
      { place: `FLEX_APP_QUEUE_ELIGIBILITY_${name.toUpperCase()}`, value: buildTime[name] || undefined },
      { place: `ui_attributes.queue_eligibility.${name}`, value: runTime[name] },
    ];
    for (const { place, value } of candidates) {
      if (value === undefined) continue;
      const result = schemas[name].safeParse(value);
      if (result.success) settings[name] = result.data as Settings[Name];
      else problems.push(`${place} ${result.error.issues[0]?.message ?? 'is not valid'}`);
    }
  };
  read('functions_base_url');
  read('show_column');
  for (const name of Object.keys(runTime)) {
    if (!(name in schemas)) problems.push(`ui_attributes.queue_eligibility.${name} is not a setting`);
  }
  return { functionsBaseUrl: settings.functions_base_url, showColumn: settings.show_column, problems };
}

function isAddress(text: string): boolean {
  try {
    const { protocol, search, hash, hostname } = new URL(text);
    const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    // A Flex token goes there: never in the clear, but on the machine itself.
    return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && search === '' && hash === '';
  } catch {
    return false;
  }
}
