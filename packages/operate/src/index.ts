export { connect, type Account } from './account';
export { atTerminal } from './ask';
export { main } from './main';
export { readOptions } from './options';
export { makePlan } from './skills/apply';
export { readWorkspace } from './skills/workspace';
export { Refusal } from './refusal';
export { ENV_FILE, readSettings, type Settings } from './settings';
export { createTalk } from './talk';
