export { findBrowser, launchBrowser, NoBrowser, type BrowserOptions } from './browser';
export type { HostedPlugin } from './handler';
export { assertFlexBuilt, FlexNotBuilt, startFlexHost, type FlexHost, type FlexHostOptions } from './host';
export { defaultIdentities, usersOf, type Identity } from './identities';
export { launchWarmBrowser, type WarmBrowser } from './warm-browser';
