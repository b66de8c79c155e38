/** When a resource was made and last changed, in milliseconds since the epoch. */
interface Dates {
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export interface ServiceRecord extends Dates {
  readonly sid: string;
  readonly uniqueName: string;
  readonly friendlyName: string;
  readonly includeCredentials: boolean;
  readonly uiEditable: boolean;
  /** First part of the domains of its environments: `name-1234`. */
  readonly domainBase: string;
}

export interface EnvironmentRecord extends Dates {
  readonly sid: string;
  readonly serviceSid: string;
  readonly uniqueName: string;
  readonly domainSuffix: string | null;
  /** `name-1234-suffix.twil.io`. */
  readonly domainName: string;
  /** The build that is deployed. */
  readonly buildSid: string | null;
}

export type CodeKind = 'function' | 'asset';

/** A Function or an Asset: a name that versions hang on. */
export interface CodeRecord extends Dates {
  readonly sid: string;
  readonly serviceSid: string;
  readonly kind: CodeKind;
  readonly friendlyName: string;
}

export type Visibility = 'public' | 'protected' | 'private';

/** What was uploaded for a Function or an Asset. */
export interface VersionRecord {
  readonly sid: string;
  readonly serviceSid: string;
  readonly codeSid: string;
  readonly kind: CodeKind;
  /** Path in the URL, with its leading slash. */
  readonly path: string;
  readonly visibility: Visibility;
  readonly contentType: string;
  readonly content: Buffer;
  readonly dateCreated: number;
}

export interface Dependency {
  readonly name: string;
  readonly version: string;
}

export interface BuildRecord extends Dates {
  readonly sid: string;
  readonly serviceSid: string;
  /** How it ends; a reader sees `building` until {@link readsLeft} is used up. */
  readonly outcome: 'completed' | 'failed';
  readonly readsLeft: number;
  readonly functionVersionSids: readonly string[];
  readonly assetVersionSids: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly runtime: string;
}

export interface DeploymentRecord extends Dates {
  readonly sid: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string | null;
}

export interface VariableRecord extends Dates {
  readonly sid: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly key: string;
  readonly value: string;
}

export interface LogRecord {
  readonly sid: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string | null;
  readonly deploymentSid: string | null;
  readonly functionSid: string | null;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly dateCreated: number;
}

/** A build as it stands at a domain, with everything it takes to run it. */
export interface Deployed {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly domainName: string;
  readonly runtime: string;
  readonly dependencies: readonly Dependency[];
  /** The environment's variables as they were at the deployment, without the account's credentials. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether the Functions get `ACCOUNT_SID` and `AUTH_TOKEN`. */
  readonly includeCredentials: boolean;
  readonly functions: readonly VersionRecord[];
  readonly assets: readonly VersionRecord[];
}
