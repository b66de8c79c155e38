import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writePrivately } from './env-file';
import { lock } from './lock';
import { Refusal } from './refusal';

const ledgerSchema = z.object({
  version: z.literal(1),
  accountSid: z.string(),
  workspaceSid: z.string(),
  /** The Functions service, and its domain. */
  functions: z.object({ serviceSid: z.string(), domain: z.string() }).optional(),
  /** Flex's `ui_attributes` as they were before the first deployment wrote there. */
  flex: z.object({ before: z.record(z.string(), z.unknown()) }).optional(),
  /** The workspace's event callback: as it was, and as we set it. */
  callback: z
    .object({
      before: z.object({ url: z.string(), filter: z.string() }),
      ours: z.object({ url: z.string(), filter: z.string() }),
    })
    .optional(),
  /** The sink of Event Streams and its subscription. */
  streams: z.object({ sinkSid: z.string(), subscriptionSid: z.string().optional() }).optional(),
});

/** What a deployment made and replaced in an account: enough to take it back. No secrets. */
export type LedgerEntries = z.infer<typeof ledgerSchema>;
export type Entry = Exclude<keyof LedgerEntries, 'version' | 'accountSid' | 'workspaceSid'>;

/** The ledger was written by hand, or by another version. */
class LedgerUnreadable extends Refusal {
  constructor(file: string, why: string) {
    super(`${file} can't be read (${why}). It says what was replaced: mend it, or move it away`);
  }
}

/** A ledger of an account and workspace, in a file that nobody else reads. Every entry is kept once it is made. */
export class Ledger {
  private constructor(
    readonly file: string,
    private current: LedgerEntries,
  ) {}

  /**
   * `writes`: for this process alone, since what two write would be what one of them knew.
   * @throws LedgerUnreadable, or Refusal where another process writes there.
   */
  static async open(
    folder: string,
    of: { accountSid: string; workspaceSid: string },
    { writes = false }: { writes?: boolean } = {},
  ): Promise<Ledger> {
    const file = path.join(folder, `${of.accountSid}-${of.workspaceSid}.json`);
    if (writes) await lock(file);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return new Ledger(file, { version: 1, ...of });
    return new Ledger(file, parseLedger(file, text));
  }

  get<E extends Entry>(entry: E): LedgerEntries[E] {
    return this.current[entry];
  }

  async set<E extends Entry>(entry: E, value: NonNullable<LedgerEntries[E]>): Promise<void> {
    this.current = { ...this.current, [entry]: value };
    await mkdir(path.dirname(this.file), { recursive: true });
    await writePrivately(this.file, `${JSON.stringify(this.current, null, 2)}\n`);
  }

  /** What is known without having been noted: it is in no file. */
  assume<E extends Entry>(entry: E, value: NonNullable<LedgerEntries[E]>): void {
    this.current = { ...this.current, [entry]: value };
  }

  /** Takes an entry out; a ledger without entries leaves no file. */
  async forget(entry: Entry): Promise<void> {
    if (this.current[entry] === undefined) return;
    const { [entry]: _gone, ...rest } = this.current;
    this.current = rest;
    const { version: _version, accountSid: _account, workspaceSid: _workspace, ...entries } = rest;
    if (Object.keys(entries).length === 0) await rm(this.file, { force: true });
    else await writePrivately(this.file, `${JSON.stringify(this.current, null, 2)}\n`);
  }
}

function parseLedger(file: string, text: string): LedgerEntries {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LedgerUnreadable(file, 'it is no JSON');
  }
  const parsed = ledgerSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new LedgerUnreadable(file, z.prettifyError(parsed.error));
}
