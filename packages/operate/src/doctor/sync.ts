import { defaultSyncService } from '../survey/choices';
import { orNull, statusOf, twilioWords } from '../refusal';
import { fail, ok, warn, type Probe } from './finding';

/** A probe that is not removed goes away by itself, s. */
const TTL_S = 60;

export const syncProbes: readonly Probe[] = [
  {
    id: 'sync',
    look: async ({ place: { account, settings } }) => {
      const service = account.client.sync.v1.services(settings.syncServiceSid);
      try {
        const written = await service.documents.create({ data: { probe: true }, ttl: TTL_S });
        const read = await service.documents(written.sid).fetch();
        await orNull(() => service.documents(written.sid).remove());
        return read.revision === written.revision
          ? ok('sync', 'a document can be written, read and removed')
          : warn('sync', 'a document was read in another state than it was written', 'Run it again');
      } catch (error) {
        const mend = 'TWILIO_FLEX_SYNC_SID must be a Sync service of this account';
        if (statusOf(error) !== undefined) return fail('sync', twilioWords(error), mend);
        throw error;
      }
    },
  },
  {
    id: 'sync-service',
    look: async ({ place: { account, settings } }) => {
      const own = await defaultSyncService(account.client);
      if (own === null)
        return warn(
          'sync-service',
          'nothing says which Sync service is the default one',
          'Ask Twilio which one Flex uses',
        );
      return own === settings.syncServiceSid
        ? ok('sync-service', "it is the account's default one, which Flex users' tokens are for")
        : fail(
            'sync-service',
            `Flex users' tokens are for ${own}, and jobs are kept in ${settings.syncServiceSid}: the page sees nothing live`,
            `Set TWILIO_FLEX_SYNC_SID=${own} and deploy`,
          );
    },
  },
];
