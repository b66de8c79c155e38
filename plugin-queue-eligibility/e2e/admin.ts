import {
  jobDocumentSchema,
  JOBS_DOCUMENT_NAME,
  jobsDocumentSchema,
  type JobsDocument,
} from '@queue-eligibility/api';
import type { Page } from 'playwright-core';
import { expectAccessible } from './accessible';
import type { OpenFlex } from './open-flex';

/** The path of the admins' page. */
export const VIEW = 'queue-eligibility';

/** Axe finds nothing grave on the admins' page. */
export const expectPageAccessible = (page: Page): Promise<void> =>
  expectAccessible(page, '[data-testid="queue-eligibility-admin"]');

/** The jobs document as it is now. */
export function boardOf(flex: OpenFlex): JobsDocument {
  const document = flex.emulator.sync.find('document', JOBS_DOCUMENT_NAME);
  return jobsDocumentSchema.parse(document?.data ?? { running: [], entries: [] });
}

/** The job that runs, as its document says; undefined: none does. */
export function runningJob(flex: OpenFlex) {
  const [running] = boardOf(flex).running;
  const document = running && flex.emulator.sync.find('document', running.documentSid);
  return jobDocumentSchema.safeParse(document?.data).data;
}

/** The button that starts a resync. */
export const resyncButton = (page: Page) => page.getByRole('button', { name: 'Resync', exact: true });

/** What a page's own Flex has, for a look into it. */
export interface FlexGlobal {
  Flex: {
    Manager: {
      getInstance(): {
        user: { token: string };
        store: { getState(): { flex: { supervisor: { appliedFilters: unknown } } } };
      };
    };
  };
}
