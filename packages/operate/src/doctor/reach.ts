import * as z from 'zod';
import { parsed, postSigned, problemWords } from '../panel';
import { addressOf, type Place } from '../step';
import { EVENT_HANDLER } from '../steps/event-types';
import { fail, ok, warn, type Finding, type Patient, type Probe } from './finding';

const TIMEOUT_MS = 12_000;
/** Where Flex is served unless a variable says otherwise. */
const FLEX_ORIGIN = 'https://flex.twilio.com';
const NOWHERE = 'Nobody knows where the Functions are';

/** An event that means nothing to anybody. */
const probeEvent = ({ settings, account }: Place): Record<string, string> => ({
  EventType: 'doctor.probe',
  Sid: `EV${'0'.repeat(32)}`,
  AccountSid: account.credentials.accountSid,
  WorkspaceSid: settings.workspaceSid,
});

export const reachProbes: readonly Probe[] = [
  {
    id: 'signature',
    look: async ({ place }) => {
      const { authToken } = place.account.credentials;
      const address = addressOf(place);
      if (address === null) return fail('signature', NOWHERE, 'npm run deploy');
      if (authToken === null)
        return warn(
          'signature',
          'without AUTH_TOKEN no probe can be signed',
          'Set AUTH_TOKEN for this command',
        );
      const { status } = await postSigned(address + EVENT_HANDLER, probeEvent(place), authToken);
      if (status === 204) return ok('signature', `a signed event reaches ${address}${EVENT_HANDLER}`);
      if (status === 403) {
        const mend =
          'AUTH_TOKEN must be the primary auth token of the account, and FUNCTIONS_BASE_URL, where it is set, ' +
          'the very address that callers use';
        return fail(
          'signature',
          'a signed event is refused with 403: the signature is another one there',
          mend,
        );
      }
      return fail('signature', `a signed event is answered ${status}`, 'npm run deploy; the log says why');
    },
  },
  {
    id: 'unsigned',
    look: (patient) =>
      at(patient, 'unsigned', async (address) => {
        const { status } = await post(address + EVENT_HANDLER, {
          body: new URLSearchParams(probeEvent(patient.place)),
        });
        return [400, 401, 403].includes(status)
          ? ok('unsigned', `an event that is not signed is refused with ${status}`)
          : fail(
              'unsigned',
              `an event that is not signed is answered ${status}`,
              'Deploy again: it must be protected',
            );
      }),
  },
  {
    id: 'cors',
    look: (patient) =>
      at(patient, 'cors', async (address) => {
        const origins = (patient.place.settings.variables['FLEX_ORIGINS'] ?? FLEX_ORIGIN).split(',');
        const found = await Promise.all(origins.map((origin) => corsOf(address, origin.trim())));
        const served = origins.some((origin) => origin.trim() === FLEX_ORIGIN);
        const wrong = found.filter(({ state }) => state !== 'ok');
        if (wrong.length > 0 || served) return wrong[0] ?? found[0] ?? [];
        const what = `pages of ${FLEX_ORIGIN} may not call the Functions: a browser would show it as a CORS error`;
        return warn(
          'cors',
          what,
          'Right where Flex is served elsewhere; else add it to FLEX_ORIGINS and deploy',
        );
      }),
  },
  {
    id: 'token',
    look: (patient) =>
      at(patient, 'token', async (address) => {
        const { status, body } = await post(`${address}/jobs/list`, {
          body: new URLSearchParams({ Token: 'doctor' }),
        });
        const words = problemWords(body);
        if (status === 401) return ok('token', 'a Flex token that is none is refused');
        if (status === 500)
          return fail(
            'token',
            `the Functions say: ${words}`,
            'Their log names the variables; mend .env, deploy',
          );
        if (status === 200) return fail('token', 'anybody may call /jobs/list', 'npm run deploy');
        return fail('token', `/jobs/list answered ${status}: ${words}`, 'npm run deploy; the log says why');
      }),
  },
  {
    id: 'health',
    look: (patient) =>
      at(patient, 'health', async (address) => {
        const response = await fetch(`${address}/health`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
        const body = await response.text();
        if (response.ok) return ok('health', '/health answers that all is well');
        const mend = response.status === 404 ? 'npm run deploy' : 'docs/runbook.md tells of each';
        return fail('health', `/health answers ${response.status}: ${problemsIn(body)}`, mend);
      }),
  },
];

const healthSchema = z.object({ problems: z.array(z.string()) });

/** What it names; of what is no such answer, the beginning. */
const problemsIn = (body: string): string =>
  healthSchema.safeParse(parsed(body)).data?.problems.join(', ') ?? body.slice(0, 200);

async function corsOf(address: string, origin: string): Promise<Finding> {
  const { status, allowed, body } = await post(`${address}/jobs/list`, {
    headers: { Origin: origin },
    body: new URLSearchParams({ Token: 'doctor' }),
  });
  if (allowed === origin) return ok('cors', `pages of ${origin} may read the answers`);
  const mend = 'Add the origin to FLEX_ORIGINS and deploy';
  const what =
    allowed === '*' && status === 403
      ? `pages of ${origin} are refused: ${problemWords(body)}`
      : `a browser hides the answers (status ${status}) from pages of ${origin}, and calls it a CORS error`;
  return fail('cors', what, mend);
}

async function post(
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body: URLSearchParams },
): Promise<{ status: number; allowed: string | null; body: unknown }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { method: 'POST', headers, body, signal });
  return {
    status: response.status,
    allowed: response.headers.get('access-control-allow-origin'),
    body: await response.text(),
  };
}

/** With the address of the Functions; where nobody answers there, that is what was found. */
async function at(
  { place }: Patient,
  id: string,
  look: (address: string) => Promise<Finding | Finding[]>,
): Promise<Finding | Finding[]> {
  const address = addressOf(place);
  if (address === null) return fail(id, NOWHERE, 'npm run deploy');
  try {
    return await look(address);
  } catch (error) {
    const why = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : '';
    return fail(id, `nobody answers at ${address}: ${why}`, 'Is it deployed? npm run deploy');
  }
}
