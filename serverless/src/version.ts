/** Put in by the build: the version of the deployed project. */
declare const DEPLOYED_VERSION: string | undefined;

/** The version of the deployed project; `development` where it was not built. */
export const VERSION: string = typeof DEPLOYED_VERSION === 'string' ? DEPLOYED_VERSION : 'development';
