import type { Clock } from '../clock';
import type { PluginStore } from '../flex-plugins/store';
import type { TokenIssuer } from '../iam';
import type { JsonObject } from '../parameters';
import type { TaskRouter } from '../taskrouter/task-router';

/** A plugin as the plugin service lists it to Flex UI. */
export interface FlexPlugin {
  readonly name: string;
  readonly version: string;
  /** Where the bundle is; relative to the page that hosts Flex, or absolute. */
  readonly src: string;
}

/**
 * The features behind which Flex UI keeps its own Queues column and filter in Teams View: its own, and
 * the one without which Flex lets nobody choose columns.
 */
const QUEUE_FILTER_FEATURES = ['enable-queue-filter', 'flex-teams-view-column-filters'];

/**
 * With it Flex keeps a renewed token in the tab's own storage, where the page that hosts it put the
 * first one: so two tabs can be two people.
 */
const TOKEN_PER_TAB_FEATURE = 'sso-token-session-storage';

/** How the account's Flex is set up. May be changed at any time; a browser sees it when it next loads Flex. */
export class FlexSettings {
  readonly #features = new Set<string>([TOKEN_PER_TAB_FEATURE]);
  /** `ui_attributes` of the Flex configuration: where plugins keep theirs, each under a name of its own. */
  uiAttributes: JsonObject;
  plugins: readonly FlexPlugin[] = [];
  /** What else of the configuration was set through its API, by the fields' names there. */
  configured: JsonObject;

  constructor(start: {
    uiAttributes: JsonObject;
    queueFilter: boolean;
    uiVersion: string;
    uiDependencies: Readonly<Record<string, string>>;
  }) {
    this.uiAttributes = start.uiAttributes;
    this.configured = { ui_version: start.uiVersion, ui_dependencies: start.uiDependencies };
    for (const id of QUEUE_FILTER_FEATURES) this.setFeature(id, start.queueFilter);
  }

  /** The features that are on, by their ids in Flex UI. */
  get features(): readonly string[] {
    return [...this.#features];
  }

  /** Switches one of Flex UI's features on or off. */
  setFeature(id: string, enabled: boolean): void {
    if (enabled) this.#features.add(id);
    else this.#features.delete(id);
  }
}

/** What the routes of Flex share. */
export interface FlexApi {
  readonly clock: Clock;
  readonly pluginService: PluginStore;
  readonly accountSid: string;
  readonly flexInstanceSid: string;
  readonly syncServiceSid: string;
  readonly taskRouter: TaskRouter;
  readonly tokens: TokenIssuer;
  readonly settings: FlexSettings;
}
