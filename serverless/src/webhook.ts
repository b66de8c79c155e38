import type { Problem } from '@queue-eligibility/eligibility';

/** Longer than a webhook should take, shorter than an invocation has left at its end, ms. */
const TIMEOUT_MS = 2_000;

const SAYS: Record<Problem['code'], (detail: string) => string> = {
  resync_failed: (code) => `The resync failed: ${code}.`,
  resync_silent: () => 'The resync gives no heartbeat, and was not recovered within a minute.',
  resync_unverified: () => 'Several resyncs in a row could not prove who is eligible for every queue.',
  agents_left: (count) => `The resync left ${count} agents as they were.`,
};

/**
 * Sends one alert as JSON. `text` is what Slack, Mattermost and others show; the rest is for programs. There is nothing
 * personal in it.
 */
export async function sendAlert(
  url: string,
  { code, jobId, detail = '' }: Problem,
  { workspaceSid, functionsBaseUrl }: { workspaceSid: string; functionsBaseUrl: string },
): Promise<void> {
  const text = `Queue eligibility: ${SAYS[code](detail)} Job ${jobId}, workspace ${workspaceSid}, ${functionsBaseUrl}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, code, jobId, workspaceSid }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}
