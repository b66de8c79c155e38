import type * as Flex from '@twilio/flex-ui';
import type { Configuration } from './configuration';
import type { FunctionsClient } from './functions-client';
import type { JobsWatch } from './live/jobs-watch';
import type { QueueDirectory } from './queue-directory';
import type { Session } from './session';

/** What the plugin's parts are made from. */
export interface PluginPorts {
  flex: typeof Flex;
  manager: Flex.Manager;
  session: Session;
  functions: FunctionsClient;
  directory: QueueDirectory;
  jobs: JobsWatch;
  configuration: Configuration;
}
