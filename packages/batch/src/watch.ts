/**
 * What somebody needs who only watches jobs, a browser for instance: the shapes of the documents and their names.
 * Nothing here calls anything.
 */
export * from './job';
export { JOBS_DOCUMENT_NAME, jobDocumentName } from './documents';
export { SILENT_MS } from './limits';
