import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import * as z from 'zod';
import { whileContended } from './contention';
import { jobDocumentName, JOBS_DOCUMENT_NAME, pageDocumentName, TTL_S } from './documents';
import { CorruptDocument, DocumentTooLarge, JobIdTaken, RevisionConflict, UnsealedDocument } from './errors';
import { jobDocumentSchema, jobsDocumentSchema, type Job, type JobsDocument } from './job';
import { NO_JOBS } from './jobs-document';
import { JOB_DOCUMENT_BYTES, PAGE_BYTES } from './limits';
import { systemClock, type JobStore, type PageAddress, type StoredJob } from './ports';
import { isNameTaken, isNotFound, isPreconditionFailed, type Retry } from './retry';
import { canonicalJson, type Seal, type SealedDocument } from './seal';

/** What we use of a document, whichever request it came from. */
interface Document extends SealedDocument {
  sid: string;
  revision: string;
}

/** Sync takes 20 new objects a second, everybody's (https://www.twilio.com/docs/sync/limits). */
const CREATIONS_PER_SECOND = 16;

interface Jobs {
  revision: string;
  jobs: JobsDocument;
}

const pageSchema = z.object({ values: z.array(z.unknown()) });
/** Sync takes 16 KiB: a page's values, what is around them, the seal. */
const DOCUMENT_BYTES = PAGE_BYTES + 1_000;

/**
 * The job store on Twilio Sync, Documents only: a page of items is a document of its own, because items of one Map
 * would share the Map's two writes a second. `sync`: the service, of a real twilio client; `retry` repeats what
 * may be repeated. All writes of a job are conditional on the revision that was read. `seal`: what does not carry it
 * was written by somebody else; a job and its pages are then refused, the jobs document begins anew.
 */
export function createSyncStore(sync: ServiceContext, retry: Retry, seal: Seal): JobStore {
  const fetch = async (name: string): Promise<Document | null> => {
    try {
      return await retry(`reading ${name}`, () => sync.documents(name).fetch());
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };
  const close = (name: string, values: object, limitBytes = DOCUMENT_BYTES): object => {
    const data = seal.close(name, values);
    const bytes = Buffer.byteLength(JSON.stringify(data));
    if (bytes > limitBytes) throw new DocumentTooLarge(name, bytes, limitBytes);
    return data;
  };
  /** What a document of ours holds. */
  const open = <T>(document: Document, schema: z.ZodType<T>): T => {
    const data = seal.open(document);
    if (!data) throw new UnsealedDocument(document.uniqueName);
    const result = schema.safeParse(data);
    if (!result.success) throw new CorruptDocument(document.uniqueName, z.prettifyError(result.error));
    return result.data;
  };
  const toStored = (document: Document): StoredJob => {
    const { sid, uniqueName, revision } = document;
    return { job: open(document, jobDocumentSchema) satisfies Job, sid, name: uniqueName, revision };
  };

  let createdAtMs: readonly number[] = [];
  const create = async (uniqueName: string, data: object, ttl?: number): Promise<Document> => {
    const turnMs = Math.max(Date.now(), (createdAtMs.at(-CREATIONS_PER_SECOND) ?? 0) + 1_000);
    createdAtMs = [...createdAtMs.slice(1 - CREATIONS_PER_SECOND), turnMs];
    await systemClock.sleep(turnMs - Date.now());
    return retry(`creating ${uniqueName}`, () =>
      sync.documents.create({ uniqueName, data, ...(ttl === undefined ? {} : { ttl }) }),
    );
  };
  /** `ttl`: a write that does not say how long a document lives from now on leaves it to die when it was to. */
  const update = (
    name: string,
    data: object,
    options: { ttl: number; ifMatch?: string } | { ifMatch: string },
  ): Promise<Document> => retry(`writing ${name}`, () => sync.documents(name).update({ data, ...options }));

  const withContention = <T>(attempt: () => Promise<T>): Promise<T> =>
    whileContended(JOBS_DOCUMENT_NAME, { clock: systemClock, random: Math.random }, async () => {
      try {
        return await attempt();
      } catch (error) {
        // Somebody else wrote it, or made it, in between.
        if (!isPreconditionFailed(error) && !isNameTaken(error)) throw error;
        throw new RevisionConflict(JOBS_DOCUMENT_NAME);
      }
    });
  /** The jobs document, made if there is none. */
  const openJobs = async (): Promise<Jobs> => {
    const name = JOBS_DOCUMENT_NAME;
    const document = (await fetch(name)) ?? (await create(name, close(name, NO_JOBS)));
    // What somebody else or an older version wrote is worth less than the job that wants to be named in it.
    const found = jobsDocumentSchema.safeParse(seal.open(document));
    return (knownJobs = { revision: document.revision, jobs: found.success ? found.data : NO_JOBS });
  };
  /** As it was when it was last read or written here. A write that goes by it is refused where it is another by now. */
  let knownJobs: Jobs | null = null;

  return {
    async createJob(job) {
      const name = jobDocumentName(job.id);
      const data = close(name, job, JOB_DOCUMENT_BYTES);
      try {
        return { ...toStored(await create(name, data, TTL_S.job)), job };
      } catch (error) {
        if (!isNameTaken(error)) throw error;
        // An answer that got lost makes the repeated creation find its own result.
        const now = await fetch(name);
        if (now && isSame(seal.open(now), job)) return { ...toStored(now), job };
        throw new JobIdTaken(job.id);
      }
    },

    async readJob(id) {
      const document = await fetch(jobDocumentName(id));
      return document ? toStored(document) : null;
    },

    async writeJob(before, job) {
      const data = close(before.name, job, JOB_DOCUMENT_BYTES);
      try {
        return toStored(await update(before.name, data, { ttl: TTL_S.job, ifMatch: before.revision }));
      } catch (error) {
        if (!isPreconditionFailed(error) && !isNotFound(error)) throw error;
        // An answer that got lost makes the repeated write find its own result.
        const now = await fetch(before.name);
        if (now && isSame(seal.open(now), job)) return toStored(now);
        throw new RevisionConflict(before.name);
      }
    },

    async putPage(address, values, expected = false) {
      const name = pageDocumentName(address);
      const data = close(name, { values });
      const ttl = ttlOf(address);
      if (expected) {
        try {
          await update(name, data, { ttl });
          return;
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }
      try {
        await create(name, data, ttl);
      } catch (error) {
        if (!isNameTaken(error)) throw error;
        await update(name, data, { ttl });
      }
    },

    async getPage(address) {
      const document = await fetch(pageDocumentName(address));
      return document ? open(document, pageSchema).values : null;
    },

    readJobs: async () => (await withContention(openJobs)).jobs,

    editJobs: (edit) =>
      withContention(async () => {
        const known = knownJobs;
        knownJobs = null;
        // That there is nothing to write, only what is there now can tell.
        const { revision, jobs } = known && edit(known.jobs) !== known.jobs ? known : await openJobs();
        const after = edit(jobs);
        if (after === jobs) return jobs;
        const data = close(JOBS_DOCUMENT_NAME, after);
        try {
          const written = await update(JOBS_DOCUMENT_NAME, data, { ifMatch: revision });
          knownJobs = { revision: written.revision, jobs: after };
        } catch (error) {
          throw isNotFound(error) ? new RevisionConflict(JOBS_DOCUMENT_NAME) : error;
        }
        return after;
      }),
  };
}

const ttlOf = ({ series }: PageAddress): number => (series === 'failures' ? TTL_S.job : TTL_S.work);

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
