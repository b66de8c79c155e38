import type { Twilio } from 'twilio';
import { Refusal } from '../refusal';
import { addressOf, step, type Place, type Step, type Undo, type Whereabouts } from '../step';
import { EVENT_HANDLER, EVENT_TYPES, typesIn, withOurs } from './event-types';

/** A workspace's event callback: '' where there is none; a filter of '' lets everything pass. */
export interface Callback {
  url: string;
  filter: string;
}

/** Whose it is. An address that was ours under another domain is somebody else's, until the ledger says so. */
export type Owner = 'nobody' | 'us' | 'others';

export const ownerOf = ({ url }: Callback, place: Whereabouts): Owner => {
  if (url === '') return 'nobody';
  return url === ourUrl(place) || url === place.ledger.get('callback')?.ours.url ? 'us' : 'others';
};

/** Has TaskRouter call us. Somebody else's address is only replaced when a person says so. */
export const callbackStep = ({ replace }: { replace: boolean }): Step =>
  step<Callback>({
    title: 'Event callback',
    async look(place) {
      const found = await readCallback(place);
      if (ownerOf(found, place) === 'others' && !replace)
        throw new Refusal(
          `The workspace's event callback is ${found.url}, which is not ours. ` +
            'Use Event Streams beside it (--events streams), or replace it (--replace)',
        );
      return found;
    },
    say(found, place) {
      const after = ours(found, place);
      if (after.url === found.url && after.filter === found.filter) return [];
      const instead = ownerOf(found, place) === 'others' ? `, in the place of ${found.url}` : '';
      const added = EVENT_TYPES.filter((type) => !(typesIn(found.filter) ?? []).includes(type));
      const kept = typesIn(found.filter)?.filter((type) => !EVENT_TYPES.some((own) => own === type)) ?? [];
      const others = kept.length > 0 ? `; ${kept.join(', ')} stay` : '';
      return [
        `set the workspace's event callback to ${after.url}${instead}`,
        ...(added.length > 0 ? [`let ${added.join(', ')} pass its filter${others}`] : []),
      ];
    },
    async make(found, place) {
      const after = ours(found, place);
      const entry = place.ledger.get('callback');
      // Ours already, but wired from another machine: what was there before is known there.
      const known = entry?.before ?? { url: '', filter: '' };
      // Of others' addresses the one that is replaced now is theirs, whatever was there once.
      const before = ownerOf(found, place) === 'us' ? known : found;
      // What is there now has to be known as ours until it is replaced.
      await place.ledger.set('callback', { before, ours: entry?.ours ?? after });
      await writeCallback(place, after);
      await place.ledger.set('callback', { before, ours: after });
      return [`TaskRouter calls ${after.url}`];
    },
  });

export const callbackUndo: Undo = {
  title: 'Event callback',
  async say(place) {
    const now = await readCallback(place);
    const entry = place.ledger.get('callback');
    if (ownerOf(now, place) !== 'us') return [];
    return [
      entry?.before.url ? `set it back to ${entry.before.url}` : 'take our address out of the workspace',
    ];
  },
  async undo(place) {
    const now = await readCallback(place);
    const entry = place.ledger.get('callback');
    if (ownerOf(now, place) !== 'us') {
      await place.ledger.forget('callback');
      return entry && now.url !== '' ? [`left as it is, since somebody set it to ${now.url} meanwhile`] : [];
    }
    const before = entry?.before ?? { url: '', filter: '' };
    // A filter that somebody changed meanwhile is theirs.
    const filter = now.filter === entry?.ours.filter ? before.filter : now.filter;
    await writeCallback(place, { url: before.url, filter });
    await place.ledger.forget('callback');
    return [
      before.url === '' ? 'the workspace has no event callback, as before' : `set back to ${before.url}`,
    ];
  },
};

const ourUrl = (place: Whereabouts): string =>
  (addressOf(place) ?? 'https://the-functions.twil.io') + EVENT_HANDLER;

/** As it is to be. A filter without an address, or with our own, was made by somebody who meant it. */
const ours = (found: Callback, place: Place): Callback => ({
  url: ourUrl(place),
  filter: withOurs(typesIn(found.filter)),
});

export async function readCallback({
  account,
  settings,
}: {
  account: Place['account'];
  settings: Pick<Place['settings'], 'workspaceSid'>;
}): Promise<Callback> {
  const found = await workspaceOf(account.client, settings.workspaceSid).fetch();
  return { url: found.eventCallbackUrl ?? '', filter: found.eventsFilter ?? '' };
}

const writeCallback = ({ account, settings }: Place, { url, filter }: Callback) =>
  workspaceOf(account.client, settings.workspaceSid).update({ eventCallbackUrl: url, eventsFilter: filter });

const workspaceOf = (client: Twilio, sid: string) => client.taskrouter.v1.workspaces(sid);
