import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import * as z from 'zod';
import {
  jobDocumentName,
  JOBS_DOCUMENT_NAME,
  lockDocumentName,
  markDocumentName,
  pageDocumentName,
  TTL_S,
} from './documents';
import {
  CorruptDocument,
  DocumentTooLarge,
  JobIdTaken,
  RetryableError,
  RevisionConflict,
  UnsealedDocument,
} from './errors';
import { jobDocumentSchema, jobsDocumentSchema, type Job, type JobsDocument } from './job';
import { NO_JOBS, withEnded, withRunning } from './jobs-document';
import { JOB_DOCUMENT_BYTES, PAGE_BYTES } from './limits';
import type { JobStore, Lock, LockClaim, StoredJob } from './ports';
import { isNameTaken, isNotFound, isPreconditionFailed, type Retry } from './retry';
import { canonicalJson, type Seal, type SealedDocument } from './seal';

/** What we use of a document, whichever request it came from. */
interface Document extends SealedDocument {
  sid: string;
  revision: string;
}

const lockSchema = z.object({
  kind: z.string(),
  jobId: z.string(),
  since: z.iso.datetime(),
  by: z.string().optional(),
});
/** A lock as its document holds it. */
const lockData = (kind: string, jobId: string, { nowMs, by }: LockClaim) => ({
  kind,
  jobId,
  since: new Date(nowMs).toISOString(),
  ...(by === undefined ? {} : { by }),
});
const pageSchema = z.object({ values: z.array(z.unknown()) });
/** How often a lock is looked at and given back while answers get lost. */
const UNLOCK_TRIES = 4;
/** Sync takes 16 KiB: a page's values, what is around them, the seal. */
const DOCUMENT_BYTES = PAGE_BYTES + 1_000;

