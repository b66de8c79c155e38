import { copyFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { buildPackage } from './build';
import { publishedManifest } from './manifest';
import { keptManifestFile, licenseFile, manifestFile, repositoryLicenseFile } from './paths';

// A pack that was broken off left the published one.
if (existsSync(keptManifestFile)) renameSync(keptManifestFile, manifestFile);
await buildPackage();
copyFileSync(repositoryLicenseFile, licenseFile);
const manifest = publishedManifest(manifestFile);
copyFileSync(manifestFile, keptManifestFile);
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
