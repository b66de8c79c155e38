import { ATTRIBUTES_MAX_CHARACTERS, isQueueValue } from '@queue-eligibility/eligibility';
import { isRefusal, readAttributes } from '@queue-eligibility/task-router';
import { fail, ok, warn, type Patient, type Probe } from './finding';

/** Characters that a worker with many queues and some more attributes soon needs. */
const HEADROOM = 300;
const ADMINS = ['admin'];

export const workspaceProbes: readonly Probe[] = [
  {
    id: 'etag',
    look: async ({ facts }) => {
      const worker = (await facts.workers()).workers[0];
      if (!worker) return ok('etag', 'there is no worker to ask for');
      const fetched = await facts.taskRouter.fetchWorker(worker.sid);
      return fetched?.etag
        ? ok('etag', "a worker comes with an ETag: nobody's edit is lost")
        : warn(
            'etag',
            'a worker comes without an ETag: an edit within a tenth of a second of ours can be lost',
            'Tell us; nothing can be set',
          );
    },
  },
  {
    id: 'rate-limit',
    look: async ({ facts }) => {
      const { headers } = await facts.workspace.workers.pageWithHttpInfo({ pageSize: 1 });
      const all = (headers ?? {}) as Record<string, unknown>;
      const limit = Number(all['x-rate-limit-limit']);
      const remaining = Number(all['x-rate-limit-remaining']);
      if (Number.isNaN(limit))
        return ok(
          'rate-limit',
          'TaskRouter names no rate limit in its answers: jobs find their pace by 429s',
        );
      const what = `TaskRouter names a limit of ${limit}, of which ${remaining} are left`;
      return remaining < limit / 10
        ? warn('rate-limit', what, 'Something uses it up: lower TASKROUTER_RATE_SHARE, or find out what')
        : ok('rate-limit', what);
    },
  },
  {
    id: 'foreign',
    look: async (patient) => {
      const { attributes, name } = await read(patient);
      const foreign = attributes.filter(({ value }) => {
        const found = value[name];
        return found !== undefined && found !== null && !(Array.isArray(found) && found.every(isQueueValue));
      });
      const some = foreign.slice(0, 3).map(({ sid }) => sid);
      return foreign.length === 0
        ? ok('foreign', `in "${name}" stands nothing that is not ours`)
        : fail(
            'foreign',
            `in "${name}" of ${foreign.length} workers stands what is no list of queues: ${some.join(', ')}`,
            'Something else uses this name: set WORKER_QUEUES_ATTRIBUTE, or let the page in Flex replace it',
          );
    },
  },
  {
    id: 'headroom',
    look: async (patient) => {
      const { attributes } = await read(patient);
      const longest = attributes.toSorted((a, b) => b.text.length - a.text.length)[0];
      if (!longest) return ok('headroom', 'no attributes could be read in the list of workers');
      const length = longest.text.length;
      const what = `the longest attributes, of ${longest.sid}, have ${length} of ${ATTRIBUTES_MAX_CHARACTERS} characters`;
      return length > ATTRIBUTES_MAX_CHARACTERS - HEADROOM
        ? warn(
            'headroom',
            what,
            'Soon nothing can be written there: WORKER_QUEUES_FORM=codes takes a quarter',
          )
        : ok('headroom', what);
    },
  },
  {
    id: 'roles',
    look: async (patient) => {
      const { attributes } = await read(patient);
      const isAdmin = ({ value: { roles } }: { value: Record<string, unknown> }): boolean =>
        Array.isArray(roles) && roles.some((role) => ADMINS.includes(String(role)));
      return attributes.some(isAdmin)
        ? ok('roles', 'there are admins, who may open the page')
        : warn(
            'roles',
            'no worker has the role admin: nobody could open the page',
            'Give somebody the role, by single sign-on or in Flex',
          );
    },
  },
];

/** The attributes that the list of workers tells. */
async function read({ place, facts }: Patient) {
  const { workers } = await facts.workers();
  const attributes = workers.flatMap(({ sid, attributes: text }) => {
    const found = readAttributes(text);
    return isRefusal(found) ? [] : [{ sid, ...found }];
  });
  return { attributes, name: place.settings.queuesAttribute.name };
}