/**
 * The job store on Twilio Sync, Documents only: a page of items is a document of its own, because items of one Map
 * would share the Map's two writes a second. `sync`: the service, of a real twilio client; `retry` repeats what
 * may be repeated. All writes of a job are conditional on the revision that was read. `seal`: what does not carry it
 * was written by somebody else; a job and its pages are then refused, a lock is no lock, the history begins anew.
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
  /** The same of a document without which we can do: null also where it is not ours. */
  const openIfOurs = <T>(document: Document, schema: z.ZodType<T>): T | null => {
    const result = schema.safeParse(seal.open(document));
    return result.success ? result.data : null;
  };
  const toStored = (document: Document): StoredJob => {
    const { sid, uniqueName, revision } = document;
    return { job: open(document, jobDocumentSchema) satisfies Job, sid, name: uniqueName, revision };
  };
  /** The lock, if somebody of ours holds it: nobody else's word keeps a job from starting. */
  const toLock = (document: Document): Lock | null => {
    const lock = openIfOurs(document, lockSchema);
    return lock && { ...lock, revision: document.revision };
  };

  const create = (uniqueName: string, data: object, ttl?: number): Promise<Document> =>
    retry(`creating ${uniqueName}`, () =>
      sync.documents.create({ uniqueName, data, ...(ttl === undefined ? {} : { ttl }) }),
    );
  const update = (name: string, data: object, ifMatch?: string): Promise<Document> =>
    retry(`writing ${name}`, () =>
      sync.documents(name).update({ data, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    );
  const remove = async (name: string): Promise<boolean> => {
    let tries = 0;
    try {
      return await retry(`removing ${name}`, () => {
        tries += 1;
        return sync.documents(name).remove();
      });
    } catch (error) {
      // Gone at a repeated try: the first one may have removed it, and its answer got lost.
      if (isNotFound(error)) return tries > 1;
      throw error;
    }
  };

  /** The jobs document, made if there is none. */
  const openJobs = async (): Promise<{ revision: string; jobs: JobsDocument }> => {
    for (;;) {
      try {
        const document =
          (await fetch(JOBS_DOCUMENT_NAME)) ??
          (await create(JOBS_DOCUMENT_NAME, close(JOBS_DOCUMENT_NAME, NO_JOBS)));
        // What somebody else or an older version wrote is worth less than the job that wants to be added to it.
        return { revision: document.revision, jobs: openIfOurs(document, jobsDocumentSchema) ?? NO_JOBS };
      } catch (error) {
        // Somebody else made it in between.
        if (!isNameTaken(error)) throw error;
      }
    }
  };
  const editJobs = async (edit: (before: JobsDocument) => JobsDocument): Promise<void> => {
    for (;;) {
      const { revision, jobs } = await openJobs();
      const after = edit(jobs);
      if (after === jobs) return;
      try {
        await update(JOBS_DOCUMENT_NAME, close(JOBS_DOCUMENT_NAME, after), revision);
        return;
      } catch (error) {
        if (!isPreconditionFailed(error) && !isNotFound(error)) throw error;
      }
    }
  };

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
        return toStored(await update(before.name, data, before.revision));
      } catch (error) {
        if (!isPreconditionFailed(error)) throw error;
        // An answer that got lost makes the repeated write find its own result.
        const now = await fetch(before.name);
        if (now && isSame(seal.open(now), job)) return toStored(now);
        throw new RevisionConflict(before.name);
      }
    },

    async putPage(address, values, expected = false) {
      const name = pageDocumentName(address);
      const data = close(name, { values });
      if (expected) {
        try {
          await update(name, data);
          return;
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }
      try {
        await create(name, data, address.series === 'failures' ? TTL_S.job : TTL_S.work);
      } catch (error) {
        if (!isNameTaken(error)) throw error;
        await update(name, data);
      }
    },

    async getPage(address) {
      const document = await fetch(pageDocumentName(address));
      return document ? open(document, pageSchema).values : null;
    },

    async lock(kind, jobId, claim) {
      const name = lockDocumentName(kind);
      const lock = lockData(kind, jobId, claim);
      const data = close(name, lock);
      // Between a refused creation and the read the holder may give the lock back: then it is free again.
      for (;;) {
        try {
          return { ...lock, revision: (await create(name, data)).revision };
        } catch (error) {
          if (!isNameTaken(error)) throw error;
        }
        const document = await fetch(name);
        if (!document) continue;
        const held = toLock(document);
        if (held) return held;
        try {
          return { ...lock, revision: (await update(name, data, document.revision)).revision };
        } catch (error) {
          // Somebody was quicker.
          if (!isPreconditionFailed(error) && !isNotFound(error)) throw error;
        }
      }
    },

    async readLock(kind) {
      const document = await fetch(lockDocumentName(kind));
      return document && toLock(document);
    },

    async takeLock(stale, jobId, claim) {
      const name = lockDocumentName(stale.kind);
      try {
        await update(name, close(name, lockData(stale.kind, jobId, claim)), stale.revision);
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        if (!isPreconditionFailed(error)) throw error;
        return (await this.readLock(stale.kind))?.jobId === jobId;
      }
    },

    async unlock(kind, jobId) {
      const name = lockDocumentName(kind);
      for (let tries = 1; ; tries++) {
        if ((await this.readLock(kind))?.jobId !== jobId) return;
        try {
          // Not repeated blindly: the answer may have got lost, and the lock be the next job's by now.
          const options = { onlyWhenNothingHappened: true };
          await retry(`removing ${name}`, () => sync.documents(name).remove(), options);
          return;
        } catch (error) {
          if (isNotFound(error)) return;
          if (!(error instanceof RetryableError) || tries === UNLOCK_TRIES) throw error;
        }
      }
    },

    // A mark says something by being there, and has no seal: one that somebody else leaves costs another pass.
    async mark(kind) {
      try {
        await create(markDocumentName(kind), {}, TTL_S.work);
      } catch (error) {
        if (!isNameTaken(error)) throw error;
      }
    },

    async isMarked(kind) {
      return (await fetch(markDocumentName(kind))) !== null;
    },

    clearMark: (kind) => remove(markDocumentName(kind)),

    addRunning: (entry) => editJobs((before) => withRunning(before, entry)),
    addToHistory: (entry) => editJobs((before) => withEnded(before, entry)),
    readJobs: async () => (await openJobs()).jobs,
  };
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
