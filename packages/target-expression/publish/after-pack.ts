import { renameSync, rmSync } from 'node:fs';
import { keptManifestFile, licenseFile, manifestFile } from './paths';

renameSync(keptManifestFile, manifestFile);
rmSync(licenseFile);
