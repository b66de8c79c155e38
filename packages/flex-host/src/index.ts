export { findBrowser, NoBrowser } from './browser';
export type { HostedPlugin } from './handler';
export { assertFlexBuilt, FlexNotBuilt, startFlexHost, type FlexHost, type FlexHostOptions } from './host';
export { defaultIdentities, usersOf, type Identity } from './identities';
export { ownProfile, WARM_PROFILE } from './profiles';
export { launchWarmBrowser, type WarmBrowser } from './warm-browser';
