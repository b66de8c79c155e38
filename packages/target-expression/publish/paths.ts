/** The package's folder, whatever the working directory. */
export const root = new URL('../', import.meta.url);
export const manifestFile = new URL('package.json', root);
/** The repository's package.json while the published one lies in its place. */
export const keptManifestFile = new URL('package.json.kept', root);
export const licenseFile = new URL('LICENSE', root);
export const repositoryLicenseFile = new URL('../../LICENSE', root);
export const dist = new URL('dist/', root);
