import { FlexPlugin } from '@twilio/flex-plugin';
import type * as Flex from '@twilio/flex-ui';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import { addAdminPage } from './admin';
import { readConfiguration } from './configuration';
import { createFunctionsClient } from './functions-client';
import { createJobsWatch } from './live/jobs-watch';
import { openSyncConnection } from './live/sync-connection';
import type { PluginPorts } from './ports';
import { createQueueDirectory } from './queue-directory';
import { createSession } from './session';
import { registerStrings } from './strings';
import { addTeamsView } from './teams-view';

const PLUGIN_NAME = 'QueueEligibilityPlugin';
/** What Flex's own configuration says where nobody has: then the account's `ui_language` counts. */
const FLEX_DEFAULT = 'en-US';

/** Each agent's eligible queues in Teams View for supervisors, and for admins the page that keeps them right. */
export class QueueEligibilityPlugin extends FlexPlugin {
  constructor() {
    super(PLUGIN_NAME);
  }

  override init(flex: typeof Flex, manager: Flex.Manager): void {
    const { ui_attributes: uiAttributes, ui_language: language } = manager.serviceConfiguration;
    const { language: chosen = FLEX_DEFAULT } = manager.configuration;
    registerStrings(manager, chosen === FLEX_DEFAULT ? language : chosen);
    const session = createSession(manager);
    if (!session.isSupervisor) return;
    const configuration = readConfiguration(uiAttributes, {
      functions_base_url: process.env['FLEX_APP_QUEUE_ELIGIBILITY_FUNCTIONS_BASE_URL'],
      show_column: process.env['FLEX_APP_QUEUE_ELIGIBILITY_SHOW_COLUMN'],
    });
    for (const problem of configuration.problems) console.error(`${PLUGIN_NAME}: ${problem}`);

    flex.setProviders({ PasteThemeProvider: CustomizationProvider as never });
    const functions = createFunctionsClient({
      baseUrl: configuration.functionsBaseUrl,
      token: () => session.token(),
    });
    const directory = createQueueDirectory(functions, { isAllowed: session.isSupervisor });
    const jobs = createJobsWatch({
      functions,
      connect: () => openSyncConnection(session),
      onResyncEnded: () => void directory.refresh(),
    });
    jobs.subscribe(({ left }, before) => {
      if (left !== before.left) directory.takeLeft(left);
    });
    const ports: PluginPorts = { flex, manager, session, functions, directory, jobs, configuration };
    addAdminPage(ports, addTeamsView(ports));
  }
}
