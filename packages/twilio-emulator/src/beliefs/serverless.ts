import type { Belief } from './belief';

export const serverlessBeliefs: readonly Belief[] = [
  {
    id: 'serverless.runtimes',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes:
      '`node22` (the default) takes runtime handlers 2.0.0 to 2.0.3 and 2.1.2, `node24` takes 2.1.2; the option `serverless.runtimes` says otherwise. `latest` is the default runtime. Others are refused at once: `unsupported runtime`.',
    findOut: 'Create a build for each pair.',
  },
  {
    id: 'serverless.dependency-refused',
    area: 'Functions and the Serverless API',
    state: 'src',
    assumes:
      'A version that is not exact, or a handler that is not taken, answers the creation of the build with 400 20001 "Some dependencies could not be validated" (Twilio\'s words, from reports on the toolkit). Whether a package is really published is not checked.',
    findOut: 'Create a build with `^1.0.0`, and with a version that does not exist.',
  },
  {
    id: 'serverless.missing-handler',
    area: 'Functions and the Serverless API',
    state: 'src',
    assumes:
      'A build with Functions and no runtime handler is created and fails. One with assets alone needs none.',
    findOut: 'Deploy a project without a handler.',
  },
  {
    id: 'serverless.variable-limits',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes:
      'A value over 450 bytes, and names and values of an environment over 3,072 bytes in all, answer 400 20001 when they are set. Twilio documents the sum as error 82006 without saying when it comes.',
    findOut: 'Set seven variables of 450 bytes.',
  },
  {
    id: 'serverless.variables-at-deployment',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes: 'Functions see the variables as they were at the deployment.',
    findOut: 'Change a variable without a new deployment and ask a Function.',
  },
  {
    id: 'serverless.taken',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes:
      'A taken unique name or domain suffix answers 409 20409, a taken variable 400 20001; the toolkit only sees that it failed.',
    findOut: 'Create a service twice.',
  },
  {
    id: 'serverless.build-in-use',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes:
      'A build that is deployed cannot be removed, one that is not completed cannot be deployed: 400 20001. Two versions with one path in a build are refused.',
    findOut: 'Remove the build that is deployed.',
  },
  {
    id: 'serverless.service-removal',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes: 'Removing a service removes all that is in it, at once, though it is deployed.',
    findOut: 'Remove a deployed service and ask its domain.',
  },
  {
    id: 'serverless.upload-size',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes: 'Uploads may have 26 MiB, Functions too.',
    findOut: 'Upload a Function of 2 MB.',
  },
  {
    id: 'serverless.retention',
    area: 'Functions and the Serverless API',
    state: 'simplified',
    assumes:
      'Nothing is ever removed for its age; Twilio keeps builds that are not deployed for 7 days and logs for 30.',
  },
  {
    id: 'serverless.logs',
    area: 'Functions and the Serverless API',
    state: 'simplified',
    assumes:
      'Each line that a Function prints is one log, without the Function and the request it came from.',
  },
  {
    id: 'serverless.protected-assets',
    area: 'Functions and the Serverless API',
    state: 'simplified',
    assumes: 'Protected assets answer 403 to everybody: signatures are checked for Functions alone.',
  },
  {
    id: 'serverless.hosting',
    area: 'Functions and the Serverless API',
    state: 'simplified',
    assumes:
      'Deployed Functions run only after `hosting.serve()`; dependencies come from one folder of packages, not from a registry. `FUNCTIONS_BASE_URL` is set to the domain.',
  },
  {
    id: 'serverless.signature-status',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes: "A Function that is protected answers a bad signature with 403; one page of Twilio's says 400.",
    findOut: 'Ask a protected Function without a signature.',
  },
  {
    id: 'serverless.concurrency',
    area: 'Functions and the Serverless API',
    state: 'open',
    assumes: '30 invocations at once, 256 MiB each; Twilio publishes no numbers.',
    findOut: 'Ask a Function that waits 2 s fifty times at once.',
  },
];

export const accountBeliefs: readonly Belief[] = [
  {
    id: 'account.standard-keys',
    area: 'Account',
    state: 'open',
    assumes:
      'An API key of type standard authenticates everywhere but at `Accounts/{Sid}.json`, which answers 401 20003.',
    findOut: 'Fetch the account with a standard key.',
  },
  {
    id: 'account.account-fields',
    area: 'Account',
    state: 'simplified',
    assumes: 'The account shows no auth token and no subresources.',
  },
  {
    id: 'account.body-limit',
    area: 'Account',
    state: 'open',
    assumes: 'Bodies over 1 MiB answer 413 20413.',
    findOut: 'Send a larger one.',
  },
];
